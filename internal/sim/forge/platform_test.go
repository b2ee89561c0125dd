package forge_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/sim/fit"
	"pagewatch/internal/sim/forge"
)

const (
	site    = "http://localhost:8750"
	cdn     = "http://127.0.0.1:8751"
	api     = "http://127.0.0.1:8754"
	cloudID = "11111111-1111-4111-8111-111111111111"
	account = "712020:ada"
)

// manifest has every part that the imitation reads.
const manifest = `
app: {id: "ari:cloud:ecosystem::app/aaaaaaaa-0000-4000-8000-000000000001"}
modules:
  macro:
    - {key: alarms, title: Alarms, icon: "resource:ui;icons/a.svg", resource: ui/macro, resolver: {endpoint: api},
       config: {title: Configure, resource: ui/config, viewportSize: large}}
  confluence:spaceSettings:
    - {key: settings, title: Settings, route: alarms, resource: ui/settings, resolver: {endpoint: api}}
  endpoint:
    - {key: api, remote: backend, auth: {appSystemToken: {enabled: true}, appUserToken: {enabled: true}}}
resources:
  - {key: ui, path: build, entry: {macro: macro.html, config: config.html, settings: settings.html}}
permissions:
  scopes: ["storage:app", "read:app-system-token", "read:app-user-token", "read:space:confluence"]
  external: {fetch: {client: [{address: "https://backend.example.com"}]}}
remotes:
  - {key: backend, baseUrl: "https://backend.example.com"}
`

// newIssuer makes one key for all tests: a fresh one for each takes longer than the tests.
var newIssuer = sync.OnceValues(func() (*fit.Issuer, error) {
	return fit.New("ari:cloud:ecosystem::app/aaaaaaaa-0000-4000-8000-000000000001")
})

// rig is a platform in front of a scripted backend.
type rig struct {
	*forge.Platform
	issuer  *fit.Issuer
	reports *forge.Reports
	backend string

	mu       sync.Mutex
	requests []*http.Request
	now      time.Time
}

// newRig builds a platform whose backend answers with the handler; edit may change the
// configuration.
func newRig(t *testing.T, answer http.HandlerFunc, edit func(*forge.Config)) *rig {
	t.Helper()
	issuer, err := newIssuer()
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	r := &rig{issuer: issuer, reports: forge.NewReports(log), now: time.Now()}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r.mu.Lock()
		r.requests = append(r.requests, req.Clone(req.Context()))
		r.mu.Unlock()
		answer(w, req)
	}))
	t.Cleanup(server.Close)
	r.backend = server.URL
	cfg := forge.Config{
		Manifest: parse(t, manifest),
		Identity: forge.Identity{CloudID: cloudID, InstallationID: "i", EnvironmentID: "e"},
		Issuer:   issuer, SiteOrigin: site, CDNOrigin: cdn, BackendOrigin: server.URL,
		APIOrigin: api,
		UI: folder(t, map[string]string{
			"macro.html": "<!doctype html><html><HEAD lang=en><script src=a.js></script></head></html>",
			"bad.html":   "<p>no head</p>", "assets/a.js": "1", "icons/a.svg": "<svg/>",
			"data.bin": "b",
		}),
		Assets:  folder(t, map[string]string{"tokens.css": ":root{}", "iframeResizer.min.js": "1"}),
		Caller:  func(*http.Request) forge.Caller { return forge.Caller{AccountID: account} },
		Reports: r.reports, Log: log,
		Now: func() time.Time { r.mu.Lock(); defer r.mu.Unlock(); return r.now },
	}
	if edit != nil {
		edit(&cfg)
	}
	r.Platform = forge.New(cfg)
	return r
}

// last returns the latest request of the backend, nil for none.
func (r *rig) last() *http.Request {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.requests) == 0 {
		return nil
	}
	return r.requests[len(r.requests)-1]
}

// count returns the number of requests to the backend.
func (r *rig) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.requests)
}

func parse(t *testing.T, text string) *forge.Manifest {
	t.Helper()
	m, err := forge.ParseManifest([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// call returns a valid call with one change.
func call(change func(*forge.Call)) forge.Call {
	c := forge.Call{Module: "alarms", LocalID: "l-1", InvokeType: forge.RemoteFetch, Method: "POST",
		Path:      "/v1/views",
		Body:      json.RawMessage(`{"a":1}`),
		Extension: json.RawMessage(`{"type":"macro","space":{"id":"65538"}}`)}
	if change != nil {
		change(&c)
	}
	return c
}

func answerJSON(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}
