package faults_test

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the matrix into the document")

const document = "../../../docs/reliability.md"

// asMarkdown returns the matrix as the document shows it.
func asMarkdown() string {
	columns := []string{keySet, sidecar, confluence, storage, sts, cloudWatch}
	lines := []string{"| fault | " + strings.Join(columns, " | ") + " |",
		strings.Repeat("|---", len(columns)+1) + "|"}
	for _, r := range matrix {
		line := "| " + r.fault
		for _, column := range columns {
			code := r.codes[column]
			if code != fine && !strings.HasPrefix(code, noCode) {
				code = "`" + code + "`"
			}
			line += " | " + code
		}
		lines = append(lines, line+" |")
	}
	return strings.Join(lines, "\n") + "\n"
}

// TestTheDocumentIsTheMatrix: the published matrix is the one that TestMatrix checks. go test -run
// Document -update writes it.
func TestTheDocumentIsTheMatrix(t *testing.T) {
	raw, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	begin := strings.Index(string(raw), "| fault | ")
	if begin < 0 {
		t.Fatalf("%s has no table of faults", document)
	}
	table, rest, _ := strings.Cut(string(raw)[begin:], "\n\n")
	if *update {
		text := string(raw)[:begin] + asMarkdown() + "\n" + rest
		if err := os.WriteFile(document, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table+"\n" != asMarkdown() {
		t.Errorf("%s does not show the matrix: run this test with -update and review the change",
			document)
	}
}
