package sim_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"pagewatch/internal/sim"
	"pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/grafana"
)

// TestNoOtherPageReachesTheListeners sends every listener what other web pages could send: requests
// under a rebound name, from foreign origins, and from foreign sites without an Origin.
func TestNoOtherPageReachesTheListeners(t *testing.T) {
	cfg := newConfig(t, &backend{})
	var err error
	if cfg.Cloud, err = aws.New(aws.Config{}); err != nil {
		t.Fatal(err)
	}
	if cfg.Grafana, err = grafana.New(grafana.Config{}); err != nil {
		t.Fatal(err)
	}
	d := start(t, cfg)
	o := d.Origins()
	for _, l := range []listener{
		{"site", o.Site + "/wiki/home", []string{o.Site}, "document"},
		{"cdn", o.CDN + "/ui/index.html", []string{o.CDN}, "iframe"},
		{"backend", o.Backend + "/healthz", []string{o.CDN}, ""},
		{"aws", o.AWS + "/console/", []string{o.AWS}, "document"},
		{"grafana", o.Grafana + "/console/", []string{o.Grafana}, "document"},
		{"api", o.API + "/.well-known/jwks.json", nil, ""},
	} {
		refused, allowed := l.requests(o)
		for name, header := range refused {
			if resp, body := fetch(t, http.MethodGet, l.url,
				header); resp.StatusCode != http.StatusForbidden ||
				!strings.Contains(body, `"origin_refused"`) {
				t.Errorf("%s, %s: got %d %.80s, want 403", l.name, name, resp.StatusCode, body)
			}
		}
		for name, header := range allowed {
			if resp, body := fetch(t, http.MethodGet, l.url,
				header); resp.StatusCode != http.StatusOK {
				t.Errorf("%s, %s: got %d %.80s, want 200", l.name, name, resp.StatusCode, body)
			}
		}
	}
}

// listener is one of the five listeners, as the table describes it.
type listener struct {
	name, url string
	origins   []string // allowed
	led       string   // the destination that other sites may link to, "" for none
}

// requests returns the headers of requests that the listener refuses, and of those that it allows,
// by name.
func (l listener) requests(o sim.Origins) (refused, allowed map[string]map[string]string) {
	refused = map[string]map[string]string{
		"foreign host":               {"Host": "evil.example"},
		"foreign host with our port": {"Host": "evil.example:" + portOf(l.url)},
		"no port":                    {"Host": "127.0.0.1"},
		"other listener's host":      {"Host": "127.0.0.1:1"},
		"foreign origin":             {"Origin": "https://evil.example"},
		"null origin":                {"Origin": "null"},
		"origin of another port":     {"Origin": "http://localhost:3000"},
		"image of another site": {
			"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
		"image of another port": {
			"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
		"object of another site": {
			"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate",
			"Sec-Fetch-Dest": "object"},
		"unknown relation": {"Sec-Fetch-Site": "new-word"},
	}
	allowed = map[string]map[string]string{
		"program": {},
		"address bar": {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate",
			"Sec-Fetch-Dest": "document"},
		"own page": {"Sec-Fetch-Site": "same-origin"},
	}
	for _, other := range []string{o.Site, o.CDN, o.Backend, o.AWS, o.API, o.Grafana} {
		refused["origin "+other] = map[string]string{"Origin": other}
	}
	for _, origin := range l.origins {
		delete(refused, "origin "+origin)
		allowed["origin "+origin] = map[string]string{
			"Origin": origin, "Sec-Fetch-Site": "same-site"}
	}
	for _, dest := range []string{"document", "iframe"} {
		led := map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate",
			"Sec-Fetch-Dest": dest}
		if dest == l.led {
			allowed["led to a "+dest] = led
		} else {
			refused["led to a "+dest] = led
		}
	}
	return refused, allowed
}

func portOf(address string) string {
	u, _ := url.Parse(address) // the deployment's own address
	return u.Port()
}

// TestPostsOfOtherSites checks that posts of other sites are refused where links are allowed.
func TestPostsOfOtherSites(t *testing.T) {
	d := start(t, newConfig(t, &backend{}))
	header := map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate",
		"Sec-Fetch-Dest": "document"}
	for _, path := range []string{"/wiki/session", "/__forge/invoke"} {
		if resp, _ := fetch(t, http.MethodPost, d.URL()+path,
			header); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: got %d, want 403", path, resp.StatusCode)
		}
	}
}

// TestTheOtherNameOfAnAddress redirects readers of pages to the canonical name, and nobody else.
func TestTheOtherNameOfAnAddress(t *testing.T) {
	cfg := newConfig(t, &backend{})
	var err error
	if cfg.Cloud, err = aws.New(aws.Config{}); err != nil {
		t.Fatal(err)
	}
	d := start(t, cfg)
	o := d.Origins()
	for name, row := range map[string]struct{ origin, path string }{
		"the site": {o.Site, "/wiki/home?a=b"}, "the AWS console": {o.AWS, "/console/?a=b"},
	} {
		alias := "http://127.0.0.1:" + portOf(row.origin)
		if alias == row.origin {
			alias = "http://localhost:" + portOf(row.origin)
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			resp, _ := fetch(t, method, alias+row.path, nil)
			if got := resp.Header.Get("Location"); resp.StatusCode !=
				http.StatusTemporaryRedirect || got != row.origin+row.path {
				t.Errorf("%s: %s: got %d to %q", name, method, resp.StatusCode, got)
			}
		}
		if resp, _ := fetch(t, http.MethodGet, alias+"//evil.example", nil); !strings.HasPrefix(
			resp.Header.Get("Location"), row.origin+"/") {
			t.Errorf("%s: led to %q", name, resp.Header.Get("Location"))
		}
		for method, header := range map[string]map[string]string{
			http.MethodPost: nil, http.MethodGet: {"Origin": alias}} {
			if resp, _ := fetch(t, method, alias+row.path,
				header); resp.StatusCode != http.StatusForbidden {
				t.Errorf("%s: %s: got %d, want 403", name, method, resp.StatusCode)
			}
		}
	}
}

// TestForPrograms: no web page reaches a server that programs call, under whatever name.
func TestForPrograms(t *testing.T) {
	const origin = "http://127.0.0.1:7072"
	h := sim.ForPrograms(origin,
		http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusNoContent)
		}))
	for name, row := range map[string]struct {
		url    string
		header map[string]string
		status int
	}{
		"a program":    {origin, nil, http.StatusNoContent},
		"another name": {"http://rebound.example:7072", nil, http.StatusForbidden},
		"a page": {origin, map[string]string{"Origin": "http://evil.example"},
			http.StatusForbidden},
		"a page of its own": {origin, map[string]string{"Origin": origin}, http.StatusForbidden},
		"a link": {
			origin, map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate",
				"Sec-Fetch-Dest": "document"}, http.StatusForbidden},
	} {
		r := httptest.NewRequest(http.MethodGet, row.url+"/invocation/context", nil)
		for header, value := range row.header {
			r.Header.Set(header, value)
		}
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != row.status {
			t.Errorf("%s: got %d, want %d", name, w.Code, row.status)
		}
	}
}
