package forge_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/sim/forge"
)

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

// TestPagesGetTheBridgeFirst checks that the platform's scripts precede the rest of the head.
func TestPagesGetTheBridgeFirst(t *testing.T) {
	w := get(newRig(t, nil, nil).CDN(), "/ui/macro.html")
	want :=
		`<HEAD lang=en><script src="/__forge/bridge.js"></script><script async src="/__forge/iframeResizer.contentWindow.min.js"></script><script src=a.js>`
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
		t.Errorf("got %d: %s", w.Code, w.Body)
	}
}

func TestCDNAnswers(t *testing.T) {
	handler := newRig(t, nil, nil).CDN()
	tests := []struct {
		path        string
		status      int
		contentType string
	}{
		{"/ui/macro.html", 200, "text/html; charset=utf-8"},
		{"/ui/assets/a.js", 200, "text/javascript; charset=utf-8"},
		{"/ui/icons/a.svg", 200, "image/svg+xml"},
		{"/ui/data.bin", 200, "application/octet-stream"},
		{"/__forge/bridge.js", 200, "text/javascript; charset=utf-8"},
		{"/__forge/tokens.css", 200, "text/css; charset=utf-8"},
		{"/ui/bad.html", 500, ""},
		{"/ui/none.html", 404, ""},
		{"/ui/", 404, ""},
		{"/ui/assets", 404, ""},
		{"/ui/%2e%2e/%2e%2e/etc/passwd", 404, ""},
		{"/ui/a%5Cb", 404, ""},
		{"/__forge/none.css", 404, ""},
		{"/__forge/%2e%2e", 404, ""},
		{"/other/macro.html", 404, ""},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			w := get(handler, tt.path)
			if w.Code != tt.status && !(tt.status == 404 && w.Code/100 == 3) {
				t.Errorf("got status %d, want %d", w.Code, tt.status)
			}
			if got := w.Header().Get("Content-Type"); tt.contentType != "" &&
				got != tt.contentType {
				t.Errorf("got %q, want %q", got, tt.contentType)
			}
			if w.Header().Get("X-Content-Type-Options") != "nosniff" ||
				w.Header().Get("Content-Security-Policy") == "" {
				t.Error("the answer has no policy")
			}
		})
	}
}

// TestContentPolicy compares every directive with @forge/csp, without Atlassian's own hosts, and
// with the local backend in place of the manifest's remote address.
func TestContentPolicy(t *testing.T) {
	r := newRig(t, nil, nil)
	want := map[string]string{
		"default-src":     "'self'",
		"frame-ancestors": "'self' " + site,
		"frame-src":       "'self' " + site,
		"font-src":        "'self'",
		"img-src":         "'self' data: blob: " + site,
		"media-src":       "'self' data: blob: " + site,
		"connect-src":     "'self' " + site + " " + r.backend,
		"script-src":      "'self'",
		"style-src":       "'self' " + site,
		"form-action":     "'self'",
		"sandbox":         "allow-popups allow-popups-to-escape-sandbox allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts",
		"report-uri":      "/__forge/csp-report",
	}
	header := get(r.CDN(), "/ui/macro.html").Header().Get("Content-Security-Policy")
	directives := strings.Split(header, "; ")
	if len(directives) != len(want) {
		t.Errorf("got %d directives, want %d", len(directives), len(want))
	}
	for _, d := range directives {
		name, value, _ := strings.Cut(d, " ")
		if want[name] != value {
			t.Errorf("%s: got %q, want %q", name, value, want[name])
		}
	}
}

// TestDeclaredAddresses checks that an address of no remote is kept, and that connect-src has
// only the page's own origins without declared addresses.
func TestDeclaredAddresses(t *testing.T) {
	policy := func(client string) string {
		r := newRig(t, nil, func(c *forge.Config) {
			c.BackendOrigin = "http://127.0.0.1:8752"
			c.Manifest = parse(t,
				strings.ReplaceAll(manifest, `{address: "https://backend.example.com"}`, client))
		})
		_, rest, _ := strings.Cut(
			get(r.CDN(), "/ui/macro.html").Header().Get("Content-Security-Policy"), "connect-src ")
		sources, _, _ := strings.Cut(rest, ";")
		return sources
	}
	for client, want := range map[string]string{
		`{address: "https://other.example.com"}`: "'self' " + site + " https://other.example.com",
		`{remote: backend}`:                      "'self' " + site + " http://127.0.0.1:8752",
		``:                                       "'self' " + site,
	} {
		if got := policy(client); got != want {
			t.Errorf("%s: got %q, want %q", client, got, want)
		}
	}
}

// TestBridgeKnowsItsHost checks that the bridge contains the site's origin.
func TestBridgeKnowsItsHost(t *testing.T) {
	script := get(newRig(t, nil, nil).CDN(), "/__forge/bridge.js").Body.String()
	if !strings.Contains(script, "const hostOrigin = '"+site+"'") ||
		strings.Contains(script, "{{") {
		t.Error("the bridge does not name the site's origin")
	}
}

func TestReports(t *testing.T) {
	r := newRig(t, nil, nil)
	post := func(body string) int {
		w := httptest.NewRecorder()
		r.CDN().ServeHTTP(w,
			httptest.NewRequest(http.MethodPost, "/__forge/csp-report", strings.NewReader(body)))
		return w.Code
	}
	if got := post(
		`{"csp-report":{"document-uri":"d","effective-directive":"script-src","blocked-uri":"inline"}}`); got != 204 {
		t.Errorf("got status %d", got)
	}
	for _, bad := range []string{
		``, `{}`, `[]`, `{"csp-report":{"document-uri":"` + strings.Repeat("x", 65<<10) + `"}}`} {
		if got := post(bad); got != 400 {
			t.Errorf("%.20q: got status %d, want 400", bad, got)
		}
	}
	all := r.reports.All()
	if len(all) != 1 ||
		all[0] != (forge.Report{Document: "d", Directive: "script-src", Blocked: "inline"}) {
		t.Errorf("got %+v", all)
	}
	for range 200 {
		post(`{"csp-report":{"document-uri":"later"}}`)
	}
	if all := r.reports.All(); len(all) != 100 || all[0].Document != "later" {
		t.Errorf("kept %d reports, want the latest 100", len(all))
	}
}

// TestRebuiltUI checks that the current folder is served, and no link out of it.
func TestRebuiltUI(t *testing.T) {
	ui := folder(t, map[string]string{"old.js": "1"})
	handler := newRig(t, nil, func(c *forge.Config) { c.UI = ui }).CDN()
	if err := os.RemoveAll(ui); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(folder(t, map[string]string{"new.js": "2"}), ui); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(ui, "link.txt")); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{
		"/ui/new.js": 200, "/ui/old.js": 404, "/ui/link.txt": 404} {
		if got := get(handler, path).Code; got != want {
			t.Errorf("%s: got status %d, want %d", path, got, want)
		}
	}
}
