package confluence

import (
	"crypto/rand"
	"net/http"
	"sync"
)

// maxSessions bounds the sessions. Beyond it all are dropped, and every browser has the default
// person.
const maxSessions = 1000

// Sessions maps browsers to signed-in persons. A browser without a session has the default person.
type Sessions struct {
	cookie string

	mu  sync.Mutex
	key map[string]string
}

// NewSessions returns an empty set. Cookies are shared by all ports of a host, so the cookie's name
// contains the port: two imitations on one machine keep separate sessions.
func NewSessions(port string) *Sessions {
	return &Sessions{cookie: "local-session-" + port, key: map[string]string{}}
}

// Person returns the signed-in person.
func (s *Sessions) Person(r *http.Request) Person {
	if cookie, err := r.Cookie(s.cookie); err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if p, ok := PersonByKey(s.key[cookie.Value]); ok {
			return p
		}
	}
	return people[0]
}

// signIn gives the browser a new session for the person.
func (s *Sessions) signIn(w http.ResponseWriter, p Person) {
	id := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.key) >= maxSessions {
		clear(s.key)
	}
	s.key[id] = p.Key
	http.SetCookie(w, &http.Cookie{
		Name: s.cookie, Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
}

// arrivesBlind reports whether another site started the navigation, so that the browser withheld
// the session's SameSite cookie.
func (s *Sessions) arrivesBlind(r *http.Request) bool {
	_, err := r.Cookie(s.cookie)
	return err != nil && r.Header.Get("Sec-Fetch-Site") == "cross-site"
}
