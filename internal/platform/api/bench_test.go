package api_test

import (
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/egress"
	"pagewatch/internal/platform/api"
	"pagewatch/internal/secret"
	"pagewatch/internal/sim/kvs"
)

// BenchmarkStorage is the hosted storage's imitation on loopback, behind the real egress guard. A
// put there waits for the disk, and each call has a connection of its own.
func BenchmarkStorage(b *testing.B) {
	keys, err := secret.ParseKeyring(secret.NewKey("a"))
	if err != nil {
		b.Fatal(err)
	}
	hosted, err := kvs.Open(kvs.Config{Path: filepath.Join(b.TempDir(), "storage.db"), Keys: keys})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(guarded(hosted))
	defer func() { server.Close(); _ = hosted.Close() }()
	client := egress.New(egress.NewTransport(), egress.ForgeStorage(server.URL)).Client()
	storage := api.NewStorage(api.Remote(client, server.URL, time.Now))
	connectiontest.BenchmarkBackend(b, storage, tenant)
}
