package confluence_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pagewatch/internal/sim/confluence"
)

// users resolves tokens of the form "<person>" with the right scope, and "<person>-unscoped"
// without.
func users(t *testing.T) func(string) (confluence.User, bool) {
	return func(token string) (confluence.User, bool) {
		name, unscoped := strings.CutSuffix(token, "-unscoped")
		scopes := []string{"read:space:confluence"}
		if unscoped {
			scopes = []string{"storage:app"}
		}
		if name == "ghost" {
			return confluence.User{AccountID: "712020:ghost", Scopes: scopes}, true
		}
		p, ok := confluence.PersonByKey(name)
		return confluence.User{AccountID: p.AccountID, Scopes: scopes}, ok
	}
}

func TestOperations(t *testing.T) {
	const read, administer = `{"operation":"read","targetType":"space"}`,
		`{"operation":"administer","targetType":"space"}`
	handler := confluence.NewAPI(confluence.APIConfig{CloudID: "cloud", User: users(t)})
	tests := []struct {
		name, auth, path string
		status           int
		has, hasNot      string
	}{
		{"admin", "Bearer ada", "/spaces/65538/operations", 200, administer, ""},
		{"admin reads", "Bearer ada", "/spaces/65538/operations", 200, read, ""},
		{"author", "Bearer ada", "/spaces/131074/operations", 200, `"create"`, administer},
		{"reader", "Bearer ravi", "/spaces/65538/operations", 200, read, administer},
		{"reader writes nothing", "Bearer ravi", "/spaces/65538/operations", 200, read, `"create"`},
		{"other admin", "Bearer lena", "/spaces/131074/operations", 200, administer, ""},
		{"not visible", "Bearer lena", "/spaces/65538/operations", 404, "NOT_FOUND", "operations"},
		{"not there", "Bearer ada", "/spaces/1/operations", 404, "NOT_FOUND", "operations"},
		{"a token of nobody", "Bearer anonymous", "/spaces/131074/operations", 404, "",
			"operations"},
		{"a token of a stranger", "Bearer ghost", "/spaces/131074/operations", 404, "",
			"operations"},
		{"no token", "", "/spaces/65538/operations", 401, "UNAUTHORIZED", "operations"},
		{"unknown token", "Bearer mallory", "/spaces/65538/operations", 401, "UNAUTHORIZED",
			"operations"},
		{"not a bearer", "ada", "/spaces/65538/operations", 401, "UNAUTHORIZED", "operations"},
		{"scope", "Bearer ada-unscoped", "/spaces/65538/operations", 401, "SCOPE_DOES_NOT_MATCH",
			"operations"},
		{"a key for an id", "Bearer ada", "/spaces/PAY/operations", 400,
			"INVALID_REQUEST_PARAMETER", "operations"},
		{"leading zero", "Bearer ada", "/spaces/065538/operations", 400, "", "operations"},
		{"too long", "Bearer ada", "/spaces/" + strings.Repeat("9", 19) + "/operations", 400, "",
			"operations"},
		{"other path", "Bearer ada", "/spaces/65538", 404, "", "operations"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := ask(t.Context(), handler, "/ex/confluence/cloud/wiki/api/v2"+tt.path, tt.auth)
			body := w.Body.String()
			if w.Code != tt.status || !strings.Contains(body, tt.has) ||
				tt.hasNot != "" && strings.Contains(body, tt.hasNot) {
				t.Errorf("got %d %s", w.Code, body)
			}
			if got := w.Header().Get("Content-Type"); got != "application/json" {
				t.Errorf("got content type %q", got)
			}
		})
	}
	if w := ask(t.Context(), handler, "/ex/confluence/other/wiki/api/v2/spaces/65538/operations",
		"Bearer ada"); w.Code != 404 {
		t.Errorf("another site answered with %d", w.Code)
	}
}

func ask(ctx context.Context, h http.Handler, path, auth string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	if auth != "" {
		r.Header.Set("Authorization", auth)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
