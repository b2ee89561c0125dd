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
		AWSEndpoint: o.AWS, BackendURL: o.Backend, UIOrigin: o.CDN,
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

// TestWithoutCloud checks that a deployment without a Cloud serves no AWS.
func TestWithoutCloud(t *testing.T) {
	d := start(t, newConfig(t, &backend{}))
	if resp, _ := fetch(t, http.MethodGet, d.Origins().AWS+"/console/",
		nil); resp.StatusCode != http.StatusNotFound {
		t.Errorf("got %d", resp.StatusCode)
	}
	if _, page := fetch(t, http.MethodGet, d.URL()+"/wiki/home", nil); strings.Contains(page,
		"AWS console") {
		t.Error("the page leads to a console that is not there")
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
