package sim_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/sim"
)

// caller is a backend that keeps the tokens of its last call.
type caller struct {
	backend
	header http.Header
}

func (c *caller) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.header = r.Header.Clone()
	c.backend.ServeHTTP(w, r)
}

// invoked starts a home and returns what its platform sent along with one call of a page.
func invoked(t *testing.T, cfg sim.Config) (*sim.Home, http.Header) {
	t.Helper()
	c := &caller{}
	cfg.Backend = func(around sim.Surroundings) (http.Handler, error) { return c, nil }
	h := start(t, cfg)
	body := `{"module":"alarms","invokeType":"ui-remote-fetch","method":"GET","path":"/"}`
	resp, err := http.Post(h.URL()+"/__forge/invoke", "application/json", strings.NewReader(body))
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp, err)
	}
	_ = resp.Body.Close()
	return h, c.header
}

// store calls the hosted storage with a credential.
func store(t *testing.T, h *sim.Home, credential, operation, body string) int {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, h.Origins().API+"/forge/storage/kvs/v1/"+operation,
		strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", credential)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

// TestStorageTakesTheAppsTokenOnly: the one that comes with a call opens the storage of the
// installation, and no other credential does.
func TestStorageTakesTheAppsTokenOnly(t *testing.T) {
	cfg := newConfig(t, &backend{})
	h, tokens := invoked(t, cfg)
	system := "Bearer " + tokens.Get("X-Forge-Oauth-System")
	if got := store(t, h, system, "secret/set",
		`{"key":"k","value":1}`); got != http.StatusNoContent {
		t.Errorf("with the app's token: %d", got)
	}
	for name, row := range map[string]struct {
		credential string
		want       int
	}{
		"a person's token": {"Bearer " + tokens.Get("X-Forge-Oauth-User"),
			http.StatusForbidden},
		"the invocation token": {tokens.Get("Authorization"), http.StatusUnauthorized},
		"no bearer":            {tokens.Get("X-Forge-Oauth-System"), http.StatusUnauthorized},
		"rubbish":              {"Bearer x", http.StatusUnauthorized},
		"nothing":              {"", http.StatusUnauthorized},
	} {
		if got := store(t, h, row.credential, "secret/get", `{"key":"k"}`); got != row.want {
			t.Errorf("with %s: %d, want %d", name, got, row.want)
		}
	}
	if got := person(t, h, cfg.Data, system); got != http.StatusUnauthorized {
		t.Errorf("the app's token stands for a person: %d", got)
	}
}

// person asks Confluence as the person whom a credential stands for.
func person(t *testing.T, h *sim.Home, folder, credential string) int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, "identity.json"))
	var ids struct{ CloudID string }
	if err != nil || json.Unmarshal(data, &ids) != nil {
		t.Fatal(err)
	}
	path := h.Origins().API + "/ex/confluence/" + ids.CloudID +
		"/wiki/api/v2/spaces/65538/operations"
	resp, _ := fetch(t, http.MethodGet, path, map[string]string{"Authorization": credential})
	return resp.StatusCode
}

// TestStorageNeedsItsScopes: a manifest without them gets a token that opens nothing.
func TestStorageNeedsItsScopes(t *testing.T) {
	cfg := newConfig(t, &backend{})
	manifest, err := os.ReadFile(cfg.Manifest)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Manifest = filepath.Join(t.TempDir(), "manifest.yml")
	write(t, cfg.Manifest, strings.Replace(string(manifest), "    - storage:app\n", "", 1))
	h, tokens := invoked(t, cfg)
	if got := store(t, h, "Bearer "+tokens.Get("X-Forge-Oauth-System"), "get",
		`{"key":"k"}`); got != http.StatusForbidden {
		t.Errorf("without the scope: %d", got)
	}
}

// TestStorageOutlivesAHome: the next one has other tokens and the same records.
func TestStorageOutlivesAHome(t *testing.T) {
	cfg := newConfig(t, &backend{})
	h, tokens := invoked(t, cfg)
	old := "Bearer " + tokens.Get("X-Forge-Oauth-System")
	if got := store(t, h, old, "set", `{"key":"k","value":1}`); got != http.StatusNoContent {
		t.Fatal(got)
	}
	stop(t, h)
	h, tokens = invoked(t, cfg)
	if got := store(t, h, old, "get", `{"key":"k"}`); got != http.StatusUnauthorized {
		t.Errorf("with a token from before: %d", got)
	}
	if got := store(t, h, "Bearer "+tokens.Get("X-Forge-Oauth-System"), "get",
		`{"key":"k"}`); got != http.StatusOK {
		t.Errorf("after a restart: %d", got)
	}
}
