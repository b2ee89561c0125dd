package auth_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/platform/auth"
	"pagewatch/internal/sim/fit"
)

// keyServer serves with the current handler and counts fetches.
type keyServer struct {
	*httptest.Server
	serve   http.HandlerFunc
	fetches int
	now     time.Time
	keys    *auth.Keys
}

func newKeyServer(t *testing.T, serve http.HandlerFunc) *keyServer {
	t.Helper()
	s := &keyServer{serve: serve, now: now}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fetches++
		s.serve(w, r)
	}))
	t.Cleanup(s.Close)
	s.keys = auth.NewKeys(s.URL, s.Client(), func() time.Time { return s.now })
	return s
}

func (s *keyServer) has(kid string) bool {
	_, err := s.keys.Key(context.Background(), kid)
	return err == nil
}

func TestUnknownKeyIDsCauseOneFetchPerInterval(t *testing.T) {
	issuer := must[*fit.Issuer](t)(fit.New(appID))
	s := newKeyServer(t, issuer.ServeHTTP)
	for range 100 {
		if s.has("unknown") {
			t.Fatal("an unknown key was found")
		}
	}
	if s.fetches != 1 {
		t.Errorf("%d fetches for 100 unknown ids, want 1", s.fetches)
	}
	if !s.has(issuer.KeyID) || s.fetches != 1 {
		t.Errorf("the known key was not found without another fetch (%d)", s.fetches)
	}
}

func TestKeysRotateAndExpire(t *testing.T) {
	first, second := must[*fit.Issuer](t)(fit.New(appID)), must[*fit.Issuer](t)(fit.New(appID))
	s := newKeyServer(t, first.ServeHTTP)
	if !s.has(first.KeyID) {
		t.Fatal("the first key was not found")
	}
	s.serve = second.ServeHTTP
	s.now = s.now.Add(31 * time.Second)
	if !s.has(second.KeyID) {
		t.Error("a key published later was not found")
	}
	if s.has(first.KeyID) {
		t.Error("a withdrawn key is still accepted")
	}

	s.serve = func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	s.now = s.now.Add(59 * time.Minute)
	if !s.has(second.KeyID) {
		t.Error("a key was refused while the set is down for a moment")
	}
	s.now = s.now.Add(2 * time.Minute)
	if s.has(second.KeyID) {
		t.Error("an old key is accepted while the set is down")
	}
	s.serve = second.ServeHTTP
	s.now = s.now.Add(3 * time.Second)
	if !s.has(second.KeyID) {
		t.Error("the key was not found after the set recovered")
	}
}

// TestAnEmptySetIsAFailure: it does not remove known keys.
func TestAnEmptySetIsAFailure(t *testing.T) {
	issuer := must[*fit.Issuer](t)(fit.New(appID))
	s := newKeyServer(t, issuer.ServeHTTP)
	if !s.has(issuer.KeyID) {
		t.Fatal("the key was not found")
	}
	s.serve = func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"keys":[]}`)) }
	s.now = s.now.Add(31 * time.Minute)
	if !s.has(issuer.KeyID) {
		t.Error("an empty set removed a key")
	}
}

// TestAFailedFetchIsTriedAgainSoon: after a failure the next fetch is due in seconds. Many tokens
// meanwhile cause one fetch.
func TestAFailedFetchIsTriedAgainSoon(t *testing.T) {
	issuer := must[*fit.Issuer](t)(fit.New(appID))
	s := newKeyServer(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
	})
	for range 50 {
		if s.has(issuer.KeyID) {
			t.Fatal("a key was found in a failure")
		}
	}
	if s.fetches != 1 {
		t.Errorf("%d fetches of a failing set, want 1", s.fetches)
	}
	s.serve = issuer.ServeHTTP
	s.now = s.now.Add(3 * time.Second)
	if !s.has(issuer.KeyID) {
		t.Error("the key was not found 3 s after a failed fetch")
	}
}

// TestKeysAreRenewedBeforeTheyExpire: the set is fetched again after half an hour, so that a
// withdrawn key expires then.
func TestKeysAreRenewedBeforeTheyExpire(t *testing.T) {
	first, second := must[*fit.Issuer](t)(fit.New(appID)), must[*fit.Issuer](t)(fit.New(appID))
	s := newKeyServer(t, first.ServeHTTP)
	if !s.has(first.KeyID) {
		t.Fatal("the key was not found")
	}
	s.serve = second.ServeHTTP
	s.now = s.now.Add(29 * time.Minute)
	if !s.has(first.KeyID) || s.fetches != 1 {
		t.Errorf("after 29 minutes: %d fetches", s.fetches)
	}
	s.now = s.now.Add(2 * time.Minute)
	if s.has(first.KeyID) || s.fetches != 2 {
		t.Errorf("a withdrawn key is accepted after 31 minutes (%d fetches)", s.fetches)
	}
}

// TestASlowFetchDoesNotDelayAKnownKey: a known key is returned during a fetch for an unknown one.
func TestASlowFetchDoesNotDelayAKnownKey(t *testing.T) {
	issuer := must[*fit.Issuer](t)(fit.New(appID))
	s := newKeyServer(t, issuer.ServeHTTP)
	if !s.has(issuer.KeyID) {
		t.Fatal("the key was not found")
	}
	asked, release := make(chan struct{}), make(chan struct{})
	s.serve = func(w http.ResponseWriter, r *http.Request) {
		close(asked)
		<-release
		issuer.ServeHTTP(w, r)
	}
	s.now = s.now.Add(31 * time.Minute)
	done := make(chan bool)
	go func() { done <- s.has("unknown") }()
	<-asked
	if !s.has(issuer.KeyID) {
		t.Error("a known key was refused")
	}
	close(release)
	if <-done {
		t.Error("an unknown key was found")
	}
}

func TestKeySetAnswers(t *testing.T) {
	issuer := must[*fit.Issuer](t)(fit.New(appID))
	set := string(must[[]byte](t)(issuerJWKS(issuer)))
	padded := strings.Replace(set, `"e":"AQAB"`, `"e":"AQAB=="`, 1)
	padded = padded[:strings.Index(padded, `"n":"`)+5] +
		strings.Replace(padded[strings.Index(padded, `"n":"`)+5:], `"`, `=="`, 1)
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	weak := &fit.Issuer{Key: must[*rsa.PrivateKey](t)(rsa.GenerateKey(rand.Reader, 1024)),
		KeyID: issuer.KeyID}
	rows := []struct {
		name  string
		serve http.HandlerFunc
		ok    bool
	}{
		{"a key of 1024 bits", weak.ServeHTTP, false},
		{"as published", answer(200, set), true},
		{"padded values", answer(200, padded), true},
		{"with unknown key types",
			answer(200, strings.Replace(set, `{"keys":[`, `{"keys":[{"kty":"XYZ","kid":"x"},`, 1)),
			true},
		{"HTML", answer(200, "<html>hello</html>"), false},
		{"empty", answer(200, ""), false},
		{"no keys", answer(200, `{"keys":[]}`), false},
		{"for encryption", answer(200, strings.Replace(set, `"use":"sig"`, `"use":"enc"`, 1)),
			false},
		{"for another algorithm", answer(200, strings.Replace(set, `"RS256"`, `"RS512"`, 1)),
			false},
		{"too large", answer(200, set+strings.Repeat(" ", 300<<10)), false},
		{"not found", answer(404, set), false},
		{"server error", answer(500, set), false},
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
		}, false},
		{"reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, false},
	}
	for _, row := range rows {
		s := newKeyServer(t, row.serve)
		if got := s.has(issuer.KeyID); got != row.ok {
			t.Errorf("%s: found %v, want %v", row.name, got, row.ok)
		}
	}
}

func issuerJWKS(i *fit.Issuer) ([]byte, error) { return i.JWKS() }
