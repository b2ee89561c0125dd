package forge_test

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"pagewatch/internal/sim/forge"
)

// verified returns the claims of the token that the backend received, checked against the published
// keys.
func verified(t *testing.T, r *rig) map[string]any {
	t.Helper()
	recorder := httptest.NewRecorder()
	r.issuer.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/", nil))
	claims := jwt.MapClaims{}
	bearer := strings.TrimPrefix(r.last().Header.Get("Authorization"), "Bearer ")
	token, err := jwt.ParseWithClaims(bearer, claims, publishedKeys(t, recorder.Body.Bytes()),
		jwt.WithValidMethods([]string{"RS256"}),
		jwt.WithAudience(r.issuer.Audience), jwt.WithIssuer("forge/invocation-token"),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt())
	if err != nil || token.Header["kid"] != r.issuer.KeyID {
		t.Fatalf("the token does not verify: %v", err)
	}
	return claims
}

// publishedKeys finds a token's key in a JSON Web Key Set.
func publishedKeys(t *testing.T, set []byte) jwt.Keyfunc {
	t.Helper()
	var jwks struct {
		Keys []struct{ Kid, Alg, Kty, N, E string }
	}
	if err := json.Unmarshal(set, &jwks); err != nil {
		t.Fatal(err)
	}
	return func(token *jwt.Token) (any, error) {
		for _, k := range jwks.Keys {
			if k.Kid != token.Header["kid"] || k.Kty != "RSA" || k.Alg != "RS256" {
				continue
			}
			n, nErr := base64.RawURLEncoding.DecodeString(k.N)
			e, eErr := base64.RawURLEncoding.DecodeString(k.E)
			return &rsa.PublicKey{N: new(big.Int).SetBytes(n),
				E: int(new(big.Int).SetBytes(e).Int64())}, errors.Join(nErr, eErr)
		}
		return nil, errors.New("no such key")
	}
}

// at walks nested claims.
func at(t *testing.T, claims map[string]any, path string) any {
	t.Helper()
	var value any = claims
	for _, step := range strings.Split(path, ".") {
		object, _ := value.(map[string]any)
		value = object[step]
	}
	return value
}

func TestMacroClaims(t *testing.T) {
	r := newRig(t, answerJSON(200, `{}`), nil)
	_, err := r.Invoke(t.Context(), forge.Caller{AccountID: account}, call(nil))
	checkRejection(t, err, "")
	claims := verified(t, r)
	for path, want := range map[string]any{
		"app.id":                       "ari:cloud:ecosystem::app/aaaaaaaa-0000-4000-8000-000000000001",
		"app.installationId":           "ari:cloud:ecosystem::installation/i",
		"app.apiBaseUrl":               api + "/ex/confluence/" + cloudID,
		"app.installation.id":          "ari:cloud:ecosystem::installation/i",
		"app.environment.type":         "DEVELOPMENT",
		"app.environment.id":           "ari:cloud:ecosystem::environment/aaaaaaaa-0000-4000-8000-000000000001/e",
		"app.module.type":              "xen:macro",
		"app.module.key":               "alarms",
		"context.cloudId":              cloudID,
		"context.accountId":            account,
		"context.accountType":          "licensed",
		"context.moduleKey":            "alarms",
		"context.localId":              "l-1",
		"context.siteUrl":              site,
		"context.extension.type":       "macro",
		"context.extension.space.id":   "65538",
		"context.userAccess.hasAccess": true,
		"principal":                    account,
	} {
		if got := at(t, claims, path); got != want {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
	if life := claims["exp"].(float64) - claims["iat"].(float64); life != 25 ||
		claims["nbf"] != claims["iat"] {
		t.Errorf("the token lives %v seconds, want 25 from nbf on", life)
	}
	if id, _ := claims["jti"].(string); len(id) != 40 {
		t.Errorf("jti %q has not 40 characters", id)
	}
}

func TestSettingsClaimsNameTheEndpoint(t *testing.T) {
	r := newRig(t, answerJSON(200, `{}`), nil)
	_, err := r.Invoke(t.Context(), forge.Caller{AccountID: account},
		call(func(c *forge.Call) { c.Module = "settings" }))
	checkRejection(t, err, "")
	claims := verified(t, r)
	if at(t, claims, "app.module.type") != "core:endpoint" ||
		at(t, claims, "app.module.key") != "api" ||
		at(t, claims, "context.moduleKey") != "settings" {
		t.Errorf("got module %v and moduleKey %v", at(t, claims, "app.module"),
			at(t, claims, "context.moduleKey"))
	}
}

// TestVisitor has no principal, no account and no user token.
func TestVisitor(t *testing.T) {
	r := newRig(t, answerJSON(200, `{}`), nil)
	_, err := r.Invoke(t.Context(), forge.Caller{}, call(nil))
	checkRejection(t, err, "")
	claims := verified(t, r)
	if _, present := claims["principal"]; present || at(t, claims, "context.accountId") != nil {
		t.Error("a visitor was given an account")
	}
	if got := at(t, claims, "context.accountType"); got != "anonymous" {
		t.Errorf("accountType %v, want anonymous", got)
	}
	if h := r.last().Header; h.Get("X-Forge-Oauth-User") != "" ||
		h.Get("X-Forge-Oauth-System") == "" {
		t.Error("a visitor's call carries the system token and no user token")
	}
}

// TestTokensNeedSettingAndScope sends each token only where the endpoint enables it and the scopes
// allow it.
func TestTokensNeedSettingAndScope(t *testing.T) {
	tests := []struct {
		name         string
		old, new     string
		user, system bool
	}{
		{"both", "", "", true, true},
		{"user token off", "appUserToken: {enabled: true}", "appUserToken: {enabled: false}", false,
			true},
		{"system token off", "appSystemToken: {enabled: true}", "appSystemToken: {enabled: false}",
			true, false},
		{"user scope missing", `"read:app-user-token", `, "", false, true},
		{"system scope missing", `"read:app-system-token", `, "", true, false},
		{"no scope of a product", `, "read:space:confluence"`, "", false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, answerJSON(200, `{}`), func(c *forge.Config) {
				c.Manifest = parse(t, strings.Replace(manifest, tt.old, tt.new, 1))
			})
			_, err := r.Invoke(t.Context(), forge.Caller{AccountID: account}, call(nil))
			checkRejection(t, err, "")
			h := r.last().Header
			if got := h.Get("X-Forge-Oauth-User") != ""; got != tt.user {
				t.Errorf("user token sent: %v", got)
			}
			if got := h.Get("X-Forge-Oauth-System") != ""; got != tt.system {
				t.Errorf("system token sent: %v", got)
			}
		})
	}
}

// TestUserTokenLives checks the grant of a user token, and that it expires after four hours.
func TestUserTokenLives(t *testing.T) {
	r := newRig(t, answerJSON(200, `{}`), nil)
	invoke := func() string {
		_, err := r.Invoke(t.Context(), forge.Caller{AccountID: account}, call(nil))
		checkRejection(t, err, "")
		return r.last().Header.Get("X-Forge-Oauth-User")
	}
	token := invoke()
	grant, ok := r.Grant(token)
	if !ok || grant.AccountID != account ||
		!slices.Contains(grant.Scopes, "read:space:confluence") ||
		slices.Contains(grant.Scopes, "write:page:confluence") {
		t.Errorf("got %+v, %v", grant, ok)
	}
	if _, ok := r.Grant("guess"); ok {
		t.Error("an unknown token was granted")
	}
	r.mu.Lock()
	r.now = r.now.Add(4 * time.Hour)
	r.mu.Unlock()
	if _, ok := r.Grant(token); ok {
		t.Error("the token outlived four hours")
	}
	if other := invoke(); other == token {
		t.Error("a token was issued twice")
	}
}
