package embedded_test

import (
	"path/filepath"
	"testing"

	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/secret"
)

// BenchmarkStore measures a store in a real file: a put waits for the sync to disk.
func BenchmarkStore(b *testing.B) {
	connectiontest.BenchmarkBackend(b,
		open(b, filepath.Join(b.TempDir(), "store.db"), ring(b, secret.NewKey("a"))), tenant)
}
