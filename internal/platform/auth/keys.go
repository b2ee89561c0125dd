package auth

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/MicahParks/jwkset"
)

// The limits of a key set fetch.
const (
	// minFetchInterval is the least time from a successful fetch to the next, so that many tokens
	// with unknown key ids cause one fetch. retryInterval is the same after a failure.
	minFetchInterval = 30 * time.Second
	retryInterval    = 2 * time.Second
	// renewAge is the age at which known keys are fetched again, so that a withdrawn key expires.
	// maxKeyAge is the age at which keys expire if every fetch fails.
	renewAge  = 30 * time.Minute
	maxKeyAge = time.Hour
	// fetchTimeout leaves most of an invocation's 25 s for the work.
	fetchTimeout = 5 * time.Second
	maxKeySet    = 256 << 10
)

// errUnknownKey is returned for a kid that the platform's key set does not hold now.
var errUnknownKey = errors.New("unknown key id")

// Keys is the platform's key set, fetched when needed and kept in memory. It has no background
// work, which a freeze of a Lambda would interrupt.
type Keys struct {
	url    string
	client *http.Client
	now    func() time.Time

	fetching sync.Mutex // held during a fetch; its waiters share the result

	mu      sync.Mutex
	keys    map[string]*rsa.PublicKey
	fetched time.Time // the last success
	next    time.Time // no fetch before it
}

// NewKeys returns the key set at url, to be fetched through client at first use.
func NewKeys(url string, client *http.Client, now func() time.Time) *Keys {
	return &Keys{url: url, client: client, now: now}
}

// Key returns the RSA public key with that id. It returns a known key younger than renewAge at
// once. Otherwise it fetches the set, unless the last fetch is too recent. During another caller's
// fetch, it returns a known key younger than maxKeyAge at once and waits for any other. Keys older
// than maxKeyAge are refused: a withdrawn key must not stay valid because an attacker blocks the
// fetch.
func (k *Keys) Key(ctx context.Context, kid string) (*rsa.PublicKey, error) {
	key, age := k.known(kid)
	if key != nil && age <= renewAge {
		return key, nil
	}
	if key != nil && age <= maxKeyAge && !k.fetching.TryLock() {
		return key, nil // another caller renews the set; this key is still valid
	} else if key == nil || age > maxKeyAge {
		k.fetching.Lock()
	}
	defer k.fetching.Unlock()
	err := k.renew(ctx, kid)
	if key, age := k.known(kid); key != nil && age <= maxKeyAge {
		return key, nil
	}
	if err != nil {
		return nil, err
	}
	return nil, errUnknownKey
}

// known returns the key, nil where it is not known, and how old the set is.
func (k *Keys) known(kid string) (*rsa.PublicKey, time.Duration) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.keys[kid], k.now().Sub(k.fetched)
}

// renew fetches the set, unless another caller has just done so or the last fetch is too recent.
// The caller holds fetching.
func (k *Keys) renew(ctx context.Context, kid string) error {
	if key, age := k.known(kid); key != nil && age <= renewAge || k.now().Before(k.next) {
		return nil
	}
	// The fetch serves all waiters, so it does not end with the first caller's context.
	keys, err := k.fetch(context.WithoutCancel(ctx))
	k.mu.Lock()
	defer k.mu.Unlock()
	if err != nil {
		k.next = k.now().Add(retryInterval)
		return err
	}
	k.keys, k.fetched, k.next = keys, k.now(), k.now().Add(minFetchInterval)
	return nil
}

func (k *Keys) fetch(ctx context.Context) (map[string]*rsa.PublicKey, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, k.url, nil)
	if err != nil {
		return nil, fmt.Errorf("asking for the key set: %w", err)
	}
	body, err := get(k.client, req, maxKeySet)
	if err != nil {
		return nil, fmt.Errorf("asking for the key set: %w", err)
	}
	return parseKeys(body)
}

// parseKeys returns the RSA signature keys of a JSON Web Key Set and ignores all others. A set
// without any is an error.
func parseKeys(body []byte) (map[string]*rsa.PublicKey, error) {
	var set jwkset.JWKSMarshal
	if err := json.Unmarshal(body, &set); err != nil {
		return nil, fmt.Errorf("parsing the key set: %w", err)
	}
	keys := map[string]*rsa.PublicKey{}
	for _, m := range set.Keys {
		if (m.USE != "" && m.USE != jwkset.UseSig) || (m.ALG != "" && m.ALG != jwkset.AlgRS256) {
			continue
		}
		// Atlassian's values are reported to carry base64 padding, which RFC 7515 forbids.
		m.N, m.E = strings.TrimRight(m.N, "="), strings.TrimRight(m.E, "=")
		jwk, err := jwkset.NewJWKFromMarshal(m, jwkset.JWKMarshalOptions{},
			jwkset.JWKValidateOptions{})
		if err != nil {
			continue
		}
		if key, ok := jwk.Key().(*rsa.PublicKey); ok && key.N.BitLen() >= minKeyBits {
			keys[m.KID] = key
		}
	}
	if len(keys) == 0 {
		return nil, errors.New("parsing the key set: no usable key in it")
	}
	return keys, nil
}
