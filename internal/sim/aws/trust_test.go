package aws_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sts"

	"pagewatch/internal/sim/aws"
)

// TestTrustOnTheWire runs a connection test's probes against right and wrong trust policies,
// through the SDK.
func TestTrustOnTheWire(t *testing.T) {
	w := newWorld(t)
	const random = "7d9c1c1e-32b4-4a43-a3a5-6a2a4e6f3b10"
	condition := func(text string) string {
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000011112222:root"},"Action":"sts:AssumeRole","Condition":` + text + `}]}`
	}
	tests := []struct {
		name, document         string
		right, missing, random bool
	}{
		{"as seeded", "", false, false, false},
		{"recommended", aws.RecommendedTrust(w.Principal().ARN, externalID), true, false, false},
		{"recommended for two spaces",
			aws.RecommendedTrust(w.Principal().ARN, "pw-x-y", externalID), true, false, false},
		{"for another principal",
			aws.RecommendedTrust("arn:aws:iam::000011112222:role/Other", externalID), false, false,
			false},
		{"StringEquals", condition(`{"StringEquals":{"sts:ExternalId":"` + externalID + `"}}`),
			true, false, false},
		{"no condition", condition(`{}`), true, true, true},
		{"IfExists", condition(`{"StringEqualsIfExists":{"sts:ExternalId":"` + externalID + `"}}`),
			true, true, false},
		{"StringLike star", condition(`{"StringLike":{"sts:ExternalId":"*"}}`), true, false, true},
	}
	for _, tt := range tests {
		if tt.document != "" {
			if err := w.PutTrustPolicy(paymentsRole, tt.document); err != nil {
				t.Fatal(err)
			}
		}
		for id, want := range map[string]bool{
			externalID: tt.right, "": tt.missing, random: tt.random} {
			in := right(paymentsRole)
			if in.ExternalId = &id; id == "" {
				in.ExternalId = nil
			}
			_, err := w.sts(w.own()).AssumeRole(context.Background(), in)
			if (err == nil) != want {
				t.Errorf("%s: with ExternalId %q: %v, want allowed = %v", tt.name, id, err, want)
			}
			if !want {
				wantCode(t, err, "AccessDenied")
			}
		}
	}
}

func TestPutTrustPolicyRefuses(t *testing.T) {
	w := newWorld(t).trust()
	tests := []struct{ role, document, want string }{
		{"arn:aws:iam::111122223333:role/Nobody", "{}", "no such role"},
		{paymentsRole, "{", "reading the policy"},
		{paymentsRole, `{"Statement":[{"Effect":"Maybe"}]}`, `"Effect" must be`},
		{paymentsRole, aws.RecommendedTrust(w.Principal().ARN, strings.Repeat("x", 2048)),
			"a trust policy may have 2048"},
	}
	for _, tt := range tests {
		if err := w.PutTrustPolicy(tt.role, tt.document); err == nil ||
			!strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.60s: error %v, want one with %q", tt.document, err, tt.want)
		}
	}
	if err := w.PutTrustPolicy("x", ""); !errors.Is(err, aws.ErrNoSuchRole) {
		t.Errorf("error %v, want ErrNoSuchRole", err)
	}
	w.assume(right(paymentsRole)) // the old policy stays
}

func TestStateSurvivesARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cloud.json")
	first, err := aws.New(aws.Config{StatePath: path})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a state file before any change: %v", err)
	}
	document :=
		"{\n  \"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"*\"}\n}"
	if err := first.PutTrustPolicy(paymentsRole, document); err != nil {
		t.Fatal(err)
	}
	second, err := aws.New(aws.Config{StatePath: path})
	if err != nil {
		t.Fatal(err)
	}
	if got := second.Accounts()[0].Roles[0].TrustPolicy; got != document {
		t.Errorf("after a restart the policy is %s", got)
	}
	if got := second.Accounts()[1].Roles[0].TrustPolicy; !strings.Contains(got, aws.Placeholder) {
		t.Errorf("an untouched policy is %s", got)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("state file %v, %v", info, err)
	}
	left, err := filepath.Glob(path + ".*")
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestDamagedStateIsRefused(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"cut short", `{"version":1,"trustPol`, "damaged"},
		{"empty", ``, "damaged"},
		{"more than one", `{"version":1}{}`, "text after the end"},
		{"unknown field", `{"version":1,"roles":{}}`, "damaged"},
		{"other version", `{"version":2,"trustPolicies":{}}`, "version 2"},
		{"unknown role", `{"version":1,"trustPolicies":{"arn:aws:iam::1:role/x":"{}"}}`,
			"no such role"},
		{"bad policy", `{"version":1,"trustPolicies":{"` + paymentsRole + `":"{"}}`,
			"trust policy of " + paymentsRole},
	}
	for _, tt := range tests {
		path := filepath.Join(t.TempDir(), "cloud.json")
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := aws.New(aws.Config{StatePath: path})
		if err == nil || !strings.Contains(err.Error(), tt.want) ||
			!strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v, want one with %q and the path", tt.name, err, tt.want)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != tt.text {
			t.Errorf("%s: the file is now %q, %v", tt.name, after, err)
		}
	}
	if _, err := aws.New(aws.Config{StatePath: t.TempDir()}); err == nil {
		t.Error("a folder was taken for a state file")
	}
}

// TestUnwritableState checks that a policy that could not be saved does not take effect.
func TestUnwritableState(t *testing.T) {
	w := newWorld(t)
	c, err := aws.New(aws.Config{StatePath: filepath.Join(t.TempDir(), "missing", "cloud.json")})
	if err != nil {
		t.Fatal(err)
	}
	before := c.Accounts()[0].Roles[0].TrustPolicy
	if err := c.PutTrustPolicy(paymentsRole,
		aws.RecommendedTrust(w.Principal().ARN, externalID)); err == nil ||
		!strings.Contains(err.Error(), "saving trust policies") {
		t.Errorf("error %v, want one about saving", err)
	}
	if got := c.Accounts()[0].Roles[0].TrustPolicy; got != before {
		t.Error("a policy that was not saved is in force")
	}
}

func TestCallsAreBounded(t *testing.T) {
	w := newWorld(t)
	for range 2500 {
		w.raw(signedCall{keys: w.own(), service: "sts", path: "/", header: assumeByHand(w).header,
			body: "Action=GetCallerIdentity&Version=2011-06-15"})
	}
	calls := w.Calls()
	if n := len(calls); n > 2000 || n < 1000 {
		t.Errorf("%d calls kept", n)
	}
	if _, err := w.sts(w.own()).GetCallerIdentity(context.Background(),
		&sts.GetCallerIdentityInput{}); err != nil {
		t.Error(err)
	}
}
