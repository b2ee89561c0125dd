package main

import (
	"bytes"
	"context"
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
	data, ui, out := t.TempDir(), t.TempDir(), &screen{stop: stop}
	for _, name := range []string{"index.html", "tokens.css", "iframeResizer.min.js",
		"iframeResizer.contentWindow.min.js"} {
		if err := os.WriteFile(filepath.Join(ui, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
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
