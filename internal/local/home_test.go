package local_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"pagewatch/internal/local"
	"pagewatch/internal/local/cloud"
	"pagewatch/internal/local/confluence"
)

// backend answers the two calls of the demonstration and remembers their bodies.
type backend struct {
	mu     sync.Mutex
	bodies []string
	status int // of every answer, if not zero
	around local.Surroundings
}

func (b *backend) build(s local.Surroundings) (http.Handler, error) {
	b.around = s
	return b, nil
}

func (b *backend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.bodies = append(b.bodies, r.Method+" "+r.URL.RequestURI()+" "+string(body))
	w.Header().Set("Content-Type", "application/json")
	if b.status != 0 {
		w.WriteHeader(b.status)
	}
	_, _ = io.WriteString(w, `{"externalId":"pw-a-b","principal":{"arn":"arn:aws:iam::999900001111:role/pagewatch"},"connection":{"id":"c-1"}}`)
}

// newConfig returns a configuration with free ports, in folders of its own.
func newConfig(t *testing.T, b *backend) local.Config {
	t.Helper()
	ui, platform := t.TempDir(), t.TempDir()
	for folder, names := range map[string][]string{
		ui:       {"macro.html", "config.html", "settings.html"},
		platform: {"tokens.css", "iframeResizer.min.js", "iframeResizer.contentWindow.min.js"},
	} {
		for _, name := range names {
			write(t, filepath.Join(folder, name), "<head></head>")
		}
	}
	return local.Config{
		Data: filepath.Join(t.TempDir(), "data"), Port: freePorts(t), UI: ui, Platform: platform,
		Manifest: filepath.Join("..", "..", "manifest.yml"), Backend: b.build, Log: slog.New(slog.DiscardHandler),
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// freePorts returns the first of five consecutive ports that are free at this moment.
func freePorts(t *testing.T) int {
	t.Helper()
	for first := 20000; first < 60000; first += 5 {
		if free(first) {
			return first
		}
	}
	t.Fatal("no five free ports in a row")
	return 0
}

func free(first int) bool {
	for port := first; port < first+5; port++ {
		l, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(port))
		if err != nil {
			return false
		}
		_ = l.Close()
	}
	return true
}

func start(t *testing.T, cfg local.Config) *local.Home {
	t.Helper()
	h, err := local.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, h) })
	return h
}

func stop(t *testing.T, h *local.Home) {
	t.Helper()
	http.DefaultClient.CloseIdleConnections()
	if err := h.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

// fetch sends a request; a header named Host goes where it belongs. Redirects are not followed.
func fetch(t *testing.T, method, url string, header map[string]string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	r.Host = header["Host"]
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

// TestSurroundings gives the backend addresses that answer while it is being built.
func TestSurroundings(t *testing.T) {
	b := &backend{}
	cfg := newConfig(t, b)
	var keys string
	cfg.Backend = func(s local.Surroundings) (http.Handler, error) {
		_, keys = fetch(t, http.MethodGet, s.JWKSURL, nil)
		return b.build(s)
	}
	h := start(t, cfg)
	if !strings.Contains(keys, `"kid":"forge/invocation-token/`) || strings.Contains(keys, `"d"`) {
		t.Errorf("got key set %s", keys)
	}
	o := h.Origins()
	want := local.Surroundings{
		AppID: b.around.AppID, JWKSURL: o.API + "/.well-known/jwks.json", AtlassianAPI: o.API,
		AWSEndpoint: o.AWS, BackendURL: o.Backend, UIOrigin: o.CDN,
	}
	if b.around != want || !strings.HasPrefix(b.around.AppID, "ari:cloud:ecosystem::app/") {
		t.Errorf("got %+v, want %+v", b.around, want)
	}
	if h.URL() != o.Site || !strings.HasPrefix(o.Site, "http://localhost:") {
		t.Errorf("the site is %s", h.URL())
	}
}

// TestDemonstration prepares the first start, and only that.
func TestDemonstration(t *testing.T) {
	b := &backend{}
	cfg := newConfig(t, b)
	var err error
	if cfg.Cloud, err = cloud.New(cloud.Config{}); err != nil {
		t.Fatal(err)
	}
	h, err := local.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.bodies) != 2 || b.bodies[0] != "GET /v1/settings?spaceId=65538 " || !strings.Contains(b.bodies[1], `"name":"Payments production"`) {
		t.Errorf("the backend saw %q", b.bodies)
	}
	if trust := trustOf(cfg.Cloud, "arn:aws:iam::111122223333:role/PagewatchReadAlarms"); !strings.Contains(trust, "pw-a-b") ||
		!strings.Contains(trust, "arn:aws:iam::999900001111:role/pagewatch") {
		t.Errorf("the trust policy is %s", trust)
	}
	runbook := findRunbook(t, cfg)
	if runbook == nil || !strings.Contains(string(runbook.Config), `"connection": "c-1"`) || runbook.LocalID == "" {
		t.Errorf("the runbook's macro is %+v", runbook)
	}
	stop(t, h)
	start(t, cfg)
	if len(b.bodies) != 2 {
		t.Errorf("the second start prepared again: %q", b.bodies)
	}
}

func trustOf(c *cloud.Cloud, arn string) string {
	for _, account := range c.Accounts() {
		for _, role := range account.Roles {
			if role.ARN == arn {
				return role.TrustPolicy
			}
		}
	}
	return ""
}

// findRunbook reads the macro of the demonstration's page from the state file.
func findRunbook(t *testing.T, cfg local.Config) *confluence.Macro {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(cfg.Data, "confluence.json"))
	if err != nil {
		t.Fatal(err)
	}
	var state struct{ Pages []confluence.Page }
	if err := json.Unmarshal(data, &state); err != nil {
		t.Fatal(err)
	}
	for _, p := range state.Pages {
		for _, b := range p.Blocks {
			if p.Title == "Payments runbook" && b.Macro != nil {
				return b.Macro
			}
		}
	}
	return nil
}

// TestDemonstrationFails goes on without it.
func TestDemonstrationFails(t *testing.T) {
	b := &backend{status: http.StatusServiceUnavailable}
	cfg := newConfig(t, b)
	var err error
	if cfg.Cloud, err = cloud.New(cloud.Config{}); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	cfg.Log = slog.New(slog.NewTextHandler(&log, nil))
	h := start(t, cfg)
	if resp, _ := fetch(t, http.MethodGet, h.URL()+"/wiki/home", nil); resp.StatusCode != http.StatusOK {
		t.Errorf("the site answers with %d", resp.StatusCode)
	}
	if !strings.Contains(log.String(), "could not be prepared") || findRunbook(t, cfg) != nil {
		t.Errorf("got log %s", log.String())
	}
}

// TestRestartKeepsIdentity wants the same ids and the same key, readable by their owner only.
func TestRestartKeepsIdentity(t *testing.T) {
	cfg := newConfig(t, &backend{})
	kept := func() (keys, ids string) {
		h, err := local.Start(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer stop(t, h)
		_, keys = fetch(t, http.MethodGet, h.Origins().API+"/.well-known/jwks.json", nil)
		data, _ := os.ReadFile(filepath.Join(cfg.Data, "identity.json"))
		return keys, string(data)
	}
	keys, ids := kept()
	if again, same := kept(); again != keys || same != ids || len(ids) < 100 {
		t.Errorf("a restart changed the identity: %s, %s", ids, same)
	}
	for name, want := range map[string]os.FileMode{"": 0o700, "identity.json": 0o600, "invocation-key.pem": 0o600, "confluence.json": 0o600} {
		info, err := os.Stat(filepath.Join(cfg.Data, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: %v with mode %v, want %v", name, err, info.Mode().Perm(), want)
		}
	}
}

// TestStartRefuses names what is wrong and leaves nothing listening.
func TestStartRefuses(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(t *testing.T, cfg *local.Config)
		want  string
	}{
		{"port taken", func(t *testing.T, cfg *local.Config) {
			l, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(cfg.Port+4))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = l.Close() })
		}, "address already in use"},
		{"data is a file", func(t *testing.T, cfg *local.Config) { write(t, cfg.Data, "") }, "making the data folder"},
		{"no manifest", func(_ *testing.T, cfg *local.Config) { cfg.Manifest = "none.yml" }, "reading the manifest"},
		{"no UI", func(_ *testing.T, cfg *local.Config) { cfg.UI = "none" }, "build the frontend first"},
		{"no platform files", func(_ *testing.T, cfg *local.Config) { cfg.Platform = "none" }, "build the frontend first"},
		{"a platform file missing", func(_ *testing.T, cfg *local.Config) { cfg.Platform = cfg.UI }, "tokens.css"},
		{"damaged pages", keepFile("confluence.json", "{"), "confluence.json is damaged"},
		{"damaged identity", keepFile("identity.json", "{"), "identity.json is damaged"},
		{"incomplete identity", keepFile("identity.json", "{}"), "identity.json is incomplete"},
		{"damaged key", keepFile("invocation-key.pem", "x"), "invocation-key.pem is damaged"},
		{"key of another kind", keepFile("invocation-key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), "invocation-key.pem is damaged"},
		{"backend", func(_ *testing.T, cfg *local.Config) {
			cfg.Backend = func(local.Surroundings) (http.Handler, error) { return nil, io.ErrUnexpectedEOF }
		}, "building the backend: unexpected EOF"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cfg := newConfig(t, &backend{})
			tt.spoil(t, &cfg)
			h, err := local.Start(t.Context(), cfg)
			if err == nil {
				stop(t, h)
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %q", err, tt.want)
			}
			if tt.name != "port taken" && !free(cfg.Port) {
				t.Error("something still listens")
			}
		})
	}
}

func keepFile(name, text string) func(*testing.T, *local.Config) {
	return func(t *testing.T, cfg *local.Config) {
		if err := os.Mkdir(cfg.Data, 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(cfg.Data, name), text)
	}
}

// TestPortsNotAskedFor takes free ones when the usual ones are taken.
func TestPortsNotAskedFor(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:8754")
	if err == nil {
		defer l.Close()
	}
	cfg := newConfig(t, &backend{})
	cfg.Port = 0
	h := start(t, cfg)
	if resp, _ := fetch(t, http.MethodGet, h.URL()+"/wiki/home", nil); resp.StatusCode != http.StatusOK || h.URL() == "http://localhost:8750" {
		t.Errorf("%s answers with %d", h.URL(), resp.StatusCode)
	}
}

// TestScriptingFromOutside is what a test of the whole product needs: faults to come, and violations that happened.
func TestScriptingFromOutside(t *testing.T) {
	h := start(t, newConfig(t, &backend{}))
	h.Faults().Next(confluence.Fault{Status: http.StatusTooManyRequests})
	for _, want := range []int{http.StatusTooManyRequests, http.StatusNotFound} {
		if resp, _ := fetch(t, http.MethodGet, h.Origins().API+"/", nil); resp.StatusCode != want {
			t.Errorf("got %d, want %d", resp.StatusCode, want)
		}
	}
	for _, origin := range []string{h.Origins().Site, h.Origins().CDN} {
		resp, err := http.Post(origin+"/__forge/csp-report", "application/csp-report", strings.NewReader(`{"csp-report":{"document-uri":"x"}}`))
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
	}
	if got := len(h.Reports()); got != 2 {
		t.Errorf("%d reports, want one of each origin", got)
	}
}

// TestWithoutCloud serves no AWS, as when the real one is used.
func TestWithoutCloud(t *testing.T) {
	h := start(t, newConfig(t, &backend{}))
	if resp, _ := fetch(t, http.MethodGet, h.Origins().AWS+"/console/", nil); resp.StatusCode != http.StatusNotFound {
		t.Errorf("got %d", resp.StatusCode)
	}
}
