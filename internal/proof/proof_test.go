package proof_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

var (
	now  = time.Date(2027, 1, 15, 8, 0, 0, 0, time.UTC)
	role = subject(account.Role, aRole())
	user = subject(account.User, aUser())
)

func aRole() account.Target {
	t := account.Target{ExternalID: secret.New("pw-a-b")}
	t.RoleARN, t.Regions = "arn:aws:iam::111122223333:role/R", []string{"eu-central-1", "us-east-1"}
	return t
}

func aUser() account.Target {
	t := account.Target{Keys: account.Keys{
		AccessKeyID: secret.New("AKIA1"), SecretAccessKey: secret.New("s3cret")}}
	t.Regions = []string{"eu-central-1"}
	return t
}

// subject returns the subject of a target's test.
func subject(kind string, t account.Target) proof.Subject {
	return proof.Subject{Installation: "i", Space: "1", Account: "ada",
		About: append([]secret.Value{secret.New("principal"), secret.New(kind)}, t.Subject()...),
		Steps: account.Steps(kind, t.Regions)}
}

// all returns a subject's steps in their order, as step or step@region.
func all(s proof.Subject) []string {
	var out []string
	for _, q := range s.Steps.Questions() {
		step := string(q.Step)
		if q.Place != "" {
			step += "@" + q.Place
		}
		out = append(out, step)
	}
	return out
}

func result(step string, outcome proof.Outcome) proof.Result {
	name, region, _ := strings.Cut(step, "@")
	return proof.Result{Step: proof.Step(name), Place: region, Outcome: outcome, At: now}
}

func pass(s proof.Subject, steps ...string) proof.Proof {
	p := proof.Proof{Started: now}
	for _, step := range steps {
		p = p.With(s.Steps, result(step, proof.Passed))
	}
	return p
}

// TestEveryStepCounts leaves out each step, and fails each step: the proof is incomplete.
func TestEveryStepCounts(t *testing.T) {
	for kind, subject := range map[string]proof.Subject{"role": role, "user": user} {
		steps := all(subject)
		if !pass(subject, steps...).Complete(subject) {
			t.Errorf("%s: every step passed, but the proof is not complete", kind)
		}
		for i, step := range steps {
			if pass(subject, slices.Delete(slices.Clone(steps), i, i+1)...).Complete(subject) {
				t.Errorf("%s: complete without %s", kind, step)
			}
			for _, outcome := range []proof.Outcome{proof.Failed, proof.Inconclusive, ""} {
				p := proof.Proof{Started: now}
				for _, other := range steps {
					p.Results = append(p.Results, result(other, proof.Passed))
				}
				p.Results[i].Outcome = outcome
				if p.Complete(subject) {
					t.Errorf("%s: complete though %s is %q", kind, step, outcome)
				}
			}
		}
	}
	if (proof.Proof{}).Complete(proof.Subject{}) {
		t.Error("a proof of no subject is complete")
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
		{"another Region", role, trusted, "alarms@eu-west-1", proof.ErrNoPlace},
		{"alarms without a Region", role, trusted, "alarms", proof.ErrNoPlace},
		{"a Region where none is asked", role, nil, "principal@us-east-1", proof.ErrNoStep},
		{"an unknown step", role, nil, "trust-me", proof.ErrNoStep},
		{"no step", role, nil, "", proof.ErrNoStep},
		{"a user's step for a role", role, nil, "identity", proof.ErrNoStep},
		{"a role's step for a user", user, nil, "assume", proof.ErrNoStep},
		{"a user's alarms", user, []string{"identity"}, "alarms@eu-central-1", nil},
	}
	for _, row := range rows {
		asked := result(row.ask, "")
		if err := pass(row.subject, row.before...).Ask(row.subject.Steps, asked.Step,
			asked.Place); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", row.name, err, row.want)
		}
	}
	failed := pass(role, "principal").With(role.Steps, result("assume", proof.Failed))
	if err := failed.Ask(role.Steps, account.RefuseMissing, ""); !errors.Is(err,
		proof.ErrTooEarly) {
		t.Errorf("a refusal after the role failed: %v", err)
	}
}

// TestAskingAgainDropsLaterResults: a role that is assumed again may have changed meanwhile.
func TestAskingAgainDropsLaterResults(t *testing.T) {
	whole := pass(role, all(role)...)
	again := whole.With(role.Steps, result("assume", proof.Passed))
	if len(again.Results) != 2 || again.Ask(role.Steps, account.Alarms, "us-east-1") == nil {
		t.Errorf("after assuming again: %+v", again.Results)
	}
	beside := whole.With(role.Steps, result("refuse-random", proof.Failed))
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

// TestEvidenceIsForOneSubject holds a row per value that a proof could be reused for.
func TestEvidenceIsForOneSubject(t *testing.T) {
	clock := now
	b := book(t, &clock)
	sealed := b.Seal(pass(role, all(role)...), role)
	part := func(i int, value string) func(*proof.Subject) {
		return func(s *proof.Subject) {
			s.About = slices.Clone(s.About)
			s.About[i] = secret.New(value)
		}
	}
	for name, change := range map[string]func(*proof.Subject){
		"installation": func(s *proof.Subject) { s.Installation = "j" },
		"space":        func(s *proof.Subject) { s.Space = "2" },
		"person":       func(s *proof.Subject) { s.Account = "ravi" },
		"principal":    part(0, "another"),
		"kind":         part(1, account.User),
		"role":         part(2, "arn:aws:iam::111122223333:role/Rx"),
		"External ID":  part(3, "pw-a-c"),
		"key id":       part(4, "AKIA2"),
		"secret":       part(5, "other"),
		"one part more": func(s *proof.Subject) {
			s.About = append(slices.Clone(s.About), secret.New("eu-west-1"))
		},
		"one part less": func(s *proof.Subject) { s.About = s.About[:len(s.About)-1] },
		"shifted parts": func(s *proof.Subject) {
			s.Account, s.About = "ad", append([]secret.Value{secret.New("aprincipal")},
				s.About[1:]...)
		},
	} {
		other := role
		change(&other)
		if _, err := b.Evidence(sealed).Check(other); !errors.Is(err, proof.ErrInvalid) {
			t.Errorf("another %s: %v, want ErrInvalid", name, err)
		}
	}
	if _, err := b.Evidence(sealed).Check(user); !errors.Is(err, proof.ErrInvalid) {
		t.Errorf("an IAM user with a role's proof: %v, want ErrInvalid", err)
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

// TestLaterStepsDoNotExtendAProof: a proof expires ten minutes after its first step, however often
// it is sealed again.
func TestLaterStepsDoNotExtendAProof(t *testing.T) {
	clock := now
	b := book(t, &clock)
	sealed := ""
	for range 3 {
		p, err := b.Open(sealed, role)
		if err != nil {
			t.Fatal(err)
		}
		sealed = b.Seal(p.With(role.Steps, result("principal", proof.Passed)), role)
		clock = clock.Add(5 * time.Minute)
	}
	if _, err := b.Open(sealed, role); !errors.Is(err, proof.ErrInvalid) {
		t.Errorf("after fifteen minutes: %v, want ErrInvalid", err)
	}
}

// FuzzOpen: only what was sealed opens.
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
		// Every fuzzing process seals the seed anew, and each opens all of theirs.
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
