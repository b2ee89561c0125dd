// Package fit issues Forge Invocation Tokens with its own key, as Atlassian does. The local
// deployment signs with it, and so do tests of the real verifier.
package fit

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/golang-jwt/jwt/v5"

	"pagewatch/internal/platform/invocation"
)

const (
	// IssuerName is the iss claim of every token.
	IssuerName = "forge/invocation-token"
	// Life is how long a token is valid: as long as an invocation from a page may take.
	Life    = 25 * time.Second
	keyBits = 2048
)

// Issuer signs tokens with one RSA key and publishes its public half.
type Issuer struct {
	// Key signs, RS256.
	Key *rsa.PrivateKey
	// KeyID is the kid header. Atlassian's contain slashes, so ours do too.
	KeyID string
	// Audience is the aud claim: the app's ARI.
	Audience string
}

// Token holds the claims of a token: the registered ones and Forge's own.
type Token struct {
	jwt.RegisteredClaims
	invocation.Claims
	// Audience hides the registered claim's list: Forge sends one string.
	Audience string `json:"aud"`
}

// New makes an issuer with a fresh key.
func New(audience string) (*Issuer, error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, fmt.Errorf("generating a signing key: %w", err)
	}
	return &Issuer{Key: key, KeyID: "forge/invocation-token/" + randomHex(8), Audience: audience},
		nil
}

// Token returns an unsigned token with the claims that the platform would set at that time.
func (i *Issuer) Token(now time.Time, claims invocation.Claims) Token {
	return Token{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer:    IssuerName,
			Audience:  jwt.ClaimStrings{i.Audience},
			IssuedAt:  jwt.NewNumericDate(now),
			NotBefore: jwt.NewNumericDate(now),
			ExpiresAt: jwt.NewNumericDate(now.Add(Life)),
			ID:        randomHex(20),
		},
		Claims:   claims,
		Audience: i.Audience,
	}
}

// Sign signs claims of any shape, with RS256 and the issuer's kid.
func (i *Issuer) Sign(claims jwt.Claims) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
	token.Header["kid"] = i.KeyID
	signed, err := token.SignedString(i.Key)
	if err != nil {
		return "", fmt.Errorf("signing an invocation token: %w", err)
	}
	return signed, nil
}

// Mint returns a signed token for the claims, issued now.
func (i *Issuer) Mint(now time.Time, claims invocation.Claims) (string, error) {
	return i.Sign(i.Token(now, claims))
}

// JWKS returns the public keys as a JSON Web Key Set.
func (i *Issuer) JWKS() (json.RawMessage, error) {
	jwk, err := jwkset.NewJWKFromKey(i.Key.Public(), jwkset.JWKOptions{
		Metadata: jwkset.JWKMetadataOptions{ALG: jwkset.AlgRS256, KID: i.KeyID, USE: jwkset.UseSig},
	})
	if err != nil {
		return nil, fmt.Errorf("describing the signing key: %w", err)
	}
	set := jwkset.NewMemoryStorage()
	if err := set.KeyWrite(context.Background(), jwk); err != nil {
		return nil, fmt.Errorf("collecting the signing key: %w", err)
	}
	return set.JSONPublic(context.Background())
}

// ServeHTTP serves the key set.
func (i *Issuer) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	set, err := i.JWKS()
	if err != nil {
		http.Error(w, "no key set", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(set)
}

func randomHex(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the program on an error
	return hex.EncodeToString(b)
}
