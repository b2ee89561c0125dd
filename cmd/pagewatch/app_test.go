package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// builtUI makes the folders of a build and returns the flags that name them.
func builtUI(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"ui/macro.html": `<html data-target="lambda">`, "function/index.js": "lambda",
		"function-container/index.js": "container",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return []string{"--manifest", "../../manifest.yml", "--ui", filepath.Join(dir, "ui"),
		"--function-container", filepath.Join(dir, "function-container")}
}

func TestApp(t *testing.T) {
	out := filepath.Join(t.TempDir(), "app")
	var stdout, stderr bytes.Buffer
	args := append(builtUI(t), "--target", "container", "--out", out, "--image", "1.0.0",
		"--regions", "eu-central-1,eu-west-1", "--sts-region", "eu-north-1")
	if err := app(args, streams{nil, &stdout, &stderr}); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadFile(filepath.Join(out, "manifest.yml"))
	if err != nil || strings.Count(string(made), "https://monitoring.") != 2 ||
		!strings.Contains(string(made), "https://sts.eu-north-1.") {
		t.Errorf("%v, manifest:\n%s", err, made)
	}
	if !strings.Contains(stdout.String(), "forge deploy") ||
		!strings.Contains(stderr.String(), "--app-id") {
		t.Errorf("said %q, warned %q", stdout.String(), stderr.String())
	}
}

// TestAppWithout: the app may reach no host of a provider that is off, and no macro is made of its
// links.
func TestAppWithout(t *testing.T) {
	for _, row := range []struct {
		flags        []string
		aws, grafana bool
	}{
		{[]string{"--aws", "off"}, false, true},
		{[]string{"--grafana", "off"}, true, false},
		{[]string{"--aws", "off", "--grafana", "off"}, false, false},
		{nil, true, true},
	} {
		out := filepath.Join(t.TempDir(), "app")
		args := append(builtUI(t), "--target", "container", "--out", out, "--image", "1.0.0")
		std := streams{nil, &bytes.Buffer{}, &bytes.Buffer{}}
		if err := app(append(args, row.flags...), std); err != nil {
			t.Fatal(err)
		}
		made, err := os.ReadFile(filepath.Join(out, "manifest.yml"))
		has := func(text string) bool { return strings.Contains(string(made), text) }
		if err != nil || has("address: https://sts.") != row.aws ||
			has("address: https://*.grafana.net") != row.grafana ||
			has("inScopeEUD") != (row.aws || row.grafana) {
			t.Errorf("%q: %v, manifest:\n%s", row.flags, err, made)
		}
		lambda := filepath.Join(t.TempDir(), "app")
		built := builtUI(t)
		args = append(built[:len(built)-2], "--function", built[len(built)-1], "--target", "lambda",
			"--out", lambda, "--backend", "https://abc.lambda-url.us-east-1.on.aws")
		if err := app(append(args, row.flags...), std); err != nil {
			t.Fatal(err)
		}
		remote, err := os.ReadFile(filepath.Join(lambda, "manifest.yml"))
		for _, manifest := range []string{string(made), string(remote)} {
			has := func(text string) bool { return strings.Contains(manifest, text) }
			if err != nil || has("console.aws.amazon.com/cloudwatch") != row.aws ||
				has(".grafana.net/alerting") != row.grafana ||
				has("autoConvert") != (row.aws || row.grafana) {
				t.Errorf("%q: %v, manifest:\n%s", row.flags, err, manifest)
			}
		}
	}
}

func TestAppRefuses(t *testing.T) {
	for name, row := range map[string]struct {
		args []string
		want string
	}{
		"no folder": {[]string{"--target", "container", "--image", "1.4.0"}, "--out must name"},
		"a flag of the other": {[]string{"--target", "container", "--backend", "https://x.example"},
			"--backend is for --target lambda"},
		"more than flags": {[]string{"--target", "container", "--out", "x", "y"},
			`"y" is not a flag`},
		"an unknown flag": {[]string{"--color"}, "-h"},
		"no target":       {[]string{"--out", "x"}, "--target must be lambda"},
		"the platform's word for Lambda": {[]string{"--out", "x", "--target", "remote"},
			"--target must be lambda"},
		"AWS neither on nor off": {
			[]string{"--out", "x", "--target", "container", "--aws", "maybe"},
			"--aws must be on or off"},
		"Grafana neither on nor off": {
			[]string{"--out", "x", "--target", "container", "--grafana", "maybe"},
			"--grafana must be on or off"},
		"AWS off, with Regions": {
			[]string{"--out", "x", "--target", "container", "--aws", "off", "--regions",
				"eu-west-1"}, "--regions has no effect beside --aws off"},
		"an unknown partition": {
			[]string{"--out", "x", "--target", "container", "--partition", "aws-mars"},
			"--partition"},
		"a Region of elsewhere": {
			[]string{"--out", "x", "--target", "container", "--regions", "cn-north-1"},
			"cn-north-1"},
	} {
		err := app(append(builtUI(t), row.args...), streams{nil, &bytes.Buffer{}, &bytes.Buffer{}})
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want an error that says %s", name, err, row.want)
		}
		if exitCode(err) != 2 {
			t.Errorf("%s: exit code %d", name, exitCode(err))
		}
		if _, err := os.Stat("x"); err == nil {
			t.Fatalf("%s: a folder was written", name)
		}
	}
}
