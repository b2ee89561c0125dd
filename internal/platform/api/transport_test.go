package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/api"
	"pagewatch/internal/secret"
)

// TestTransports checks the request of each call with each transport, and on whose behalf it is.
func TestTransports(t *testing.T) {
	const site, id = "bbbbbbbb-0000-4000-8000-000000000002", "0123456789abcdef"
	type asked struct{ method, path, bearer, proxy string }
	var got asked
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = asked{r.Method, r.URL.Path, r.Header.Get("Authorization"),
			r.Header.Get("Forge-Proxy-Authorization")}
		w.WriteHeader(http.StatusNotFound)
	}))
	defer server.Close()
	client := server.Client()
	token := secret.New(id)
	calls := map[string]func(api.Transport){
		"operations": func(via api.Transport) {
			_, _ = api.NewConfluence(via).Operations(context.Background(), token, site, "42")
		},
		"space": func(via api.Transport) {
			_, _ = api.NewConfluence(via).SpaceExists(context.Background(), token, site, "42")
		},
		"storage": func(via api.Transport) {
			_, _ = api.NewStorage(via).Get(context.Background(),
				connection.Tenant{Installation: "x", SystemToken: token}, key)
		},
	}
	const user, app = "Forge as=user,id=" + id, "Forge as=app,id=" + id
	for name, row := range map[string]struct {
		via  api.Transport
		want map[string]asked
	}{
		"remote": {api.Remote(client, server.URL, time.Now), map[string]asked{
			"operations": {"GET", "/ex/confluence/" + site + "/wiki/api/v2/spaces/42/operations",
				"Bearer " + id, ""},
			"space": {"GET", "/ex/confluence/" + site + "/wiki/api/v2/spaces/42",
				"Bearer " + id, ""},
			"storage": {"POST", "/forge/storage/kvs/v1/secret/get", "Bearer " + id, ""},
		}},
		"sidecar": {api.Sidecar(client, server.URL, "", time.Now), map[string]asked{
			"operations": {"GET", "/confluence/api/v2/spaces/42/operations", "", user},
			"space":      {"GET", "/confluence/api/v2/spaces/42", "", app},
			"storage":    {"POST", "/forge/storage/kvs/v1/secret/get", "", app},
		}},
		"sidecar with a prefix": {
			api.Sidecar(client, server.URL, "wiki/", time.Now), map[string]asked{
				"operations": {"GET", "/confluence/wiki/api/v2/spaces/42/operations", "", user},
			}},
	} {
		for call, want := range row.want {
			got = asked{}
			if calls[call](row.via); got != want {
				t.Errorf("%s, %s: %+v, want %+v", name, call, got, want)
			}
		}
	}
}
