package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestJudge(t *testing.T) {
	rows := []struct {
		scanner, report string
		want            string // "" for none
		fails           error
	}{
		{"go", "go-vulnerable",
			"GO-2020-0001: example.com/parser v1.0.0, Parse is called; fixed in v1.0.1", nil},
		{"go", "go-clean", "", nil},
		{"go", "go-unasked", "", errUnasked},
		{"npm", "npm-vulnerable", "example-parser <1.0.1: high", nil},
		{"npm", "npm-clean", "", nil},
		{"npm", "npm-unasked", "", errUnasked},
	}
	for _, row := range rows {
		report, err := os.Open(filepath.Join("testdata", row.report+".json"))
		if err != nil {
			t.Fatal(err)
		}
		found, err := judge([]string{row.scanner}, report)
		_ = report.Close()
		if !errors.Is(err, row.fails) || strings.Join(found, "\n") != row.want {
			t.Errorf("%s: %q, %v", row.report, found, err)
		}
	}
}

func TestRubbishIsNoCleanBill(t *testing.T) {
	for _, scanner := range []string{"go", "npm"} {
		for _, report := range []string{"<html>", `{"a":`, ""} {
			if found, err := judge([]string{scanner}, strings.NewReader(report)); err == nil {
				t.Errorf("%s, %q: %q and no error", scanner, report, found)
			}
		}
	}
	for _, args := range [][]string{nil, {"cargo"}, {"go", "npm"}} {
		if _, err := judge(args, strings.NewReader("")); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}

// stub writes a command that prints a report in place of a scan.
func stub(t *testing.T, path, script string) {
	t.Helper()
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
}

// audit runs scripts/audit itself, with scripts in place of the installed scanner and of npm.
func audit(t *testing.T, install, npm string) (string, error) {
	t.Helper()
	compiler, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	stub(t, filepath.Join(bin, "go"),
		fmt.Sprintf("[ \"$1\" = install ] || exec %q \"$@\"\n%s", compiler, install))
	stub(t, filepath.Join(bin, "npm"), npm)
	cmd := exec.Command("../../scripts/audit")
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// scanner returns an install command whose scanner is the script.
func scanner(t *testing.T, script string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "govulncheck")
	stub(t, path, script)
	return fmt.Sprintf("cp %q \"$GOBIN\"", path)
}

// TestTheStepFails checks that the step fails for vulnerabilities, and reports skipped parts.
func TestTheStepFails(t *testing.T) {
	reports, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	show := func(report string) string {
		return fmt.Sprintf("cat %q", filepath.Join(reports, report+".json"))
	}
	unreachable := show("go-unasked") +
		"\necho 'govulncheck: fetching vulnerabilities: no such host' >&2; exit 1"
	clean, vulnerable := show("go-clean"), show("go-vulnerable")
	rows := []struct {
		name, install, npm string
		wants              []string
		fails              bool
	}{
		{"nothing", scanner(t, clean), show("npm-clean"),
			[]string{"go: nothing known", "npm: nothing known"}, false},
		{"a Go module", scanner(t, vulnerable), show("npm-clean"),
			[]string{"go: VULNERABLE", "GO-2020-0001", "npm: nothing known"}, true},
		{"an npm package", scanner(t, clean), show("npm-vulnerable") + "; exit 1",
			[]string{"go: nothing known", "npm: VULNERABLE", "example-parser"}, true},
		{"no network", scanner(t, unreachable), show("npm-unasked") + "; exit 1",
			[]string{"go: SKIPPED", "npm: SKIPPED"}, false},
		{"no network for one", scanner(t, vulnerable), show("npm-unasked") + "; exit 1",
			[]string{"go: VULNERABLE", "npm: SKIPPED"}, true},
		{"no scanner", "echo 'not available' >&2; exit 1", show("npm-clean"),
			[]string{"go: SKIPPED", "not available", "npm: nothing known"}, false},
		{"a scanner that breaks", scanner(t, "echo 'does not compile' >&2; exit 1"),
			show("npm-clean"), []string{"does not compile"}, true},
	}
	for _, row := range rows {
		out, err := audit(t, row.install, row.npm)
		if (err != nil) != row.fails {
			t.Errorf("%s: %v\n%s", row.name, err, out)
		}
		for _, words := range row.wants {
			if !strings.Contains(out, words) {
				t.Errorf("%s: lacks %q:\n%s", row.name, words, out)
			}
		}
	}
}
