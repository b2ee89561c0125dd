package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/licenseclassifier/v2/assets"
)

// text returns the classifier's text of a licence.
func text(t *testing.T, name string) string {
	t.Helper()
	for _, file := range []string{"license.txt", "pristine.txt"} {
		if raw, err := assets.ReadLicenseFile("License/" + name + "/" + file); err == nil {
			return string(raw)
		}
	}
	t.Fatal("no text of " + name)
	return ""
}

// call writes the notices of the test binary and of one package.
func call(t *testing.T, name, manifest, file, content string) (string, error) {
	t.Helper()
	root := t.TempDir()
	write := func(path, content string) {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("bundled/ui.json", fmt.Sprintf(`{"%s@1.0.0":"node_modules/p"}`, name))
	write("node_modules/p/package.json", manifest)
	if file != "" {
		write("node_modules/p/"+file, content)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = run([]string{"--bundled", filepath.Join(root, "bundled"), "--packages", root, self}, &out)
	return out.String(), err
}

func TestNotices(t *testing.T) {
	out, err := call(t, "p", `{"license":"MIT"}`, "LICENSE.md", text(t, "MIT"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"  p@1.0.0 ", "  Go 1.", "github.com/google/licenseclassifier/v2@v2.0.0", "Apache-2.0",
		"Permission is hereby granted"} {
		if !strings.Contains(out, want) {
			t.Errorf("the notices do not hold %q", want)
		}
	}
	if again, _ := call(t, "p", `{"license":"MIT"}`, "LICENSE.md", text(t, "MIT")); again != out {
		t.Error("two runs gave different notices")
	}
}

func TestLicences(t *testing.T) {
	terms := "By using this you agree to the Atlassian Developer Terms."
	for _, row := range []struct{ name, pkg, manifest, file, content, want string }{
		{"a field alone", "p", `{"license":"ISC"}`, "", "", ""},
		{"a choice of two that are allowed", "p", `{"license":"(MIT OR Apache-2.0)"}`, "", "", ""},
		{"MIT-0", "p", `{}`, "LICENSE", mit0, ""},
		{"the notice of Apache-2.0", "p", `{"license":"Apache-2.0"}`, "LICENSE",
			"Copyright 2019 Somebody\n\n" + apacheNotice, ""},
		{"the notice of Apache-2.0 and more", "p", `{"license":"Apache-2.0"}`, "LICENSE",
			apacheNotice + "But not you.", "no licence that is known"},
		{"the platform's own", "@forge/x", `{"license":"SEE LICENSE IN LICENSE.txt"}`,
			"LICENSE.txt", terms, ""},
		{"the platform's words in another's mouth", "p", `{"license":"SEE LICENSE IN LICENSE.txt"}`,
			"LICENSE.txt", terms, "no licence that is known"},
		{"a field that is not allowed", "p", `{"license":"AGPL-3.0-only"}`, "", "",
			`p@1.0.0 is licensed as "AGPL-3.0-only"`},
		{"a choice with one that is not", "p", `{"license":"MIT OR GPL-2.0"}`, "", "", "GPL-2.0"},
		{"a text that is not allowed", "p", `{"license":"MIT"}`, "COPYING", text(t, "GPL-3.0"),
			"COPYING of p@1.0.0 is the licence GPL-3.0"},
		{"a weaker one that is not allowed", "p", `{}`, "LICENSE", text(t, "MPL-2.0"), "MPL-2.0"},
		{"nothing", "p", `{}`, "", "", "p@1.0.0 has no licence"},
		{"no licence at all", "p", `{"license":"UNLICENSED"}`, "", "", "UNLICENSED"},
		{"words of their own", "p", `{}`, "LICENSE", "You may, if you are nice.",
			"LICENSE of p@1.0.0 is no licence that is known"},
		{"words of their own under a name that is allowed", "p", `{"license":"MIT"}`, "LICENSE",
			"You may, if you are nice.", "LICENSE of p@1.0.0 is no licence that is known"},
		{"no package", "p", `rubbish`, "", "", "reading the package"},
	} {
		out, err := call(t, row.pkg, row.manifest, row.file, row.content)
		if row.want == "" && err != nil || row.want != "" &&
			(err == nil || !strings.Contains(err.Error(), row.want) || out != "") {
			t.Errorf("%s: %v, want %q", row.name, err, row.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	empty := t.TempDir()
	for name, args := range map[string][]string{
		"nothing":           nil,
		"no lists":          {"--bundled", empty, "--packages", empty, "main.go"},
		"an unknown flag":   {"--what"},
		"no packages named": {"--bundled", empty},
	} {
		if err := run(args, &bytes.Buffer{}); err == nil {
			t.Errorf("%s passes", name)
		}
	}
	if _, err := linkedModules(nil); err == nil {
		t.Error("no binary passes")
	}
	if _, err := linkedModules([]string{"main.go"}); err == nil {
		t.Error("what is no binary passes")
	}
}
