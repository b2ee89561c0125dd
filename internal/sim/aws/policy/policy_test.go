package policy_test

import (
	"fmt"
	"testing"

	"pagewatch/internal/sim/aws/policy"
)

const (
	ours    = "pw-aaaabbbbccccddddeeeeffff22-gggghhhhiiiijjjjkkkkllll33"
	vendor  = "000011112222"
	caller  = "arn:aws:iam::000011112222:role/Pagewatch"
	session = "arn:aws:sts::000011112222:assumed-role/Pagewatch/local"
)

func ask(externalID string) policy.Request {
	return policy.Request{
		Action:     "sts:AssumeRole",
		Caller:     policy.Caller{Account: vendor, ARN: caller, SessionARN: session},
		ExternalID: externalID,
	}
}

func mustTrust(t *testing.T, document string) policy.Document {
	t.Helper()
	d, err := policy.ParseTrust(document)
	if err != nil {
		t.Fatalf("parsing %s: %v", document, err)
	}
	return d
}

// allow returns a trust policy of one statement that allows the vendor's account under a condition.
func allow(condition string) string {
	return fmt.Sprintf(
		`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"sts:AssumeRole","Condition":%s}}`, vendor, condition)
}

// TestNegativeProbe holds the table a connection test relies on: which wrong trust policy each
// probe finds.
func TestNegativeProbe(t *testing.T) {
	const random, samesite, otherTenant = "7d9c1c1e-32b4-4a43-a3a5-6a2a4e6f3b10",
		"pw-aaaabbbbccccddddeeeeffff22-zzzz", "pw-zzzz-yyyy"
	tests := []struct {
		name, condition                          string
		right, missing, random, foreign, sibling bool
	}{
		{"StringEquals", `{"StringEquals":{"sts:ExternalId":"` + ours + `"}}`, true, false, false,
			false, false},
		{"no condition", `{}`, true, true, true, true, true},
		{"IfExists", `{"StringEqualsIfExists":{"sts:ExternalId":"` + ours + `"}}`, true, true,
			false, false, false},
		{"LikeIfExists", `{"StringLikeIfExists":{"sts:ExternalId":"pw-*"}}`, true, true, false,
			true, true},
		{"StringLike star", `{"StringLike":{"sts:ExternalId":"*"}}`, true, false, true, true, true},
		{"StringLike prefix", `{"StringLike":{"sts:ExternalId":"pw-*"}}`, true, false, false, true,
			true},
		{"StringLike site", `{"StringLike":{"sts:ExternalId":"pw-aaaabbbbccccddddeeeeffff22-*"}}`,
			true, false, false, false, true},
		{"list", `{"StringEquals":{"sts:ExternalId":["old-id","` + ours + `"]}}`, true, false,
			false, false, false},
		{"wrong", `{"StringEquals":{"sts:ExternalId":"someone-else"}}`, false, false, false, false,
			false},
		{"StringNotEquals", `{"StringNotEquals":{"sts:ExternalId":"someone-else"}}`, true, true,
			true, true, true},
	}
	for _, tt := range tests {
		d := mustTrust(t, allow(tt.condition))
		for id, want := range map[string]bool{
			ours: tt.right, "": tt.missing, random: tt.random, otherTenant: tt.foreign,
			samesite: tt.sibling} {
			if got := d.Decide(ask(id)) == policy.Allowed; got != want {
				t.Errorf("%s: with ExternalId %q allowed = %v, want %v", tt.name, id, got, want)
			}
		}
	}
}

func TestConditions(t *testing.T) {
	tests := []struct {
		condition string
		want      policy.Decision
	}{
		{`{"ArnEquals":{"aws:PrincipalArn":"` + caller + `"}}`, policy.Allowed},
		{`{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::000011112222:role/Other"}}`,
			policy.Silent},
		{`{"ArnLike":{"aws:principalarn":"arn:aws:iam::*:role/Page*"}}`, policy.Allowed},
		{`{"ArnLike":{"aws:PrincipalArn":"arn:aws:*:role/Pagewatch"}}`, policy.Silent},
		{`{"ArnLike":{"aws:PrincipalArn":"*"}}`, policy.Silent},
		{`{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/${aws:username}"}}`, policy.Silent},
		{`{"ArnNotEquals":{"aws:PrincipalArn":"` + caller + `"}}`, policy.Silent},
		{`{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::000011112222:role/Evil*"}}`,
			policy.Allowed},
		{`{"ArnEqualsIfExists":{"aws:PrincipalArn":"` + caller +
			`"},"ArnLikeIfExists":{"aws:PrincipalArn":"` + caller + `"}}`, policy.Allowed},
		{`{"StringEquals":{"aws:PrincipalAccount":"000011112222","sts:ExternalId":"` + ours + `"}}`,
			policy.Allowed},
		{`{"StringEquals":{"aws:PrincipalAccount":"999999999999","sts:ExternalId":"` + ours + `"}}`,
			policy.Silent},
		{
			`{"StringEquals":{"aws:PrincipalAccount":"000011112222"},"StringLike":{"sts:ExternalId":"no-*"}}`, policy.Silent},
		{`{"Null":{"sts:ExternalId":"false"}}`, policy.Allowed},
		{`{"Null":{"sts:ExternalId":true}}`, policy.Silent},
		{`{"Null":{"sts:ExternalId":"maybe"}}`, policy.Silent},
		{`{"NullIfExists":{"sts:ExternalId":"false"}}`, policy.Silent},
		{`{"StringNotLike":{"sts:ExternalId":"pw-*"}}`, policy.Silent},
		{`{"StringLike":{"sts:ExternalId":"pw-????bbbb*"}}`, policy.Allowed},
		{`{"StringEquals":{"sts:ExternalId":"pw-*"}}`, policy.Silent},
		{`{"StringEquals":{"sts:ExternalId":"${aws:username}"}}`, policy.Silent},
		{`{"StringNotEquals":{"sts:ExternalId":"${aws:username}"}}`, policy.Silent},
		{`{"StringEqualsIgnoreCase":{"sts:ExternalId":"` + ours + `"}}`, policy.Silent},
		{`{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`, policy.Silent},
		{`{"StringEquals":{"aws:SourceIp":"10.0.0.1"}}`, policy.Silent},
	}
	for _, tt := range tests {
		if got := mustTrust(t, allow(tt.condition)).Decide(ask(ours)); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.condition, got, tt.want)
		}
	}
}

func TestPrincipals(t *testing.T) {
	tests := []struct {
		principal string
		want      policy.Decision
	}{
		{`"*"`, policy.Allowed},
		{`{"AWS":"*"}`, policy.Allowed},
		{`{"AWS":"000011112222"}`, policy.Allowed},
		{`{"AWS":["arn:aws:iam::999999999999:root","` + caller + `"]}`, policy.Allowed},
		{`{"AWS":"` + session + `"}`, policy.Allowed},
		{`{"AWS":"arn:aws:iam::999999999999:root"}`, policy.Silent},
		{`{"AWS":"arn:aws:iam::000011112222:role/Other"}`, policy.Silent},
		{`{"Service":"lambda.amazonaws.com"}`, policy.Silent},
	}
	for _, tt := range tests {
		d := mustTrust(t, `{"Statement":[{"Effect":"Allow","Principal":`+tt.principal+
			`,"Action":["sts:*"]}]}`)
		if got := d.Decide(ask("")); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.principal, got, tt.want)
		}
	}
}

// TestDenyWins also checks that a Deny that cannot be evaluated holds, where an Allow would not.
func TestDenyWins(t *testing.T) {
	tests := []struct {
		deny string
		want policy.Decision
	}{
		{`{"StringEquals":{"sts:ExternalId":"` + ours + `"}}`, policy.Denied},
		{`{"StringEquals":{"sts:ExternalId":"other"}}`, policy.Allowed},
		{`{"StringNotEquals":{"sts:ExternalId":"other"}}`, policy.Denied},
		{`{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}`, policy.Denied},
		{`{"StringEquals":{"sts:ExternalId":"${aws:username}"}}`, policy.Denied},
		{`{"StringEquals":{"sts:ExternalId":"other"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}`,
			policy.Allowed},
	}
	for _, tt := range tests {
		d := mustTrust(t, `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*"},
			{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":`+tt.deny+`}]}`)
		if got := d.Decide(ask(ours)); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.deny, got, tt.want)
		}
	}
	missing := mustTrust(t, `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*"},
		{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"StringNotEquals":{"sts:ExternalId":"x"}}}]}`)
	if got := missing.Decide(ask("")); got != policy.Denied {
		t.Errorf("Deny StringNotEquals without an External ID: %v, want denied", got)
	}
}

func TestPermissions(t *testing.T) {
	read := func(resource string) string {
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cloudwatch:Describe*","Resource":"` + resource + `"}]}`
	}
	const alarms = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:*"
	tests := []struct {
		document, action, resource string
		want                       policy.Decision
	}{
		{read("*"), "cloudwatch:DescribeAlarms", alarms, policy.Allowed},
		{read("*"), "CloudWatch:describealarms", alarms, policy.Allowed},
		{read("*"), "cloudwatch:PutMetricAlarm", alarms, policy.Silent},
		{read("arn:aws:cloudwatch:*:*:alarm:*"), "cloudwatch:DescribeAlarms", alarms,
			policy.Allowed},
		{read("arn:aws:cloudwatch:*:*:alarm:*"), "cloudwatch:DescribeAlarms", "*", policy.Silent},
		{read("arn:aws:cloudwatch:us-east-1:*:alarm:*"), "cloudwatch:DescribeAlarms", alarms,
			policy.Silent},
		{read("arn:aws:cloudwatch:${aws:RequestedRegion}:*:alarm:*"), "cloudwatch:DescribeAlarms",
			alarms, policy.Silent},
		{`{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`, "iam:CreateUser", "*",
			policy.Allowed},
		{`{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}`, "cloudwatch:DescribeAlarms",
			alarms, policy.Denied},
	}
	for _, tt := range tests {
		d, err := policy.ParsePermissions(tt.document)
		if err != nil {
			t.Fatalf("parsing %s: %v", tt.document, err)
		}
		if got := d.Decide(policy.Request{Action: tt.action, Resource: tt.resource}); got !=
			tt.want {
			t.Errorf("%s on %s under %s: %v, want %v", tt.action, tt.resource, tt.document, got,
				tt.want)
		}
	}
}

func TestZeroDocumentAllowsNothing(t *testing.T) {
	if got := (policy.Document{}).Decide(ask(ours)); got != policy.Silent {
		t.Errorf("zero document: %v, want silent", got)
	}
}
