package awscall_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/smithy-go"

	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/upstream"
)

// signed is the time of the signature, on our clock.
var signed = time.Date(2026, 11, 21, 16, 59, 11, 0, time.UTC)

// refusal is an answer of AWS that refuses a request, without a network.
type refusal struct {
	status        int
	code, message string
	signed, date  string // the times of the request's signature and of the answer
	retryAfter    string
}

// RoundTrip implements http.RoundTripper.
func (r refusal) RoundTrip(*http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	w.Header().Set("Date", r.date)
	w.Header().Set("Retry-After", r.retryAfter)
	w.WriteHeader(r.status)
	return w.Result(), nil
}

// ended returns the error of a call with that answer.
func (r refusal) ended(t *testing.T) *upstream.Error {
	t.Helper()
	call := start(&http.Client{Transport: r})
	req := httptest.NewRequest(http.MethodPost, "https://sts.example", nil)
	req.RequestURI = ""
	req.Header.Set("X-Amz-Date", r.signed)
	if resp, err := call.Do(req); err != nil || resp.Body.Close() != nil {
		t.Fatal(err)
	}
	_, err := call.End(t.Context(), &smithy.GenericAPIError{Code: r.code, Message: r.message})
	return upstream.As(err)
}

// TestCauses holds a row per message, and per distance of the answer's Date from the signature.
func TestCauses(t *testing.T) {
	const denied = "User: arn:aws:sts::111122223333:assumed-role/a/b is not authorized to " +
		"perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/c "
	rows := []struct {
		name, code, message string
		status              int
		off                 time.Duration
		want                string
	}{
		{"denied", "AccessDenied", denied, 403, 0, ""},
		{"denied by the role", "AccessDenied",
			denied + "because no identity-based policy allows the sts:AssumeRole action", 403, 0,
			""},
		{"denied by a session policy", "AccessDenied",
			denied + "with an explicit deny in a session policy", 403, 0, ""},
		{"an SCP", "AccessDenied", denied + "with an explicit deny in a service control policy",
			403, 0, awscall.ServiceControlPolicy},
		{"an SCP by its ARN", "AccessDeniedException", denied + "with an explicit deny in a " +
			"service control policy: arn:aws:organizations::1:policy/o-1/x", 400, 0,
			awscall.ServiceControlPolicy},
		{"an SCP that allows too little", "AccessDenied",
			denied + "because no service control policy allows the sts:AssumeRole action", 403, 0,
			awscall.ServiceControlPolicy},
		{"an SCP in AWS's older words", "AccessDenied",
			denied + "due to an explicit deny in a Service Control Policy", 403, 0,
			awscall.ServiceControlPolicy},
		{"an RCP", "AccessDenied", denied + "with an explicit deny in a resource control policy",
			403, 0, awscall.ResourceControlPolicy},
		{"late", "SignatureDoesNotMatch", "Signature expired: 20261121T165911Z is now earlier " +
			"than 20261121T170500Z (20261121T171000Z - 5 min.)", 403, 0, awscall.ClockSkew},
		{"early", "InvalidSignatureException", "Signature not yet current: 20261121T165911Z is " +
			"still later than …", 400, 0, awscall.ClockSkew},
		{"late, as a denial", "AccessDenied", "Signature expired: …", 403, 0, awscall.ClockSkew},
		{"AWS's own trouble", "InternalFailure", "Signature expired: …", 500, 0, ""},
		{"a wrong signature", "SignatureDoesNotMatch", "", 403, 4 * time.Minute, ""},
		{"by a clock that is behind", "SignatureDoesNotMatch", "", 403, 4*time.Minute + time.Second,
			awscall.ClockSkew},
		{"by a clock that is ahead", "InvalidSignatureException", "", 400, -time.Hour,
			awscall.ClockSkew},
		{"denied, by another clock", "AccessDenied", denied, 403, time.Hour, ""},
	}
	for _, row := range rows {
		got := refusal{status: row.status, code: row.code, message: row.message,
			signed: signed.Format("20060102T150405Z"),
			date:   signed.Add(row.off).Format(http.TimeFormat)}.ended(t)
		if got.Kind != upstream.Refused || got.Cause != row.want {
			t.Errorf("%s: %q, want %q", row.name, got.Cause, row.want)
		}
	}
}

// TestNoClockWithoutBothTimes: an answer without a Date, or a request without a signature's time,
// says nothing about clocks.
func TestNoClockWithoutBothTimes(t *testing.T) {
	for name, times := range map[string][2]string{
		"neither": {"", ""}, "no Date": {"20261121T165911Z", ""},
		"a Date that is none":  {"20261121T165911Z", "yesterday"},
		"no time of signature": {"", "Sat, 21 Nov 2020 16:59:11 GMT"},
	} {
		got := refusal{status: http.StatusForbidden, code: "SignatureDoesNotMatch",
			signed: times[0], date: times[1]}
		if cause := got.ended(t).Cause; cause != "" {
			t.Errorf("%s: %q", name, cause)
		}
	}
}

// TestAWSSaysHowLongToWait: half an hour, in seconds, or as a date on our clock.
func TestAWSSaysHowLongToWait(t *testing.T) {
	for asked, want := range map[string]time.Duration{"1800": 30 * time.Minute,
		signed.Add(30 * time.Minute).Format(http.TimeFormat): 30 * time.Minute, "": 0} {
		for _, status := range []int{400, 429, 503} {
			got := refusal{status: status, code: "Throttling", retryAfter: asked}.ended(t)
			if got.RetryAfter != want {
				t.Errorf("%d, %q: %v, want %v", status, asked, got.RetryAfter, want)
			}
		}
	}
}

// FuzzCause: a cause is one of the known ones, and never part of AWS's message.
func FuzzCause(f *testing.F) {
	const signed = "20261121T165911Z"
	f.Add("AccessDenied", "explicit deny in a service control policy", signed, "")
	f.Add("AccessDenied", "explicit deny in a RESOURCE control policy", "", "")
	f.Add("SignatureDoesNotMatch", "", signed, "Sat, 21 Nov 2026 17:59:11 GMT")
	f.Add("SignatureDoesNotMatch", "", "\x00", "0000")
	f.Add("Throttling", "planted", signed, signed)
	f.Fuzz(func(t *testing.T, code, message, signed, date string) {
		got := refusal{status: http.StatusForbidden, code: code, message: message,
			signed: signed, date: date}.ended(t)
		switch got.Cause {
		case "":
			t.Log("refused")
		case awscall.ClockSkew, awscall.ServiceControlPolicy, awscall.ResourceControlPolicy:
			t.Log("accepted")
		default:
			t.Errorf("%q, %q: %q", code, message, got.Cause)
		}
	})
}
