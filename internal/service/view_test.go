package service_test

import (
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/aws"
)

const frankfurt = "@eu-central-1"

// calls returns the calls that AWS received, as service/action.
func calls(b *servicetest.Backend) []string {
	var out []string
	for _, c := range b.Cloud.Calls() {
		out = append(out, c.Service+"/"+c.Action)
	}
	return out
}

func wantCalls(t *testing.T, b *servicetest.Backend, want ...string) {
	t.Helper()
	if got := calls(b); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("AWS was called %v, want %v", got, want)
	}
}

// wantWhole checks that records are one answer of one source: announced, counted, ended.
func wantWhole(t *testing.T, records []servicetest.Record) {
	t.Helper()
	if len(records) < 2 || records[0].Type != "source" || records[len(records)-1].Type != "end" {
		t.Fatalf("not source … end: %+v", records)
	}
	if n := len(records) - 2; n != records[0].Count || n != records[len(records)-1].Alarms ||
		n == 0 {
		t.Errorf("%d alarms, announced %d, ended with %d", n, records[0].Count,
			records[len(records)-1].Alarms)
	}
}

// TestOneSourceIsOneAssumeRoleAndOneDescribeAlarms counts the requests on the wire and checks their
// content.
func TestOneSourceIsOneAssumeRoleAndOneDescribeAlarms(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	external := b.ExternalID(servicetest.Call{})
	b.Cloud.ResetCalls()
	answer := b.Do(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt))
	wantWhole(t, answer.Records(b))
	wantCalls(t, b, "sts/AssumeRole", "cloudwatch/DescribeAlarms")
	assume := b.Cloud.Calls()[0]
	if assume.ExternalID != external || assume.DurationSeconds != "900" ||
		!strings.HasPrefix(assume.SessionName, "pagewatch-") ||
		assume.SessionPolicy !=
			`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cloudwatch:DescribeAlarms","Resource":"*"}]}` {
		t.Errorf("assumed with %+v", assume)
	}
	first := answer.Records(b)[0]
	if first.Account != "111122223333" || first.Region != "eu-central-1" ||
		first.Name != "Payments production" || first.Truncated {
		t.Errorf("announced as %+v", first)
	}
}

func TestAnIAMUserIsOneCallAndInline(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.Create(servicetest.Call{}, b.UserDraft(true))
	b.Cloud.ResetCalls()
	answer := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("stream", id+frankfurt))
	wantWhole(t, answer.Records(b))
	wantCalls(t, b, "cloudwatch/DescribeAlarms")
	if strings.Contains(answer.Body, "grant") {
		t.Error("an IAM user's view was granted to the browser")
	}
}

func TestMoreThanAHundredAlarmsAreTruncated(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	b.Cloud.ResetCalls()
	records := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+"@us-east-1")).Records(b)
	wantWhole(t, records)
	if !records[0].Truncated || records[0].Count != 100 {
		t.Errorf("announced %+v, want 100 and truncated", records[0])
	}
	wantCalls(t, b, "sts/AssumeRole", "cloudwatch/DescribeAlarms")
}

func TestSourcesAnswerSideBySide(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	gone := "c-" + strings.Repeat("a", 26)
	// us-east-1 is blocked until eu-central-1 is answered: in sequence this would never end.
	release := make(chan struct{})
	b.Cloud.Inject(aws.Fault{Service: aws.CloudWatch, Region: "us-east-1", Until: release,
		Times: 1})
	b.Cloud.Inject(aws.Fault{Service: aws.CloudWatch, Region: "eu-central-1", Times: 1})
	go func() {
		for ; t.Context().Err() == nil; runtime.Gosched() {
			for _, c := range b.Cloud.Calls() {
				if c.Region == "eu-central-1" && c.Action == "DescribeAlarms" && c.Status != 0 {
					close(release)
					return
				}
			}
		}
	}()
	records := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+"@us-east-1", gone+frankfurt, id+frankfurt)).Records(b)
	kinds := map[int]string{}
	for _, r := range records {
		if r.Type == "source" || r.Type == "error" {
			kinds[r.Source] += r.Type + r.Error.Code
		}
	}
	if kinds[0] != "source" || kinds[1] != "errorconnection_not_found" || kinds[2] != "source" {
		t.Errorf("sources answered %v", kinds)
	}
	if last := records[len(records)-1]; last.Type != "end" || last.Sources != 3.0 {
		t.Errorf("ended with %+v", last)
	}
}

// planted is in every refusal that a test makes AWS answer with.
const planted = "planted-upstream-words"

// refuse is an AWS that refuses with a code.
func refuse(status int, code string) aws.Fault {
	return aws.Fault{Do: aws.FaultError, Status: status, Code: code, Message: planted + " {caller}"}
}

// saying is an AWS that refuses with a code and a message.
func saying(code, message string) aws.Fault {
	fault := refuse(http.StatusForbidden, code)
	fault.Message = message + " " + planted
	return fault
}

// skewed is an AWS whose clock is off, and that refuses a signature without a word about it.
func skewed(by time.Duration) aws.Fault {
	fault := refuse(http.StatusForbidden, "SignatureDoesNotMatch")
	fault.Skew = by
	return fault
}

// TestUpstreamFaults holds a row per fault of AWS: the source gets a coded record, each service
// gets at most one call, the next view works, and nothing of the upstream's words is repeated.
func TestUpstreamFaults(t *testing.T) {
	rows := []struct {
		name            string
		fault           aws.Fault
		sts, cloudWatch string // the code when it happens there
	}{
		{"throttled", refuse(400, "Throttling"), "aws_sts_throttled", "aws_throttled"},
		{"throttled, new spelling", refuse(429, "ThrottlingException"), "aws_sts_throttled",
			"aws_throttled"},
		{"denied", refuse(403, "AccessDenied"), "aws_assume_denied", "aws_alarms_denied"},
		{"denied, new spelling", refuse(403, "AccessDeniedException"), "aws_assume_denied",
			"aws_alarms_denied"},
		{"bad keys", refuse(403, "InvalidClientTokenId"), "principal_refused",
			"aws_region_disabled"},
		{"bad signature", refuse(403, "SignatureDoesNotMatch"), "principal_refused",
			"aws_bad_signature"},
		{"expired", refuse(400, "ExpiredToken"), "principal_refused", "aws_expired"},
		{"our clock is wrong", refuse(403, "RequestTimeTooSkewed"), "aws_clock", "aws_clock"},
		{"our clock is wrong, in other words", saying("SignatureDoesNotMatch",
			"Signature expired: 20261121T165911Z is now earlier than 20261121T170500Z"),
			"aws_clock", "aws_clock"},
		{"our clock is ahead", saying("InvalidSignatureException",
			"Signature not yet current: 20261121T170500Z is still later than 20261121T165911Z"),
			"aws_clock", "aws_clock"},
		{"a bad signature, and AWS's clock is an hour ahead", skewed(time.Hour),
			"aws_clock", "aws_clock"},
		{"a bad signature, and AWS's clock is an hour behind", skewed(-time.Hour),
			"aws_clock", "aws_clock"},
		{"a bad signature, and the clocks are three minutes apart", skewed(3 * time.Minute),
			"principal_refused", "aws_bad_signature"},
		{"a service control policy", saying("AccessDenied", "User: x is not authorized to "+
			"perform: y on resource: z with an explicit deny in a service control policy"),
			"aws_assume_scp", "aws_alarms_scp"},
		{"a service control policy that allows too little", saying("AccessDeniedException",
			"… because no service control policy allows the sts:AssumeRole action"),
			"aws_assume_scp", "aws_alarms_scp"},
		{"a resource control policy", saying("AccessDenied",
			"… with an explicit deny in a Resource Control Policy: arn:aws:organizations::1:x"),
			"aws_assume_rcp", "aws_alarms_rcp"},
		{"a policy of the role", saying("AccessDenied",
			"… with an explicit deny in an identity-based policy"),
			"aws_assume_denied", "aws_alarms_denied"},
		{"Region disabled", refuse(403, "RegionDisabledException"), "aws_sts_disabled",
			"aws_region_disabled"},
		{"invalid", refuse(400, "ValidationError"), "aws_invalid", "aws_bad_question"},
		{"internal failure", refuse(500, "InternalFailure"), "aws_unavailable", "aws_unavailable"},
		{"unavailable", refuse(503, "ServiceUnavailable"), "aws_unavailable", "aws_unavailable"},
		{"unheard of", refuse(418, "TeapotException"), "aws_rejected", "aws_rejected"},
		{"reset in mid-body", aws.Fault{Do: aws.FaultReset}, "aws_bad_answer", "aws_bad_answer"},
		{"redirect", aws.Fault{Do: aws.FaultRedirect, URL: "http://127.0.0.1:1/"}, "aws_bad_answer",
			"aws_bad_answer"},
		{"empty 200", aws.Fault{Do: aws.FaultEmpty}, "aws_bad_answer", "aws_bad_answer"},
		{"HTML 200", aws.Fault{Do: aws.FaultHTML}, "aws_bad_answer", "aws_bad_answer"},
		{"HTML 503", aws.Fault{Do: aws.FaultHTML, Status: 503}, "aws_unavailable",
			"aws_unavailable"},
		{"HTML 403", aws.Fault{Do: aws.FaultHTML, Status: 403}, "aws_assume_denied",
			"aws_alarms_denied"},
		{"HTML 429", aws.Fault{Do: aws.FaultHTML, Status: 429}, "aws_sts_throttled",
			"aws_throttled"},
		{"cut short", aws.Fault{Do: aws.FaultTruncated}, "aws_bad_answer", "aws_bad_answer"},
		{"oversized", aws.Fault{Do: aws.FaultOversized, Size: 9 << 20}, "aws_bad_answer",
			"aws_bad_answer"},
		{"hangs", aws.Fault{Do: aws.FaultHang}, "aws_timeout", "aws_timeout"},
		{"clock skew in a good answer", aws.Fault{Skew: time.Hour}, "", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			onBackend(t, row.fault.Do == aws.FaultHang, func(t *testing.T, b *servicetest.Backend) {
				id := b.LinkRole(nil)
				for service, want := range map[string]string{
					aws.STS: row.sts, aws.CloudWatch: row.cloudWatch} {
					fault := row.fault
					fault.Service, fault.Times = service, 1
					wantFault(t, b, id, fault, want)
				}
			})
		})
	}
}

// wantFault checks a view's answer to one fault of AWS, and that the next view works.
func wantFault(t *testing.T, b *servicetest.Backend, id string, fault aws.Fault, want string) {
	t.Helper()
	b.Cloud.ResetCalls()
	b.Cloud.Inject(fault)
	answer := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt))
	records := answer.Records(b)
	if want == "" {
		wantWhole(t, records)
	} else if len(records) != 2 || records[0].Error.Code != want ||
		records[0].Error.Message == "" || records[1].Type != "end" {
		t.Errorf("%s: %+v, want %s and the end", fault.Service, records, want)
	}
	expected := []string{"sts/AssumeRole", "cloudwatch/DescribeAlarms"}
	if fault.Service == aws.STS && want != "" {
		expected = expected[:1]
	}
	wantCalls(t, b, expected...)
	for place, text := range map[string]string{
		"answer": answer.Body, "audit": b.Audit.String(), "log": b.Log.String()} {
		if strings.Contains(text, planted) || strings.Contains(text, "arn:aws:sts") {
			t.Errorf("%s: the %s repeats the upstream's words", fault.Service, place)
		}
	}
	b.Cloud.ClearFaults()
	wantWhole(t, b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b))
}

// TestASourceOutsideItsFenceFailsItself: the others are shown, it makes no call, and the audit
// records it.
func TestASourceOutsideItsFenceFailsItself(t *testing.T) {
	b := servicetest.New(t, nil)
	fenced := b.LinkRole(servicetest.Map{"namePrefixes": []string{"checkout-"}})
	open := b.Create(servicetest.Call{}, servicetest.RoleDraft(servicetest.Map{"name": "Open"}))
	for _, answer := range []string{"inline", "stream"} {
		b.Cloud.ResetCalls()
		before := strings.Count(b.Audit.String(), `"outcome":"outside_fence"`)
		body := servicetest.View(answer, fenced+frankfurt, open+frankfurt,
			open+"@anybody says what they like")
		body["query"] = servicetest.Map{"namePrefix": "payments-"}
		got := b.Do(servicetest.Call{}, "POST", "/v1/views", body)
		var failed []int
		for _, r := range got.Records(b) {
			if r.Type == "error" && r.Error.Code == "outside_fence" && r.Error.Field != "" {
				failed = append(failed, r.Source)
			}
		}
		if !slices.Equal(failed, []int{0, 2}) {
			t.Errorf("%s: %v failed: %s", answer, failed, got.Body)
		}
		after := strings.Count(b.Audit.String(), `"outcome":"outside_fence"`)
		if after-before != 2 {
			t.Errorf("%s: the audit has %d more: %s", answer, after-before, b.Audit.String())
		}
		if strings.Contains(b.Audit.String(), "anybody says") {
			t.Errorf("%s: the audit repeats the reader's text: %s", answer, b.Audit.String())
		}
		if answer == "inline" {
			wantCalls(t, b, "sts/AssumeRole", "cloudwatch/DescribeAlarms")
		}
	}
}

func TestFenceHoldsOnEveryView(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(servicetest.Map{
		"regions": []string{"eu-central-1"}, "namePrefixes": []string{"checkout-"}})
	rows := []struct {
		name, source, prefix, field string
	}{
		{"no prefix: the fence's own", id + frankfurt, "", ""},
		{"narrower", id + frankfurt, "checkout-5", ""},
		{"outside the prefix", id + frankfurt, "payments-", "query.namePrefix"},
		{"wider than the prefix", id + frankfurt, "check", "query.namePrefix"},
		{"outside the Regions", id + "@us-east-1", "", "sources[0].region"},
		{"no Region at all", id + "@xx-fake-9", "", "sources[0].region"},
		{"Region that is a host", id + "@us-east-1.evil.com", "", "sources[0].region"},
		{"Region of broken UTF-8", id + "@\xff", "", "sources[0].region"},
	}
	for _, row := range rows {
		b.Cloud.ResetCalls()
		body := servicetest.View("inline", row.source)
		body["query"] = servicetest.Map{"namePrefix": row.prefix}
		answer := b.Do(servicetest.Call{}, "POST", "/v1/views", body)
		if row.field != "" {
			if code, field := answer.Refused(b); code != "outside_fence" || field != row.field {
				t.Errorf("%s: %d %s, want outside_fence on %s", row.name, answer.Status,
					answer.Body, row.field)
			}
			wantCalls(t, b)
			continue
		}
		for _, r := range answer.Records(b) {
			if r.Type == "alarm" && !strings.HasPrefix(r.Alarm.Name, "checkout-") {
				t.Errorf("%s: %s is outside the fence", row.name, r.Alarm.Name)
			}
		}
	}
}
