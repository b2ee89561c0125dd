package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pagewatch/internal/durable"
)

// holds checks the one file of a folder.
func holds(t *testing.T, path, content string, mode fs.FileMode) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != content {
		t.Errorf("got %q, %v, want %q", got, err, content)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != mode {
		t.Errorf("got %v, %v, want mode %v", info, err, mode)
	}
	alone(t, path)
}

// alone checks that the folder has no other file, such as a temporary one.
func alone(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 || entries[0].Name() != filepath.Base(path) {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

func TestReplace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for _, row := range []struct {
		content string
		mode    fs.FileMode
		// 0666 is more than a umask leaves
	}{{"first, and longer", 0o600}, {"second", 0o644}, {"", 0o600}, {"third", 0o666}} {
		if err := durable.Replace(path, []byte(row.content), row.mode); err != nil {
			t.Fatal(err)
		}
		holds(t, path, row.content, row.mode)
	}
}

func TestCreate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := durable.Create(path, []byte("first"), 0o600); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "first", 0o600)
	if err := durable.Create(path, []byte("second"), 0o644); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want ErrExist", err)
	}
	holds(t, path, "first", 0o600)
}

// TestCreateOnce checks that one of many concurrent calls creates the file, and that its content is
// the one that all read.
func TestCreateOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	errs := make([]error, 8)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() { errs[i] = durable.Create(path, []byte{byte('a' + i)}, 0o600) })
	}
	group.Wait()
	made := ""
	for i, err := range errs {
		switch {
		case err == nil:
			made += string(rune('a' + i))
		case !errors.Is(err, fs.ErrExist):
			t.Error(err)
		}
	}
	if len(made) != 1 {
		t.Fatalf("made by %q, want one", made)
	}
	holds(t, path, made, 0o600)
}

// TestFailuresLeaveNothing has a row per failure that a test can cause.
func TestFailuresLeaveNothing(t *testing.T) {
	for name, write := range map[string]func(string, []byte, os.FileMode) error{
		"replace": durable.Replace, "create": durable.Create} {
		folder := filepath.Join(t.TempDir(), "folder")
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := write(folder, []byte("x"), 0o600); err == nil {
			t.Errorf("%s: a folder was written over", name)
		}
		alone(t, folder)
		if err := write(filepath.Join(folder, "missing", "file"), nil, 0o600); !errors.Is(err,
			fs.ErrNotExist) {
			t.Errorf("%s: got %v for a missing folder", name, err)
		}
		file := filepath.Join(folder, "file")
		if err := os.WriteFile(file, []byte("kept"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := write(filepath.Join(file, "below"), nil, 0o600); err == nil ||
			!strings.Contains(err.Error(), "not a directory") {
			t.Errorf("%s: got %v below a file", name, err)
		}
		holds(t, file, "kept", 0o600)
	}
}
