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
		{"go", "go-vulnerable", "GO-2020-0001: example.com/parser v1.0.0, Parse is called; fixed in v1.0.1", nil},
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

// stub writes a command that answers with a report instead of scanning.
func stub(t *testing.T, dir, name, script string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
}

// TestTheStepFails runs scripts/audit itself, with scanners that answer as the reports say.
func TestTheStepFails(t *testing.T) {
	compiler, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	reports, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	const unreachable = `echo "govulncheck: fetching vulnerabilities: no such host" >&2; exit 1`
	rows := []struct {
		goReport, npmReport string
		says                []string
		fails               bool
	}{
		{"go-clean", "npm-clean", []string{"go: nothing known", "npm: nothing known"}, false},
		{"go-vulnerable", "npm-clean", []string{"go: VULNERABLE", "GO-2020-0001", "npm: nothing known"}, true},
		{"go-clean", "npm-vulnerable", []string{"go: nothing known", "npm: VULNERABLE", "example-parser"}, true},
		{"go-unasked", "npm-unasked", []string{"go: SKIPPED", "npm: SKIPPED"}, false},
		{"go-vulnerable", "npm-unasked", []string{"go: VULNERABLE", "npm: SKIPPED"}, true},
	}
	for _, row := range rows {
		bin := t.TempDir()
		answer := fmt.Sprintf("cat %q", filepath.Join(reports, row.goReport+".json"))
		if row.goReport == "go-unasked" {
			answer += "\n" + unreachable
		}
		stub(t, bin, "go", fmt.Sprintf("[ \"$1\" = run ] || exec %q \"$@\"\n%s\n", compiler, answer))
		stub(t, bin, "npm", fmt.Sprintf("cat %q\nexit 1\n", filepath.Join(reports, row.npmReport+".json")))
		cmd := exec.Command("../../scripts/audit")
		cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
		out, err := cmd.CombinedOutput()
		if (err != nil) != row.fails {
			t.Errorf("%s, %s: %v\n%s", row.goReport, row.npmReport, err, out)
		}
		for _, words := range row.says {
			if !strings.Contains(string(out), words) {
				t.Errorf("%s, %s: does not say %q:\n%s", row.goReport, row.npmReport, words, out)
			}
		}
	}
}

// TestAScannerThatBreaksFails: a scan that could not be made for another reason is no skip.
func TestAScannerThatBreaksFails(t *testing.T) {
	compiler, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	stub(t, bin, "go", fmt.Sprintf("[ \"$1\" = run ] || exec %q \"$@\"\necho 'does not compile' >&2; exit 1\n", compiler))
	stub(t, bin, "npm", "echo '{}'\n")
	cmd := exec.Command("../../scripts/audit")
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "does not compile") {
		t.Errorf("%v:\n%s", err, out)
	}
}
