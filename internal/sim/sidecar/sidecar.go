// Package sidecar imitates what stands beside a Forge container: its only way in and out.
//
// Inwards it takes the imitated platform's invocations with their tokens, verifies them, keeps all
// it knows under an id of its own for as long as the call lasts, and hands the container the call
// and the id. Outwards it answers who calls, carries calls to the hosts that the manifest declares,
// and speaks to Confluence and to the hosted storage for the invocation. An id that is not under
// way opens nothing.
//
// What is not imitated says so: other products, other platform APIs, and calls without an
// invocation. Source: developer.atlassian.com/platform/forge/containers-reference (ref-api,
// int-installbased).
package sidecar

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// Config is what a sidecar is made of. Every field but AWS and Now is required.
type Config struct {
	// AppID is the app's ARI: the audience of invocation tokens.
	AppID string
	// JWKSURL is where the keys of invocation tokens are published.
	JWKSURL string
	// Service is the container's origin.
	Service string
	// Atlassian is the origin that plays https://api.atlassian.com, for Confluence and for the
	// hosted storage.
	Atlassian string
	// Hosts are those that the manifest declares in permissions.external.fetch.backend; "*." stands
	// before those with anything in front.
	Hosts []string
	// AWS plays every declared host. nil: they are fetched.
	AWS http.Handler
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

// underWay is what the sidecar keeps of an invocation.
type underWay struct {
	// claims are the answer of /invocation/context.
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

// begin keeps an invocation under a fresh id: 40 hex characters, as the platform's.
func (s *Sidecar) begin(c underWay) string {
	raw := make([]byte, 20)
	_, _ = rand.Read(raw) // never fails: crypto/rand aborts the program instead
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

// refuse answers with an error. The shape of the real sidecar's is not documented.
func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"code": code, "message": message})
}
