package account_test

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/input"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// TestBrowserKnowsTheSteps checks that the browser displays the steps that the backend asks for.
func TestBrowserKnowsTheSteps(t *testing.T) {
	golden, err := os.ReadFile("../../../testdata/wire/test-steps.json")
	if err != nil {
		t.Fatal(err)
	}
	var want map[string][]proof.Step
	if err := json.Unmarshal(golden, &want); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{account.Role, account.User} {
		var got []proof.Step
		for _, q := range account.Steps(kind, []string{"eu-central-1"}).Questions() {
			got = append(got, q.Step)
		}
		if !slices.Equal(got, want[kind]) {
			t.Errorf("%s: %v, the browser has %v", kind, got, want[kind])
		}
	}
	rotating := account.Target{FormerID: secret.New("pw-a-b")}
	role, user := rotating.Steps(account.Role), rotating.Steps(account.User)
	last := role[len(role)-1]
	if len(last) != 1 || !slices.Equal([]proof.Step{last[0].Step}, want["in a rotation"]) ||
		!last[0].Advisory || len(user) != len(account.Steps(account.User, nil))+1 {
		t.Errorf("in a rotation a test ends with %v", last)
	}
	if len(want) != 4 || account.Steps("a-kind-of-tomorrow", []string{"eu-central-1"}) != nil {
		t.Errorf("%d kinds have steps", len(want))
	}
}

// TestSubjectsDifferInEveryPart holds a row per value that a test covers, and one for the order of
// Regions, which a test ignores.
func TestSubjectsDifferInEveryPart(t *testing.T) {
	target := func() account.Target {
		return account.Target{
			Identity:   account.Identity{RoleARN: "arn:aws:iam::111122223333:role/R"},
			ExternalID: secret.New("pw-a-b"),
			Keys: account.Keys{
				AccessKeyID: secret.New("AKIA1"), SecretAccessKey: secret.New("s3cret")},
			Fence: account.Fence{Regions: []string{"eu-central-1", "us-east-1"}},
		}
	}
	reveal := func(t account.Target) []string {
		var out []string
		for _, part := range t.Subject() {
			out = append(out, part.Reveal())
		}
		return out
	}
	for name, row := range map[string]struct {
		change func(*account.Target)
		same   bool
	}{
		"role":        {func(t *account.Target) { t.RoleARN += "x" }, false},
		"External ID": {func(t *account.Target) { t.ExternalID = secret.New("pw-a-c") }, false},
		"key id": {func(t *account.Target) { t.Keys.AccessKeyID = secret.New("AKIA2") },
			false},
		"secret key": {func(t *account.Target) { t.Keys.SecretAccessKey = secret.New("x") },
			false},
		"one Region less": {func(t *account.Target) { t.Regions = t.Regions[:1] }, false},
		"Regions in another order": {
			func(t *account.Target) { t.Regions = []string{"us-east-1", "eu-central-1"} }, true},
		"name prefixes": {func(t *account.Target) { t.NamePrefixes = []string{"a-"} }, true},
	} {
		other := target()
		row.change(&other)
		if got := slices.Equal(reveal(target()), reveal(other)); got != row.same {
			t.Errorf("%s: the same subject: %v, want %v", name, got, row.same)
		}
	}
}

func TestFence(t *testing.T) {
	fence := func(prefixes ...string) account.Fence {
		return account.Fence{Regions: []string{"eu-central-1"}, NamePrefixes: prefixes}
	}
	rows := []struct {
		name, asked, want string
		fence             account.Fence
		refused           bool
	}{
		{"open, nothing asked", "", "", fence(), false},
		{"open, asked", "x-", "x-", fence(), false},
		{"one, nothing asked", "", "pay-", fence("pay-"), false},
		{"one, narrower", "pay-checkout", "pay-checkout", fence("pay-"), false},
		{"one, wider", "pa", "", fence("pay-"), true},
		{"one, other case", "Pay-", "", fence("pay-"), true},
		{"two, nothing asked", "", "", fence("pay-", "log-"), true},
		{"two, second", "log-x", "log-x", fence("pay-", "log-"), false},
	}
	for _, row := range rows {
		got, err := row.fence.Prefix("query.namePrefix", row.asked)
		var e *input.Error
		if (err != nil) != row.refused || got != row.want ||
			row.refused && (!errors.As(err, &e) || !e.Fence || e.Field != "query.namePrefix") {
			t.Errorf("%s: %q, %v", row.name, got, err)
		}
	}
	if err := fence().Region("sources[0].region", "eu-central-1"); err != nil {
		t.Errorf("a Region inside: %v", err)
	}
	if err := fence().Region("sources[0].region", "us-east-1"); err == nil {
		t.Error("a Region outside was accepted")
	}
}
