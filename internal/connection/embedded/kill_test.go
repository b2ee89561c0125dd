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

// steps are what the putter does, in order: a value for a record, "" to erase it.
var steps = []struct {
	record int
	value  string
}{{0, "first"}, {1, "first"}, {0, "second"}, {2, long("third")}, {1, ""}, {0, long("fourth")}}

// long is a value that does not fit into a page of the file.
func long(word string) string { return strings.Repeat(word+" ", 2000) }

// putAll takes the steps, on a file that may not be there yet, and acknowledges each.
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
// the one under way, and the steps can be taken again.
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
				got := held(t, s)
				if got != after(acknowledged) && got != after(min(acknowledged+1, len(steps))) {
					t.Errorf("after %d acknowledged steps there is %.60q", acknowledged, got)
				}
				put(t, s, numbered(0), "again")
			}}
	})
}

// held is what the store has of each record.
func held(t *testing.T, s *embedded.Store) (out [3]string) {
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

// after is what the store should have after some steps.
func after(n int) (out [3]string) {
	for _, step := range steps[:n] {
		out[step.record] = step.value
	}
	return out
}

// TestKilledWhileRotating: whichever change of the file, or of its folder, was the last, every
// record opens with one of the two keys alone; and starting once more with both finishes it.
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
