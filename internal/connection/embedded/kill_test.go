package embedded_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/embedded"
	"pagewatch/internal/service/faults/killed"
)

// steps are the putter's writes, in order: a value for a record, "" to erase it.
var steps = []struct {
	record int
	value  string
}{{0, "first"}, {1, "first"}, {0, "second"}, {2, long("third")}, {1, ""}, {0, long("fourth")}}

// long returns a value that does not fit into a page of the file.
func long(word string) string { return strings.Repeat(word+" ", 2000) }

// putAll performs the steps, on a file that may not exist yet, and acknowledges each.
func putAll(path string) {
	s, err := embedded.Open(path, ring(&testing.T{}, writerKey))
	for i, step := range steps {
		if err == nil && step.value == "" {
			err = s.Delete(context.Background(), tenant, numbered(step.record))
		} else if err == nil {
			err = s.Put(context.Background(), tenant,
				connection.Item{Key: numbered(step.record), Value: []byte(step.value)})
		}
		if err != nil {
			panic(err)
		}
		_, _ = fmt.Printf("ack %d\n", i)
	}
	_ = s.Close()
}

// TestKilledWhilePutting: the file opens, every record is as after the last acknowledged step or
// the one in progress, and the steps can be repeated.
func TestKilledWhilePutting(t *testing.T) {
	t.Parallel()
	killed.Everywhere(t, func(t *testing.T) killed.Run {
		path := filepath.Join(t.TempDir(), "store.db")
		return killed.Run{Env: []string{putterPath + "=" + path},
			After: func(t *testing.T, done bool, out string) {
				acknowledged := strings.Count(out, "ack")
				if done && acknowledged != len(steps) {
					t.Errorf("it ended after %d steps", acknowledged)
				}
				s := open(t, path, ring(t, writerKey))
				defer func() { _ = s.Close() }()
				got := stored(t, s)
				if got != after(acknowledged) && got != after(min(acknowledged+1, len(steps))) {
					t.Errorf("after %d acknowledged steps there is %.60q", acknowledged, got)
				}
				put(t, s, numbered(0), "again")
			}}
	})
}

// stored returns the store's value of each record.
func stored(t *testing.T, s *embedded.Store) (out [3]string) {
	t.Helper()
	for i := range out {
		value, err := s.Get(context.Background(), tenant, numbered(i))
		if err != nil && !errors.Is(err, connection.ErrNotFound) {
			t.Errorf("record %d: %v", i, err)
		}
		out[i] = string(value)
	}
	return out
}

// after returns the values that the store should have after n steps.
func after(n int) (out [3]string) {
	for _, step := range steps[:n] {
		out[step.record] = step.value
	}
	return out
}

// TestKilledWhileRotating: after a kill at any change of the file or its folder, one of the two
// keys alone opens every record, and another start with both completes the rotation.
func TestKilledWhileRotating(t *testing.T) {
	t.Parallel()
	before := written(t)
	killed.Everywhere(t, func(t *testing.T) killed.Run {
		path := filepath.Join(t.TempDir(), "store.db")
		if err := os.WriteFile(path, before, 0o600); err != nil {
			t.Fatal(err)
		}
		return killed.Run{Env: []string{resealerPath + "=" + path},
			After: func(t *testing.T, done bool, _ string) {
				if old := !done && readsAll(t, path, writerKey); !old &&
					!readsAll(t, path, nextKey) {
					t.Error("neither key opens it")
				}
				_ = open(t, path, ring(t, nextKey, writerKey)).Close()
				if !readsAll(t, path, nextKey) {
					t.Error("another start does not finish it")
				}
			}}
	})
}
