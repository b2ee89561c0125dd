// Package durabletest has folders for tests that keep a store and are not about the disk below it.
package durabletest

import (
	"os"
	"testing"
)

// Folder returns a folder in memory where the system has such a place, and t.TempDir elsewhere. A
// store syncs at each change: on a disk, a test would take as long as the disk is busy.
func Folder(t testing.TB) string {
	t.Helper()
	path, err := os.MkdirTemp("/dev/shm", "pagewatch-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(path) })
	return path
}
