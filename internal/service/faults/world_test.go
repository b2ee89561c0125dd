package faults_test

import (
	"crypto/tls"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"pagewatch/internal/durable/durabletest"
	"pagewatch/internal/secret"
	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/kvs"
)

// The upstreams, in the order in which a view calls them. A view of a stack calls Grafana in place of
// STS and CloudWatch.
const (
	keySet     = "key set"
	sidecar    = "sidecar"
	confluence = "Confluence"
	storage    = "storage"
	sts        = "STS"
	cloudWatch = "CloudWatch"
	grafana    = "Grafana"
)

// target is a deployment target with the upstreams that a view of AWS calls, in order.
type target struct {
	name      string
	container bool
	asks      []string
}

var targets = []target{
	{"Forge Remote", false, []string{keySet, confluence, storage, sts, cloudWatch}},
	{"Forge container", true, []string{sidecar, confluence, storage, sts, cloudWatch}},
}

const (
	// A short address leaves more space for the server's words in a line of the log.
	sidecarOrigin = "http://s.io"
	frankfurt     = "@eu-central-1"
	invocationID  = "0123456789abcdef0123456789abcdef01234567"
	// of the platform's call before the app goes
	uninstallID = "76543210fedcba9876543210fedcba9876543210"
)

// world is the whole backend with its records in the hosted storage, as in production, and a server
// for each upstream.
type world struct {
	*servicetest.Backend
	t       *testing.T
	target  target
	ends    map[string]*end
	stored  *kvs.Server
	secrets secrets
	// call is the call of the person under test.
	call servicetest.Call
	// stray counts requests to other hosts.
	stray int
}

// secrets are the values that no log, audit or answer may contain.
type secrets struct {
	mu     sync.Mutex
	values []string
}

func (s *secrets) add(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values = append(s.values, values...)
}

// in returns the secrets that a text contains.
func (s *secrets) in(text string) (found []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, value := range s.values {
		if strings.Contains(text, value) {
			found = append(found, value)
		}
	}
	return found
}

func newWorld(t *testing.T, on target, inMemory bool) *world {
	t.Helper()
	w := &world{Backend: servicetest.NewInMemory(t, nil), t: t, target: on, ends: map[string]*end{}}
	keys, err := secret.ParseKeyring(secret.NewKey("s"))
	w.must(err)
	w.stored, err = kvs.Open(
		kvs.Config{Path: filepath.Join(durabletest.Folder(t), "kvs.db"), Keys: keys})
	w.must(err)
	t.Cleanup(func() { _ = w.stored.Close() })
	t.Cleanup(func() {
		if t.Failed() { // the durations tell a fault from a busy machine
			lines := strings.Split(w.Audit.String(), "\n")
			t.Logf("the audit ends with\n%s", strings.Join(lines[max(0, len(lines)-12):], "\n"))
		}
	})
	var trusted, strange *tls.Certificate
	if !on.container {
		trusted, strange = certificate(t, "*.example.com", "*.grafana.net"),
			certificate(t, plantedWord)
	}
	for name, right := range w.upstreams() {
		w.ends[name] = &end{right: right}
		w.ends[name].start(t, inMemory, trusted, strange)
	}
	w.configure()
	w.begin()
	w.secrets.add(planted, plantedWord, "system-token", "user-token-"+servicetest.Ada,
		w.Cloud.Principal().SecretAccessKey, servicetest.StackToken)
	w.secrets.add(w.ExternalID(w.call))
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// configure sets the target's settings.
func (w *world) configure() {
	w.Settings.JWKSURL, w.Settings.AtlassianAPI = "https://k.example.com/",
		"https://atlassian.example.com"
	w.Settings.STSEndpoint, w.Settings.CloudWatchEndpoint = "https://sts.example.com",
		"https://monitoring.example.com"
	if !w.target.container {
		w.call.Header = func(h http.Header) { w.secrets.add(h.Get("Authorization")) }
		return
	}
	w.Settings.Sidecar, w.Settings.StreamURL, w.Settings.StreamOrigins = sidecarOrigin, "", nil
	w.call.Header = func(h http.Header) {
		clear(h)
		h.Set("Content-Type", "application/json")
		h.Set("X-Forge-Invocation-Id", invocationID)
	}
	w.secrets.add(invocationID, uninstallID)
}

// begin restarts the backend without cached keys.
func (w *world) begin() {
	w.t.Helper()
	var err error
	w.Handler, err = service.New(w.Settings, service.Deployment{
		Container: w.target.container, Audit: w.Audit,
		Log:       slog.New(slog.NewJSONHandler(w.Log, nil)),
		Transport: w, Now: w.Clock.Now,
	})
	w.must(err)
}

// RoundTrip implements http.RoundTripper: it sends each request to its upstream.
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	to := w.ends[whose(r)]
	if to == nil {
		w.stray++
		return nil, io.ErrUnexpectedEOF
	}
	return to.transport.RoundTrip(r)
}

// whose returns the upstream of a request.
func whose(r *http.Request) string {
	switch path := r.URL.Path; {
	case r.URL.Host == "k.example.com":
		return keySet
	case path == "/invocation/context":
		return sidecar
	case strings.HasPrefix(path, "/ex/confluence/"), strings.HasPrefix(path, "/confluence/"):
		return confluence
	case strings.HasPrefix(path, "/forge/storage/kvs/"):
		return storage
	case r.URL.Host == "sts.example.com", strings.HasPrefix(path, "/proxy/sts.example.com/"):
		return sts
	case r.URL.Host == "monitoring.example.com",
		strings.HasPrefix(path, "/proxy/monitoring.example.com/"):
		return cloudWatch
	case r.URL.Host == "example.grafana.net",
		strings.HasPrefix(path, "/proxy/example.grafana.net/"):
		return grafana
	}
	return ""
}

// upstreams returns the handlers behind the ends.
func (w *world) upstreams() map[string]http.Handler {
	all := map[string]http.Handler{
		keySet: w.KeySet, sidecar: http.HandlerFunc(w.context),
		confluence: w.asRemote(w.Confluence),
		storage:    http.StripPrefix("/forge/storage/kvs", w.stored.For(servicetest.Installation)),
		sts:        w.asRemote(w.recordKeys(w.Cloud)), cloudWatch: w.asRemote(w.Cloud),
	}
	asked := map[string]http.Handler{grafana: w.asRemote(http.HandlerFunc(rules))}
	for _, name := range w.target.asks {
		asked[name] = all[name]
	}
	return asked
}

// rules answers as a stack with one rule does.
func rules(out http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer "+servicetest.StackToken {
		out.WriteHeader(http.StatusUnauthorized)
		return
	}
	out.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(out, `{"status":"success","data":{"groups":[{"name":"g","rules":[`+
		`{"uid":"r","name":"r","folderUid":"f","state":"firing","health":"ok"}]}]}}`)
}

// context answers the sidecar's question about the caller.
func (w *world) context(out http.ResponseWriter, r *http.Request) {
	claims := w.call.Claims()
	if strings.HasSuffix(r.Header.Get("Forge-Proxy-Authorization"), uninstallID) {
		uninstalling.Change(&claims)
	}
	out.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(out).Encode(claims)
}

// asRemote reverts what a sidecar changes in a container's call.
func (w *world) asRemote(next http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		r = r.Clone(r.Context())
		if rest, proxied := strings.CutPrefix(r.URL.Path, "/proxy/"); proxied {
			r.Host, r.URL.Path, _ = strings.Cut(rest, "/")
			r.URL.Path = "/" + r.URL.Path
			r.RequestURI = r.URL.Path
			r.Header.Del("Forge-Proxy-Authorization")
		}
		if rest, there := strings.CutPrefix(r.URL.Path, "/confluence/"); there {
			token := map[bool]string{true: "user-token-" + servicetest.Ada, false: "system-token"}
			r.Header.Set("Authorization",
				"Bearer "+
					token[strings.Contains(r.Header.Get("Forge-Proxy-Authorization"), "as=user")])
			r.URL.Path = "/ex/confluence/" + servicetest.Site + "/wiki/" + rest
		}
		next.ServeHTTP(out, r)
	})
}

var issued = regexp.MustCompile(`<(?:SecretAccessKey|SessionToken)>([^<]+)<`)

// recordKeys adds the keys that STS issues to the secrets.
func (w *world) recordKeys(next http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		record := httptest.NewRecorder()
		next.ServeHTTP(record, r)
		for _, m := range issued.FindAllStringSubmatch(record.Body.String(), -1) {
			w.secrets.add(m[1])
		}
		for name, values := range record.Header() {
			out.Header()[name] = values
		}
		out.WriteHeader(record.Code)
		_, _ = out.Write(record.Body.Bytes())
	})
}

// anHourAhead gives the call a token of a platform whose clock is an hour ahead.
func (w *world) anHourAhead(call servicetest.Call) servicetest.Call {
	claims, header := call.Claims(), call.Header
	token, err := w.Issuer.Mint(w.Clock.Now().Add(anHour), claims)
	w.must(err)
	call.Header = func(h http.Header) {
		h.Set("Authorization", "Bearer "+token)
		header(h)
	}
	return call
}
