package service_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/aws"
)

var roleSteps = servicetest.Steps("aws-role", "eu-central-1", "us-east-1")

// body is a test request for a draft.
func body(draft servicetest.Map) servicetest.Map { return servicetest.Map{"connection": draft} }

// outcomes writes answers as step=outcome, with the code after a colon, if any.
func outcomes(steps []servicetest.Step) []string {
	var out []string
	for _, s := range steps {
		outcome := s.Step + "=" + s.Outcome
		if s.Error.Code != "" {
			outcome += ":" + s.Error.Code
		}
		out = append(out, outcome)
	}
	return out
}

// TestLinkingARole runs the whole test: each step makes exactly its own call to AWS, and with the
// last proof the connection is stored, shows its test, and works.
func TestLinkingARole(t *testing.T) {
	b := servicetest.New(t, nil)
	b.Trust(servicetest.RoleARN, b.ExternalID(servicetest.Call{}))
	draft := servicetest.RoleDraft(nil)
	asked := map[string][]string{
		"principal": {"sts/GetCallerIdentity"}, "assume": {"sts/AssumeRole"},
		"refuse-missing": {"sts/AssumeRole"}, "refuse-random": {"sts/AssumeRole"},
		"refuse-foreign": {"sts/AssumeRole"}, "refuse-sibling": {"sts/AssumeRole"},
		"alarms": {"sts/AssumeRole", "cloudwatch/DescribeAlarms"},
	}
	proof := ""
	for i, step := range roleSteps {
		b.Cloud.ResetCalls()
		var s servicetest.Step
		b.Try(servicetest.Call{}, body(draft), step, proof).Into(b, &s)
		proof = s.Proof
		if s.Outcome != "passed" || s.Complete != (i == len(roleSteps)-1) {
			t.Errorf("%s: %+v", step, s)
		}
		if s.Step == "alarms" && (s.Alarms == nil || *s.Alarms == 0) ||
			s.Step == "composites" && s.Composites != "seen" {
			t.Errorf("%s saw %+v", step, s)
		}
		wantCalls(t, b, asked[s.Step]...)
	}
	answer := b.Do(servicetest.Call{}, "POST", "/v1/connections",
		servicetest.Map{"connection": draft, "proof": proof})
	if answer.Status != http.StatusCreated {
		t.Fatalf("saving: %d %s", answer.Status, answer.Body)
	}
	kept := settingsOf(b).Connections[0]
	if kept.Test.Outcome != "passed" || len(kept.Test.Results) != len(roleSteps) ||
		kept.Test.At.IsZero() {
		t.Errorf("the settings say of the test: %+v", kept.Test)
	}
	wantWhole(t, b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", kept.ID+frankfurt)).Records(b))
}

// shown is the settings page.
type shown struct {
	ExternalID, Partition, RolePrefix string
	AWSUserAllowed, Receipts          bool
	Regions                           []struct{ ID, Name string }
	Principal                         struct{ ARN string }
	Setup                             struct {
		RoleName, QuickCreate string
		Files                 []struct{ ID, Name, Text string }
	}
	Connections []struct {
		ID, Name, Status, Account string
		Test                      struct {
			Outcome string
			At      time.Time
			Results []struct{ Step, Region, Outcome, Code string }
		}
	}
}

func settingsOf(b *servicetest.Backend) shown {
	var out shown
	b.Do(servicetest.Call{}, "GET", "/v1/settings", nil).Into(b, &out)
	return out
}

// trust is a trust policy for Pagewatch's principal with this condition.
func trust(b *servicetest.Backend, condition string) string {
	return fmt.Sprintf(
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000011112222:root"},`+
			`"Action":"sts:AssumeRole","Condition":{"ArnEquals":{"aws:PrincipalArn":%q}%s}}]}`,
		b.Cloud.Principal().ARN, condition)
}

// TestWrongTrustPolicies holds a row per trust policy that people write. A policy that AWS accepts
// wrongly is refused, with words for exactly that, and the rest of the test does not run.
func TestWrongTrustPolicies(t *testing.T) {
	const (
		missing = "refuse-missing=failed:trust_missing_id"
		random  = "refuse-random=failed:trust_random_id"
		foreign = "refuse-foreign=failed:trust_foreign_id"
		sibling = "refuse-sibling=failed:trust_sibling_id"
	)
	rows := []struct {
		name, condition string // ID and SITE stand for our External ID and its first part
		want            []string
	}{
		{"exactly ours", `,"StringEquals":{"sts:ExternalId":"ID"}`, nil},
		{"ours and another's", `,"StringEquals":{"sts:ExternalId":["pw-x-y","ID"]}`, nil},
		{"no condition", ``, []string{missing, random, foreign, sibling}},
		{"passes when missing", `,"StringEqualsIfExists":{"sts:ExternalId":"ID"}`,
			[]string{missing}},
		{"any", `,"StringLike":{"sts:ExternalId":"*"}`, []string{random, foreign, sibling}},
		{"any of Pagewatch's", `,"StringLike":{"sts:ExternalId":"pw-*"}`,
			[]string{foreign, sibling}},
		{"any of the site's", `,"StringLike":{"sts:ExternalId":"SITE-*"}`, []string{sibling}},
		{"any, or missing", `,"StringLikeIfExists":{"sts:ExternalId":"pw-*"}`,
			[]string{missing, foreign, sibling}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			b := servicetest.New(t, nil)
			id := b.ExternalID(servicetest.Call{})
			condition := strings.NewReplacer("ID", id, "SITE", id[:29]).Replace(
				strings.ReplaceAll(row.condition, "ExternalId", "Externalid"))
			policy := trust(b, strings.ReplaceAll(condition, "Externalid", "ExternalId"))
			if err := b.Cloud.PutTrustPolicy(servicetest.RoleARN, policy); err != nil {
				t.Fatal(err)
			}
			got := b.Test(servicetest.Call{}, body(servicetest.RoleDraft(nil)), roleSteps...)
			var failed []string
			for i, s := range outcomes(got) {
				if strings.Contains(s, "=failed") {
					failed = append(failed, s)
					if got[i].Error.Message == "" ||
						!strings.Contains(got[i].Error.Hint, "StringEquals") {
						t.Errorf("%s: no words: %+v", s, got[i].Error)
					}
				}
			}
			if !slices.Equal(failed, row.want) {
				t.Errorf("failed: %v, want %v", failed, row.want)
			}
			want := 6 // the alarms are not asked
			if row.want == nil {
				want = len(roleSteps)
			}
			if len(got) != want || got[len(got)-1].Complete != (row.want == nil) {
				t.Errorf("%d steps were answered, want %d: %v", len(got), want, outcomes(got))
			}
		})
	}
}

// TestARefusalForAnotherReasonProvesNothing: only AWS's AccessDenied counts, after the role could
// be used.
func TestARefusalForAnotherReasonProvesNothing(t *testing.T) {
	for name, fault := range map[string]aws.Fault{
		"throttled":        refuse(400, "Throttling"),
		"invalid":          refuse(400, "ValidationError"),
		"Region disabled":  refuse(403, "RegionDisabledException"),
		"our keys":         refuse(403, "InvalidClientTokenId"),
		"out of order":     refuse(500, "InternalFailure"),
		"unheard of":       refuse(418, "TeapotException"),
		"a proxy's 403":    {Do: aws.FaultHTML, Status: 403},
		"a broken answer":  {Do: aws.FaultTruncated},
		"no answer at all": {Do: aws.FaultReset},
		"an empty success": {Do: aws.FaultEmpty},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := servicetest.New(t, nil)
			b.Trust(servicetest.RoleARN, b.ExternalID(servicetest.Call{}))
			draft := body(servicetest.RoleDraft(nil))
			steps := b.Test(servicetest.Call{}, draft, "principal", "assume")
			fault.Service, fault.Times = aws.STS, 1
			b.Cloud.Inject(fault)
			var s servicetest.Step
			b.Try(servicetest.Call{}, draft, "refuse-random", steps[1].Proof).Into(b, &s)
			if s.Outcome != "inconclusive" || s.Error.Code == "" || s.Error.Message == "" {
				t.Errorf("got %+v", s)
			}
			b.Cloud.ClearFaults()
			b.Try(servicetest.Call{}, draft, "refuse-random", s.Proof).Into(b, &s)
			if s.Outcome != "passed" {
				t.Errorf("asked again: %+v", s)
			}
		})
	}
}

// TestTheFirstSteps: faults before the refusals.
func TestTheFirstSteps(t *testing.T) {
	draft := body(servicetest.RoleDraft(nil))
	t.Run("a role that does not let us in asks for patience", func(t *testing.T) {
		b := servicetest.New(t, nil)
		b.Trust(servicetest.RoleARN, "pw-somebody-elses")
		got := b.Test(servicetest.Call{}, draft, "principal", "assume", "refuse-missing")
		if !slices.Equal(outcomes(got),
			[]string{"principal=passed", "assume=failed:aws_assume_denied"}) ||
			got[1].RetryAfter != 5 ||
			!strings.Contains(got[1].Error.Hint, "trust policy") {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("another identity than the settings show", func(t *testing.T) {
		b := servicetest.New(t, func(s *service.Settings) {
			s.PrincipalARN = "arn:aws:iam::000011112222:role/Another"
		})
		if got := outcomes(b.Test(servicetest.Call{}, draft, "principal")); !slices.Equal(got,
			[]string{"principal=inconclusive:principal_other"}) {
			t.Errorf("got %v", got)
		}
	})
	t.Run("own keys that AWS does not know", func(t *testing.T) {
		b := servicetest.New(t, nil)
		for code, want := range map[string]string{
			"InvalidClientTokenId":  "inconclusive:principal_refused",
			"SignatureDoesNotMatch": "inconclusive:principal_refused",
			"ExpiredToken":          "inconclusive:principal_refused",
			"Throttling":            "inconclusive:aws_sts_throttled",
		} {
			fault := refuse(403, code)
			fault.Times = 1
			b.Cloud.Inject(fault)
			if got := outcomes(b.Test(servicetest.Call{}, draft, "principal")); !slices.Equal(got,
				[]string{"principal=" + want}) {
				t.Errorf("%s: %v, want %s", code, got, want)
			}
		}
	})
	t.Run("a Region that is not enabled", func(t *testing.T) {
		b := servicetest.New(t, nil)
		b.Trust(servicetest.RoleARN, b.ExternalID(servicetest.Call{}))
		there := servicetest.RoleDraft(servicetest.Map{"regions": []string{"me-south-1"}})
		got := outcomes(
			b.Test(servicetest.Call{}, body(there), servicetest.Steps("aws-role", "me-south-1")...))
		if got[len(got)-1] != "alarms=failed:aws_region_disabled" {
			t.Errorf("got %v", got)
		}
	})
}

// TestCheatingTheProof holds a row per attempt to save an untested connection. None is stored, none
// reaches AWS.
func TestCheatingTheProof(t *testing.T) {
	b := servicetest.New(t, nil)
	mine := servicetest.Call{}
	b.ExternalID(mine)
	lena := servicetest.Call{Person: servicetest.Lena, Space: servicetest.Logistics}
	elsewhere := servicetest.Call{Installation: servicetest.OtherInstallation}
	second := servicetest.Call{
		Change: func(c *invocation.Claims) { c.Principal = "712020:second-admin" }}
	role := servicetest.RoleDraft(nil)
	with := servicetest.RoleDraft
	old := b.Proof(mine, role)
	b.Clock.Advance(11 * time.Minute)
	whole := b.Proof(mine, role)
	saved := b.Create(mine, with(servicetest.Map{"name": "Saved"}))
	savedUser := b.Create(mine, b.UserDraft(true))
	user, otherKeys := b.UserDraft(true), b.UserDraft(false)
	user["name"], otherKeys["name"] = "Another", "Another"
	create := func(draft servicetest.Map, proof any) servicetest.Map {
		out := servicetest.Map{"connection": draft}
		if proof != nil {
			out["proof"] = proof
		}
		return out
	}
	patch := create
	rows := []struct {
		name   string
		call   servicetest.Call
		method string
		path   string
		body   servicetest.Map
		code   string
	}{
		{"no proof", mine, "POST", "", create(role, nil), "proof_required"},
		{"an empty proof", mine, "POST", "", create(role, ""), "proof_required"},
		{"rubbish", mine, "POST", "", create(role, "passed"), "proof_invalid"},
		{"a proof that is no text", mine, "POST", "",
			create(role, servicetest.Map{"complete": true}), "invalid_request"},
		{"the browser's own word", mine, "POST", "",
			servicetest.Map{"connection": role, "outcome": "passed", "complete": true},
			"invalid_request"},
		{"the browser's word inside", mine, "POST", "",
			create(with(servicetest.Map{"tested": true}), nil), "invalid_request"},
		{"too old", mine, "POST", "", create(role, old), "proof_invalid"},
		{"another role", mine, "POST", "",
			create(with(servicetest.Map{"roleArn": servicetest.RoleARN + "2"}), whole),
			"proof_invalid"},
		{"one Region more", mine, "POST", "",
			create(
				with(servicetest.Map{
					"regions": []string{"eu-central-1", "us-east-1", "eu-west-1"}}), whole),
			"proof_invalid"},
		{"one Region less", mine, "POST", "",
			create(with(servicetest.Map{"regions": []string{"us-east-1"}}), whole),
			"proof_invalid"},
		{"another kind", mine, "POST", "", create(user, whole), "proof_invalid"},
		{"other keys", mine, "POST", "", create(otherKeys, b.Proof(mine, user)), "proof_invalid"},
		{"another person", second, "POST", "", create(role, whole), "proof_invalid"},
		{"another space", lena, "POST", "", create(role, whole), "proof_invalid"},
		{"another space's own", mine, "POST", "", create(role, b.Proof(lena, role)),
			"proof_invalid"},
		{"another installation", elsewhere, "POST", "", create(role, whole), "proof_invalid"},
		{"a view grant", mine, "POST", "", create(role, granted(t, b, saved+frankfurt)),
			"proof_invalid"},
		{"changing the role without", mine, "PATCH", saved,
			patch(servicetest.Map{"roleArn": servicetest.RoleARN + "2"}, nil), "proof_required"},
		{"changing the role with the old role's", mine, "PATCH", saved,
			patch(servicetest.Map{"roleArn": servicetest.RoleARN + "2"}, whole), "proof_invalid"},
		{"more Regions without", mine, "PATCH", saved,
			patch(servicetest.Map{"regions": []string{"eu-west-1"}}, nil), "proof_required"},
		{"fewer Regions without", mine, "PATCH", saved,
			patch(servicetest.Map{"regions": []string{"us-east-1"}}, nil), "proof_required"},
		{"new keys without", mine, "PATCH", savedUser,
			patch(servicetest.Map{"accessKeyId": otherKeys["accessKeyId"],
				"secretAccessKey": otherKeys["secretAccessKey"]}, nil), "proof_required"},
		{"new keys with the old keys'", mine, "PATCH", savedUser,
			patch(servicetest.Map{"accessKeyId": otherKeys["accessKeyId"],
				"secretAccessKey": otherKeys["secretAccessKey"]}, b.Proof(mine, user)),
			"proof_invalid"},
		{"going on with another's proof", mine, "POST", "/test",
			servicetest.Map{"connection": with(servicetest.Map{"regions": []string{"us-east-1"}}),
				"step": "composites", "proof": whole}, "proof_invalid"},
	}
	before := settingsText(b)
	b.Cloud.ResetCalls()
	for _, row := range rows {
		path := "/v1/connections"
		if row.path != "" {
			path += "/" + strings.TrimPrefix(row.path, "/")
		}
		answer := b.Do(row.call, row.method, path, row.body)
		if code, _ := answer.Error(b); answer.Status != 400 || code != row.code {
			t.Errorf("%s: %d %s, want 400 %s", row.name, answer.Status, answer.Body, row.code)
		}
	}
	wantCalls(t, b)
	if after := settingsText(b); after != before {
		t.Errorf("something was kept:\n%s\n%s", before, after)
	}
	// The contrast: the same proof is valid for its own subject, and a name or a fence needs none.
	if answer := b.Do(mine, "POST", "/v1/connections",
		create(role, whole)); answer.Status != http.StatusCreated {
		t.Errorf("the right proof: %d %s", answer.Status, answer.Body)
	}
	if answer := b.Do(mine, "PATCH", "/v1/connections/"+saved,
		patch(servicetest.Map{"name": "New name", "namePrefixes": []string{"a-"}},
			nil)); answer.Status != 200 {
		t.Errorf("a name and a fence: %d %s", answer.Status, answer.Body)
	}
}

// settingsText returns the settings' connections.
func settingsText(b *servicetest.Backend) string {
	return b.Do(servicetest.Call{}, "GET", "/v1/settings", nil).Body
}

// TestATestReportsTheAnswer: cut short or not, composite alarms or none.
func TestATestReportsTheAnswer(t *testing.T) {
	b := servicetest.New(t, nil)
	b.Trust(servicetest.RoleARN, b.ExternalID(servicetest.Call{}))
	for region, want := range map[string]string{
		"us-east-1": "100 true none-seen", "eu-central-1": "42 false seen",
		"ap-southeast-1": "0 false none-seen"} {
		draft := servicetest.RoleDraft(servicetest.Map{"regions": []string{region}})
		var alarms struct {
			Alarms     int
			Truncated  bool
			Composites string
		}
		proof := ""
		for _, step := range servicetest.Steps("aws-role", region) {
			answer := b.Try(servicetest.Call{}, body(draft), step, proof)
			var s servicetest.Step
			answer.Into(b, &s)
			proof = s.Proof
			if s.Step == "alarms" {
				answer.Into(b, &alarms)
			}
			if s.Step == "composites" && s.Composites != alarms.Composites {
				t.Errorf("%s: the last step says %s, the Region %s", region, s.Composites,
					alarms.Composites)
			}
		}
		if got := fmt.Sprint(alarms.Alarms, alarms.Truncated, " ", alarms.Composites); got != want {
			t.Errorf("%s: %s, want %s", region, got, want)
		}
	}
	fenced := servicetest.RoleDraft(servicetest.Map{"namePrefixes": []string{"checkout-"}})
	steps := b.Test(servicetest.Call{}, body(fenced), roleSteps...)
	if got := steps[6]; got.NamePrefix != "checkout-" {
		t.Errorf("a fence of one prefix: asked with %q", got.NamePrefix)
	}
}

// TestStepsAreAskedInOrder: skipping a step is an error of the request and makes no call.
func TestStepsAreAskedInOrder(t *testing.T) {
	b := servicetest.New(t, nil)
	b.Trust(servicetest.RoleARN, b.ExternalID(servicetest.Call{}))
	draft := body(servicetest.RoleDraft(nil))
	b.Cloud.ResetCalls()
	for step, field := range map[string]string{
		"assume": "step", "refuse-missing": "step", "alarms@eu-central-1": "step",
		"composites": "step", "identity": "step", "": "step", "trust-me": "step",
		"alarms": "region", "alarms@eu-west-3": "region", "principal@eu-central-1": "step",
	} {
		answer := b.Try(servicetest.Call{}, draft, step, "")
		if code, got := answer.Error(b); answer.Status != 400 || code != "invalid_request" ||
			got != field {
			t.Errorf("%q: %d %s, want 400 on %s", step, answer.Status, answer.Body, field)
		}
	}
	wantCalls(t, b)
}
