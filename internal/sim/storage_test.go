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

// caller is a backend that records the tokens of its last call.
type caller struct {
	backend
	header http.Header
}

func (c *caller) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.header = r.Header.Clone()
	c.backend.ServeHTTP(w, r)
}

// invoked starts a deployment and returns the headers that its platform sent with one call of a
// page.
func invoked(t *testing.T, cfg sim.Config) (*sim.Deployment, http.Header) {
	t.Helper()
	c := &caller{}
	cfg.Backend = func(around sim.Surroundings) (http.Handler, error) { return c, nil }
	d := start(t, cfg)
	body := `{"module":"alarms","invokeType":"ui-remote-fetch","method":"GET","path":"/"}`
	resp, err := http.Post(d.URL()+"/__forge/invoke", "application/json", strings.NewReader(body))
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp, err)
	}
	_ = resp.Body.Close()
	return d, c.header
}

// store calls the hosted storage with a credential.
func store(t *testing.T, d *sim.Deployment, credential, operation, body string) int {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, d.Origins().API+"/forge/storage/kvs/v1/"+operation,
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

// TestStorageTakesTheAppsTokenOnly checks that the app's token opens the storage of the
// installation, and that no other credential does.
func TestStorageTakesTheAppsTokenOnly(t *testing.T) {
	cfg := newConfig(t, &backend{})
	d, tokens := invoked(t, cfg)
	system := "Bearer " + tokens.Get("X-Forge-Oauth-System")
	if got := store(t, d, system, "secret/set",
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
		if got := store(t, d, row.credential, "secret/get", `{"key":"k"}`); got != row.want {
			t.Errorf("with %s: %d, want %d", name, got, row.want)
		}
	}
	if got := person(t, d, cfg.Data, system); got != http.StatusUnauthorized {
		t.Errorf("the app's token stands for a person: %d", got)
	}
}

// person calls Confluence with a person's credential.
func person(t *testing.T, d *sim.Deployment, folder, credential string) int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, "identity.json"))
	var ids struct{ CloudID string }
	if err != nil || json.Unmarshal(data, &ids) != nil {
		t.Fatal(err)
	}
	path := d.Origins().API + "/ex/confluence/" + ids.CloudID +
		"/wiki/api/v2/spaces/65538/operations"
	resp, _ := fetch(t, http.MethodGet, path, map[string]string{"Authorization": credential})
	return resp.StatusCode
}

// TestStorageNeedsItsScopes checks that the token of a manifest without the scopes opens nothing.
func TestStorageNeedsItsScopes(t *testing.T) {
	cfg := newConfig(t, &backend{})
	manifest, err := os.ReadFile(cfg.Manifest)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Manifest = filepath.Join(t.TempDir(), "manifest.yml")
	write(t, cfg.Manifest, strings.Replace(string(manifest), "    - storage:app\n", "", 1))
	d, tokens := invoked(t, cfg)
	if got := store(t, d, "Bearer "+tokens.Get("X-Forge-Oauth-System"), "get",
		`{"key":"k"}`); got != http.StatusForbidden {
		t.Errorf("without the scope: %d", got)
	}
}

// TestStorageOutlivesADeployment checks that a restart changes the tokens and keeps the records.
func TestStorageOutlivesADeployment(t *testing.T) {
	cfg := newConfig(t, &backend{})
	d, tokens := invoked(t, cfg)
	old := "Bearer " + tokens.Get("X-Forge-Oauth-System")
	if got := store(t, d, old, "set", `{"key":"k","value":1}`); got != http.StatusNoContent {
		t.Fatal(got)
	}
	stop(t, d)
	d, tokens = invoked(t, cfg)
	if got := store(t, d, old, "get", `{"key":"k"}`); got != http.StatusUnauthorized {
		t.Errorf("with a token from before: %d", got)
	}
	if got := store(t, d, "Bearer "+tokens.Get("X-Forge-Oauth-System"), "get",
		`{"key":"k"}`); got != http.StatusOK {
		t.Errorf("after a restart: %d", got)
	}
}
