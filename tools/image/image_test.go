package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

// compile builds the container's binary as a release does. It is 10 MB; Go's cache makes the second
// build fast.
func compile(t *testing.T, env ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "pagewatch-container")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags",
		"-s -w -buildid=", "-o", out, "./cmd/container")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(
		append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64", "GOWORK=off"), env...)
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	return out
}

// pack makes an image and returns its path.
func pack(t *testing.T, binary string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "image.tar")
	if err := run([]string{"--binary", binary, "--version", "1.2.3", "--source",
		"https://example.com/pagewatch", "--out", out}); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTheSameBytes compiles and packs twice, in other folders.
func TestTheSameBytes(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1790000000")
	var images [2][]byte
	for i := range images {
		var err error
		if images[i], err = os.ReadFile(pack(t, compile(t))); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(images[0], images[1]) {
		t.Error("two builds of the same source differ")
	}
}

// TestWhatIsInIt reads the image as docker load does.
func TestWhatIsInIt(t *testing.T) {
	binary := compile(t)
	path := pack(t, binary)
	tag, err := name.NewTag("pagewatch:1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	img, err := tarball.ImageFromPath(path, &tag)
	if err != nil {
		t.Fatal(err)
	}
	if err := validate.Image(img); err != nil {
		t.Error(err)
	}
	file, err := img.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	c := file.Config
	if file.OS != "linux" || file.Architecture != "amd64" || file.Created.Unix() != 0 ||
		c.User != "1000:1000" ||
		!slices.Equal(c.Entrypoint, []string{"/pagewatch"}) || c.Cmd != nil ||
		!slices.Equal(c.Env, []string{"GOTRACEBACK=none"}) ||
		c.Volumes != nil || c.Labels["org.opencontainers.image.version"] != "1.2.3" ||
		c.Labels["org.opencontainers.image.source"] != "https://example.com/pagewatch" {
		t.Errorf("got %+v", file)
	}
	wantOneFile(t, img, binary)
}

// wantOneFile checks that the image holds only the binary, and that its user cannot write to it.
func wantOneFile(t *testing.T, img v1.Image, binary string) {
	t.Helper()
	layers, err := img.Layers()
	if err != nil || len(layers) != 1 {
		t.Fatalf("%d layers, %v", len(layers), err)
	}
	plain, err := layers[0].Uncompressed()
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	files := tar.NewReader(plain)
	header, err := files.Next()
	if err != nil || header.Name != "pagewatch" || header.Mode != 0o755 || header.Uid != 0 ||
		header.Gid != 0 || header.Uname != "" || header.ModTime.Unix() != 0 {
		t.Fatalf("got %+v, %v", header, err)
	}
	got, err := io.ReadAll(files)
	want, wrong := os.ReadFile(binary)
	if err != nil || wrong != nil || !bytes.Equal(got, want) {
		t.Errorf("the file is not the binary: %v, %v", err, wrong)
	}
	if _, err := files.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("something else is in the layer: %v", err)
	}
}

// TestRefusals has a row per binary and flag of an image that could not run.
func TestRefusals(t *testing.T) {
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	shell, err := exec.LookPath("bash") // linked dynamically wherever these tests run
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "image.tar")
	for name, row := range map[string]struct {
		args []string
		want string
	}{
		"no flags": {nil, "are needed"},
		"no tag": {[]string{"--binary", text, "--out", out, "--version", "a b"},
			"are needed"},
		"more": {[]string{"--binary", text, "--out", out, "--version", "1", "x"},
			"are needed"},
		"no such binary": {[]string{"--binary", text + "x", "--out", out, "--version", "1"},
			"reading the binary"},
		"a script": {[]string{"--binary", text, "--out", out, "--version", "1"},
			"not a program for Linux"},
		"another machine": {
			[]string{"--binary", compile(t, "GOARCH=arm64"), "--out", out, "--version", "1"},
			"EM_AARCH64"},
		"needs a loader": {[]string{"--binary", shell, "--out", out, "--version", "1"},
			"needs a loader"},
	} {
		if err := run(row.args); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %q", name, err, row.want)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: an image was written", name)
		}
	}
	t.Setenv("SOURCE_DATE_EPOCH", "yesterday")
	if err := run([]string{"--binary", shell, "--out", out, "--version", "1"}); err == nil ||
		!strings.Contains(err.Error(), "SOURCE_DATE_EPOCH") {
		t.Errorf("a date in words: %v", err)
	}
}
