package forge_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/sim/forge"
)

// served is the manifest of the same app as a container service.
var served = strings.NewReplacer(
	"remote: backend, auth: {appSystemToken: {enabled: true}, appUserToken: {enabled: true}}}",
	"service: svc, route: {path: /}}\n    - {key: lifecycle, service: svc, route: {path: /v1/lifecycle/event}}",
	"  endpoint:\n",
	"  trigger: [{key: events, endpoint: lifecycle}]\n  preUninstall: [{key: gone, endpoint: lifecycle}]\n"+
		"  scheduledTrigger: [{key: weekly, endpoint: lifecycle}]\n  endpoint:\n",
	`"read:app-system-token", "read:app-user-token", `, "",
	`{client: [{address: "https://backend.example.com"}]}`,
	`{backend: [{address: "https://sts.example.com"}, {address: "*.example.org"}]}`,
	`remotes:
  - {key: backend, baseUrl: "https://backend.example.com"}
`, `services:
  - {key: svc, containers: [{key: box, tag: "1.0"}]}
`).Replace(manifest)

func newServiceRig(t *testing.T, answer http.HandlerFunc) *rig {
	t.Helper()
	return newRig(t, answer, func(c *forge.Config) { c.Manifest = parse(t, served) })
}

// TestServiceCalls checks that the platform's sidecar gets an invocation token and its own tokens,
// whatever scopes the manifest has, and that a visitor's call has no person's token.
func TestServiceCalls(t *testing.T) {
	for name, who := range map[string]string{"somebody": account, "a visitor": ""} {
		r := newServiceRig(t, answerJSON(200, `{}`))
		_, err := r.Invoke(t.Context(), forge.Caller{AccountID: who},
			call(func(c *forge.Call) { c.InvokeType = forge.ContainerFetch }))
		checkRejection(t, err, "")
		claims, h := verified(t, r), r.last().Header
		grant, granted := r.Grant(h.Get("X-Forge-Oauth-User"))
		installation, scopes, ok := r.SystemGrant(h.Get("X-Forge-Oauth-System"))
		if granted != (who != "") || grant.AccountID != who || !ok || installation == "" ||
			!slices.Contains(scopes, "read:app-system-token") || claims["context"] == nil {
			t.Errorf("%s: %v %v %v", name, grant, scopes, claims)
		}
	}
	_, err := newServiceRig(t, nil).Invoke(t.Context(), forge.Caller{}, call(nil))
	checkRejection(t, err, "is called with invokeService")
}

func TestServiceIsDescribed(t *testing.T) {
	r := newServiceRig(t, nil)
	got := r.Service()
	if got.Key != "svc" || got.Container != "box" || got.Tag != "1.0" ||
		!strings.HasPrefix(got.EnvironmentARI, "ari:cloud:ecosystem::environment/") ||
		!slices.Equal(got.Hosts, []string{"sts.example.com", "*.example.org"}) {
		t.Errorf("got %+v", got)
	}
	if remote := newRig(t, nil, nil); remote.Service().Key != "" ||
		remote.InvokeType("alarms") != forge.RemoteFetch ||
		r.InvokeType("alarms") != forge.ContainerFetch {
		t.Errorf("a remote is described as %+v", remote.Service())
	}
}

// TestFunctionsCallTheService checks that the call has the exporting person, if any.
func TestFunctionsCallTheService(t *testing.T) {
	for name, who := range map[string]string{"somebody": account, "nobody": ""} {
		r := newFunctionRig(t, "served", answerJSON(200, `{"a":1}`), func(c *forge.Config) {
			c.Manifest.Services = parse(t, served).Services
		})
		got, err := r.Export(t.Context(), forge.Caller{AccountID: who}, "alarms", nil)
		checkRejection(t, err, "")
		grant, granted := r.Grant(r.last().Header.Get("X-Forge-Oauth-User"))
		if !strings.Contains(string(got), `"status":200`) || granted != (who != "") ||
			grant.AccountID != who || verified(t, r)["principal"] != nil {
			t.Errorf("%s: %s as %v", name, got, grant)
		}
	}
}
