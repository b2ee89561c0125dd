package sidecar

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/MicahParks/jwkset"
	"github.com/golang-jwt/jwt/v5"

	"pagewatch/internal/platform/invocation"
)

// issuer is the iss claim of every invocation token.
const issuer = "forge/invocation-token"

// token holds the claims of an invocation token. App and Context are passed on unchanged.
type token struct {
	jwt.RegisteredClaims
	App     json.RawMessage `json:"app"`
	Context json.RawMessage `json:"context,omitempty"`
}

// verify checks an invocation token as the platform does, and returns the claims that the container
// may read.
func (s *Sidecar) verify(raw string) (underWay, error) {
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithIssuer(issuer),
		jwt.WithAudience(s.cfg.AppID),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(s.cfg.Now))
	var t token
	if _, err := parser.ParseWithClaims(raw, &t, s.keys.find); err != nil {
		return underWay{}, fmt.Errorf("verifying the invocation token: %w", err)
	}
	// App and context are documented. A principal is not; the context's accountId names the person.
	readable, err := json.Marshal(struct {
		App     json.RawMessage `json:"app"`
		Context json.RawMessage `json:"context,omitempty"`
	}{t.App, t.Context})
	if err != nil {
		return underWay{}, fmt.Errorf("reading the invocation token: %w", err)
	}
	var claims invocation.Claims
	if err := json.Unmarshal(readable, &claims); err != nil {
		return underWay{}, fmt.Errorf("reading the invocation token: %w", err)
	}
	caller, err := claims.Caller()
	if err != nil {
		return underWay{}, fmt.Errorf("reading the invocation token: %w", err)
	}
	return underWay{claims: readable, cloudID: caller.CloudID}, nil
}

// keySet holds the published keys. It fetches them when a token names an unknown one.
type keySet struct {
	url    string
	client http.RoundTripper

	mu   sync.Mutex
	keys map[string]any
}

// find implements jwt.Keyfunc.
func (k *keySet) find(t *jwt.Token) (any, error) {
	kid, _ := t.Header["kid"].(string)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keys[kid] == nil {
		if err := k.fetch(); err != nil {
			return nil, err
		}
	}
	if key := k.keys[kid]; key != nil {
		return key, nil
	}
	return nil, errors.New("an unknown key")
}

func (k *keySet) fetch() error {
	req, err := http.NewRequest(http.MethodGet, k.url, nil)
	if err != nil {
		return fmt.Errorf("fetching the keys: %w", err)
	}
	resp, err := k.client.RoundTrip(req)
	if err != nil {
		return fmt.Errorf("fetching the keys: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	var set jwkset.JWKSMarshal
	if err := json.NewDecoder(resp.Body).Decode(&set); err != nil {
		return fmt.Errorf("reading the keys: %w", err)
	}
	k.keys = map[string]any{}
	for _, published := range set.Keys {
		jwk, err := jwkset.NewJWKFromMarshal(published, jwkset.JWKMarshalOptions{},
			jwkset.JWKValidateOptions{})
		if err != nil {
			return fmt.Errorf("reading a key: %w", err)
		}
		k.keys[published.KID] = jwk.Key()
	}
	return nil
}
