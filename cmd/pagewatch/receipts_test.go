package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
)

// TestReceiptsFromKeyToVerification takes the steps of an operator and a verifier: a key is made,
// its lines are split, a receipt is signed with one half and verified with the other.
func TestReceiptsFromKeyToVerification(t *testing.T) {
	made, words, err := call("", "receipt-key")
	if err != nil || !strings.Contains(words, "secret") || !strings.Contains(words, "public") {
		t.Fatalf("%q, %v", words, err)
	}
	line, pem, _ := strings.Cut(made, "\n")
	key, isSetting := strings.CutPrefix(line, "PAGEWATCH_RECEIPT_KEY=")
	if !isSetting || strings.Contains(words, key) || strings.Contains(pem, key) {
		t.Fatalf("got %s", made)
	}
	signer, err := receipt.ParseKey(secret.New(key))
	if err != nil {
		t.Fatal(err)
	}
	document, err := signer.Sign(map[string]string{"name": "a\u202eb\u009b\U000e0001<&>\u00e9\n"})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.MarshalIndent(document, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	keyFile, receiptFile := filepath.Join(t.TempDir(), "key.pem"),
		filepath.Join(t.TempDir(), "receipt.json")
	for path, content := range map[string][]byte{keyFile: []byte(pem), receiptFile: raw} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want :=
		"{\n  \"name\": \"a\\u202eb\\u009b\\udb40\\udc01<&>\u00e9\\n\"\n}\nThis receipt is genuine: signed with key " + document.Signature.Key + ".\n"
	for _, from := range []string{receiptFile, "-"} {
		if out, _, err := call(string(raw), "verify", "--key", keyFile, from); err != nil ||
			out != want {
			t.Errorf("%s: got %s, %v, want %s", from, out, err, want)
		}
	}
	for outcome, words := range map[string]string{
		"passed": "the test passed", "failed": "did NOT pass", "": "did NOT pass"} {
		document, err := signer.Sign(map[string]any{
			"type": "pagewatch.test", "test": map[string]string{"outcome": outcome}})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		if out, _, err := call(string(raw), "verify", "--key", keyFile, "-"); err != nil ||
			!strings.Contains(out, words) {
			t.Errorf("a test that %q: %s, %v", outcome, out, err)
		}
	}
	refuse(t, keyFile, receiptFile, raw)
}

// refuse holds a row per failure: nothing is printed, and the error states the reason.
func refuse(t *testing.T, keyFile, receiptFile string, raw []byte) {
	t.Helper()
	other, err := receipt.ParseKey(receipt.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	otherFile := filepath.Join(t.TempDir(), "other.pem")
	if err := os.WriteFile(otherFile, other.PublicPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct{ key, receipt, stdin, want string }{
		"no such key":     {"none.pem", receiptFile, "", "reading the public key: open none.pem"},
		"no key":          {receiptFile, receiptFile, "", "not in PEM"},
		"another key":     {otherFile, receiptFile, "", "names the key"},
		"no such receipt": {keyFile, "none.json", "", "reading the receipt: open none.json"},
		"a folder":        {keyFile, t.TempDir(), "", "reading the receipt: read "},
		"altered": {
			keyFile, "-", string(bytes.Replace(raw, []byte(`"a`), []byte(`"b`), 1)),
			"not verified: the signature is wrong"},
		"nothing":          {keyFile, "-", "", "not verified: the document is empty"},
		"endless":          {keyFile, "-", strings.Repeat(" ", receipt.MaxSize+9), "larger than"},
		"the key by stdin": {"-", receiptFile, "", "reading the public key: open -"},
	} {
		if out, _, err := call(row.stdin, "verify", "--key", row.key, row.receipt); err == nil ||
			!strings.Contains(err.Error(), row.want) || out != "" {
			t.Errorf("%s: got %q, %v, want %q", name, out, err, row.want)
		}
	}
}
