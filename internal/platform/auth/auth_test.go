package auth_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"pagewatch/internal/platform/auth"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/sim/fit"
)

const (
	appID        = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555"
	installation = "aaaaaaaa-0000-4000-8000-000000000001"
	cloudID      = "bbbbbbbb-0000-4000-8000-000000000002"
)

var now = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

func macroClaims() invocation.Claims {
	return invocation.Claims{
		App: invocation.App{
			ID:             appID,
			InstallationID: "ari:cloud:ecosystem::installation/" + installation,
			APIBaseURL:     "https://api.atlassian.com/ex/confluence/" + cloudID,
			Environment:    invocation.Environment{Type: "PRODUCTION"},
			Module:         invocation.Module{Type: "xen:macro", Key: "api"},
		},
		Principal: "712020:ada",
		Context: &invocation.Context{
			CloudID:     cloudID,
			AccountType: "licensed",
			Extension:   []byte(`{"type":"macro","space":{"id":"42","key":"PAY"}}`),
		},
	}
}

// platform is an issuer, a server of its key set that counts fetches, and the verifier under test.
type platform struct {
	*fit.Issuer
	verifier *auth.Verifier
	fetches  *int
}

func newPlatform(t testing.TB) platform {
	t.Helper()
	issuer, err := fit.New(appID)
	if err != nil {
		t.Fatal(err)
	}
	fetches := new(int)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*fetches++
		issuer.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	keys := auth.NewKeys(server.URL, server.Client(), clock)
	return platform{issuer, auth.NewVerifier(appID, keys, clock), fetches}
}

func (p platform) try(token string) (invocation.Caller, error) {
	r := httptest.NewRequest(http.MethodPost, "/v1/views", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("X-Forge-Oauth-User", "user-token")
	r.Header.Set("X-Forge-Oauth-System", "system-token")
	r.Header.Set("X-B3-Traceid", "trace")
	return p.verifier.Authenticate(r)
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestAuthenticateReadsTheCaller(t *testing.T) {
	p := newPlatform(t)
	got, err := p.try(must[string](t)(p.Mint(now, macroClaims())))
	if err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	if got.Installation != installation || got.CloudID != cloudID || got.Account != "712020:ada" ||
		got.Space != "42" ||
		got.Module != "api" || !got.OnPage || !got.Production || got.TraceID != "trace" ||
		got.UserToken.Reveal() != "user-token" || got.SystemToken.Reveal() != "system-token" {
		t.Errorf("got %+v", got)
	}
}

// TestTokens holds a row per defect of a token, and the limits within which a token is valid.
func TestTokens(t *testing.T) {
	p := newPlatform(t)
	foreign := must[*fit.Issuer](t)(fit.New(appID))
	foreign.KeyID = p.KeyID
	weak := &fit.Issuer{Key: must[*rsa.PrivateKey](t)(rsa.GenerateKey(rand.Reader, 1024)),
		KeyID: p.KeyID, Audience: appID}
	public := must[[]byte](t)(x509.MarshalPKIXPublicKey(p.Key.Public()))

	sign := func(change func(*fit.Token)) string {
		token := p.Token(now, macroClaims())
		change(&token)
		return must[string](t)(p.Sign(token))
	}
	header := func(method jwt.SigningMethod, key any, change func(map[string]any)) string {
		token := jwt.NewWithClaims(method, p.Token(now, macroClaims()))
		token.Header["kid"] = p.KeyID
		change(token.Header)
		return must[string](t)(token.SignedString(key))
	}
	with := func(name string, value any) string {
		return header(jwt.SigningMethodRS256, p.Key, func(h map[string]any) { h[name] = value })
	}
	keep := func(map[string]any) {}
	raw := func(name string, value any) string {
		claims := must[[]byte](t)(json.Marshal(p.Token(now, macroClaims())))
		changed := jwt.MapClaims{}
		if err := json.Unmarshal(claims, &changed); err != nil {
			t.Fatal(err)
		}
		changed[name] = value
		return must[string](t)(p.Sign(changed))
	}
	date := func(d time.Duration) *jwt.NumericDate { return jwt.NewNumericDate(now.Add(d)) }
	good := sign(func(*fit.Token) {})
	parts := strings.Split(good, ".")

	rows := []struct {
		name  string
		token string
		ok    bool
	}{
		{"as issued", good, true},
		{"expired within the leeway",
			sign(func(k *fit.Token) { k.ExpiresAt = date(-9 * time.Second) }), true},
		{"not yet valid within the leeway",
			sign(func(k *fit.Token) { k.NotBefore = date(9 * time.Second) }), true},
		{"cached for an hour", sign(func(k *fit.Token) { k.ExpiresAt = date(time.Hour) }), true},
		{"no context (an event)", sign(func(k *fit.Token) { k.Context, k.Principal = nil, "" }),
			true},
		{"app.id absent", sign(func(k *fit.Token) { k.App.ID = "" }), true},

		{"expired", sign(func(k *fit.Token) { k.ExpiresAt = date(-11 * time.Second) }), false},
		{"no exp", sign(func(k *fit.Token) { k.ExpiresAt = nil }), false},
		{"not yet valid", sign(func(k *fit.Token) { k.NotBefore = date(11 * time.Second) }), false},
		{"no nbf", sign(func(k *fit.Token) { k.NotBefore = nil }), false},
		{"issued in the future", sign(func(k *fit.Token) { k.IssuedAt = date(11 * time.Second) }),
			false},
		{"no iat", sign(func(k *fit.Token) { k.IssuedAt = nil }), false},
		{"lives for a day", sign(func(k *fit.Token) { k.ExpiresAt = date(24 * time.Hour) }), false},
		{"exp is a string", raw("exp", strconv.FormatInt(now.Unix()+25, 10)), false},
		{"nbf is a string", raw("nbf", strconv.FormatInt(now.Unix(), 10)), false},
		{"iat is a string", raw("iat", strconv.FormatInt(now.Unix(), 10)), false},
		{"nbf beyond any date", raw("nbf", 1e300), false},
		{"iat beyond any date", raw("iat", 1e300), false},
		{"nbf before 1970", raw("nbf", -1), false},
		{"another audience", sign(func(k *fit.Token) { k.Audience = appID + "0" }), false},
		{"no audience", sign(func(k *fit.Token) { k.Audience = "" }), false},
		{"another issuer", sign(func(k *fit.Token) { k.Issuer = "forge/context-token" }), false},
		{"no issuer", sign(func(k *fit.Token) { k.Issuer = "" }), false},
		{"another app", sign(func(k *fit.Token) { k.App.ID = appID + "0" }), false},
		{"Isolated Cloud", sign(func(k *fit.Token) { k.ICLabel = "orange" }), false},
		{"no installation", sign(func(k *fit.Token) { k.App.InstallationID = "" }), false},
		{"installation with a path", sign(func(k *fit.Token) { k.App.InstallationID += "/../x" }),
			false},
		{"no site", sign(func(k *fit.Token) { k.App.APIBaseURL, k.Context.CloudID = "", "" }),
			false},
		{"two sites", sign(func(k *fit.Token) { k.Context.CloudID = installation }), false},

		{"signed by another issuer", must[string](t)(foreign.Mint(now, macroClaims())), false},
		{"signed with a weak key", must[string](t)(weak.Mint(now, macroClaims())), false},
		{"alg none", header(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, keep), false},
		{"HS256 with the public key", header(jwt.SigningMethodHS256, public, keep), false},
		{"RS384", header(jwt.SigningMethodRS384, p.Key, keep), false},
		{"PS256", header(jwt.SigningMethodPS256, p.Key, keep), false},
		{"unknown kid", with("kid", "forge/invocation-token/other"), false},
		{"kid with a path", with("kid", "../../etc/passwd"), false},
		{"kid is a number", with("kid", 7), false},
		{
			"no kid", header(jwt.SigningMethodRS256, p.Key,
				func(h map[string]any) { delete(h, "kid") }), false},
		{"jku", with("jku", "https://example.com/jwks.json"), false},
		{"jwk", with("jwk", map[string]any{"kty": "RSA"}), false},
		{"x5u", with("x5u", "https://example.com/cert"), false},
		{"x5c", with("x5c", []string{"AAAA"}), false},
		{"crit", with("crit", []string{"exp"}), false},

		{"empty", "", false},
		{"rubbish", "a.b.c", false},
		{"two parts", parts[0] + "." + parts[1], false},
		{"four parts", good + ".x", false},
		{"altered claims", parts[0] + "." + parts[1][:len(parts[1])-2] + "xx." + parts[2], false},
		{"no signature", parts[0] + "." + parts[1] + ".", false},
		{"padded signature", good + "=", false},
		{"too large", good + strings.Repeat("A", 64<<10), false},
	}
	for _, row := range rows {
		_, err := p.try(row.token)
		if row.ok && err != nil {
			t.Errorf("%s: refused: %v", row.name, errors.Unwrap(err))
		}
		if !row.ok && (!errors.Is(err, auth.ErrUnauthenticated) ||
			err.Error() != auth.ErrUnauthenticated.Error()) {
			t.Errorf("%s: %v, want ErrUnauthenticated and nothing else", row.name, err)
		}
	}
	if *p.fetches != 1 {
		t.Errorf("%d fetches of the key set, want 1 for all tokens", *p.fetches)
	}
}

func TestAuthorizationHeader(t *testing.T) {
	p := newPlatform(t)
	good := must[string](t)(p.Mint(now, macroClaims()))
	rows := map[string][]string{
		"none":           nil,
		"two":            {"Bearer " + good, "Bearer " + good},
		"basic":          {"Basic " + good},
		"no scheme":      {good},
		"empty bearer":   {"Bearer "},
		"double bearer":  {"Bearer Bearer " + good},
		"trailing space": {"Bearer " + good + " "},
	}
	for name, values := range rows {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header["Authorization"] = values
		if _, err := p.verifier.Authenticate(r); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("%s: %v, want ErrUnauthenticated", name, err)
		}
	}
	if *p.fetches != 0 {
		t.Errorf("%d fetches for requests without a usable token, want none", *p.fetches)
	}
}

// TestHopelessTokensCauseNoFetch: what needs no key is checked before a key is fetched.
func TestHopelessTokensCauseNoFetch(t *testing.T) {
	p := newPlatform(t)
	foreign := must[*fit.Issuer](t)(fit.New("ari:cloud:ecosystem::app/other"))
	signed := func(method jwt.SigningMethod, key any, header string) string {
		token := jwt.NewWithClaims(method, p.Token(now, macroClaims()))
		token.Header["kid"], token.Header[header] = p.KeyID, "x"
		return must[string](t)(token.SignedString(key))
	}
	for name, token := range map[string]string{
		"alg none": signed(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType,
			"x") + "AAAA",
		"HS256":              signed(jwt.SigningMethodHS256, []byte("key"), "x"),
		"its own key":        signed(jwt.SigningMethodRS256, p.Key, "jku"),
		"a foreign audience": must[string](t)(foreign.Mint(now, macroClaims())),
		"expired":            must[string](t)(p.Mint(now.Add(-time.Minute), macroClaims())),
		"not yet valid":      must[string](t)(p.Mint(now.Add(time.Minute), macroClaims())),
	} {
		if _, err := p.try(token); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("%s: %v, want ErrUnauthenticated", name, err)
		}
	}
	if *p.fetches != 0 {
		t.Errorf("%d fetches of the key set, want none", *p.fetches)
	}
}

// TestOAuthHeaders: each header with an OAuth token is there once or not at all.
func TestOAuthHeaders(t *testing.T) {
	p := newPlatform(t)
	good := must[string](t)(p.Mint(now, macroClaims()))
	for _, name := range []string{"X-Forge-Oauth-User", "X-Forge-Oauth-System"} {
		for _, row := range []struct {
			values []string
			ok     bool
		}{
			{nil, true}, {[]string{""}, true}, {[]string{"a"}, true},
			{[]string{"a", "second"}, false}, {[]string{"a", "a"}, false},
			{[]string{"", "second"}, false}, {[]string{"a,second"}, false},
		} {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Authorization", "Bearer "+good)
			r.Header[name] = row.values
			got, err := p.verifier.Authenticate(r)
			token := got.UserToken.Reveal() + got.SystemToken.Reveal()
			if row.ok && (err != nil || token != strings.Join(row.values, "")) ||
				!row.ok && (!errors.Is(err, auth.ErrUnauthenticated) || token != "" ||
					got.Installation != "") {
				t.Errorf("%s %q: %+v, %v", name, row.values, got, err)
			}
		}
	}
}

func TestVisitorsHaveNoAccount(t *testing.T) {
	p := newPlatform(t)
	for name, change := range map[string]func(*invocation.Claims){
		"unidentified": func(c *invocation.Claims) { c.Principal = "unidentified" },
		"unidentified, without an account type": func(c *invocation.Claims) {
			c.Principal, c.Context.AccountType = "unidentified", ""
		},
		"anonymous":    func(c *invocation.Claims) { c.Context.AccountType = "anonymous" },
		"event":        func(c *invocation.Claims) { c.Context = nil },
		"no principal": func(c *invocation.Claims) { c.Principal = "" },
	} {
		claims := macroClaims()
		change(&claims)
		got, err := p.try(must[string](t)(p.Mint(now, claims)))
		if err != nil || got.Account != "" {
			t.Errorf("%s: account %q, %v", name, got.Account, err)
		}
	}
}

// FuzzAuthenticate: only a token that the issuer signed is accepted. The inputs are random tokens,
// and the valid one with a part replaced.
func FuzzAuthenticate(f *testing.F) {
	p := newPlatform(f)
	good := must[string](f)(p.Mint(now, macroClaims()))
	f.Add("", uint16(0), uint16(0))
	f.Add(strings.Replace(good, ".", "..", 1), uint16(0), uint16(9999))
	f.Add(base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)), uint16(0),
		uint16(strings.Index(good, ".")))
	f.Add("=", uint16(9999), uint16(0))
	f.Add("A", uint16(len(good)-1), uint16(1))
	f.Fuzz(func(t *testing.T, piece string, at, gone uint16) {
		// Each fuzzing process has a key of its own, so a whole token is never an input.
		from := min(int(at), len(good))
		token := good[:from] + piece + good[min(from+int(gone), len(good)):]
		_, err := p.try(token)
		switch {
		case err != nil:
			t.Log("refused")
			if !errors.Is(err, auth.ErrUnauthenticated) {
				t.Errorf("%q: %v", token, err)
			}
		case token != good:
			t.Errorf("accepted %q", token)
		default:
			t.Log("accepted")
		}
	})
}
