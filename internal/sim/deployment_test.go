package sim_test

import (
	"io"
	"net"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"pagewatch/internal/sim"
	"pagewatch/internal/sim/grafana"
)

// TestSurroundings gives the backend addresses that answer while it is being built.
func TestSurroundings(t *testing.T) {
	b := &backend{}
	cfg := newConfig(t, b)
	var keys string
	cfg.Backend = func(s sim.Surroundings) (http.Handler, error) {
		_, keys = fetch(t, http.MethodGet, s.JWKSURL, nil)
		return b.build(s)
	}
	d := start(t, cfg)
	if !strings.Contains(keys, `"kid":"forge/invocation-token/`) || strings.Contains(keys, `"d"`) {
		t.Errorf("got key set %s", keys)
	}
	o := d.Origins()
	want := sim.Surroundings{
		AppID: b.around.AppID, JWKSURL: o.API + "/.well-known/jwks.json", AtlassianAPI: o.API,
		AWSEndpoint: o.AWS, GrafanaOrigin: o.Grafana, BackendURL: o.Backend, UIOrigin: o.CDN,
	}
	if !reflect.DeepEqual(b.around, want) ||
		!strings.HasPrefix(b.around.AppID, "ari:cloud:ecosystem::app/") {
		t.Errorf("got %+v, want %+v", b.around, want)
	}
	if d.URL() != o.Site || !strings.HasPrefix(o.Site, "http://localhost:") {
		t.Errorf("the site is %s", d.URL())
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
	d := start(t, cfg)
	if resp, _ := fetch(t, http.MethodGet, d.URL()+"/wiki/home",
		nil); resp.StatusCode != http.StatusOK || d.URL() == "http://localhost:8750" {
		t.Errorf("%s answers with %d", d.URL(), resp.StatusCode)
	}
}

// TestViolationReports checks that both origins with a content security policy accept reports.
func TestViolationReports(t *testing.T) {
	d := start(t, newConfig(t, &backend{}))
	for _, origin := range []string{d.Origins().Site, d.Origins().CDN} {
		resp, err := http.Post(origin+"/__forge/csp-report", "application/csp-report",
			strings.NewReader(`{"csp-report":{"document-uri":"x"}}`))
		if err != nil {
			t.Fatal(err)
		}
		if _ = resp.Body.Close(); resp.StatusCode != http.StatusNoContent {
			t.Errorf("%s answered with %d", origin, resp.StatusCode)
		}
	}
}

// TestWithoutCloud checks that a deployment without a Cloud serves neither AWS nor Grafana.
func TestWithoutCloud(t *testing.T) {
	d := start(t, newConfig(t, &backend{}))
	for _, origin := range []string{d.Origins().AWS, d.Origins().Grafana} {
		if resp, _ := fetch(t, http.MethodGet, origin+"/console/",
			nil); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: got %d", origin, resp.StatusCode)
		}
	}
	if _, page := fetch(t, http.MethodGet, d.URL()+"/wiki/home", nil); strings.Contains(page,
		" console") {
		t.Error("the page leads to a console that is not there")
	}
}

// TestGrafana reaches a stack by its Host, and the console from the wiki.
func TestGrafana(t *testing.T) {
	cfg := newConfig(t, &backend{})
	var err error
	if cfg.Grafana, err = grafana.New(grafana.Config{}); err != nil {
		t.Fatal(err)
	}
	d := start(t, cfg)
	origin := d.Origins().Grafana
	for _, row := range []struct {
		host, path string
		status     int
		want       string
	}{
		{"payments.grafana.net", "/api/health", http.StatusOK, `"database":"ok"`},
		{"payments.localhost:" + portOf(origin), "/d/company", http.StatusOK, "Company overview"},
		{"nobody.grafana.net", "/api/health", http.StatusNotFound, `"NotFound"`},
		{"payments.grafana.net", "//api/org", http.StatusFound, "/login"},
		{"payments.grafana.net", "/console/", http.StatusFound, "/login"},
		{"", "/console/", http.StatusOK, "this is not Grafana"},
		{"", "/api/health", http.StatusNotFound, ""},
		{"payments.localhost:1", "/", http.StatusForbidden, "origin_refused"},
	} {
		resp, body := fetch(t, http.MethodGet, origin+row.path, map[string]string{"Host": row.host})
		if resp.StatusCode != row.status || !strings.Contains(body, row.want) {
			t.Errorf("%s%s: got %d %.200s", row.host, row.path, resp.StatusCode, body)
		}
	}
	foreign := map[string]string{"Host": "payments.grafana.net", "Origin": "https://evil.example"}
	if resp, _ := fetch(t, http.MethodGet, origin+"/api/health",
		foreign); resp.StatusCode != http.StatusForbidden {
		t.Errorf("another site reaches a stack: %d", resp.StatusCode)
	}
	if _, page := fetch(t, http.MethodGet, d.URL()+"/wiki/home", nil); !strings.Contains(page,
		`<a href="`+origin+`/console/">Simulated Grafana console</a>`) {
		t.Error("the wiki does not lead to the console")
	}
}

// TestUserTokenReachesConfluence follows a call from the page to the answer about the space, as the
// app's backend does.
func TestUserTokenReachesConfluence(t *testing.T) {
	cfg := newConfig(t, &backend{})
	cfg.Backend = func(s sim.Surroundings) (http.Handler, error) {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			claims := jwt.MapClaims{}
			_, _, err := jwt.NewParser().ParseUnverified(
				strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), claims)
			if err != nil {
				t.Error(err)
			}
			base := claims["app"].(map[string]any)["apiBaseUrl"].(string)
			_, answer := fetch(t, http.MethodGet, base+"/wiki/api/v2/spaces/65538/operations",
				map[string]string{"Authorization": "Bearer " + r.Header.Get("X-Forge-Oauth-User")})
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, answer)
		}), nil
	}
	d := start(t, cfg)
	body := `{"module":"alarms","invokeType":"ui-remote-fetch","method":"GET","path":"/"}`
	resp, err := http.Post(d.URL()+"/__forge/invoke", "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if answer, _ := io.ReadAll(resp.Body); !strings.Contains(string(answer),
		`{"operation":"administer","targetType":"space"}`) {
		t.Errorf("got %s", answer)
	}
}
