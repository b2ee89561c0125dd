package forge

import (
	"crypto/rand"
	"encoding/base64"
	"sync"
	"time"
)

// tokenLife is the life of a token: at most four hours on the platform (Forge Remote essentials).
const tokenLife = 4 * time.Hour

// Grant is what a user token authorises.
type Grant struct {
	// AccountID is the person's Atlassian account id.
	AccountID string
	// Scopes are the app's scopes.
	Scopes []string

	// system marks the app's own token.
	system  bool
	expires time.Time
}

// tokens holds the issued tokens in memory. A restart forgets them, and an app must expect that.
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

// keep returns a new token for a grant and drops the expired ones.
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

// grant returns the grant of a token, false for an unknown or expired one.
func (t *tokens) grant(token string) (Grant, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	g, ok := t.grants[token]
	return g, ok && t.now().Before(g.expires)
}

// opaque returns a random token.
func opaque() string {
	b := make([]byte, 48)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the program on an error
	return base64.RawURLEncoding.EncodeToString(b)
}
