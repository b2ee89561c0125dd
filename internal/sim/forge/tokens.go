package forge

import (
	"crypto/rand"
	"encoding/base64"
	"sync"
	"time"
)

// tokenLife is how long a token is good: at most four hours on the platform (Forge Remote
// essentials).
const tokenLife = 4 * time.Hour

// Grant is what a user token stands for.
type Grant struct {
	// AccountID is the person's Atlassian account id.
	AccountID string
	// Scopes are the app's scopes.
	Scopes []string

	// system marks the app's own token.
	system  bool
	expires time.Time
}

// tokens remembers the tokens handed out. They live in memory: a restart forgets them, as an app
// must expect.
type tokens struct {
	now func() time.Time

	mu     sync.Mutex
	grants map[string]Grant
}

func newTokens(now func() time.Time) *tokens {
	return &tokens{now: now, grants: map[string]Grant{}}
}

// issue returns a new user token.
func (t *tokens) issue(accountID string, scopes []string) string {
	return t.keep(Grant{AccountID: accountID, Scopes: scopes})
}

// issueSystem returns a new token of the app itself.
func (t *tokens) issueSystem(scopes []string) string {
	return t.keep(Grant{Scopes: scopes, system: true})
}

// keep returns a new token for a grant and forgets the expired ones.
func (t *tokens) keep(g Grant) string {
	token := opaque()
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	for old, grant := range t.grants {
		if !now.Before(grant.expires) {
			delete(t.grants, old)
		}
	}
	g.expires = now.Add(tokenLife)
	t.grants[token] = g
	return token
}

// grant returns what a token stands for, unless it is unknown or expired.
func (t *tokens) grant(token string) (Grant, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	g, ok := t.grants[token]
	return g, ok && t.now().Before(g.expires)
}

// opaque returns a token that tells its holder nothing.
func opaque() string {
	b := make([]byte, 48)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}
