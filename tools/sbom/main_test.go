package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const lock = `{"packages":{
 "":{"name":"ui"},
 "node_modules/@atlaskit/button":{"version":"25.6.0","integrity":"sha512-AAEC"},
 "node_modules/a/node_modules/b":{"version":"1.0.0+x","integrity":"sha512-AwQF"},
 "node_modules/vite":{"version":"8.0.0","integrity":"sha512-BgcI","dev":true},
 "node_modules/linked":{"link":true}}}`

// call writes the bill of the test binary.
func call(t *testing.T, lock string, args ...string) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "package-lock.json")
	if err := os.WriteFile(path, []byte(lock), 0o600); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if args == nil {
		args = []string{self}
	}
	var out bytes.Buffer
	err = run(append([]string{"--version", "1.4.0", "--lock", path}, args...), &out)
	return out.String(), err
}

func TestBill(t *testing.T) {
	out, err := call(t, lock)
	if err != nil {
		t.Fatal(err)
	}
	var bom struct {
		BOMFormat    string
		SerialNumber string
		Metadata     struct {
			Timestamp string
			Component struct{ Version string }
		}
		Components []struct {
			PURL   string
			Hashes []struct{ Content string }
		}
	}
	if err := json.Unmarshal([]byte(out), &bom); err != nil {
		t.Fatal(err)
	}
	if bom.BOMFormat != "CycloneDX" || bom.Metadata.Component.Version != "1.4.0" ||
		bom.SerialNumber+bom.Metadata.Timestamp != "" {
		t.Errorf("got %+v", bom)
	}
	found := map[string]string{}
	for _, c := range bom.Components {
		found[c.PURL] = ""
		if len(c.Hashes) > 0 {
			found[c.PURL] = c.Hashes[0].Content
		}
	}
	if found["pkg:npm/%40atlaskit/button@25.6.0"] != "000102" ||
		found["pkg:npm/b@1.0.0+x"] != "030405" {
		t.Errorf("packages of npm: %v", found)
	}
	if strings.Contains(out, "vite") || strings.Contains(out, "linked") {
		t.Error("what only builds is in the bill")
	}
	var std, library bool
	for purl := range found {
		std = std || strings.HasPrefix(purl, "pkg:golang/std@")
		library = library || strings.HasPrefix(purl, "pkg:golang/github.com/CycloneDX/")
	}
	if !std || !library {
		t.Errorf("modules of Go: %v", found)
	}
	if again, _ := call(t, lock); again != out {
		t.Error("two runs gave different bills")
	}
}

func TestRefusals(t *testing.T) {
	for name, row := range map[string]struct {
		lock string
		args []string
	}{
		"no binary":         {lock, []string{"--version", "1"}},
		"not a Go binary":   {lock, []string{"main.go"}},
		"a lock of rubbish": {"[", nil},
		"a lock of old":     {`{"dependencies":{}}`, nil},
		"a weak digest": {
			`{"packages":{"":{},"node_modules/a":{"version":"1","integrity":"sha1-AA=="}}}`, nil},
		"a malformed digest": {
			`{"packages":{"":{},"node_modules/a":{"version":"1","integrity":"sha512-!"}}}`, nil},
	} {
		if out, err := call(t, row.lock, row.args...); err == nil || out != "" {
			t.Errorf("%s: %v, wrote %d bytes", name, err, len(out))
		}
	}
}
