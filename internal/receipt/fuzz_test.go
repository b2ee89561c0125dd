package receipt_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
)

// FuzzPublicKey: a file is one public key, or refused. The error quotes nothing of the file, which
// may hold the private key.
func FuzzPublicKey(f *testing.F) {
	file, err := os.ReadFile("testdata/public.pem")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add(bytes.ReplaceAll(file, []byte("PUBLIC"), []byte("PRIVATE")))
	f.Add(append(file, file...))
	f.Add([]byte("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"))
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, file []byte) {
		key, err := receipt.ParsePublic(file)
		if err != nil {
			t.Log("refused")
			for word := range strings.FieldsSeq(string(file)) {
				if key != nil || len(word) > 24 && strings.Contains(err.Error(), word) {
					t.Errorf("%q: %v, %v", file, key, err)
				}
			}
			return
		}
		t.Log("accepted")
		if len(key) != 32 || len(receipt.KeyID(key)) != 16 ||
			bytes.Count(file, []byte("-----BEGIN")) != 1 {
			t.Errorf("%q is the key %x", file, key)
		}
	})
}

// FuzzSigningKey: a key signs what its public half verifies, or is refused without being quoted.
func FuzzSigningKey(f *testing.F) {
	for _, seed := range []string{
		testKey, " " + testKey + "\n", testKey[1:], strings.Repeat("-", 44), ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := receipt.ParseKey(secret.New(text))
		if err != nil {
			t.Log("refused")
			if s != nil || len(text) > 20 && strings.Contains(err.Error(), text) {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		t.Log("accepted")
		if _, err := s.Sign(sample); err != nil { // verifies
			t.Errorf("%q signs nothing: %v", text, err)
		}
		if _, err := receipt.ParsePublic(s.PublicPEM()); err != nil {
			t.Errorf("%q has a public half that cannot be read: %v", text, err)
		}
	})
}
