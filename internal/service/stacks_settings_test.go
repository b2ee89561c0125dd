package service_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
)

// TestGrafanaInTheEnvironment holds a row per variable: an origin that stands for stacks is http on
// loopback and nothing else.
func TestGrafanaInTheEnvironment(t *testing.T) {
	const origin = "PAGEWATCH_GRAFANA_ORIGIN"
	for _, row := range []struct {
		name, value string
		ok          bool
	}{
		{"PAGEWATCH_GRAFANA", "off", true},
		{"PAGEWATCH_GRAFANA", "no", false},
		{"PAGEWATCH_FORBID_BROAD_TOKENS", "true", true},
		{"PAGEWATCH_FORBID_BROAD_TOKENS", "maybe", false},
		{origin, "http://127.0.0.1:9000", true},
		{origin, "http://[::1]:9000/", true},
		{origin, "http://localhost:9000", true},
		{origin, "https://127.0.0.1:9000", false},
		{origin, "https://example.grafana.net", false},
		{origin, "http://example.grafana.net", false},
		{origin, "http://10.0.0.1", false},
		{origin, "http://169.254.169.254", false},
		{origin, "http://0.0.0.0:9000", false},
		{origin, "http://localhost.evil.example", false},
		{origin, "http://127.0.0.1@evil.example", false},
		{origin, "http://127.0.0.1:9000/x", false},
		{origin, "http://127.0.0.1:9000?x", false},
	} {
		env := good()
		env[row.name] = row.value
		s, err := service.FromEnvironment(getenv(env))
		if (err == nil) != row.ok || err != nil && !strings.Contains(err.Error(), row.name) {
			t.Errorf("%s=%s: %v", row.name, row.value, err)
		}
		if off := row.value == "off"; err == nil && (s.WithoutGrafana != off ||
			s.ForbidBroadTokens != (row.value == "true")) {
			t.Errorf("%s=%s: %+v", row.name, row.value, s.Grafana)
		}
	}
}

// TestGrafanaOff: a deployment that offers no stacks links none, answers none that were linked, and
// lets no request to one leave.
func TestGrafanaOff(t *testing.T) {
	b := servicetest.New(t, nil)
	stacks := b.FaceStacks(stackOf(leaky(twoFolders)))
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil))
	b.Reconfigure(func(s *service.Settings) { s.WithoutGrafana = true })
	draft := servicetest.StackDraft(servicetest.Map{"name": "Another"})
	for what, got := range map[string]servicetest.Answer{
		"testing": b.Try(servicetest.Call{}, body(draft), "stack", ""),
		"saving": b.Do(servicetest.Call{}, "POST", "/v1/connections", servicetest.Map{
			"connection": draft, "proof": b.Proof(servicetest.Call{}, draft)}),
	} {
		if code, _ := got.Error(b); code != "not_offered" {
			t.Errorf("%s: %d %s", what, got.Status, got.Body)
		}
	}
	view := b.Do(servicetest.Call{}, "POST", "/v1/views", servicetest.AlertView(id, servicetest.Map{}))
	if code := rulesOf(b, view); code != "not_offered" {
		t.Errorf("a view: %s", code)
	}
	if got := b.Do(servicetest.Call{}, "GET", "/v1/settings", nil); strings.Contains(got.Body,
		`"forbidBroadTokens"`) {
		t.Errorf("the settings offer stacks: %s", got.Body)
	}
	if got := b.Do(servicetest.Call{}, "GET", "/v1/connections", nil); !strings.Contains(got.Body,
		`"offers":["aws"]`) {
		t.Errorf("an author may link %s", got.Body)
	}
	if asked := stacks.Asked(); len(asked) > 0 {
		t.Errorf("asked %s", asked[0].URL)
	}
	req, _ := http.NewRequest(http.MethodGet, "https://example.grafana.net/api/org", nil)
	for _, rule := range service.EgressRules(b.Settings) {
		if rule.To.Suffix != "" {
			t.Errorf("%v may leave for %s", req.URL, rule.To.Suffix)
		}
	}
}

// guarded is a stack that guards itself, whose token has these permissions.
func guarded(permissions string) func(*http.Request) *http.Response {
	answers := stackOf(map[string][]string{
		"/api/health": {`{"database":"ok"}`}, "/api/org": {`{"id":1}`},
		"/api/access-control/user/permissions": {permissions}, foldersPath: {twoFolders},
		rulesPath: {rulesPage("", "open prod Normal")}, "/api/frontend/settings": {`{"rendererAvailable":true}`}})
	return func(r *http.Request) *http.Response {
		if r.URL.Path != "/api/health" && r.Header.Get("Authorization") != "Bearer "+servicetest.StackToken {
			return servicetest.JSON(http.StatusUnauthorized, strings.NewReader(`{"message":"Unauthorized"}`))
		}
		if r.URL.Path == "/api/access-control/user/permissions" && permissions == "" {
			return servicetest.JSON(http.StatusNotFound, strings.NewReader(`{"message":"Not found"}`))
		}
		return answers(r)
	}
}

// stackSteps are the steps of the test of a stack.
var stackSteps = []string{"stack", "token-needed", "token", "rights", "folders", "alerts", "renderer"}

// TestBroadTokens: a token that may change things is named when it is linked, and refused where the
// operator forbids it; so is then one of which nobody can tell. What a stack says of a token is
// repeated in plain words alone.
func TestBroadTokens(t *testing.T) {
	const reads = `"alert.rules:read":["folders:*"],"folders:read":["folders:uid:prod"]`
	long := strings.Repeat("x", 100_000)
	several := `{` + reads + `,"a:write":["*"],"b:write":["*"],"c:write":["*"],"d:write":["*"],"e:write":["*"],"f:write":["*"]}`
	for name, row := range map[string]struct {
		permissions        string
		allowed, forbidden string
		about, named       string
	}{
		"reads":          {`{` + reads + `}`, "passed", "passed", "", ""},
		"writes":         {`{` + reads + `,"dashboards:write":["*"]}`, "passed", "failed:grafana_token_broad", "[dashboards:write]", "Too many: dashboards:write."},
		"many writes":    {several, "passed", "failed:grafana_token_broad", "[a:write b:write c:write d:write e:write f:write]", "Too many: a:write, b:write, c:write, d:write, e:write, and 1 more."},
		"a newer verb":   {`{` + reads + `,"folders:juggle":["*"]}`, "passed", "failed:grafana_token_broad", "[folders:juggle]", "Too many: folders:juggle."},
		"a plugin":       {`{` + reads + `,"grafana-irm-app.incidents:delete":["*"]}`, "passed", "failed:grafana_token_broad", "", "Too many: grafana-irm-app.incidents:delete."},
		"like a plugin":  {`{` + reads + `,"users-app.x:create":["*"]}`, "passed", "failed:grafana_token_broad", "[users-app.x:create]", "Too many: users-app.x:create."},
		"of a Viewer":    {`{` + reads + `,"grafana-assistant-app.rules.user:write":[""]}`, "passed", "passed", "", ""},
		"no verb":        {`{` + reads + `,"<b>planted":["*"]}`, "passed", "failed:grafana_token_broad", "[]", "only tokens that read."},
		"a long one":     {`{` + reads + `,"planted:` + long + `":["*"]}`, "passed", "failed:grafana_token_broad", "[]", "only tokens that read."},
		"nobody tells":   {"", "passed", "inconclusive:grafana_rights_unknown", "", ""},
		"nothing":        {`{}`, "failed:grafana_rights_missing", "failed:grafana_rights_missing", "", "Missing: alert.rules:read, folders:read."},
		"null":           {`null`, "failed:grafana_rights_missing", "failed:grafana_rights_missing", "", "Missing: alert.rules:read, folders:read."},
		"a list":         {`["planted"]`, "inconclusive:grafana_bad_answer", "inconclusive:grafana_bad_answer", "", ""},
		"B6, no folders": {`{"alert.rules:read":["folders:uid:gone"]}`, "failed:grafana_rights_missing", "failed:grafana_rights_missing", "", "Missing: folders:read."},
	} {
		for forbid, want := range map[bool]string{false: row.allowed, true: row.forbidden} {
			b := servicetest.New(t, func(s *service.Settings) { s.ForbidBroadTokens = forbid })
			b.ExternalID(servicetest.Call{})
			b.FaceStacks(guarded(row.permissions))
			draft := servicetest.StackDraft(nil)
			steps := b.Test(servicetest.Call{}, body(draft), stackSteps...)
			if len(steps) < 4 {
				t.Fatalf("%s: %v", name, outcomes(steps))
			}
			got := strings.TrimPrefix(outcomes(steps[3:4])[0], "rights=")
			said, _ := json.Marshal(steps[3].Notes)
			if got != want || strings.Contains(string(said), "planted") {
				t.Errorf("%s, forbidden %v: %s with %.200s, want %s", name, forbid, got, said, want)
			}
			for _, note := range steps[3].Notes {
				if note.Code == "grafana_token_broad" && fmt.Sprint(note.About) != row.about {
					t.Errorf("%s: about %.200v", name, note.About)
				}
			}
			if !strings.HasSuffix(steps[3].Error.Message, row.named) && strings.HasPrefix(want, "failed") ||
				strings.Contains(steps[3].Error.Message, "planted") {
				t.Errorf("%s, forbidden %v: %.200s, want it to end in %q", name, forbid,
					steps[3].Error.Message, row.named)
			}
			saved := b.Do(servicetest.Call{}, "POST", "/v1/connections", servicetest.Map{
				"connection": draft, "proof": steps[len(steps)-1].Proof})
			if (saved.Status == http.StatusCreated) != (want == "passed") {
				t.Errorf("%s, forbidden %v: saving: %d", name, forbid, saved.Status)
			}
		}
	}
}

// TestATokenGoesToItsStackAlone: a change of the stack needs a token of its own, a test of the change
// asks the new stack with that one, and no link or configuration names another host.
func TestATokenGoesToItsStackAlone(t *testing.T) {
	b := servicetest.New(t, nil)
	stacks := b.FaceStacks(guarded(`{}`))
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil))
	other := "https://other.grafana.net"
	change := servicetest.Map{"stack": other}
	for what, got := range map[string]servicetest.Answer{
		"testing": b.Try(servicetest.Call{}, servicetest.Map{"id": id, "connection": change}, "stack", ""),
		"saving": b.Do(servicetest.Call{}, "PATCH", "/v1/connections/"+id,
			servicetest.Map{"connection": change}),
	} {
		if _, field := got.Error(b); got.Status != http.StatusBadRequest || field != "connection.token" {
			t.Errorf("%s: %d %s", what, got.Status, got.Body)
		}
	}
	for _, member := range []string{"stack", "host", "url", "token"} {
		view := servicetest.AlertView(id, servicetest.Map{})
		view["sources"].([]servicetest.Map)[0][member] = other
		got := b.Do(servicetest.Call{}, "POST", "/v1/views", view)
		if got.Status != http.StatusBadRequest {
			t.Errorf("%s in a view: %d %s", member, got.Status, got.Body)
		}
	}
	for _, r := range stacks.Asked() {
		if r.URL.Host != "example.grafana.net" {
			t.Errorf("asked %s", r.URL)
		}
	}
}
