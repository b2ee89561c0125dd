package receipt_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
)

// refused is a row: a document, and a part of the error.
type refused struct{ name, document, want string }

// forms returns documents that are malformed or ambiguous.
func forms(document string) []refused {
	swap := func(old, text string) string { return strings.Replace(document, old, text, 1) }
	end := document[:len(document)-1]
	return []refused{
		{"empty", " \n", "the document is empty"},
		{"no JSON", "hello", "not a JSON object"},
		{"a list", "[" + document + "]", "not a JSON object"},
		{"cut", end, "not JSON"},
		{"not UTF-8", swap("test", "te\xffst"), "not UTF-8"},
		{"too large", document + strings.Repeat(" ", receipt.MaxSize), "larger than 1048576 bytes"},
		{"twice", document + document, "Something follows"},
		{"trailing", document + "x", "Something follows"},
		{"nested", `{"receipt":` + strings.Repeat(`{"a":`, 20) + "1" + strings.Repeat("}", 20) +
			"}", "nested too deeply"},
		{"unknown field", end + `,"note":"x"}`, `a field "note", which no receipt has`},
		{"long field", end + `,"` + strings.Repeat("n", 999) + `":"x"}`,
			`a field "` + strings.Repeat("n", 64) + `", which`},
		{"other case", swap(`"receipt"`, `"Receipt"`), `a field "Receipt", which`},
		{"repeated receipt", end + `,"receipt":{}}`, `"receipt" twice`},
		{"repeated in the receipt", swap(`"kind":`, `"kind":"x","kind":`), `"kind" twice`},
		{"repeated in another case", swap(`"kind":`, `"KIND":"x","kind":`), `"kind" twice`},
		{"no receipt", swap(`"receipt"`, `"signature2"`), `"signature2", which`},
		{"no signature", `{"receipt":{}}`, `no field "signature"`},
		{"nothing", `{}`, `no field "receipt"`},
		{"receipt of another kind", `{"receipt":[],"signature":{}}`,
			"the receipt is not a JSON object"},
		{"receipt of null", `{"receipt":null,"signature":{}}`, "the receipt is not a JSON object"},
		{"signature of another kind", `{"receipt":{},"signature":"x"}`,
			"the signature is not a JSON object"},
		{"signature of null", `{"receipt":{},"signature":null}`,
			"the signature is not a JSON object"},
		{"signature with more", swap(`"algorithm"`, `"chain":[],"algorithm"`),
			`the signature has a field "chain"`},
		{"signature with less", `{"receipt":{},"signature":{"algorithm":"Ed25519","key":""}}`,
			`the signature has no field "value"`},
		{"algorithm of another kind", swap(`"Ed25519"`, `null`), "algorithm is not a string"},
	}
}

// TestVerifyRefuses holds a row per refusal.
func TestVerifyRefuses(t *testing.T) {
	document := string(signed(t, sample))
	swap := func(old, text string) string { return strings.Replace(document, old, text, 1) }
	var d receipt.Document
	if err := json.Unmarshal([]byte(document), &d); err != nil {
		t.Fatal(err)
	}
	// the last character before ==, whose low bits are padding
	value, last := d.Signature.Value, len(d.Signature.Value)-3
	rows := append(forms(document), []refused{
		{"other algorithm", swap("Ed25519", "none"),
			`signed with "none"; receipts are signed with Ed25519`},
		{"other key id", swap(d.Signature.Key, "0123456789abcdef"),
			`names the key "0123456789abcdef", and the key given is ` + d.Signature.Key},
		{"long key id", swap(d.Signature.Key, strings.Repeat("k", 999)),
			`names the key "` + strings.Repeat("k", 64) + `", and`},
		{"no signature", swap(value, ""), "not 64 bytes"},
		{"short signature", swap(value, value[:40]), "not 64 bytes"},
		{"rubbish", swap(value, "!"+value[1:]), "not 64 bytes"},
		{"a line break in it", swap(value, value[:4]+`\n`+value[4:]), "not 64 bytes"},
		{"a non-canonical encoding", swap(value, value[:last]+string(value[last]+1)+"=="),
			"not 64 bytes"},
		{"another signature", swap(value, "AAAA"+value[4:]), "the signature is wrong"},
		{"another receipt", swap(`"calls":9`, `"calls":8`), "the signature is wrong"},
		{"the same receipt in another order",
			`{"signature":` + document[strings.Index(document, `{"algorithm"`):len(document)-1] +
				`,"receipt":{}}`, "the signature is wrong"},
	}...)
	for _, row := range rows {
		got, err := receipt.Verify([]byte(row.document), public(t))
		if err == nil || !strings.Contains(err.Error(), row.want) || got != nil {
			t.Errorf("%s: got %s, %v, want %q", row.name, got, err, row.want)
		}
	}
	if _, err := receipt.Verify([]byte(document), nil); err == nil ||
		!strings.Contains(err.Error(), "no public key") {
		t.Errorf("without a key: %v", err)
	}
}

// TestSignatureOfAnotherKey: the right key id beside a signature of another key.
func TestSignatureOfAnotherKey(t *testing.T) {
	forger, err := receipt.ParseKey(receipt.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	d, err := forger.Sign(sample)
	if err != nil {
		t.Fatal(err)
	}
	d.Signature.Key = receipt.KeyID(public(t))
	document, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := receipt.Verify(document, public(t)); err == nil ||
		!strings.Contains(err.Error(), "the signature is wrong") {
		t.Errorf("got %v", err)
	}
}

// TestSignRefuses: a value that could not be verified is not signed.
func TestSignRefuses(t *testing.T) {
	deep := any(map[string]any{})
	for range 20 {
		deep = map[string]any{"a": deep}
	}
	for want, value := range map[string]any{
		"unsupported type":          func() {},
		"not a JSON object":         []string{"x"},
		"receipt is not":            (*receipt.Document)(nil),
		`"a" twice`:                 map[string]int{"a": 1, "A": 2},
		"nested too deeply":         deep,
		"larger than":               map[string]string{"a": strings.Repeat("x", receipt.MaxSize)},
		"not UTF-8":                 map[string]json.RawMessage{"a": json.RawMessage("\"\xff\"")},
		"error calling MarshalJSON": map[string]secret.Value{"a": secret.New("x")},
	} {
		if d, err := signer(t).Sign(value); err == nil || !strings.Contains(err.Error(), want) ||
			d.Receipt != nil {
			t.Errorf("got %s, %v, want %q", d.Receipt, err, want)
		}
	}
}

func TestParseKey(t *testing.T) {
	s, err := receipt.ParseKey(secret.New(" " + testKey + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"", "short", testKey[:40], testKey + testKey, "id:" + testKey,
		strings.Repeat("!", 44)} {
		if _, err := receipt.ParseKey(secret.New(key)); err == nil ||
			key != "" && strings.Contains(err.Error(), key) ||
			!strings.Contains(err.Error(), "receipt-key") {
			t.Errorf("%q: %v", key, err)
		}
	}
	if a, b := receipt.NewKey(), receipt.NewKey(); a.Reveal() == b.Reveal() {
		t.Error("two new keys are the same")
	}
	seed := "\xaa\xe0\x5e\x3b\x47\xbb"
	shown := fmt.Sprintf("%v %+v %#v %v %+v", s, s, s, *s, struct{ s receipt.Signer }{*s})
	asJSON, _ := json.Marshal(struct{ S *receipt.Signer }{s})
	for _, printed := range []string{shown, string(asJSON)} {
		if strings.Contains(printed, testKey) || strings.Contains(printed, seed) ||
			strings.Contains(printed, "170 224 94 59") || strings.Contains(printed, "aae05e3b") {
			t.Errorf("the key was printed: %s", printed)
		}
	}
}

// TestPublicPEM: the encoding equals openssl's to the byte. A file that is not one public key is
// refused, and the error does not quote it.
func TestPublicPEM(t *testing.T) {
	pem := signer(t).PublicPEM()
	key, err := receipt.ParsePublic(pem)
	if err != nil || !key.Equal(public(t)) {
		t.Errorf("got %s, %v", pem, err)
	}
	body := strings.Split(string(pem), "\n")[1]
	block := func(kind, content string) string {
		return "-----BEGIN " + kind + "-----\n" + content + "\n-----END " + kind + "-----\n"
	}
	for name, row := range map[string]struct{ file, want string }{
		"empty":             {" \n", "is empty"},
		"rubbish":           {"rubbish", "not in PEM"},
		"the private key":   {testKey, "not in PEM"},
		"a private key":     {block("PRIVATE KEY", body), "this is a private key"},
		"a private RSA key": {block("RSA PRIVATE KEY", body), "this is a private key"},
		"a certificate":     {block("CERTIFICATE", body), "not a public key"},
		"an old RSA key":    {block("RSA PUBLIC KEY", body), "not a public key"},
		"an RSA key":        {block("PUBLIC KEY", rsaKey), "for another algorithm"},
		"damaged":           {block("PUBLIC KEY", body[:40]), "damaged"},
		"two keys":          {string(pem) + string(pem), "beside the public key"},
		"the operator's copy": {"PAGEWATCH_RECEIPT_KEY=" + testKey + "\n" + string(pem),
			"beside the public key"},
	} {
		if _, err := receipt.ParsePublic([]byte(row.file)); err == nil ||
			!strings.Contains(err.Error(), row.want) || strings.Contains(err.Error(), testKey) {
			t.Errorf("%s: got %v, want %q", name, err, row.want)
		}
	}
	if bytes.Contains(pem, []byte(testKey)) {
		t.Error("the private key is in the public one")
	}
}

// rsaKey is a public RSA key that openssl made.
const rsaKey = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDZzWFwrpHiznyR/ZLW6eVc2HD8g6nGh0/wsY14gIesCp67ytmdHxQnVsSFREeGUjtpwrv/1PwmpwpGWhu+FyWwPe9Q8wOv7DAq4tz6Mtt2/tJDa7TG65FwidGwN7PCsf0xYYb1RC5GKw1bUbV/VldRI+ZMrtUGcM6hu0q2JJ4nxwIDAQAB"
