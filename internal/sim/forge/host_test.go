package forge_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pagewatch/internal/sim/forge"
)

func TestHostAnswers(t *testing.T) {
	handler := newRig(t, nil, nil).Host()
	for path, want := range map[string]int{
		"/__forge/host/host.js":            200,
		"/__forge/host/host.css":           200,
		"/__forge/host/none.js":            404,
		"/__forge/tokens.css":              200,
		"/__forge/iframeResizer.min.js":    200,
		"/__forge/icons/ui/icons/a.svg":    200,
		"/__forge/icons/ui/icons/none.svg": 404,
		"/__forge/icons/ui/macro.html":     404,
		"/__forge/bridge.js":               404,
	} {
		if got := get(handler, path).Code; got != want {
			t.Errorf("%s: got status %d, want %d", path, got, want)
		}
	}
	if got := get(handler, "/__forge/icons/ui/icons/a.svg").Header().Get(
		"Content-Security-Policy"); !strings.Contains(got, "sandbox") {
		t.Errorf("an icon with the policy %q could run scripts", got)
	}
}

// TestInvokeOverHTTP posts calls as the host script does.
func TestInvokeOverHTTP(t *testing.T) {
	r := newRig(t, answerJSON(200, `{"ok":true}`), nil)
	tests := []struct{ name, body, want string }{
		{
			"resolved",
			`{"module":"alarms","invokeType":"ui-remote-fetch","method":"GET","path":"/x"}`,
			`"success":true`},
		{
			"rejected",
			`{"module":"alarms","invokeType":"ui-remote-fetch","method":"GET","path":"//evil.example"}`, `{"reject":"the path leads away`},
		{"malformed", `{`, `{"reject":"the invocation is malformed"}`},
		{"too large", `{"body":{"a":"` + strings.Repeat("x", 700<<10) + `"}}`,
			`{"reject":"the request payload exceeds 500 KB"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			r.Host().ServeHTTP(w,
				httptest.NewRequest(http.MethodPost, "/__forge/invoke", strings.NewReader(tt.body)))
			if got := w.Body.String(); w.Code != 200 || !strings.Contains(got, tt.want) {
				t.Errorf("got %d: %s, want %s", w.Code, got, tt.want)
			}
		})
	}
	if got := verified(t, r)["principal"]; got != account {
		t.Errorf("the call was made as %v, want the session's person", got)
	}
}

// TestDescription is what the host script builds frames from.
func TestDescription(t *testing.T) {
	app := newRig(t, nil, nil).App()
	macro := app.Macros[0]
	if macro.Src != cdn+"/ui/macro.html" || macro.Config.Src != cdn+"/ui/config.html" ||
		macro.Icon != "/__forge/icons/ui/icons/a.svg" {
		t.Errorf("got macro %+v with config %+v", macro, macro.Config)
	}
	if app.Settings[0].Src != cdn+"/ui/settings.html" ||
		app.Resources["ui/config"] != cdn+"/ui/config.html" ||
		app.Resources["ui"] != cdn+"/ui/index.html" {
		t.Errorf("got %+v and %+v", app.Settings, app.Resources)
	}
	if tokens := strings.Fields(app.Sandbox); len(tokens) != 6 {
		t.Errorf("got %d sandbox tokens, want Forge's six", len(tokens))
	}
	bare := newRig(t, nil, func(c *forge.Config) {
		c.Manifest = parse(t, strings.NewReplacer(
			`"resource:ui;icons/a.svg"`, `"https://elsewhere.example/a.svg"`,
			`config: {title: Configure, resource: ui/config, viewportSize: large}`,
			"config: true").Replace(manifest))
	}).App()
	if bare.Macros[0].Icon != "" || bare.Macros[0].Config != nil {
		t.Errorf("got %+v, want neither a foreign icon nor a configuration page", bare.Macros[0])
	}
}
