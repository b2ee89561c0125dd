package connectiontest

import (
	"context"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// Passed is the proof of a test of which every step passed.
func Passed(subject proof.Subject, at time.Time) proof.Proof {
	p := proof.Proof{Started: at}
	for _, step := range proof.Steps(subject.Kind) {
		result := proof.Result{Step: step, Outcome: proof.Passed, At: at}
		if step != proof.Alarms {
			p = p.With(subject.Kind, result)
			continue
		}
		for _, region := range subject.Regions {
			result.Region = region
			p = p.With(subject.Kind, result)
		}
	}
	return p
}

// Evidence is sealed evidence that a connection with a draft's values passed its test.
func Evidence(t testing.TB, s *connection.Store, admin access.Admin,
	draft connection.Draft) proof.Evidence {
	t.Helper()
	link, err := s.DraftLink(context.Background(), admin, draft)
	if err != nil {
		t.Fatal(err)
	}
	return Sealed(t, link.Subject(admin))
}

// Sealed is sealed evidence that the subject passed its test.
func Sealed(t testing.TB, subject proof.Subject) proof.Evidence {
	t.Helper()
	keys, err := secret.ParseKeyring(secret.NewKey("evidence"))
	if err != nil {
		t.Fatal(err)
	}
	book := proof.NewBook(keys.Sealer(secret.Proof), time.Now)
	return book.Evidence(book.Seal(Passed(subject, time.Now()), subject))
}
