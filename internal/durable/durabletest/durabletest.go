// Package durabletest has fast folders for tests of stores.
package durabletest

import (
	"os"
	"testing"
)

// Folder returns a folder in memory where the system has one, and t.TempDir elsewhere. A store
// syncs at each change, so on a disk a test takes as long as the disk is busy.
func Folder(t testing.TB) string {
	t.Helper()
	path, err := os.MkdirTemp("/dev/shm", "pagewatch-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(path) })
	return path
}
