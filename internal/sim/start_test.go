package sim_test

import (
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pagewatch/internal/sim"
)

// TestRestartKeepsIdentity checks that a restart keeps the ids and the key, readable by their owner
// only.
func TestRestartKeepsIdentity(t *testing.T) {
	cfg := newConfig(t, &backend{})
	kept := func() (keys, ids string) {
		d, err := sim.Start(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer stop(t, d)
		_, keys = fetch(t, http.MethodGet, d.Origins().API+"/.well-known/jwks.json", nil)
		data, _ := os.ReadFile(filepath.Join(cfg.Data, "identity.json"))
		return keys, string(data)
	}
	keys, ids := kept()
	if again, same := kept(); again != keys || same != ids || len(ids) < 100 {
		t.Errorf("a restart changed the identity: %s, %s", ids, same)
	}
	for name, want := range map[string]os.FileMode{
		"": 0o700, "identity.json": 0o600, "invocation-key.pem": 0o600, "confluence.json": 0o600,
		"forge-storage.db": 0o600, "forge-storage-key": 0o600} {
		info, err := os.Stat(filepath.Join(cfg.Data, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: %v with mode %v, want %v", name, err, info.Mode().Perm(), want)
		}
	}
}

// TestStartRefuses checks that each error names its cause, and that nothing listens afterwards.
func TestStartRefuses(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(t *testing.T, cfg *sim.Config)
		want  string
	}{
		{"port taken", func(t *testing.T, cfg *sim.Config) {
			l, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(cfg.Port+5))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = l.Close() })
		}, "address already in use"},
		{"data is a file", func(t *testing.T, cfg *sim.Config) { write(t, cfg.Data, "") },
			"making the data folder"},
		{"no manifest", func(_ *testing.T, cfg *sim.Config) { cfg.Manifest = "none.yml" },
			"reading the manifest"},
		{"no UI", func(_ *testing.T, cfg *sim.Config) { cfg.UI = "none" },
			"build the frontend first"},
		{"no platform files", func(_ *testing.T, cfg *sim.Config) { cfg.Platform = "none" },
			"build the frontend first"},
		{"a platform file missing", func(_ *testing.T, cfg *sim.Config) { cfg.Platform = cfg.UI },
			"tokens.css"},
		{"damaged pages", keepFile("confluence.json", "{", kept), "confluence.json is damaged"},
		{"damaged identity", keepFile("identity.json", "{"), "identity.json is damaged"},
		{"incomplete identity", keepFile("identity.json", "{}"), "identity.json is incomplete"},
		{"damaged key", keepFile("invocation-key.pem", "x", kept), "invocation-key.pem is damaged"},
		{"key of another kind",
			keepFile("invocation-key.pem",
				"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", kept),
			"invocation-key.pem is damaged"},
		{"pages of a lost identity", keepFile("confluence.json", "{}"),
			"identity.json is missing, and confluence.json belongs to the installation"},
		{"key of a lost identity", keepFile("invocation-key.pem", "x"),
			"put it back, or start with a new data folder"},
		{"storage without its key", keepFile("forge-storage.db", "x", kept),
			"forge-storage-key is missing, and forge-storage.db cannot be opened without it"},
		{"damaged storage key", keepFile("forge-storage-key", "planted", kept),
			"forge-storage-key is damaged"},
		{"storage of a lost identity", keepFile("forge-storage.db", "x"),
			"identity.json is missing, and forge-storage.db belongs to the installation"},
		{"backend", func(_ *testing.T, cfg *sim.Config) {
			cfg.Backend = func(sim.Surroundings) (http.Handler, error) {
				return nil, io.ErrUnexpectedEOF
			}
		}, "building the backend: unexpected EOF"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cfg := newConfig(t, &backend{})
			tt.spoil(t, &cfg)
			d, err := sim.Start(t.Context(), cfg)
			if err == nil {
				stop(t, d)
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %q", err, tt.want)
			}
			if tt.name != "port taken" {
				wantFree(t, cfg.Port)
			}
		})
	}
}

// wantFree checks that none of the deployment's six ports has a listener.
func wantFree(t *testing.T, first int) {
	t.Helper()
	for port := first; port < first+6; port++ {
		l, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(port))
		if err != nil {
			t.Error("something still listens:", err)
			continue
		}
		_ = l.Close()
	}
}

// kept is an identity as the data folder holds it.
const kept = `{"cloudId":"c","installationId":"i","environmentId":"e"}`

// keepFile leaves a file in the data folder, and an identity where one is given.
func keepFile(name, text string, identity ...string) func(*testing.T, *sim.Config) {
	return func(t *testing.T, cfg *sim.Config) {
		if err := os.Mkdir(cfg.Data, 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(cfg.Data, name), text)
		for _, text := range identity {
			write(t, filepath.Join(cfg.Data, "identity.json"), text)
		}
	}
}

// TestPrepare checks that Prepare makes an identity once, and none beside files of another
// installation.
func TestPrepare(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	path := filepath.Join(folder, "identity.json")
	if err := sim.Prepare(folder, "store.db"); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, "store.db"), "")
	if err := sim.Prepare(folder, "store.db"); err != nil {
		t.Errorf("a second start: %v", err)
	}
	if again, err := os.ReadFile(path); err != nil || string(again) != string(made) {
		t.Errorf("the identity changed to %s, %v", again, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := sim.Prepare(folder, "store.db"); err == nil ||
		!strings.Contains(err.Error(), "store.db belongs to the installation") {
		t.Errorf("got %v for a store without its identity", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a new identity was made beside a store that needs the old one")
	}
}
