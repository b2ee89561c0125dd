package secret_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"pagewatch/internal/secret"
)

func ring(t testing.TB, pairs ...string) *secret.Keyring {
	t.Helper()
	r, err := secret.ParseKeyring(strings.Join(pairs, ","))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var place = secret.Binding{Installation: "inst", Space: "42", ID: "c-1"}

func TestSealRoundTrip(t *testing.T) {
	s := ring(t, secret.NewKey("a")).Sealer(secret.Store)
	sealed := s.Seal(place, []byte("content"))
	if bytes.Contains(sealed, []byte("content")) {
		t.Error("the content is readable")
	}
	got, err := s.Open(place, sealed)
	if err != nil || string(got) != "content" {
		t.Errorf("got %q, %v", got, err)
	}
	if bytes.Equal(sealed, s.Seal(place, []byte("content"))) {
		t.Error("two seals of the same content are equal: the nonce repeats")
	}
}

func TestEveryAlteredBitIsRefused(t *testing.T) {
	s := ring(t, secret.NewKey("a")).Sealer(secret.Store)
	sealed := s.Seal(place, []byte("content"))
	for i := range sealed {
		for bit := range 8 {
			bad := bytes.Clone(sealed)
			bad[i] ^= 1 << bit
			if _, err := s.Open(place, bad); !errors.Is(err, secret.ErrSealed) {
				t.Fatalf("byte %d bit %d: %v, want ErrSealed", i, bit, err)
			}
		}
	}
	for n := range sealed {
		if _, err := s.Open(place, sealed[:n]); !errors.Is(err, secret.ErrSealed) {
			t.Fatalf("cut to %d bytes: %v, want ErrSealed", n, err)
		}
	}
}

func TestSealedBytesOpenInTheirPlaceOnly(t *testing.T) {
	keys := ring(t, secret.NewKey("a"))
	sealed := keys.Sealer(secret.Store).Seal(place, []byte("content"))
	elsewhere := map[string]secret.Binding{
		"another installation": {Installation: "other", Space: "42", ID: "c-1"},
		"another space":        {Installation: "inst", Space: "43", ID: "c-1"},
		"another id":           {Installation: "inst", Space: "42", ID: "c-2"},
		"shifted fields":       {Installation: "inst4", Space: "2", ID: "c-1"},
		"nowhere":              {},
	}
	for name, b := range elsewhere {
		if _, err := keys.Sealer(secret.Store).Open(b, sealed); !errors.Is(err, secret.ErrSealed) {
			t.Errorf("%s: %v, want ErrSealed", name, err)
		}
	}
	if _, err := keys.Sealer(secret.Grant).Open(place, sealed); !errors.Is(err, secret.ErrSealed) {
		t.Errorf("another purpose: %v, want ErrSealed", err)
	}
	if _, err := ring(t, secret.NewKey("a")).Sealer(secret.Store).Open(place, sealed); !errors.Is(
		err, secret.ErrSealed) {
		t.Errorf("another key of the same id: %v, want ErrSealed", err)
	}
}

func TestKeyRotation(t *testing.T) {
	old, fresh := secret.NewKey("k1"), secret.NewKey("k2")
	sealed := ring(t, old).Sealer(secret.Store).Seal(place, []byte("content"))
	both := ring(t, fresh, old).Sealer(secret.Store)
	if got, err := both.Open(place, sealed); err != nil || string(got) != "content" {
		t.Errorf("the old key does not open any more: %q, %v", got, err)
	}
	if _, err := ring(t, old).Sealer(secret.Store).Open(place, both.Seal(place, nil)); !errors.Is(
		err, secret.ErrSealed) {
		t.Errorf("the newest key is not the one that seals: %v", err)
	}
	if _, err := ring(t, fresh).Sealer(secret.Store).Open(place, sealed); !errors.Is(err,
		secret.ErrSealed) {
		t.Errorf("a retired key still opens: %v", err)
	}
}

func TestParseKeyringRefusals(t *testing.T) {
	good := secret.NewKey("a")
	rows := map[string]string{
		"empty":        "",
		"blank":        " , ",
		"no id":        good[1:],
		"no colon":     "abc",
		"upper case":   "A" + good[1:],
		"long id":      strings.Repeat("a", 17) + good[1:],
		"short key":    "a:AAAA",
		"not base64":   "a:" + strings.Repeat("!", 44),
		"url base64":   "a:" + strings.Repeat("_", 43) + "=",
		"id twice":     good + "," + good,
		"second wrong": good + ",b:xx",
	}
	for name, in := range rows {
		r, err := secret.ParseKeyring(in)
		if err == nil {
			t.Errorf("%s: accepted as %v", name, r)
			continue
		}
		if key := strings.TrimPrefix(good, "a:"); strings.Contains(err.Error(), key) {
			t.Errorf("%s: the error quotes a key: %v", name, err)
		}
	}
}

func TestHasher(t *testing.T) {
	hash := ring(t, secret.NewKey("a")).Hasher()
	first, again := hash("x"), hash("x")
	if first != again || first == hash("y") || len(first) != 16 || hash("") != "" {
		t.Errorf("hash(x)=%q, again %q, hash(y)=%q, hash()=%q", first, again, hash("y"), hash(""))
	}
	if ring(t, secret.NewKey("a")).Hasher()("x") == hash("x") {
		t.Error("the hash does not depend on the key")
	}
}

// FuzzOpen: only bytes that this keyring sealed for this binding are opened.
func FuzzOpen(f *testing.F) {
	s := ring(f, "a:"+strings.Repeat("A", 43)+"=").Sealer(secret.Grant)
	sealed := s.Seal(place, []byte("content"))
	f.Add(sealed)
	f.Add([]byte{1, 1, 'a'})
	f.Fuzz(func(t *testing.T, in []byte) {
		// Fuzzing processes share the key and seal with nonces of their own, so in may differ from
		// sealed.
		got, err := s.Open(place, in)
		if err != nil {
			t.Log("refused")
			if got != nil {
				t.Error("content came with an error")
			}
			return
		}
		t.Log("accepted")
		if string(got) != "content" || len(in) != len(sealed) {
			t.Errorf("opened %x as %q", in, got)
		}
	})
}
