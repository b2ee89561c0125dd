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

// Passed returns the proof of a test in which every step passed.
func Passed(subject proof.Subject, at time.Time) proof.Proof {
	p := proof.Proof{Started: at}
	for _, q := range subject.Steps.Questions() {
		p = p.With(subject.Steps,
			proof.Result{Step: q.Step, Place: q.Place, Outcome: proof.Passed, At: at})
	}
	return p
}

// Evidence returns sealed evidence that a connection with a draft's values passed its test.
func Evidence(t testing.TB, s *connection.Store, admin access.Admin,
	draft connection.Draft) proof.Evidence {
	t.Helper()
	link, err := s.DraftLink(context.Background(), admin, draft)
	if err != nil {
		t.Fatal(err)
	}
	return Sealed(t, link.Subject(admin))
}

// Sealed returns sealed evidence that the subject passed its test.
func Sealed(t testing.TB, subject proof.Subject) proof.Evidence {
	t.Helper()
	keys, err := secret.ParseKeyring(secret.NewKey("evidence"))
	if err != nil {
		t.Fatal(err)
	}
	book := proof.NewBook(keys.Sealer(secret.Proof), time.Now)
	return book.Evidence(book.Seal(Passed(subject, time.Now()), subject))
}
