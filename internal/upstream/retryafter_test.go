package upstream_test

import (
	"net/http"
	"testing"
	"time"

	"pagewatch/internal/upstream"
)

var now = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

func answer(status int, asked string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Retry-After": {asked}}}
}

// TestRetryAfter holds a row per form of the header.
func TestRetryAfter(t *testing.T) {
	rows := []struct {
		name, asked string
		status      int
		want        time.Duration
	}{
		{"half an hour", "1800", 429, 30 * time.Minute},
		{"of a service that is down", "1800", 503, 30 * time.Minute},
		{"of AWS, which throttles with 400", "1800", 400, 30 * time.Minute},
		{"of a refusal", "1800", 403, 0},
		{"of an answer", "1800", 200, 0},
		{"at once", "0", 429, 0},
		{"less than nothing", "-1", 429, 0},
		{"nothing", "", 429, 0},
		{"words", "soon", 429, 0},
		{"a fraction", "1.5", 429, 0},
		{"a day", "86400", 429, 24 * time.Hour},
		{"a century", "3155760000", 429, 24 * time.Hour},
		{"more than a number holds", "99999999999999999999", 429, 0},
		{"a date", "Sat, 21 Nov 2026 10:30:00 GMT", 503, 30 * time.Minute},
		{"a date that has passed", "Sat, 21 Nov 2026 09:59:59 GMT", 503, 0},
		{"a date of next year", "Sun, 21 Nov 2027 10:00:00 GMT", 503, 24 * time.Hour},
		{"a date of another age", "Mon, 01 Jan 0001 00:00:00 GMT", 503, 0},
	}
	for _, row := range rows {
		if got := upstream.RetryAfter(answer(row.status, row.asked), now); got != row.want {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
	if got := upstream.RetryAfter(&http.Response{StatusCode: 429}, now); got != 0 {
		t.Errorf("without a header: %v", got)
	}
}

// FuzzRetryAfter: whatever is asked for, the wait is from none to a day.
func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{"1800", "-9223372036854775808", "Sat, 21 Nov 2026 10:30:00 GMT",
		"soon", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, asked string) {
		got := upstream.RetryAfter(answer(429, asked), now)
		if got > 0 {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		if got < 0 || got > 24*time.Hour {
			t.Errorf("%q asks for %v", asked, got)
		}
	})
}
