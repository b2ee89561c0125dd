package main

import (
	"archive/zip"
	"bytes"
	"debug/buildinfo"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

// release makes the release's zip twice, and returns both.
func release(t *testing.T) (first, second []byte) {
	t.Helper()
	if testing.Short() {
		t.Skip("with -short no program is built")
	}
	var made [2][]byte
	for i := range made {
		to := t.TempDir()
		cmd := exec.Command("make", "--no-print-directory", "-C", "../../..", "lambda",
			"VERSION=test", "DIST="+to, "RELEASE="+to)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		var err error
		if made[i], err = os.ReadFile(filepath.Join(to, "pagewatch-lambda-test-arm64.zip")); err !=
			nil {
			t.Fatal(err)
		}
	}
	return made[0], made[1]
}

// unpacked returns the one file of a zip.
func unpacked(t *testing.T, raw []byte) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.File) != 1 || archive.File[0].Name != "bootstrap" ||
		archive.File[0].Mode() != 0o755 || !archive.File[0].Modified.Equal(packedAt) {
		t.Fatalf("the zip holds %d files, the first %+v", len(archive.File),
			archive.File[0].FileHeader)
	}
	entry, err := archive.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	binary, err := io.ReadAll(entry)
	if err != nil {
		t.Fatal(err)
	}
	return binary
}

// TestReleaseIsReproducible builds and packs twice: the same bytes, and a binary that Lambda runs.
func TestReleaseIsReproducible(t *testing.T) {
	first, second := release(t)
	if !bytes.Equal(first, second) {
		t.Error("two runs made different zips")
	}
	binary := unpacked(t, first)
	if err := check(binary); err != nil {
		t.Error(err)
	}
	info, err := buildinfo.Read(bytes.NewReader(binary))
	if err != nil {
		t.Fatal(err)
	}
	if found := unwanted(info); len(found) > 0 {
		t.Errorf("linked in are %q", found)
	}
	for name, want := range map[string]string{
		"GOARCH": "arm64", "GOOS": "linux", "CGO_ENABLED": "0", "-trimpath": "true",
		"-tags": "lambda.norpc"} {
		if got := setting(info, name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	here, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(binary, []byte(here)) {
		t.Error("the binary says where it was built")
	}
}

// unwanted returns the modules that a function has no use for: the SDK's chain of credentials
// (Lambda gives the keys as variables), the embedded store, and YAML.
func unwanted(info *debug.BuildInfo) []string {
	var out []string
	for _, module := range info.Deps {
		switch path := module.Path; {
		case path == "github.com/aws/aws-sdk-go-v2/config",
			strings.HasPrefix(path, "github.com/aws/aws-sdk-go-v2/feature/"),
			strings.HasPrefix(path, "go.etcd.io/"), strings.HasPrefix(path, "go.yaml.in/"):
			out = append(out, path)
		}
	}
	return out
}

func setting(info *debug.BuildInfo, name string) string {
	for _, s := range info.Settings {
		if s.Key == name {
			return s.Value
		}
	}
	return ""
}

// TestUnwantedModulesAreNoticed shows the check what it is for.
func TestUnwantedModulesAreNoticed(t *testing.T) {
	linked := &debug.BuildInfo{Deps: []*debug.Module{
		{Path: "github.com/aws/aws-sdk-go-v2"}, {Path: "github.com/aws/aws-sdk-go-v2/config"},
		{Path: "github.com/aws/aws-sdk-go-v2/feature/ec2/imds"},
		{Path: "go.etcd.io/bbolt"}, {Path: "go.yaml.in/yaml/v3"},
	}}
	if found := unwanted(linked); len(found) != 4 {
		t.Errorf("found %q", found)
	}
}

// TestRefusals holds every binary that Lambda could not run.
func TestRefusals(t *testing.T) {
	if testing.Short() {
		t.Skip("with -short no program is built")
	}
	folder := t.TempDir()
	source := filepath.Join(folder, "main.go")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	built := func(arch string, flags ...string) string {
		to := filepath.Join(folder, arch+strings.Join(flags, ""))
		cmd := exec.Command("go", append(append([]string{"build", "-o", to}, flags...), source)...)
		cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH="+arch, "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return to
	}
	zipped := filepath.Join(folder, "deep", "out.zip")
	good := built("arm64", "-ldflags=-s -w")
	for _, row := range []struct{ name, binary, want string }{
		{"no binary", filepath.Join(folder, "nowhere"), "no such file"},
		{"no program", source, "no program for Linux"},
		{"another machine", built("amd64", "-ldflags=-s -w"), "not for arm64"},
		{"not stripped", built("arm64"), "not stripped"},
		{"with an interpreter", built("arm64", "-buildmode=pie", "-ldflags=-s -w"),
			"needs libraries"},
	} {
		if err := run([]string{row.binary, zipped}); err == nil ||
			!strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %q", row.name, err, row.want)
		}
		if _, err := os.Stat(zipped); err == nil {
			t.Errorf("%s: a zip was written", row.name)
		}
	}
	if err := run([]string{good}); err == nil {
		t.Error("one argument was taken")
	}
	if err := run([]string{good, filepath.Join(source, "out.zip")}); err == nil {
		t.Error("a folder that cannot be was taken")
	}
	if err := run([]string{good, zipped}); err != nil {
		t.Error(err)
	}
}
