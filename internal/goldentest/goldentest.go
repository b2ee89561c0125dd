// Package goldentest compares what the code makes with golden files. With -update a test rewrites
// its files.
package goldentest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// File compares a text with a file.
func File(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || string(want) != got {
		t.Errorf("%s is not what the code makes (%v): run this test with -update and review the "+
			"change. It makes\n%s", path, err, got)
	}
}

// JSON compares the JSON of a value with a file. Each level is indented by indent.
func JSON(t testing.TB, path string, value any, indent string) {
	t.Helper()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}
	File(t, path, got.String())
}
