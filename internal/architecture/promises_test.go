package architecture_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	named   = regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]+)`")
	defined = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Za-z0-9]+)\(`)
)

// missing returns the tests that a text names and that do not exist.
func missing(text string, existing map[string]bool) []string {
	var out []string
	for _, m := range named.FindAllStringSubmatch(text, -1) {
		if !existing[m[1]] {
			out = append(out, m[1])
		}
	}
	return out
}

// TestPromisesHaveTheirTests: each promise of SECURITY.md names a test, and each named test exists.
func TestPromisesHaveTheirTests(t *testing.T) {
	existing := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() &&
			(entry.Name() == "node_modules" || entry.Name() == ".git") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(path)
		for _, m := range defined.FindAllStringSubmatch(string(source), -1) {
			existing[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range missing(string(raw), existing) {
		t.Errorf("SECURITY.md names %s, which does not exist", name)
	}
	_, promises, _ := strings.Cut(string(raw), "## Promises and their tests")
	rows := 0
	for line := range strings.Lines(promises) {
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| # ") {
			rows++
			if !named.MatchString(line) {
				t.Errorf("a promise without a test: %s", line)
			}
		}
	}
	if rows < 20 {
		t.Errorf("only %d promises were found", rows)
	}
	if len(missing("`TestThatDoesNotExist`", existing)) != 1 {
		t.Error("a test that does not exist was not noticed")
	}
}
