package secret_test

import (
	"bytes"
	"strconv"
	"testing"

	"pagewatch/internal/secret"
)

// BenchmarkSeal seals records of several sizes, up to the largest.
func BenchmarkSeal(b *testing.B) {
	eachSize(b, func(b *testing.B, s *secret.Sealer, place secret.Binding, plain []byte) {
		for b.Loop() {
			_ = s.Seal(place, plain)
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	eachSize(b, func(b *testing.B, s *secret.Sealer, place secret.Binding, plain []byte) {
		sealed := s.Seal(place, plain)
		for b.Loop() {
			if got, err := s.Open(place, sealed); err != nil || len(got) != len(plain) {
				b.Fatal(err)
			}
		}
	})
}

func eachSize(b *testing.B, run func(*testing.B, *secret.Sealer, secret.Binding, []byte)) {
	keys, err := secret.ParseKeyring(secret.NewKey("new") + "," + secret.NewKey("old"))
	if err != nil {
		b.Fatal(err)
	}
	place := secret.Binding{Installation: "aaaaaaaa-0000-4000-8000-000000000001", Space: "65538",
		ID: "c-abcdefghijklmnopqrstuvwxyz"}
	for _, size := range []int{100, 1000, 128 << 10} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(size))
			run(b, keys.Sealer(secret.Store), place, bytes.Repeat([]byte("a"), size))
		})
	}
}

// BenchmarkParseKeyring measures a part of every start: two keys, and the five purposes derived
// from each.
func BenchmarkParseKeyring(b *testing.B) {
	pairs := secret.NewKey("new") + "," + secret.NewKey("old")
	b.ReportAllocs()
	for b.Loop() {
		keys, err := secret.ParseKeyring(pairs)
		if err != nil {
			b.Fatal(err)
		}
		for _, purpose := range []secret.Purpose{
			secret.Store, secret.Grant, secret.Cursor, secret.Proof, secret.Audit} {
			_ = keys.Sealer(purpose)
		}
	}
}
