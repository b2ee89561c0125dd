package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
	"pagewatch/internal/service"
)

// TestSecretsFitTheLambdaStack: the JSON has what the stack's template resolves from it and nothing
// else, and the function's settings take each value. The public key is that of the receipt key.
func TestSecretsFitTheLambdaStack(t *testing.T) {
	out, words, err := call("", "secrets")
	if err != nil {
		t.Fatal(err)
	}
	var secrets map[string]string
	if err := json.Unmarshal([]byte(out), &secrets); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	template, err := os.ReadFile("../../deploy/lambda/template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	resolved := map[string]bool{}
	for _, m := range regexp.MustCompile(`:SecretString:(\w+):`).FindAllStringSubmatch(
		string(template), -1) {
		resolved[m[1]] = true
		if secrets[m[1]] == "" {
			t.Errorf("the stack resolves %s, which is not printed", m[1])
		}
	}
	if len(resolved) != len(secrets) {
		t.Errorf("%d secrets are printed, and %d resolved", len(secrets), len(resolved))
	}
	env := environment(options{getenv: nothing}, around, principal, ownKeys{
		secret.New(secrets["PAGEWATCH_KEYS"]), secret.New(secrets["PAGEWATCH_RECEIPT_KEY"])})
	settings, err := service.FromEnvironment(env)
	if err != nil || settings.Receipts == nil {
		t.Fatalf("%+v, %v", settings.Receipts, err)
	}
	public, err := receipt.ParsePublic([]byte(words[strings.Index(words, "-----BEGIN"):]))
	if err != nil || receipt.KeyID(public) != receipt.KeyID(publicHalf(t, settings.Receipts)) {
		t.Errorf("the public key is another one's: %s, %v", words, err)
	}
	for _, value := range secrets {
		if strings.Contains(words, value) {
			t.Errorf("a secret is on the error stream")
		}
	}
	if again, _, _ := call("", "secrets"); again == out {
		t.Error("two calls print the same secrets")
	}
}

func publicHalf(t *testing.T, signer *receipt.Signer) (key []byte) {
	t.Helper()
	key, err := receipt.ParsePublic(signer.PublicPEM())
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// TestSecretsStayOffATerminal: a device is taken for a terminal.
func TestSecretsStayOffATerminal(t *testing.T) {
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = device.Close() }()
	file, err := os.Create(filepath.Join(t.TempDir(), "secret.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	for name, row := range map[string]struct {
		to      *os.File
		args    string
		refused bool
	}{
		"a terminal":             {device, "secrets", true},
		"a terminal, on purpose": {device, "secrets --show", false},
		"a file":                 {file, "secrets", false},
		"a key":                  {device, "key k1", true},
		"a key, on purpose":      {device, "key --show k1", false},
		"a key in a file":        {file, "key k1", false},
		"a pair":                 {device, "receipt-key", true},
		"a pair, on purpose":     {device, "receipt-key --show", false},
	} {
		var words bytes.Buffer
		args := strings.Fields(row.args)
		err := commands[args[0]](args[1:], streams{nil, row.to, &words})
		if (err != nil) != row.refused || row.refused && (exitCode(err) != 2 || words.Len() > 0) {
			t.Errorf("%s: %v, %s", name, err, &words)
		}
	}
}
