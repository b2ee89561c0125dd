package faults_test

import (
	"os"
	"strings"
	"testing"

	"pagewatch/internal/goldentest"
)

const document = "../../../docs/reliability.md"

// asMarkdown returns the matrix as the document shows it.
func asMarkdown() string {
	columns := []string{keySet, sidecar, confluence, storage, sts, cloudWatch, grafana}
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
	_, rest, _ := strings.Cut(string(raw)[begin:], "\n\n")
	goldentest.File(t, document, string(raw)[:begin]+asMarkdown()+"\n"+rest)
}
