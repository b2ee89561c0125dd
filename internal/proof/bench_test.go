package proof_test

import (
	"testing"
	"time"

	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// booked returns a whole test of a role with two Regions and the book for it.
func booked(b *testing.B) (*proof.Book, proof.Proof) {
	b.Helper()
	keys, err := secret.ParseKeyring(secret.NewKey("a"))
	if err != nil {
		b.Fatal(err)
	}
	book := proof.NewBook(keys.Sealer(secret.Proof), func() time.Time { return now })
	return book, pass(role, all(role)...)
}

func BenchmarkSeal(b *testing.B) {
	book, whole := booked(b)
	b.ReportAllocs()
	for b.Loop() {
		if book.Seal(whole, role) == "" {
			b.Fatal("nothing was sealed")
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	book, whole := booked(b)
	sealed := book.Seal(whole, role)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := book.Evidence(sealed).Check(role); err != nil {
			b.Fatal(err)
		}
	}
}
