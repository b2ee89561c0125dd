package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
)

func nothing(string) string { return "" }

// inFolder writes a file of the data folder.
func inFolder(t *testing.T, opts options, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(opts.data, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// keptKeys are the keys of a start that succeeds.
func keptKeys(t *testing.T, opts options) chosenKeys {
	t.Helper()
	keys, err := chooseKeys(opts)
	if err == nil {
		err = keys.keep()
	}
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestKeysAreMadeOnceAndKept(t *testing.T) {
	opts := options{data: t.TempDir(), getenv: nothing}
	first, second := keptKeys(t, opts).own, keptKeys(t, opts).own
	if strings.TrimSpace(second.sealing.Reveal()) != first.sealing.Reveal() ||
		strings.TrimSpace(second.receipt.Reveal()) != first.receipt.Reveal() {
		t.Error("the second start has other keys")
	}
	for name, want := range map[string]os.FileMode{
		"keys": 0o600, "receipt-key": 0o600, "receipt-key.pem": 0o644} {
		info, err := os.Stat(filepath.Join(opts.data, name))
		if err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v, want mode %v", name, info, err, want)
		}
	}
}

// TestKeysAreRefused holds a row per way to lose or spoil a key. No error quotes one, and no new
// key is made where the old one is needed.
func TestKeysAreRefused(t *testing.T) {
	rows := []struct {
		name, file, content string // content is planted in the file of the data folder
		variable            string // or in the environment
		want, notMade       string
	}{
		{"damaged keys", "keys", "planted", "", "the keys from", ""},
		{"a store without its keys", storeName, "planted", "", "put it back", "keys"},
		{"wrong keys in the environment", "", "", "PAGEWATCH_KEYS", "PAGEWATCH_KEYS", "keys"},
		{"a damaged receipt key", "receipt-key", "planted", "", "the receipt key from",
			"receipt-key.pem"},
		{"a public key without its private one", "receipt-key.pem", "planted", "", "put it back",
			"receipt-key"},
		{"a wrong receipt key in the environment", "", "", "PAGEWATCH_RECEIPT_KEY",
			"the receipt key from PAGEWATCH_RECEIPT_KEY", "receipt-key"},
	}
	for _, row := range rows {
		opts := options{data: t.TempDir(), getenv: func(name string) string {
			return map[string]string{row.variable: "planted"}[name]
		}}
		if row.file != "" {
			inFolder(t, opts, row.file, row.content)
		}
		_, err := chooseKeys(opts)
		if err == nil || !strings.Contains(err.Error(), row.want) ||
			strings.Contains(err.Error(), "planted") {
			t.Errorf("%s: got %v, want %q", row.name, err, row.want)
		}
		if _, err := os.Stat(filepath.Join(opts.data, row.notMade)); row.notMade != "" &&
			err == nil {
			t.Errorf("%s: %s was made", row.name, row.notMade)
		}
	}
}

// TestOneReceiptKey: the public half in the folder is that of the key in use, and the backend gets
// that key, the operator's before the folder's.
func TestOneReceiptKey(t *testing.T) {
	opts := options{data: t.TempDir(), getenv: nothing}
	theirs := receipt.NewKey()
	for i, from := range []string{"", theirs.Reveal(), ""} {
		opts.getenv = func(name string) string { return map[string]string{receiptKey: from}[name] }
		own := keptKeys(t, opts).own
		used := secret.New(environment(opts, around, principal, own)("PAGEWATCH_RECEIPT_KEY"))
		if from != "" && used.Reveal() != from {
			t.Errorf("start %d: another key is used", i)
		}
		signer, err := receipt.ParseKey(used)
		if err != nil {
			t.Fatal(err)
		}
		if pem, err := os.ReadFile(filepath.Join(opts.data, "receipt-key.pem")); err != nil ||
			string(pem) != string(signer.PublicPEM()) {
			t.Errorf("start %d: the public key is another one's: %s, %v", i, pem, err)
		}
	}
}
