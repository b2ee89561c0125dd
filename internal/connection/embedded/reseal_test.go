package embedded_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"pagewatch/internal/connection/embedded"
	"pagewatch/internal/secret"
)

// resealed is how many records are resealed: more than one page of the file has.
const resealed = 60

// TestKillWhileResealing kills the first start with a new key at each of its writes to the file.
// Afterwards one of the two keys alone opens every record.
func TestKillWhileResealing(t *testing.T) {
	if testing.Short() {
		t.Skip("with -short no process is killed")
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal("strace is needed (Debian package strace; make test installs it)")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	before := written(t)
	oldHeld, newHeld := 0, 0
	for n := 1; ; n++ {
		path := filepath.Join(t.TempDir(), "store.db")
		if err := os.WriteFile(path, before, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(strace, "-f", "-qq", "-o", os.DevNull, "-e", "trace=pwrite64", "-e",
			fmt.Sprintf("inject=pwrite64:signal=KILL:when=%d", n), self)
		cmd.Env = append(os.Environ(), resealerPath+"="+path)
		done := cmd.Run() == nil
		if readsAll(t, path, writerKey) {
			oldHeld++
		} else if readsAll(t, path, nextKey) {
			newHeld++
		} else {
			t.Fatalf("killed at write %d, neither key opens it", n)
		}
		if done {
			break
		}
	}
	if oldHeld < 2 || newHeld < 1 {
		t.Errorf(
			"the old key held %d times and the new one %d times: nothing was killed in the middle",
			oldHeld, newHeld)
	}
}

// written returns a file with records, sealed with the old key.
func written(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, ring(t, writerKey))
	for i := range resealed {
		put(t, s, numbered(i), fmt.Sprintf(`"%d %s"`, i, strings.Repeat("x", 200)))
	}
	_ = s.Close()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// readsAll reports whether a key alone opens the store. If it does, it must open every record.
func readsAll(t *testing.T, path, key string) bool {
	t.Helper()
	s, err := embedded.Open(path, ring(t, key))
	if errors.Is(err, embedded.ErrWrongKey) {
		return false
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for i := range resealed {
		if got, err := s.Get(context.Background(), tenant, numbered(i)); err != nil ||
			!strings.HasPrefix(string(got), fmt.Sprintf(`"%d x`, i)) {
			t.Errorf("record %d: %.20q, %v", i, got, err)
		}
	}
	return true
}

// TestOldKeyOpensNothingAfterReseal: after a start with both keys, the old key alone opens nothing.
// Before it, the new key alone opens nothing.
func TestOldKeyOpensNothingAfterReseal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	_ = open(t, path, ring(t, writerKey)).Close()
	for _, step := range []struct {
		keys []string
		want error
	}{
		{[]string{nextKey}, embedded.ErrWrongKey},
		{[]string{writerKey, nextKey}, nil}, // not the newest yet
		{[]string{writerKey}, nil},
		{[]string{nextKey, writerKey}, nil},
		{[]string{writerKey}, embedded.ErrWrongKey},
		{[]string{secret.NewKey("other"), writerKey}, embedded.ErrWrongKey},
		{[]string{nextKey}, nil},
	} {
		s, err := embedded.Open(path, ring(t, step.keys...))
		if !errors.Is(err, step.want) {
			t.Errorf("with %d keys: %v, want %v", len(step.keys), err, step.want)
		}
		if s != nil {
			_ = s.Close()
		}
	}
}

// TestVerifyChangesNothing: Verify returns Open's errors and does not change the file.
func TestVerifyChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	before := written(t)
	if err := os.WriteFile(path, before, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		keys []string
		want error
	}{{[]string{writerKey}, nil}, {[]string{nextKey, writerKey}, nil},
		{[]string{nextKey}, embedded.ErrWrongKey}} {
		if err := embedded.Verify(path, ring(t, row.keys...)); !errors.Is(err, row.want) {
			t.Errorf("with %d keys: %v, want %v", len(row.keys), err, row.want)
		}
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the file was changed (%v)", err)
	}
	write(t, path, strings.Repeat("hello ", 4000))
	if err := embedded.Verify(path, ring(t, writerKey)); err == nil ||
		errors.Is(err, embedded.ErrWrongKey) {
		t.Errorf("rubbish: %v", err)
	}
}

// TestNoRecordOfTheOldKeyIsLeft: no record of the old key is left in the file, unused pages
// included.
func TestNoRecordOfTheOldKeyIsLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	if err := os.WriteFile(path, written(t), 0o600); err != nil {
		t.Fatal(err)
	}
	var old [][]byte
	edit(t, path, func(b *bbolt.Bucket) error {
		return b.ForEach(func(_, sealed []byte) error {
			old = append(old, bytes.Clone(sealed))
			return nil
		})
	})
	_ = open(t, path, ring(t, nextKey, writerKey)).Close()
	raw, err := os.ReadFile(path)
	if err != nil || len(old) != resealed {
		t.Fatal(err, len(old))
	}
	for i, sealed := range old {
		if bytes.Contains(raw, sealed) {
			t.Fatalf("record %d is still there as the old key sealed it", i)
		}
	}
	if !readsAll(t, path, nextKey) {
		t.Error("the new key does not open the store")
	}
	info, errStat := os.Stat(path)
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || errStat != nil || len(entries) != 1 || info.Mode().Perm() != 0o600 {
		t.Errorf("beside the store: %v, %v; its mode is %v, %v", entries, err, info.Mode(), errStat)
	}
}
