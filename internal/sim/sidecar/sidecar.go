// Package sidecar imitates the sidecar of a Forge container: the only transport of the container's
// incoming and outgoing calls.
//
// Incoming: it takes invocations of the imitated platform with their tokens, verifies them, keeps
// their claims under a random id for as long as the call lasts, and passes the call and the id to
// the container. Outgoing: it answers who calls, forwards calls to the hosts that the manifest
// declares, and calls Confluence and the hosted storage for the invocation. The id of an ended
// invocation opens nothing.
//
// Other products, other platform APIs, and calls without an invocation are not imitated; their
// refusals state that. Source: developer.atlassian.com/platform/forge/containers-reference
// (ref-api, int-installbased).
package sidecar

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// Config configures a sidecar. Every field but AWS, Grafana and Now is required.
type Config struct {
	// AppID is the app's ARI: the audience of invocation tokens.
	AppID string
	// JWKSURL is where the keys of invocation tokens are published.
	JWKSURL string
	// Service is the container's origin.
	Service string
	// Atlassian is the origin that imitates https://api.atlassian.com, for Confluence and for the
	// hosted storage.
	Atlassian string
	// Hosts are the manifest's permissions.external.fetch.backend. A leading "*." matches every
	// subdomain.
	Hosts []string
	// AWS answers for every declared host but Grafana's. Calls leave this machine where it is nil.
	AWS http.Handler
	// Grafana answers for the declared hosts under grafana.net. Calls leave this machine where it is
	// nil.
	Grafana http.Handler
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// Sidecar is the imitation.
type Sidecar struct {
	cfg    Config
	keys   *keySet
	client *http.Transport

	mu    sync.Mutex
	calls map[string]underWay
}

// underWay holds the state of an invocation.
type underWay struct {
	// claims is the answer of /invocation/context.
	claims []byte
	// cloudID is the site's.
	cloudID string
	// user and system are the platform's tokens for the invocation; user may be "".
	user, system string
}

// New returns a sidecar.
func New(cfg Config) *Sidecar {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	transport := &http.Transport{Proxy: nil, DisableKeepAlives: true, DisableCompression: true}
	return &Sidecar{cfg: cfg, keys: &keySet{url: cfg.JWKSURL, client: transport}, client: transport,
		calls: map[string]underWay{}}
}

// begin keeps an invocation under a fresh id of 40 hex characters, as on the platform.
func (s *Sidecar) begin(c underWay) string {
	raw := make([]byte, 20)
	_, _ = rand.Read(raw) // never fails: crypto/rand aborts the program on an error
	id := hex.EncodeToString(raw)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[id] = c
	return id
}

// end forgets an invocation.
func (s *Sidecar) end(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.calls, id)
}

// find returns the invocation under way with that id.
func (s *Sidecar) find(id string) (underWay, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.calls[id]
	return c, ok
}

// refuse answers with an error. The form of the real sidecar's errors is not documented.
func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"code": code, "message": message})
}
