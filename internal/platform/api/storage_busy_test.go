package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/api"
)

// busy answers with 429 for a while, without a network, so that no clock runs while nobody does
// anything.
type busy struct {
	refusals   int // so many, then 200
	retryAfter string
	calls      int
}

func (b *busy) RoundTrip(*http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	if b.calls++; b.calls <= b.refusals {
		w.Header().Set("Retry-After", b.retryAfter)
		w.WriteHeader(http.StatusTooManyRequests)
	} else {
		_, _ = w.WriteString(`{"value":1}`)
	}
	return w.Result(), nil
}

// TestABusyStorageIsAskedOnceMore where it asks for a short wait, and otherwise not at all: whoever
// waited long has given up.
func TestABusyStorageIsAskedOnceMore(t *testing.T) {
	for _, row := range []struct {
		name       string
		retryAfter string
		refusals   int
		left       time.Duration // of the call's time
		calls      int
		waited     time.Duration
		want       error
	}{
		{"at once", "0", 1, time.Minute, 2, 0, nil},
		{"after a second", "1", 1, time.Minute, 2, time.Second, nil},
		{"still busy", "1", 9, time.Minute, 2, time.Second, connection.ErrUnavailable},
		{"too long", "2", 1, time.Minute, 1, 0, connection.ErrUnavailable},
		{"no word", "", 1, time.Minute, 1, 0, connection.ErrUnavailable},
		{"a date", "Wed, 21 Oct 2015 07:28:00 GMT", 1, time.Minute, 1, 0,
			connection.ErrUnavailable},
		{"less than nothing", "-1", 1, time.Minute, 1, 0, connection.ErrUnavailable},
		{"no time left", "1", 1, 500 * time.Millisecond, 1, 500 * time.Millisecond,
			connection.ErrUnavailable},
	} {
		synctest.Test(t, func(t *testing.T) {
			b := &busy{refusals: row.refusals, retryAfter: row.retryAfter}
			s := api.NewStorage(
				api.Remote(&http.Client{Transport: b}, "https://storage.example", time.Now))
			ctx, cancel := context.WithTimeout(t.Context(), row.left)
			defer cancel()
			begun := time.Now()
			_, err := s.Get(ctx, tenant, key)
			if !errors.Is(err, row.want) || b.calls != row.calls ||
				time.Since(begun) != row.waited {
				t.Errorf("%s: %v after %d calls and %v, want %v, %d, %v", row.name, err, b.calls,
					time.Since(begun), row.want, row.calls, row.waited)
			}
		})
	}
}
