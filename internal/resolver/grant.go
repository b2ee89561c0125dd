package resolver

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/secret"
	"pagewatch/internal/source"
)

// grantLife is how long a view grant opens: the time a browser needs to turn around.
const grantLife = 15 * time.Second

// grant is what a view has been found to be allowed, on its way through the browser. It is sealed,
// and it is no JWT, so nothing takes it for an invocation token. A long-lived secret is never in
// it.
type grant struct {
	ID           string `json:"id"` // opens once per process
	Installation string `json:"installation"`
	Space        string `json:"space"`
	Site         string `json:"site"`
	Account      string `json:"account"` // for the audit
	// Texts are those of the questions, each once: a hundred long names fit into a request once,
	// not ten times.
	Texts []string `json:"texts"`
	// Sources are the tasks of the view.
	Sources []granted `json:"sources"`
}

// granted is one source of a grant.
type granted struct {
	Index      int    `json:"index"`
	Connection string `json:"connection"`
	Version    string `json:"version"`
	Name       string `json:"name"`
	// Kind and Target are what connection.Grantable wrote, or the grant does not open.
	Kind   connection.Kind `json:"kind"`
	Target json.RawMessage `json:"target"`
	// Question is the task's without its text, and Text the place of that in the grant.
	Question source.Question `json:"question"`
	Text     int             `json:"text"`
}

// streamable reports whether these tasks may go through the browser: none holds a long-lived
// secret.
func (s *service) streamable(tasks []task) bool {
	for _, t := range tasks {
		if _, ok := t.Link.Grantable(t.Link.Kind); !ok {
			return false
		}
	}
	return s.Stream.URL != "" && len(tasks) > 0
}

// seal turns tasks into a grant for their reader.
func (s *service) seal(right access.Reader, tasks []task) string {
	id := make([]byte, 16)
	_, _ = rand.Read(id) // never fails: crypto/rand aborts the program instead
	g := grant{ID: hex.EncodeToString(id), Installation: right.Installation(),
		Space: right.Space(), Site: right.CloudID(), Account: right.Account()}
	for _, t := range tasks {
		target, _ := t.Link.Grantable(t.Link.Kind)
		text := slices.Index(g.Texts, t.Question.Text)
		if text < 0 {
			text, g.Texts = len(g.Texts), append(g.Texts, t.Question.Text)
		}
		t.Question.Text = ""
		g.Sources = append(g.Sources, granted{
			Index: t.Index, Connection: t.Link.ID, Version: t.Link.Version, Name: t.Link.Name,
			Kind: t.Link.Kind, Target: target, Question: t.Question, Text: text,
		})
	}
	return s.grants.Seal(secret.Binding{}, s.Now(), g)
}

// open returns the tasks of a grant, or errGrant: for bytes that were not sealed here, for an old
// grant, for one that has been opened before, and for one with a target that is not grantable.
func (s *service) open(sealed []byte) (grant, []task, error) {
	g, err := s.grants.Open(secret.Binding{}, string(sealed))
	if err != nil || g.ID == "" || g.Installation == "" || g.Space == "" || len(g.Sources) == 0 {
		return grant{}, nil, errGrant
	}
	tasks := make([]task, 0, len(g.Sources))
	for _, src := range g.Sources {
		target, ok := connection.Granted(src.Kind, src.Target)
		if !ok || src.Text < 0 || src.Text >= len(g.Texts) {
			return grant{}, nil, errGrant
		}
		src.Question.Text = g.Texts[src.Text]
		tasks = append(tasks, task{
			Index: src.Index, Question: src.Question,
			Site: g.Site, Installation: g.Installation, Space: g.Space,
			Link: connection.Link{ID: src.Connection, Version: src.Version, Name: src.Name,
				Kind: src.Kind, Target: target},
		})
	}
	if !s.used.first(g.ID, s.Now()) {
		return grant{}, nil, errGrant
	}
	return g, tasks, nil
}

// usedGrants remembers the grants of the last seconds. Only grants that were sealed here get in, so
// only readers who were allowed a view make it grow.
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
