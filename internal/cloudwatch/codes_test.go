package cloudwatch

import (
	"os"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/proof"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

// failures returns every kind of failed call, with every code of AWS among them.
func failures(service upstream.Service) []*upstream.Error {
	out := []*upstream.Error{
		{Service: service, Kind: "a kind of tomorrow"},
		{Service: service, Kind: upstream.Timeout},
		{Service: service, Kind: upstream.Unreachable},
		{Service: service, Kind: upstream.Malformed, Status: 200},
	}
	for _, status := range []int{302, 400, 403, 404, 429, 500, 503} {
		out = append(out, &upstream.Error{Service: service, Kind: upstream.Refused, Status: status})
	}
	for code := range awsCodes {
		out = append(out, &upstream.Error{
			Service: service, Kind: upstream.Refused, Status: 403, Code: code})
	}
	for cause := range causes {
		out = append(out, &upstream.Error{Service: service, Kind: upstream.Refused, Status: 403,
			Code: "AccessDenied", Cause: cause})
	}
	return out
}

// coded returns a call that uses the provider's codes, or "another" where it has none.
func coded(kind string) source.Call {
	return source.Call{Code: func(err error) string {
		if code := Code(kind, upstream.As(err)); code != "" {
			return code
		}
		return "another"
	}}
}

// TestAnotherServiceIsNotAWS: only a call to STS or CloudWatch gets a code that names AWS, and only
// their answers judge a role.
func TestAnotherServiceIsNotAWS(t *testing.T) {
	for _, service := range []upstream.Service{"another", "", upstream.Confluence} {
		for _, e := range failures(service) {
			for _, kind := range []string{account.Role, account.User, ""} {
				if got := Code(kind, e); got != "" {
					t.Errorf("%v of a connection of kind %q is %s", e, kind, got)
				}
				for name, f := range map[string]source.Finding{
					"a step":    judged(coded(kind), e),
					"a refusal": judgedRefusal(coded(kind), "trust_missing_id", e)} {
					if f.Outcome != proof.Inconclusive || f.Code != "another" {
						t.Errorf("%s that ended with %v is %s, %s", name, e, f.Outcome, f.Code)
					}
				}
			}
		}
	}
	for code, meaning := range awsCodes {
		if got := meaning.by("another"); got != "" {
			t.Errorf("%s by another service means %s", code, got)
		}
	}
	if got := Code(account.Role, nil); got != "" {
		t.Errorf("no failure is %s", got)
	}
}

// TestOnlyAWSConcludes: a step fails by a judgement of AWS alone, whatever else goes wrong.
func TestOnlyAWSConcludes(t *testing.T) {
	for _, code := range []string{"aws_throttled", "aws_sts_throttled", "aws_unavailable",
		codeTimeout,
		"aws_unreachable", "aws_bad_answer", codeClock, "aws_assume_scp", "aws_busy", "timeout",
		"caller_gone", "crowded", ""} {
		call := source.Call{Code: func(error) string { return code }}
		if f := judged(call, os.ErrClosed); f.Outcome != proof.Inconclusive {
			t.Errorf("a step that ended with %q is %s", code, f.Outcome)
		}
	}
}

// TestEveryCodeHasWords: every code of the provider has words, every code with words is reachable,
// and docs/wire.md names it.
func TestEveryCodeHasWords(t *testing.T) {
	raw, err := os.ReadFile("../../docs/wire.md")
	if err != nil {
		t.Fatal(err)
	}
	names := (&Provider{}).Errors()
	codes := map[string]bool{names.Busy: true, names.Timeout: true,
		"principal_other": true, "trust_missing_id": true, "trust_random_id": true,
		"trust_foreign_id": true, "trust_sibling_id": true, "trust_new_id": true,
		"trust_neither_id": true, "trust_former_unknown": true, "trust_needs_new_id": true,
		"trust_former_id": true, "user_root": true, "user_own_account": true}
	for _, service := range []upstream.Service{awscall.STS, awscall.CloudWatch} {
		for _, e := range failures(service) {
			for _, kind := range []string{account.Role, account.User} {
				codes[Code(kind, e)] = true
			}
		}
	}
	delete(codes, "internal") // the resolver's
	for code := range codes {
		if w := names.Words[code]; w.Message == "" {
			t.Errorf("%s has no words", code)
		}
		if !strings.Contains(string(raw), "`"+code+"`") {
			t.Errorf("docs/wire.md does not name %s", code)
		}
	}
	for code := range names.Words {
		if !codes[code] {
			t.Errorf("%s has words, but nothing leads to it", code)
		}
	}
}

// TestWaitingIsAdvisedWhereItHelps: a throttled call advises waiting, whichever service throttles.
func TestWaitingIsAdvisedWhereItHelps(t *testing.T) {
	for service, want := range map[upstream.Service]string{
		awscall.STS: "aws_sts_throttled", awscall.CloudWatch: "aws_throttled"} {
		e := &upstream.Error{Service: service, Kind: upstream.Refused, Code: "Throttling"}
		if got := Code(account.Role, e); got != want || words[got].RetryAfter != retryAfter {
			t.Errorf("%s: %s, to wait for %d s", service, got, words[got].RetryAfter)
		}
	}
	denied := &upstream.Error{Service: awscall.STS, Kind: upstream.Refused, Code: "AccessDenied"}
	if w := words[Code(account.Role, denied)]; w.RetryAfter != 0 || !w.NotPermitted {
		t.Errorf("a refusal: %+v", w)
	}
}

// TestAnUnknownStepIsInconclusive.
func TestAnUnknownStepIsInconclusive(t *testing.T) {
	f := (&Provider{}).Test(t.Context(), connectionOf(account.Role), source.Trial{Step: "tomorrow"},
		source.Call{})
	if f.Outcome != proof.Inconclusive {
		t.Errorf("got %+v", f)
	}
}

// TestAnOrganizationsPolicyIsNoFaultOfTheRole: a policy of an organization is named for what it is,
// and judges no role in a step that asks something else.
func TestAnOrganizationsPolicyIsNoFaultOfTheRole(t *testing.T) {
	call := coded(account.Role)
	for _, row := range []struct {
		service     upstream.Service
		cause, code string
		outcome     proof.Outcome
	}{
		{awscall.STS, awscall.ServiceControlPolicy, "aws_assume_scp", proof.Inconclusive},
		{awscall.STS, awscall.ResourceControlPolicy, "aws_assume_rcp", proof.Failed},
		{awscall.CloudWatch, awscall.ServiceControlPolicy, "aws_alarms_scp", proof.Failed},
		{awscall.CloudWatch, awscall.ResourceControlPolicy, "aws_alarms_rcp", proof.Failed},
	} {
		e := &upstream.Error{Service: row.service, Kind: upstream.Refused, Status: 403,
			Code: "AccessDenied", Cause: row.cause}
		f := judged(call, e)
		if f.Code != row.code || f.Outcome != row.outcome || !words[f.Code].NotPermitted {
			t.Errorf("%s of %s: %s, %s", row.cause, row.service, f.Code, f.Outcome)
		}
		if f := unclear(f); row.service == awscall.STS &&
			(f.Code != codeRefused || f.Outcome != proof.Inconclusive) {
			t.Errorf("%s in another step: %s, %s", row.cause, f.Code, f.Outcome)
		}
	}
}

// TestAClockIsNobodysFault: neither the keys nor Pagewatch's identity are blamed for a clock.
func TestAClockIsNobodysFault(t *testing.T) {
	for _, service := range []upstream.Service{awscall.STS, awscall.CloudWatch} {
		for _, kind := range []string{account.Role, account.User} {
			for code, cause := range map[string]string{"RequestExpired": "",
				"RequestTimeTooSkewed": "", "SignatureDoesNotMatch": awscall.ClockSkew} {
				e := &upstream.Error{Service: service, Kind: upstream.Refused, Status: 403,
					Code: code, Cause: cause}
				if got := Code(kind, e); got != codeClock || words[got].NotPermitted {
					t.Errorf("%s by %s of %s: %s", code, service, kind, got)
				}
			}
		}
	}
}

// TestARefusalWithoutAReasonJudgesNoRole: a step that asks with another External ID passes only if
// AWS denies explicitly. Otherwise it is inconclusive, and its code does not judge the role.
func TestARefusalWithoutAReasonJudgesNoRole(t *testing.T) {
	for _, e := range failures(awscall.STS) {
		f := judgedRefusal(coded(account.Role), "trust_missing_id", e)
		if f.Outcome != proof.Passed && (f.Outcome != proof.Inconclusive ||
			slices.Contains(ofRole, f.Code)) {
			t.Errorf("%v is %s, %s", e, f.Outcome, f.Code)
		}
	}
}
