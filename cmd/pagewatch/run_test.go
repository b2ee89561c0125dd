package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// screen ends a run when the URL is on it.
type screen struct {
	bytes.Buffer
	stop context.CancelFunc
}

// Write takes what is printed.
func (s *screen) Write(p []byte) (int, error) {
	if strings.Contains(string(p), "http://localhost:") {
		defer s.stop()
	}
	return s.Buffer.Write(p)
}

// TestRunPrintsTheURLLast, and after a stop one line that says where everything is.
func TestRunPrintsTheURLLast(t *testing.T) {
	t.Setenv(awsOffered, "off")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	data, ui, out := t.TempDir(), builtPages(t), &screen{stop: stop}
	var log bytes.Buffer
	err := command(ctx, []string{"run", "--data", data, "--manifest", "../../manifest.yml",
		"--ui", ui, "--platform", ui}, streams{nil, out, &log})
	if err != nil {
		t.Fatal(err)
	}
	before, after, found := strings.Cut(strings.TrimSpace(out.String()), "\n    http://localhost:")
	_, after, _ = strings.Cut(after, "\n")
	if !found || !strings.Contains(before, "Pagewatch runs.") ||
		strings.TrimSpace(after) != "Stopped. Everything is in "+data {
		t.Errorf("printed:\n%s", out)
	}
	if log.Len() > 0 {
		t.Errorf("logged:\n%s", &log)
	}
	if found, err := filepath.Glob(filepath.Join(data, "audit.jsonl")); err != nil || len(found) != 1 {
		t.Errorf("the audit is not in the data folder: %v", err)
	}
}

// TestAFailedStartLeavesNothing: a restore wants an empty folder. A row is a start that fails; no
// data folder is there afterwards.
func TestAFailedStartLeavesNothing(t *testing.T) {
	t.Setenv(awsOffered, "off")
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	ui := builtPages(t)
	for name, row := range map[string]struct {
		args     []string
		variable string // planted in the environment
		want     string
	}{
		"a flag":             {[]string{"--port", "none"}, "", "port"},
		"an unknown target":  {[]string{"--target", "moon"}, "", "--target must be one of"},
		"a port in use":      {[]string{"--port", port}, "", "choose others with --port"},
		"no manifest":        {[]string{"--manifest", "none.yml"}, "", "reading the manifest"},
		"no UI":              {[]string{"--ui", "none"}, "", "build the frontend first"},
		"keys":               {nil, sealingKeys, sealingKeys},
		"a receipt key":      {nil, receiptKey, receiptKey},
		"a setting":          {nil, "PAGEWATCH_ALARM_RATE", "PAGEWATCH_ALARM_RATE"},
		"a function":         {[]string{"--target", "lambda", "--binary", "none"}, "", "make targets"},
		"a function setting": {[]string{"--target", "lambda"}, "PAGEWATCH_ALARM_RATE", "RATE"},
		"a container": {[]string{"--target", "container", "--binary", "none"}, "",
			"make targets"},
		"a container that is a text": {
			[]string{"--target", "container", "--binary", "../../README.md"}, "", "make targets"},
		"a function that is a text": {
			[]string{"--target", "lambda", "--binary", "../../README.md"}, "", "make targets"},
		"a container that is a folder": {
			[]string{"--target", "container", "--binary", "."}, "", "make targets"},
	} {
		t.Run(name, func(t *testing.T) {
			if row.variable != "" {
				t.Setenv(row.variable, "planted")
			}
			data, temporary := filepath.Join(t.TempDir(), "data"), t.TempDir()
			t.Setenv("TMPDIR", temporary)
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			var log bytes.Buffer
			err := command(ctx, append([]string{"run", "--data", data, "--manifest",
				"../../manifest.yml", "--ui", ui, "--platform", ui}, row.args...),
				streams{nil, &screen{stop: stop}, &log})
			if err == nil || !strings.Contains(err.Error()+log.String(), row.want) {
				t.Errorf("got %v, want %q", err, row.want)
			}
			if left, err := os.ReadDir(data); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("it leaves %v, %v", left, err)
			}
			if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
				t.Errorf("it leaves temporary files: %v, %v", left, err)
			}
		})
	}
}

// TestAStoreWithoutItsInstallationIsRefused: its records belong to the installation whose name is
// lost. Nothing is added to the folder.
func TestAStoreWithoutItsInstallationIsRefused(t *testing.T) {
	t.Setenv(awsOffered, "off")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	data, ui := t.TempDir(), builtPages(t)
	keptKeys(t, options{data: data, getenv: nothing})
	inFolder(t, options{data: data}, storeName, "")
	before, err := os.ReadDir(data)
	if err != nil {
		t.Fatal(err)
	}
	err = command(ctx, []string{"run", "--data", data, "--manifest", "../../manifest.yml", "--ui",
		ui, "--platform", ui}, streams{nil, &screen{stop: stop}, &bytes.Buffer{}})
	if err == nil || !strings.Contains(err.Error(), "belongs to the installation") {
		t.Errorf("got %v", err)
	}
	if after, err := os.ReadDir(data); err != nil || len(after) != len(before) {
		t.Errorf("the folder has %v, %v", after, err)
	}
}

// builtPages is a folder that stands for the built UI and the platform's files.
func builtPages(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "ui")
	function := filepath.Join(filepath.Dir(folder), "function-container")
	for _, path := range []string{folder, function} {
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"index.html", "tokens.css", "iframeResizer.min.js",
		"iframeResizer.contentWindow.min.js"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(`<html data-target="lambda">`),
			0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}
