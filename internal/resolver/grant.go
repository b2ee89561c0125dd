package resolver

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/secret"
)

const (
	// grantLife is how long a view grant opens: the time a browser needs to turn around.
	grantLife = 15 * time.Second
	// clockSkew is how far another instance's clock may be ahead of ours.
	clockSkew = 2 * time.Second
)

// grant is what a view has been found to be allowed, on its way through the browser. It is sealed:
// the browser can neither read nor change it, and it is no JWT, so it can never be taken for an
// invocation token. An IAM user's keys are never in it.
type grant struct {
	ID           string    `json:"id"` // opens once per process
	Issued       time.Time `json:"issued"`
	Installation string    `json:"installation"`
	Space        string    `json:"space"`
	Account      string    `json:"account"` // for the audit
	Session      string    `json:"session"`
	// Query is the view's, which its sources share: a hundred long names fit into a request once,
	// not ten times.
	Query   alarm.Query `json:"query"`
	Sources []granted   `json:"sources"`
}

// granted is one source of a grant: the plan without keys.
type granted struct {
	Index      int    `json:"index"`
	Connection string `json:"connection"`
	Version    string `json:"version"`
	Name       string `json:"name"`
	// Kind and Target are what connection.Grantable wrote, or the grant does not open.
	Kind   connection.Kind `json:"kind"`
	Target json.RawMessage `json:"target"`
	Region string          `json:"region"`
	// Prefix is the name prefix asked with: the view's, or the fence's own.
	Prefix string `json:"prefix,omitempty"`
	Next   string `json:"next,omitempty"`
}

// streamable reports whether these plans may go through the browser: none holds a long-lived secret.
func (s *service) streamable(plans []plan) bool {
	for _, p := range plans {
		if _, ok := p.Link.Grantable(p.Link.Kind); !ok {
			return false
		}
	}
	return s.Stream.URL != "" && len(plans) > 0
}

// seal turns plans into a grant for their reader.
func (s *service) seal(right access.Reader, plans []plan) (string, error) {
	id := make([]byte, 16)
	_, _ = rand.Read(id) // never fails: crypto/rand aborts the program instead
	g := grant{
		ID: hex.EncodeToString(id), Issued: s.Now().UTC(), Installation: right.Installation(),
		Space:   right.Space(),
		Account: right.Account(), Session: s.SessionName(right.CloudID()),
	}
	for _, p := range plans {
		g.Query = p.Page.Query // they differ in the prefix alone
		target, _ := p.Link.Grantable(p.Link.Kind)
		g.Sources = append(g.Sources, granted{
			Index: p.Index, Connection: p.Link.ID, Version: p.Link.Version, Name: p.Link.Name,
			Kind: p.Link.Kind, Target: target, Region: p.Region, Prefix: p.Page.NamePrefix,
			Next: p.Page.Next,
		})
	}
	plain, err := json.Marshal(g)
	if err != nil {
		return "", fmt.Errorf("writing a grant: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(s.Grants.Seal(secret.Binding{}, plain)), nil
}

// open returns what a grant allows, or errGrant: for bytes that were not sealed here, for an old
// grant, for one that has been opened before, and for one with a connection of another kind, or of
// none.
func (s *service) open(sealed []byte) (grant, error) {
	raw := make([]byte, base64.RawURLEncoding.DecodedLen(len(sealed)))
	n, err := base64.RawURLEncoding.Strict().Decode(raw, sealed)
	// Strict still passes over line breaks
	if err != nil || base64.RawURLEncoding.EncodeToString(raw[:n]) != string(sealed) {
		return grant{}, errGrant
	}
	plain, err := s.Grants.Open(secret.Binding{}, raw[:n])
	if err != nil {
		return grant{}, errGrant
	}
	var g grant
	if err := json.Unmarshal(plain, &g); err != nil {
		return grant{}, errGrant
	}
	for _, src := range g.Sources {
		if _, ok := connection.Granted(src.Kind, src.Target); !ok {
			return grant{}, errGrant
		}
	}
	now := s.Now()
	if age := now.Sub(g.Issued); age < -clockSkew || age > grantLife || !s.used.first(g.ID, now) {
		return grant{}, errGrant
	}
	return g, nil
}

// plans returns what was sealed.
func (g grant) plans() []plan {
	plans := make([]plan, 0, len(g.Sources))
	for _, src := range g.Sources {
		query := g.Query
		query.NamePrefix = src.Prefix
		target, _ := connection.Granted(src.Kind, src.Target)
		plans = append(plans, plan{
			Index: src.Index, Region: src.Region, Page: alarm.Page{Query: query, Next: src.Next},
			Session: g.Session, Installation: g.Installation, Space: g.Space,
			Link: connection.Link{
				ID: src.Connection, Version: src.Version, Name: src.Name, Kind: src.Kind,
				Target: target,
			},
		})
	}
	return plans
}

// usedGrants remembers the grants of the last seconds. Only grants that were sealed here get in, so
// nobody but people who were allowed a view can make it grow.
type usedGrants struct {
	mu   sync.Mutex
	seen map[string]time.Time
}

// first reports whether this is the grant's first use.
func (u *usedGrants) first(id string, now time.Time) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	for old, at := range u.seen {
		if now.Sub(at) > 2*grantLife {
			delete(u.seen, old)
		}
	}
	if _, used := u.seen[id]; used {
		return false
	}
	if u.seen == nil {
		u.seen = map[string]time.Time{}
	}
	u.seen[id] = now
	return true
}
