package embedded_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"go.etcd.io/bbolt"

	"pagewatch/internal/connection/embedded"
)

// TestOpenTakesTheReplacedFile: a process that waits for the lock while another replaces the
// file gets the new file. Writes to the old one would be lost.
func TestOpenTakesTheReplacedFile(t *testing.T) {
	folder := t.TempDir()
	path, fresh := filepath.Join(folder, "store.db"), filepath.Join(folder, "fresh.db")
	for _, file := range []string{path, fresh} {
		_ = open(t, file, ring(t, writerKey)).Close()
	}
	old, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	opened := make(chan *embedded.Store, 1)
	go func() {
		s, err := embedded.Open(path, ring(t, writerKey))
		if err != nil {
			t.Error(err)
		}
		opened <- s
	}()
	for handles(t, path) < 2 { // until the other waits
		runtime.Gosched()
	}
	if err := os.Rename(fresh, path); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	s := <-opened
	put(t, s, keyA, content)
	_ = s.Close()
	if got, err := open(t, path, ring(t, writerKey)).Get(context.Background(), tenant,
		keyA); err != nil || string(got) != content {
		t.Errorf("what was written is %q, %v", got, err)
	}
}

// handles counts how many times this process has the file open.
func handles(t *testing.T, path string) int {
	t.Helper()
	const folder = "/proc/self/fd"
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, entry := range entries {
		if to, err := os.Readlink(filepath.Join(folder, entry.Name())); err == nil && to == path {
			n++
		}
	}
	return n
}
