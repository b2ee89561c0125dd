package confluence

import (
	"crypto/rand"
	"net/http"
	"sync"
)

// maxSessions bounds what is remembered; beyond it everybody is the default person again.
const maxSessions = 1000

// Sessions remembers who is signed in in which browser. A browser without a session is the default
// person.
type Sessions struct {
	cookie string

	mu  sync.Mutex
	key map[string]string
}

// NewSessions returns an empty set. Cookies do not tell ports apart, so the port is part of the
// cookie's name: two imitations on one machine keep their sessions.
func NewSessions(port string) *Sessions {
	return &Sessions{cookie: "local-session-" + port, key: map[string]string{}}
}

// Person returns who is signed in.
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

// arrivesBlind reports whether the request was led here from another site, so that the browser kept
// the session's cookie back.
func (s *Sessions) arrivesBlind(r *http.Request) bool {
	_, err := r.Cookie(s.cookie)
	return err != nil && r.Header.Get("Sec-Fetch-Site") == "cross-site"
}
