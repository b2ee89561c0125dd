package proof_test

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

var (
	now  = time.Date(2027, 1, 15, 8, 0, 0, 0, time.UTC)
	role = proof.Subject{
		Installation: "i", Space: "1", Account: "ada", Kind: proof.Role,
		RoleARN:    "arn:aws:iam::111122223333:role/R",
		ExternalID: secret.New("pw-a-b"), Regions: []string{"eu-central-1", "us-east-1"},
	}
	user = proof.Subject{
		Installation: "i", Space: "1", Account: "ada", Kind: proof.User,
		Regions:     []string{"eu-central-1"},
		AccessKeyID: secret.New("AKIA1"), SecretAccessKey: secret.New("s3cret"),
	}
)

// all are a subject's steps in their order, as step or step@region.
func all(s proof.Subject) []string {
	var out []string
	for _, step := range proof.Steps(s.Kind) {
		if step != proof.Alarms {
			out = append(out, string(step))
			continue
		}
		for _, region := range s.Regions {
			out = append(out, string(step)+"@"+region)
		}
	}
	return out
}

func result(step string, outcome proof.Outcome) proof.Result {
	name, region, _ := strings.Cut(step, "@")
	return proof.Result{Step: proof.Step(name), Region: region, Outcome: outcome, At: now}
}

func pass(s proof.Subject, steps ...string) proof.Proof {
	p := proof.Proof{Started: now}
	for _, step := range steps {
		p = p.With(s.Kind, result(step, proof.Passed))
	}
	return p
}

// TestSequencesAreTheBrowsers: the browser paints the steps that the backend asks for.
func TestSequencesAreTheBrowsers(t *testing.T) {
	golden, err := os.ReadFile("../../testdata/wire/test-steps.json")
	if err != nil {
		t.Fatal(err)
	}
	var want map[proof.Kind][]proof.Step
	if err := json.Unmarshal(golden, &want); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []proof.Kind{proof.Role, proof.User} {
		if got := proof.Steps(kind); !slices.Equal(got, want[kind]) {
			t.Errorf("%s: %v, the browser has %v", kind, got, want[kind])
		}
	}
	if len(want) != 2 {
		t.Errorf("the browser has %d kinds", len(want))
	}
}

// TestEveryStepCounts leaves each one out, and lets each one fail: the proof is not complete.
func TestEveryStepCounts(t *testing.T) {
	for _, subject := range []proof.Subject{role, user} {
		steps := all(subject)
		if !pass(subject, steps...).Complete(subject) {
			t.Errorf("%s: every step passed, but the proof is not complete", subject.Kind)
		}
		for i, step := range steps {
			if pass(subject, slices.Delete(slices.Clone(steps), i, i+1)...).Complete(subject) {
				t.Errorf("%s: complete without %s", subject.Kind, step)
			}
			for _, outcome := range []proof.Outcome{proof.Failed, proof.Inconclusive, ""} {
				p := proof.Proof{Started: now}
				for _, other := range steps {
					p.Results = append(p.Results, result(other, proof.Passed))
				}
				p.Results[i].Outcome = outcome
				if p.Complete(subject) {
					t.Errorf("%s: complete though %s is %q", subject.Kind, step, outcome)
				}
			}
		}
	}
	if (proof.Proof{}).Complete(proof.Subject{}) {
		t.Error("nothing is complete for nobody")
	}
}

func TestStepsComeInOrder(t *testing.T) {
	refusals := []string{"refuse-missing", "refuse-random", "refuse-foreign", "refuse-sibling"}
	trusted := append([]string{"principal", "assume"}, refusals...)
	rows := []struct {
		name    string
		subject proof.Subject
		before  []string
		ask     string
		want    error
	}{
		{"the first", role, nil, "principal", nil},
		{"the role before the principal", role, nil, "assume", proof.ErrTooEarly},
		{"the role", role, []string{"principal"}, "assume", nil},
		{"a refusal before the role", role, []string{"principal"}, "refuse-random",
			proof.ErrTooEarly},
		{"any refusal first", role, []string{"principal", "assume"}, "refuse-sibling", nil},
		{"alarms before a refusal", role, trusted[:5], "alarms@us-east-1", proof.ErrTooEarly},
		{"alarms of any Region first", role, trusted, "alarms@us-east-1", nil},
		{"composites before a Region", role, append(slices.Clone(trusted), "alarms@us-east-1"),
			"composites", proof.ErrTooEarly},
		{"another Region", role, trusted, "alarms@eu-west-1", proof.ErrNoStep},
		{"alarms without a Region", role, trusted, "alarms", proof.ErrNoStep},
		{"a Region where none is asked", role, nil, "principal@us-east-1", proof.ErrNoStep},
		{"an unknown step", role, nil, "trust-me", proof.ErrNoStep},
		{"no step", role, nil, "", proof.ErrNoStep},
		{"a user's step for a role", role, nil, "identity", proof.ErrNoStep},
		{"a role's step for a user", user, nil, "assume", proof.ErrNoStep},
		{"a user's alarms", user, []string{"identity"}, "alarms@eu-central-1", nil},
	}
	for _, row := range rows {
		asked := result(row.ask, "")
		if err := pass(row.subject, row.before...).Ask(row.subject, asked.Step,
			asked.Region); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", row.name, err, row.want)
		}
	}
	failed := pass(role, "principal").With(role.Kind, result("assume", proof.Failed))
	if err := failed.Ask(role, proof.RefuseMissing, ""); !errors.Is(err, proof.ErrTooEarly) {
		t.Errorf("a refusal after the role failed: %v", err)
	}
}

// TestAskingAgainForgetsWhatCameAfter: a role that is asked for again may be another one by now.
func TestAskingAgainForgetsWhatCameAfter(t *testing.T) {
	whole := pass(role, all(role)...)
	again := whole.With(role.Kind, result("assume", proof.Passed))
	if len(again.Results) != 2 || again.Ask(role, proof.Alarms, "us-east-1") == nil {
		t.Errorf("after assuming again: %+v", again.Results)
	}
	beside := whole.With(role.Kind, result("refuse-random", proof.Failed))
	if len(beside.Results) != 6 {
		t.Errorf("after one refusal again: %+v", beside.Results)
	}
	if len(whole.Results) != len(all(role)) {
		t.Error("the old proof changed")
	}
}

func book(t *testing.T, clock *time.Time) *proof.Book {
	t.Helper()
	keys, err := secret.ParseKeyring(secret.NewKey("a"))
	if err != nil {
		t.Fatal(err)
	}
	return proof.NewBook(keys.Sealer(secret.Proof), func() time.Time { return *clock })
}

// TestEvidenceIsForOneSubject holds a row per value a proof could be carried over to.
func TestEvidenceIsForOneSubject(t *testing.T) {
	clock := now
	b := book(t, &clock)
	for name, change := range map[string]func(*proof.Subject){
		"installation": func(s *proof.Subject) { s.Installation = "j" },
		"space":        func(s *proof.Subject) { s.Space = "2" },
		"person":       func(s *proof.Subject) { s.Account = "ravi" },
		"kind":         func(s *proof.Subject) { s.Kind = proof.User },
		"role":         func(s *proof.Subject) { s.RoleARN += "x" },
		"External ID":  func(s *proof.Subject) { s.ExternalID = secret.New("pw-a-c") },
		"key id":       func(s *proof.Subject) { s.AccessKeyID = secret.New("AKIA2") },
		"secret":       func(s *proof.Subject) { s.SecretAccessKey = secret.New("other") },
		"one Region more": func(s *proof.Subject) {
			s.Regions = append(slices.Clone(s.Regions), "eu-west-1")
		},
		"one Region less": func(s *proof.Subject) { s.Regions = s.Regions[:1] },
		"shifted fields": func(s *proof.Subject) {
			s.Account, s.Principal = "ad", "a"+s.Principal
		},
		"shifted keys": func(s *proof.Subject) {
			s.AccessKeyID, s.SecretAccessKey = secret.New(s.AccessKeyID.Reveal()+"s"),
				secret.New("3cret")
		},
		"principal": func(s *proof.Subject) { s.Principal = "another" },
	} {
		for _, subject := range []proof.Subject{role, user} {
			other := subject
			change(&other)
			if other.Kind == subject.Kind && name == "kind" ||
				name == "one Region less" && len(other.Regions) == len(subject.Regions) {
				continue
			}
			if _, err := b.Evidence(b.Seal(pass(subject, all(subject)...), subject)).Check(
				other); !errors.Is(err, proof.ErrInvalid) {
				t.Errorf("%s, another %s: %v, want ErrInvalid", subject.Kind, name, err)
			}
		}
	}
	turned := role
	turned.Regions = []string{"us-east-1", "eu-central-1"}
	if _, err := b.Evidence(b.Seal(pass(role, all(role)...), role)).Check(turned); err != nil {
		t.Errorf("the same Regions in another order: %v", err)
	}
}

func TestEvidenceRefusals(t *testing.T) {
	clock := now
	b := book(t, &clock)
	whole := b.Seal(pass(role, all(role)...), role)
	flipped := []byte(whole)
	flipped[len(flipped)/2] ^= 1
	keys, err := secret.ParseKeyring(secret.NewKey("a"))
	if err != nil {
		t.Fatal(err)
	}
	foreign := proof.NewBook(keys.Sealer(secret.Proof), func() time.Time { return now })
	rows := map[string]struct {
		sealed string
		want   error
	}{
		"whole":          {whole, nil},
		"none":           {"", proof.ErrRequired},
		"incomplete":     {b.Seal(pass(role, "principal", "assume"), role), proof.ErrRequired},
		"empty":          {b.Seal(proof.Proof{Started: now}, role), proof.ErrRequired},
		"altered":        {string(flipped), proof.ErrInvalid},
		"cut":            {whole[:len(whole)-4], proof.ErrInvalid},
		"not base64":     {"***", proof.ErrInvalid},
		"padded":         {whole + "=", proof.ErrInvalid},
		"another's seal": {foreign.Seal(pass(role, all(role)...), role), proof.ErrInvalid},
		"from the future": {
			b.Seal(proof.Proof{Started: now.Add(3 * time.Second),
				Results: pass(role, all(role)...).Results}, role), proof.ErrInvalid},
		"too old": {
			b.Seal(proof.Proof{Started: now.Add(-601 * time.Second),
				Results: pass(role, all(role)...).Results}, role), proof.ErrInvalid},
		"just in time": {
			b.Seal(proof.Proof{Started: now.Add(-10 * time.Minute),
				Results: pass(role, all(role)...).Results}, role), nil},
	}
	for name, row := range rows {
		if _, err := b.Evidence(row.sealed).Check(role); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", name, err, row.want)
		}
	}
	if _, err := (proof.Evidence{}).Check(role); !errors.Is(err, proof.ErrRequired) {
		t.Errorf("no evidence at all: %v", err)
	}
}

// TestGoingOnDoesNotMakeYounger: a proof ends ten minutes after its first step, however often it is
// sealed anew.
func TestGoingOnDoesNotMakeYounger(t *testing.T) {
	clock := now
	b := book(t, &clock)
	sealed := ""
	for range 3 {
		p, err := b.Open(sealed, role)
		if err != nil {
			t.Fatal(err)
		}
		sealed = b.Seal(p.With(role.Kind, result("principal", proof.Passed)), role)
		clock = clock.Add(5 * time.Minute)
	}
	if _, err := b.Open(sealed, role); !errors.Is(err, proof.ErrInvalid) {
		t.Errorf("after fifteen minutes: %v, want ErrInvalid", err)
	}
}

// FuzzOpen: nothing but what was sealed opens.
func FuzzOpen(f *testing.F) {
	keys, err := secret.ParseKeyring("a:" + strings.Repeat("A", 43) + "=")
	if err != nil {
		f.Fatal(err)
	}
	b := proof.NewBook(keys.Sealer(secret.Proof), func() time.Time { return now })
	whole := b.Seal(pass(role, all(role)...), role)
	want, err := b.Open(whole, role)
	if err != nil {
		f.Fatal(err)
	}
	other := role
	other.Space += "9"
	f.Add(b.Seal(pass(other, all(other)...), other))
	f.Add(whole)
	f.Add(whole[:9] + "\r" + whole[9:])
	f.Add("")
	f.Fuzz(func(t *testing.T, sealed string) {
		// Every process that fuzzes seals the seed anew, and each opens all of theirs.
		p, err := b.Open(sealed, role)
		switch {
		case err != nil || len(p.Results) == 0:
			t.Log("refused")
		case !reflect.DeepEqual(p, want) || len(sealed) != len(whole):
			t.Errorf("%q opened as %+v", sealed, p)
		default:
			t.Log("accepted")
		}
	})
}
