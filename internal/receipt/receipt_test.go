package receipt_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
)

// testKey is for tests alone. Its public half, testdata/public.pem, was written by openssl.
const testKey = "quBeO0e7l3WyU8JB5utJ54+ja0Ty1tbyNbVACy2o8n0="

// sample has what encoders disagree about in strings, and no number that a browser would change.
var sample = struct {
	Kind  string   `json:"kind"`
	Name  string   `json:"name"`
	Calls int      `json:"calls"`
	Whole bool     `json:"whole"`
	Rows  []string `json:"rows"`
	None  *string  `json:"none"`
}{"test", "R&D <b>\"é\" \\u003c \\ \u2028\u2029 \u00a0 \x00\b\f\t\n \xff 🙂", 9007199254740991, true,
	[]string{"a", "&"}, nil}

func signer(t testing.TB) *receipt.Signer {
	t.Helper()
	s, err := receipt.ParseKey(secret.New(testKey))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func public(t testing.TB) ed25519.PublicKey {
	t.Helper()
	file, err := os.ReadFile("testdata/public.pem")
	if err != nil {
		t.Fatal(err)
	}
	key, err := receipt.ParsePublic(file)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// signed returns a document of the value as the resolver sends it.
func signed(t testing.TB, value any) []byte {
	t.Helper()
	d, err := signer(t).Sign(value)
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// pretty returns the document indented.
func pretty(t testing.TB, document []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := json.Indent(&out, document, " ", "\t"); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), '\n')
}

// TestDocument holds the format: testdata/signed.json was checked with openssl and jq, and
// testdata/rewritten.json is what a browser made of it, by JSON.parse and JSON.stringify. Issued
// documents must verify forever.
func TestDocument(t *testing.T) {
	want, err := os.ReadFile("testdata/signed.json")
	if err != nil {
		t.Fatal(err)
	}
	made := signed(t, sample)
	if !bytes.Equal(made, bytes.TrimSpace(want)) {
		t.Errorf("got  %s\nwant %s", made, want)
	}
	rewritten, err := os.ReadFile("testdata/rewritten.json")
	if err != nil {
		t.Fatal(err)
	}
	var first json.RawMessage
	for name, document := range map[string][]byte{
		"as signed": made, "indented": pretty(t, made), "kept": want, "rewritten": rewritten} {
		got, err := receipt.Verify(document, public(t))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if first = append(first[:0:0], got...); !strings.Contains(string(first),
			`"name":"R&D <b>`) || strings.ContainsAny(string(first), "\n\t") {
			t.Errorf("%s: the receipt is %s", name, first)
		}
	}
}

// TestEveryAlteredByte changes, drops and doubles every byte: the document is refused, or its
// content is the same.
func TestEveryAlteredByte(t *testing.T) {
	key := public(t)
	document := pretty(t,
		signed(t, map[string]any{"name": "a<b", "calls": 10, "rows": []string{"x", `\`}}))
	var want any
	if err := json.Unmarshal(document, &want); err != nil {
		t.Fatal(err)
	}
	check := func(altered []byte) {
		if _, err := receipt.Verify(altered, key); err != nil {
			return
		}
		var got any
		if err := json.Unmarshal(altered, &got); err != nil || !equal(t, got, want) {
			t.Errorf("accepted %q", altered)
		}
	}
	for i := range document {
		for bit := range 8 {
			bad := bytes.Clone(document)
			bad[i] ^= 1 << bit
			check(bad)
		}
		check(append(bytes.Clone(document[:i]), document[i+1:]...))
		check(append(bytes.Clone(document[:i+1]), document[i:]...))
		check(document[:i])
	}
}

func equal(t testing.TB, a, b any) bool {
	t.Helper()
	first, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(first, second)
}

// FuzzVerify: Verify accepts the signed receipt alone, and returns nothing beside an error.
func FuzzVerify(f *testing.F) {
	key := public(f)
	document := signed(f, sample)
	want, err := receipt.Verify(document, key)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(document)
	f.Add(pretty(f, document))
	f.Add(bytes.Replace(document, []byte("Ed25519"), []byte("none"), 1))
	f.Add([]byte(`{"receipt":{},"signature":{"algorithm":"Ed25519","key":"","value":""}}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		got, err := receipt.Verify(in, key)
		if err == nil {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		switch {
		case err != nil && got != nil:
			t.Errorf("%q: %s came with the error %v", in, got, err)
		case err == nil && !bytes.Equal(got, want):
			t.Errorf("accepted %q", in)
		}
	})
}
