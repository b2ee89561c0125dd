package sim_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"pagewatch/internal/sim"
	"pagewatch/internal/sim/ports"
)

// backend answers the calls of the demonstration and records their bodies. The browser tests cover
// the demonstration as a whole.
type backend struct {
	mu     sync.Mutex
	bodies []string
	status int // of every answer, if not zero
	// outcome is the outcome of every step of a test.
	outcome string
	around  sim.Surroundings
}

func (b *backend) build(s sim.Surroundings) (http.Handler, error) {
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
	_, _ = io.WriteString(w,
		`{"externalId":"pw-a-b","principal":{"arn":"arn:aws:iam::999900001111:role/pagewatch"},"connection":{"id":"c-1"},"outcome":"`+b.outcome+`","proof":"so-far"}`)
}

// newConfig returns a configuration with free ports and folders of the test.
func newConfig(t *testing.T, b *backend) sim.Config {
	t.Helper()
	ui, platform := t.TempDir(), t.TempDir()
	for folder, names := range map[string][]string{
		ui:       {"index.html", "badge.html", "config.html", "settings.html"},
		platform: {"tokens.css", "iframeResizer.min.js", "iframeResizer.contentWindow.min.js"},
	} {
		for _, name := range names {
			write(t, filepath.Join(folder, name), "<head></head>")
		}
	}
	return sim.Config{
		Data: filepath.Join(t.TempDir(), "data"), Port: freePorts(t), UI: ui, Platform: platform,
		Manifest: filepath.Join("..", "..", "manifest.yml"), Backend: b.build,
		Log: slog.New(slog.DiscardHandler),
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// freePorts returns the first of six consecutive ports.
func freePorts(t *testing.T) int {
	t.Helper()
	first, err := ports.Free(6)
	if err != nil {
		t.Fatal(err)
	}
	return first
}

func start(t *testing.T, cfg sim.Config) *sim.Deployment {
	t.Helper()
	d, err := sim.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, d) })
	return d
}

func stop(t *testing.T, d *sim.Deployment) {
	t.Helper()
	http.DefaultClient.CloseIdleConnections()
	if err := d.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

// fetch sends a request. A header named Host sets the request's Host. It follows no redirect.
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
