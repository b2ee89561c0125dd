package sidecar_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/sim/fit"
	"pagewatch/internal/sim/sidecar"
)

const (
	appID   = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555"
	cloudID = "bbbbbbbb-0000-4000-8000-000000000002"
)

// rig is a sidecar between a platform and a scripted container.
type rig struct {
	t      *testing.T
	issuer *fit.Issuer
	in     http.Handler
	out    http.Handler
	// container answers an invocation; seen are the requests that reached Atlassian and AWS.
	container http.HandlerFunc
	seen      []*http.Request
}

func newRig(t *testing.T) *rig {
	t.Helper()
	issuer, err := fit.New(appID)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, issuer: issuer}
	note := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r.seen = append(r.seen, req)
		w.Header().Set("X-Answer", "kept")
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.Copy(w, req.Body)
	})
	keys, atlassian := httptest.NewServer(issuer), httptest.NewServer(note)
	service := httptest.NewServer(
		http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { r.container(w, req) }))
	t.Cleanup(func() { keys.Close(); atlassian.Close(); service.Close() })
	s := sidecar.New(sidecar.Config{
		AppID: appID, JWKSURL: keys.URL, Service: service.URL, Atlassian: atlassian.URL,
		Hosts: []string{"sts.example.com", "*.example.org"}, AWS: note,
	})
	r.in, r.out = s.Ingress(), s.Egress()
	return r
}

func claims() invocation.Claims {
	return invocation.Claims{
		App: invocation.App{
			ID:             appID,
			InstallationID: "ari:cloud:ecosystem::installation/aaaaaaaa-0000-4000-8000-000000000001",
			Module:         invocation.Module{Type: "xen:macro", Key: "alarms"},
		},
		Context: &invocation.Context{
			CloudID: cloudID, AccountType: "licensed", AccountID: "712020:ada"},
		Principal: "712020:ada",
	}
}

// invoke calls the container with a token, as the platform does.
func (r *rig) invoke(token string, more ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodPost, "/v1/views?a=b", strings.NewReader(`{"q":1}`))
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("X-Forge-Oauth-System", "system-token")
	req.Header.Set("X-B3-Traceid", "trace")
	for i := 0; i < len(more); i += 2 {
		req.Header.Set(more[i], more[i+1])
	}
	w := httptest.NewRecorder()
	r.in.ServeHTTP(w, req)
	return w
}

// mint returns a valid token.
func (r *rig) mint(change func(*invocation.Claims)) string {
	r.t.Helper()
	c := claims()
	change(&c)
	token, err := r.issuer.Mint(time.Now(), c)
	if err != nil {
		r.t.Fatal(err)
	}
	return token
}

func as(*invocation.Claims) {}

// ask is a call of the container.
func (r *rig) ask(method, path, authorization string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, strings.NewReader("body"))
	if authorization != "" {
		req.Header.Set("Forge-Proxy-Authorization", authorization)
	}
	req.Header.Set("X-Own", "kept")
	w := httptest.NewRecorder()
	r.out.ServeHTTP(w, req)
	return w
}

// during runs do while an invocation is under way, and returns the invocation's id.
func (r *rig) during(token string, do func(id string), more ...string) string {
	r.t.Helper()
	id := ""
	r.container = func(_ http.ResponseWriter, req *http.Request) {
		id = req.Header.Get("X-Forge-Invocation-Id")
		do(id)
	}
	if w := r.invoke(token, more...); w.Code != http.StatusOK || id == "" {
		r.t.Fatalf("%d %s", w.Code, w.Body)
	}
	return id
}

// TestIngress checks that the container gets the call and an id and no token, and that its answer
// is returned unchanged.
func TestIngress(t *testing.T) {
	r := newRig(t)
	var got *http.Request
	var body []byte
	r.container = func(w http.ResponseWriter, req *http.Request) {
		got = req
		body, _ = io.ReadAll(req.Body)
		w.Header().Set("X-Own", "1")
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "{}")
	}
	w := r.invoke(r.mint(as), "X-Forge-Oauth-User", "user-token", "X-Forge-Invocation-Id", "forged",
		"X-Custom", "kept")
	if w.Code != http.StatusAccepted || w.Body.String() != "{}" || w.Header().Get("X-Own") != "1" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	h := got.Header
	attributes, err := base64.StdEncoding.DecodeString(h.Get("X-Forge-Invocation-Log-Attributes"))
	if got.Method != http.MethodPost || got.RequestURI != "/v1/views?a=b" ||
		string(body) != `{"q":1}` || len(h.Get("X-Forge-Invocation-Id")) != 40 ||
		h.Get("X-B3-Traceid") != "trace" || h.Get("X-Custom") != "kept" || err != nil ||
		!strings.Contains(string(attributes), "installationId") {
		t.Errorf("got %s %s %v %s", got.Method, got.RequestURI, h, body)
	}
	for _, name := range []string{"Authorization", "X-Forge-Oauth-User", "X-Forge-Oauth-System",
		"X-Forwarded-For"} {
		if h.Get(name) != "" {
			t.Errorf("%s reached the container", name)
		}
	}
}

// TestIngressRefusals checks that a token that does not verify reaches no container.
func TestIngressRefusals(t *testing.T) {
	r := newRig(t)
	r.container = func(http.ResponseWriter, *http.Request) { t.Error("the container was called") }
	stranger, err := fit.New(appID)
	if err != nil {
		t.Fatal(err)
	}
	stranger.KeyID = r.issuer.KeyID
	sign := func(issuer *fit.Issuer, at time.Time, c invocation.Claims) string {
		token, err := issuer.Mint(at, c)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	other := *r.issuer
	other.Audience += "0"
	unknown := *r.issuer
	unknown.KeyID += "0"
	for name, token := range map[string]string{
		"none": "", "rubbish": "a.b.c", "a stranger's": sign(stranger, time.Now(), claims()),
		"another app's":    sign(&other, time.Now(), claims()),
		"an unknown key's": sign(&unknown, time.Now(), claims()),
		"expired":          sign(r.issuer, time.Now().Add(-time.Minute), claims()),
		"of no site":       r.mint(func(c *invocation.Claims) { c.Context = nil }),
	} {
		if w := r.invoke(token); w.Code != http.StatusUnauthorized || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	gone := newRig(t)
	gone.container = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	if w := gone.invoke(gone.mint(as)); w.Code != http.StatusServiceUnavailable {
		t.Errorf("a container that breaks off: %d %s", w.Code, w.Body)
	}
}

// TestContext checks the documented content, for as long as the call lasts and no longer.
func TestContext(t *testing.T) {
	r := newRig(t)
	id := r.during(r.mint(as), func(id string) {
		w := r.ask(http.MethodGet, "/invocation/context", "Forge id="+id)
		var got map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK ||
			got["app"] == nil || got["principal"] != nil || got["aud"] != nil ||
			got["context"].(map[string]any)["accountId"] != "712020:ada" {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
	for name, authorization := range map[string]string{
		"ended": "Forge id=" + id, "unknown": "Forge id=" + strings.Repeat("0", 40),
		"empty": "Forge id=", "none": "", "bearer": "Bearer " + id, "no id": "Forge as=app",
	} {
		if w := r.ask(http.MethodGet, "/invocation/context",
			authorization); w.Code != http.StatusUnauthorized {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

// TestOutwards has a row per call of a container: the upstream that it reaches, and the token.
func TestOutwards(t *testing.T) {
	rows := []struct {
		name, path, as string
		status         int
		url, token     string // of the request that an upstream received
	}{
		{"AWS", "/proxy/sts.example.com/a%2Fb?q=%20", "", 418,
			"https://sts.example.com/a%2Fb?q=%20", ""},
		{"a wildcard", "/proxy/a.b.example.org/", "", 418, "https://a.b.example.org/", ""},
		{"not the wildcard's own", "/proxy/example.org/", "", 403, "", ""},
		{"undeclared", "/proxy/evil.example/", "", 403, "", ""},
		{"another port", "/proxy/sts.example.com:8443/", "", 403, "", ""},
		{"no host", "/proxy/", "", 403, "", ""},
		{"a scheme", "/proxy/https://sts.example.com/", "", 403, "", ""},
		{"Confluence as the user", "/confluence/api/v2/spaces/42/operations", "user", 418,
			"/ex/confluence/" + cloudID + "/wiki/api/v2/spaces/42/operations", "Bearer user-token"},
		{"Confluence with wiki", "/confluence/wiki/api/v2/spaces/42", "app", 418,
			"/ex/confluence/" + cloudID + "/wiki/api/v2/spaces/42", "Bearer system-token"},
		{"Confluence as nobody says", "/confluence/api/v2/spaces/42", "", 400, "", ""},
		{"storage", "/forge/storage/kvs/v1/get", "", 418, "/forge/storage/kvs/v1/get",
			"Bearer system-token"},
		{"storage as the app", "/forge/storage/kvs/v1/get", "app", 418, "/forge/storage/kvs/v1/get",
			"Bearer system-token"},
		{"storage as the user", "/forge/storage/kvs/v1/get", "user", 403, "", ""},
		{"Jira", "/jira/rest/api/3/myself", "user", 501, "", ""},
		{"installations", "/v1/installations", "", 501, "", ""},
		{"context by POST", "/invocation/context", "", 501, "", ""},
		{"another pair", "/invocation/context", "x,accountId=1", 501, "", ""},
	}
	r := newRig(t)
	for _, row := range rows {
		r.during(r.mint(as), func(id string) {
			r.seen = nil
			authorization := "Forge id=" + id
			if row.as != "" {
				authorization = "Forge as=" + row.as + ",id=" + id
			}
			w := r.ask(http.MethodPost, row.path, authorization)
			if w.Code != row.status {
				t.Errorf("%s: %d %s, want %d", row.name, w.Code, w.Body, row.status)
			}
			if row.url == "" {
				if len(r.seen) > 0 {
					t.Errorf("%s: reached somebody", row.name)
				}
				return
			}
			if len(r.seen) != 1 {
				t.Fatalf("%s: %d requests", row.name, len(r.seen))
			}
			got := r.seen[0]
			if got.URL.String() != row.url || got.Header.Get("Authorization") != row.token ||
				got.Header.Get("X-Own") != "kept" ||
				got.Header.Get("Forge-Proxy-Authorization") != "" || w.Body.String() != "body" ||
				w.Header().Get("X-Answer") != "kept" ||
				w.Header().Get("Forge-Proxy-Upstream-Latency") == "" {
				t.Errorf("%s: %s %v, answered %v", row.name, got.URL, got.Header, w.Header())
			}
			if strings.HasPrefix(row.url, "https://") && got.Host != got.URL.Host {
				t.Errorf("%s: for the host %s", row.name, got.Host)
			}
		}, "X-Forge-Oauth-User", "user-token")
	}
	r.during(r.mint(as), func(id string) {
		if w := r.ask(http.MethodGet, "/confluence/api/v2/spaces/42",
			"Forge as=user,id="+id); w.Code != http.StatusUnauthorized {
			t.Errorf("as a user who is not there: %d %s", w.Code, w.Body)
		}
	})
}

// TestRealHostsAreFetched checks that calls leave the machine without an imitated AWS, and that a
// failed one is 502.
func TestRealHostsAreFetched(t *testing.T) {
	r := newRig(t)
	closed := httptest.NewServer(nil)
	closed.Close()
	host := strings.TrimPrefix(closed.URL, "http://")
	keys := httptest.NewServer(r.issuer)
	service := httptest.NewServer(
		http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { r.container(w, req) }))
	t.Cleanup(func() { keys.Close(); service.Close() })
	s := sidecar.New(sidecar.Config{
		AppID: appID, JWKSURL: keys.URL, Service: service.URL, Hosts: []string{host}})
	r.in, r.out = s.Ingress(), s.Egress()
	r.during(r.mint(as), func(id string) {
		if w := r.ask(http.MethodPost, "/proxy/"+host+"/",
			"Forge id="+id); w.Code != http.StatusBadGateway || len(r.seen) > 0 {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}
