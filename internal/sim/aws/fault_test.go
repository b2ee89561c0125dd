package aws_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"pagewatch/internal/sim/aws"
)

func describe(w *world, ctx context.Context) (*cloudwatch.DescribeAlarmsOutput, error) {
	return w.alarms(w.assume(right(paymentsRole)), "eu-central-1").DescribeAlarms(ctx, all())
}

func TestFaults(t *testing.T) {
	status := func(want int) func(*testing.T, *cloudwatch.DescribeAlarmsOutput, error) {
		return func(t *testing.T, _ *cloudwatch.DescribeAlarmsOutput, err error) {
			var response *smithyhttp.ResponseError
			if !errors.As(err, &response) || response.HTTPStatusCode() != want {
				t.Errorf("error %v, want status %d", err, want)
			}
		}
	}
	code := func(want string) func(*testing.T, *cloudwatch.DescribeAlarmsOutput, error) {
		return func(t *testing.T, _ *cloudwatch.DescribeAlarmsOutput, err error) {
			wantCode(t, err, want)
		}
	}
	tests := []struct {
		name  string
		fault aws.Fault
		check func(*testing.T, *cloudwatch.DescribeAlarmsOutput, error)
	}{
		{"throttling", aws.Fault{Do: aws.FaultError, Code: "Throttling"}, code("Throttling")},
		{"server error", aws.Fault{Do: aws.FaultError, Code: "InternalFailure"}, status(500)},
		{"unavailable", aws.Fault{Do: aws.FaultError, Code: "ServiceUnavailable"}, status(503)},
		{"any code", aws.Fault{Do: aws.FaultError, Status: 418, Code: "Teapot"}, code("Teapot")},
		{"any status", aws.Fault{Do: aws.FaultError, Status: 429, Code: "TooManyRequestsException"},
			status(429)},
		{"redirect", aws.Fault{Do: aws.FaultRedirect, URL: "http://127.0.0.1:1/"}, status(302)},
		{"html 503", aws.Fault{Do: aws.FaultHTML, Status: 503}, status(503)},
		{"html 200", aws.Fault{Do: aws.FaultHTML},
			func(t *testing.T, _ *cloudwatch.DescribeAlarmsOutput, err error) {
				if err == nil {
					t.Error("an HTML page was taken for an answer")
				}
			}},
		{"truncated", aws.Fault{Do: aws.FaultTruncated},
			func(t *testing.T, _ *cloudwatch.DescribeAlarmsOutput, err error) {
				if err == nil || !strings.Contains(err.Error(), "deserialization failed") {
					t.Errorf("error %v, want a failed deserialization", err)
				}
			}},
		{"reset", aws.Fault{Do: aws.FaultReset},
			func(t *testing.T, _ *cloudwatch.DescribeAlarmsOutput, err error) {
				if !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.ErrUnexpectedEOF) {
					t.Errorf("error %v, want a reset", err)
				}
			}},
		{"empty", aws.Fault{Do: aws.FaultEmpty},
			func(t *testing.T, out *cloudwatch.DescribeAlarmsOutput, err error) {
				if err != nil || out.MetricAlarms != nil {
					t.Errorf("%v, %v: the SDK takes an empty body for an answer without alarms",
						out,
						err)
				}
			}},
		{"oversized", aws.Fault{Do: aws.FaultOversized, Size: 1 << 20},
			func(t *testing.T, out *cloudwatch.DescribeAlarmsOutput, err error) {
				if err != nil || len(*out.NextToken) != 1<<20 {
					t.Errorf("error %v, want a well-formed answer of 1 MiB", err)
				}
			}},
		{"date", aws.Fault{Skew: -time.Hour},
			func(t *testing.T, out *cloudwatch.DescribeAlarmsOutput, err error) {
				if err != nil || len(out.LogAlarms) != 2 {
					t.Errorf("error %v, want the usual answer", err)
				}
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t).trust()
			tt.fault.Service, tt.fault.Action, tt.fault.Times = aws.CloudWatch, "DescribeAlarms", 1
			w.Inject(tt.fault)
			out, err := describe(w, context.Background())
			tt.check(t, out, err)
			if _, err := describe(w, context.Background()); err != nil {
				t.Errorf("after the fault: %v", err)
			}
		})
	}
}

// TestFaultsOverSTS checks the kinds that depend on the protocol over XML as well, and JSON where
// it differs.
func TestFaultsOverSTS(t *testing.T) {
	w := newWorld(t).trust()
	w.Inject(aws.Fault{Service: aws.STS, Times: 1, Do: aws.FaultError, Code: "AccessDenied",
		Message: "User: {caller} may not"})
	_, err := w.sts(w.own()).AssumeRole(context.Background(), right(paymentsRole))
	wantCode(t, err, "AccessDenied")
	if !strings.Contains(err.Error(),
		"User: arn:aws:sts::000011112222:assumed-role/Pagewatch/local may not") {
		t.Errorf("%v does not name the caller", err)
	}
	w.Inject(aws.Fault{Service: aws.STS, Times: 1, Do: aws.FaultOversized, Size: 1 << 20})
	if _, err := w.sts(w.own()).AssumeRole(context.Background(), right(paymentsRole)); err != nil {
		t.Errorf("oversized XML: %v", err)
	}
	w.Inject(aws.Fault{Service: aws.CloudWatch, Times: 1, Do: aws.FaultOversized, Size: 1 << 20})
	if _, err := w.alarms(w.assume(right(paymentsRole)), "eu-central-1", overJSON).DescribeAlarms(
		context.Background(), all()); err != nil {
		t.Errorf("oversized JSON: %v", err)
	}
}

func TestFaultsMatch(t *testing.T) {
	w := newWorld(t).trust()
	boom := aws.Fault{Do: aws.FaultError, Code: "InternalFailure"}
	for _, elsewhere := range []aws.Fault{
		{Service: aws.STS, Action: "GetCallerIdentity"}, {Region: "us-east-1"},
		{Account: "999999999999"}, {Action: "ListMetrics"},
	} {
		elsewhere.Do, elsewhere.Code = boom.Do, boom.Code
		w.Inject(elsewhere)
	}
	if _, err := describe(w, context.Background()); err != nil {
		t.Errorf("a fault for others applied: %v", err)
	}
	w.Inject(aws.Fault{Service: aws.STS, Account: "111122223333", Times: 2, Do: boom.Do,
		Code: boom.Code})
	for range 2 {
		_, err := w.sts(w.own()).AssumeRole(context.Background(), right(paymentsRole))
		wantCode(t, err, "InternalFailure")
	}
	w.assume(right(paymentsRole))
	w.Inject(boom)
	_, err := w.sts(w.own()).GetCallerIdentity(context.Background(), &sts.GetCallerIdentityInput{})
	wantCode(t, err, "InternalFailure")
	w.ClearFaults()
	w.assume(right(paymentsRole))
}

func TestHangEndsWithTheClient(t *testing.T) {
	w := newWorld(t).trust()
	w.Inject(aws.Fault{Service: aws.CloudWatch, Do: aws.FaultHang})
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		for len(w.Calls()) < 2 { // AssumeRole and DescribeAlarms
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	if _, err := describe(w, ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want canceled", err)
	}
	calls := w.Calls()
	if last := calls[len(calls)-1]; last.Action != "DescribeAlarms" || last.Status != 0 {
		t.Errorf("last call %+v, want an unanswered DescribeAlarms", last)
	}
}

func TestUntil(t *testing.T) {
	w := newWorld(t).trust()
	release := make(chan struct{})
	w.Inject(aws.Fault{Service: aws.CloudWatch, Until: release})
	done := make(chan error)
	go func() {
		_, err := describe(w, context.Background())
		done <- err
	}()
	for len(w.Calls()) < 2 { // the call is in the log before it is answered
		select {
		case err := <-done:
			t.Fatalf("answered before it was released: %v", err)
		default:
			time.Sleep(time.Millisecond)
		}
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w.Inject(aws.Fault{})
	if _, err := w.sts(w.own()).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{}); !errors.Is(
		err, context.Canceled) {
		t.Errorf("error %v, want canceled", err)
	}
}

func TestFaultLab(t *testing.T) {
	w := newWorld(t).trust()
	keys := w.assume(right(labRole))
	for region, code := range map[string]string{
		"eu-west-1": "Throttling", "us-east-1": "AccessDenied", "us-west-2": "InternalFailure",
		"me-south-1": "InvalidClientTokenId",
	} {
		_, err := w.alarms(keys, region).DescribeAlarms(context.Background(), all())
		wantCode(t, err, code)
	}
	w.ClearFaults()
	_, err := w.alarms(keys, "eu-west-1").DescribeAlarms(context.Background(), all())
	wantCode(t, err, "Throttling")
	if out, err := w.alarms(keys, "eu-north-1").DescribeAlarms(context.Background(),
		all()); err != nil || len(out.MetricAlarms) != 2 {
		t.Errorf("healthy region: %v", err)
	}
}

// TestSlowRegion runs with the clock of testing/synctest, where 3 seconds take no time.
func TestSlowRegion(t *testing.T) {
	w := newWorld(t).trust()
	keys := w.assume(right(labRole))
	call := signedCall{keys: keys, service: "monitoring",
		path:   "/service/GraniteServiceVersion20100801/operation/DescribeAlarms",
		header: http.Header{"Smithy-Protocol": {"rpc-v2-cbor"}}, body: "\xa0"}
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		got := w.raw(call)
		if took := time.Since(started); got.Code != http.StatusOK || took != 3*time.Second {
			t.Errorf("%d after %v, want 200 after 3s", got.Code, took)
		}
	})
	synctest.Test(t, func(t *testing.T) { // a client that gives up sooner
		started := time.Now()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		defer func() {
			if got := recover(); got != http.ErrAbortHandler || time.Since(started) != time.Second {
				t.Errorf("recovered %v after %v, want http.ErrAbortHandler after 1s", got,
					time.Since(started))
			}
		}()
		w.rawUntil(ctx, call)
	})
}

// TestResetOverTLS checks that the reset works through TLS, and that the server closes a connection
// that cannot be hijacked.
func TestResetOverTLS(t *testing.T) {
	w := newWorld(t).trust()
	w.server.Close()
	w.server = httptest.NewTLSServer(w.Cloud)
	t.Cleanup(w.server.Close)
	keys := w.assume(right(paymentsRole))
	w.Inject(aws.Fault{Do: aws.FaultReset})
	_, err := w.alarms(keys, "eu-central-1").DescribeAlarms(context.Background(), all())
	if !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v, want a reset", err)
	}
	defer func() {
		if got := recover(); got != http.ErrAbortHandler {
			t.Errorf("recovered %v, want http.ErrAbortHandler", got)
		}
	}()
	w.raw(assumeByHand(w))
}
