// Package auth turns a request's Forge Invocation Token (FIT) into an invocation.Caller.
//
// It checks signature (RS256 only), key id, issuer, audience and times. It does not check what the
// caller may do: that is package access. It does not check claims that the browser supplies (space,
// content, configuration).
package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"pagewatch/internal/input"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
)

const (
	// issuer is the iss of every FIT. Source:
	// developer.atlassian.com/platform/forge/remote/essentials.
	issuer = "forge/invocation-token"
	// algorithm is the only accepted one; production tokens carry it.
	algorithm = "RS256"
	// leeway covers clock differences; a FIT lives only 25 s.
	leeway = 10 * time.Second
	// maxLife bounds exp - iat. Tokens from pages live 25 s; cached ones longer, how long is not
	// documented.
	maxLife = time.Hour
	// maxToken bounds the size in bytes before anything is parsed. The macro's configuration
	// travels in the token.
	maxToken   = 64 << 10
	minKeyBits = 2048

	userTokenHeader   = "X-Forge-Oauth-User"
	systemTokenHeader = "X-Forge-Oauth-System"
	traceHeader       = "X-B3-Traceid"
)

// ErrUnauthenticated is the only error of Authenticate. The cause is for audit records and is never
// sent: an answer that names the cause is an oracle.
var ErrUnauthenticated = errors.New("the invocation token did not verify")

// Verifier verifies FITs.
type Verifier struct {
	audience string
	keys     *Keys
	parser   *jwt.Parser
	// times validates the times of claims before a key is fetched for them.
	times *jwt.Validator
}

// NewVerifier returns a verifier for the app with that ARI.
func NewVerifier(appID string, keys *Keys, now func() time.Time) *Verifier {
	options := []jwt.ParserOption{
		jwt.WithValidMethods([]string{algorithm}),
		jwt.WithNotBeforeRequired(),
		jwt.WithIssuedAt(),
		jwt.WithLeeway(leeway),
		jwt.WithTimeFunc(now),
		jwt.WithStrictDecoding(),
	}
	return &Verifier{audience: appID, keys: keys, parser: jwt.NewParser(options...),
		times: jwt.NewValidator(options...)}
}

// token holds the claims of a FIT that Pagewatch reads.
type token struct {
	jwt.RegisteredClaims
	invocation.Claims
}

// Authenticate verifies the request's token and returns the caller, with the OAuth tokens of the
// request. Every failure is ErrUnauthenticated. errors.Unwrap returns the cause, which is for audit
// records alone.
func (v *Verifier) Authenticate(r *http.Request) (invocation.Caller, error) {
	raw, err := bearer(r.Header)
	if err != nil {
		return invocation.Caller{}, failure{err}
	}
	claims, err := v.verify(r.Context(), raw)
	if err != nil {
		return invocation.Caller{}, failure{err}
	}
	caller, err := claims.Caller()
	if err != nil {
		return invocation.Caller{}, failure{err}
	}
	var wrong [2]error
	caller.UserToken, wrong[0] = oauthToken(r.Header, userTokenHeader)
	caller.SystemToken, wrong[1] = oauthToken(r.Header, systemTokenHeader)
	if err := errors.Join(wrong[:]...); err != nil {
		return invocation.Caller{}, failure{err}
	}
	if caller.Account == "" && !caller.UserToken.Empty() {
		caller.Exporter = digest(caller.UserToken)
	}
	caller.TraceID = r.Header.Get(traceHeader)
	return caller, nil
}

// digest returns the SHA-256 of a token in hex. A token has too much entropy to be guessed from it.
func digest(token secret.Value) string {
	sum := sha256.Sum256([]byte(token.Reveal()))
	return hex.EncodeToString(sum[:])
}

// oauthToken returns the token of a header, empty without one. It refuses a repeated header,
// because one of the two may be the page's. A function URL joins the values of a repeated header
// with commas, and no token has one (RFC 6750, section 2.1).
func oauthToken(h http.Header, name string) (secret.Value, error) {
	values := h.Values(name)
	if len(values) > 1 || strings.Contains(strings.Join(values, ""), ",") {
		return secret.Value{}, errors.New("more than one " + name)
	}
	return secret.New(strings.Join(values, "")), nil
}

// bearer returns the token of the one Authorization header.
func bearer(h http.Header) (string, error) {
	values := h.Values("Authorization")
	if len(values) != 1 {
		return "", errors.New("not exactly one authorization header")
	}
	raw, ok := strings.CutPrefix(values[0], "Bearer ")
	if !ok || raw == "" {
		return "", errors.New("no bearer token")
	}
	if len(raw) > maxToken {
		return "", errors.New("token too large")
	}
	return raw, nil
}

func (v *Verifier) verify(ctx context.Context, raw string) (*token, error) {
	// Checks that need no key come first, so that foreign tokens cause no fetch of the key set.
	if err := checkForm(raw); err != nil {
		return nil, err
	}
	var unverified token
	if _, _, err := v.parser.ParseUnverified(raw, &unverified); err != nil {
		return nil, err
	}
	if err := unverified.check(v.audience); err != nil {
		return nil, err
	}
	if err := v.times.Validate(&unverified); err != nil {
		return nil, err
	}
	var claims token
	if _, err := v.parser.ParseWithClaims(raw, &claims, v.keyFor(ctx)); err != nil {
		return nil, err
	}
	return &claims, nil
}

// form is the form of a signed token. It checks the alphabet because Go's base64 ignores line ends.
var form = regexp.MustCompile(`^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$`)

// maxDepth bounds the nesting of claims: the macro's configuration is among them.
const maxDepth = 32

// checkForm refuses tokens that two parsers could read differently: with stray characters, repeated
// fields, or times that are not plain numbers.
func checkForm(raw string) error {
	if !form.MatchString(raw) {
		return errors.New("not three parts of base64url")
	}
	var decoded []byte
	for _, part := range strings.Split(raw, ".")[:2] {
		var err error
		if decoded, err = base64.RawURLEncoding.Strict().DecodeString(part); err != nil {
			return errors.New("not base64url")
		}
		if err := input.Object(decoded, maxDepth); err != nil {
			return errors.New("header or claims are not strict JSON")
		}
	}
	return checkTimes(decoded)
}

// maxTime bounds times, in seconds since 1970: the year 9999. Beyond it, jwt.NumericDate overflows.
const maxTime = 253402300799

// checkTimes refuses times that are not JSON numbers from 0 to maxTime. jwt.NumericDate reads
// numbers out of strings too.
func checkTimes(claims []byte) error {
	var times struct{ Exp, Nbf, Iat float64 }
	if json.Unmarshal(claims, &times) != nil ||
		min(times.Exp, times.Nbf, times.Iat) < 0 || max(times.Exp, times.Nbf, times.Iat) > maxTime {
		return errors.New("a time is not a number, or beyond any date")
	}
	return nil
}

// check checks issuer, audience, app and lifetime. ParseWithClaims verifies the signature of the
// same bytes afterwards.
func (t *token) check(audience string) error {
	switch {
	case t.Issuer != issuer:
		return errors.New("another issuer")
	case len(t.Audience) != 1 || t.Audience[0] != audience:
		return errors.New("another audience, or more than one")
	case t.App.ID != "" && t.App.ID != audience:
		return errors.New("another app")
	case t.ICLabel != "":
		return errors.New("a token of Isolated Cloud, which is not served")
	case t.IssuedAt == nil || t.ExpiresAt == nil || t.ExpiresAt.Sub(t.IssuedAt.Time) > maxLife:
		return errors.New("no times, or lives too long")
	}
	return nil
}

// keyFor returns a function that finds a token's key by its id. It refuses headers that bring a key
// or rules.
func (v *Verifier) keyFor(ctx context.Context) jwt.Keyfunc {
	return func(t *jwt.Token) (any, error) {
		for _, name := range []string{"jku", "jwk", "x5u", "x5c", "crit"} {
			if _, present := t.Header[name]; present {
				return nil, errors.New("a header that brings its own key or rules")
			}
		}
		kid, ok := t.Header["kid"].(string)
		if !ok {
			return nil, errors.New("no key id")
		}
		return v.keys.Key(ctx, kid)
	}
}

// failure carries the cause beside ErrUnauthenticated.
type failure struct{ cause error }

func (f failure) Error() string        { return ErrUnauthenticated.Error() }
func (f failure) Unwrap() error        { return f.cause }
func (f failure) Is(target error) bool { return target == ErrUnauthenticated }
