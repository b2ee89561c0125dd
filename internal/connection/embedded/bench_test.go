package embedded_test

import (
	"path/filepath"
	"testing"

	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/secret"
)

// BenchmarkStore is on a real file: a put waits until the disk has it.
func BenchmarkStore(b *testing.B) {
	connectiontest.BenchmarkBackend(b,
		open(b, filepath.Join(b.TempDir(), "store.db"), ring(b, secret.NewKey("a"))), tenant)
}
