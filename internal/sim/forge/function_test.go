package forge_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/sim/forge"
)

// functions is a file of functions as the app's own is built, with what they need of @forge/api
// written out.
const functions = `
const ask = async (path, target = { type: 'frc', remote: 'backend' }) => {
  const response = await global.__forge_fetch__(target, path, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: 'mine', 'x-forge-oauth-user': 'mine' }, body: '{"q":1}',
  });
  return { status: response.status, kind: response.headers.get('content-type'), body: await response.text() };
};
exports.echo = async (payload) => payload;
exports.ask = () => ask('/v1/exports');
exports.away = () => ask('//evil.example/');
exports.stranger = () => ask('/', { type: 'frc', remote: 'other' });
exports.served = () => ask('/v1/exports', { type: 'fcc', service: 'svc' });
exports.unserved = () => ask('/', { type: 'fcc', service: 'other' });
exports.product = () => ask('/', { type: 'tpp' });
exports.both = () => Promise.all([ask('/1'), ask('/2')]);
exports.throws = async () => { throw new Error('on purpose'); };
exports.logs = async () => { console.log('{"result":"from the log"}'); return 'fine'; };
exports.environment = async () => Object.keys(process.env);
exports.hangs = () => new Promise(() => setInterval(() => {}, 1000));
exports.exits = () => process.exit(0);
exports.endless = async () => { for (;;) await ask('/'); };
`

// newFunctionRig is a platform whose macro is exported by the function of that name.
func newFunctionRig(t *testing.T, name string, answer http.HandlerFunc,
	edit func(*forge.Config)) *rig {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Fatal("Node.js runs the app's functions; install it to run this test")
	}
	text := strings.NewReplacer(
		"resource: ui/macro, ", "resource: ui/macro, adfExport: {function: made}, ",
		"  endpoint:\n", "  function:\n    - {key: made, handler: index."+name+"}\n  endpoint:\n",
		`baseUrl: "https://backend.example.com"}`,
		`baseUrl: "https://backend.example.com", auth: {appSystemToken: {enabled: true}, appUserToken: {enabled: true}}}`,
	).Replace(manifest)
	return newRig(t, answer, func(c *forge.Config) {
		c.Manifest, c.Functions = parse(t, text),
			folder(t, map[string]string{"index.cjs": functions})
		if edit != nil {
			edit(c)
		}
	})
}

func TestFunctions(t *testing.T) {
	tests := []struct{ name, result, reject string }{
		{"echo", `{"exportType":"pdf"}`, ""},
		{"ask", `{"status":200,"kind":"application/json","body":"{\"a\":1}"}`, ""},
		{
			"both",
			`[{"status":200,"kind":"application/json","body":"{\"a\":1}"},{"status":200,"kind":"application/json","body":"{\"a\":1}"}]`, ""},
		{"logs", `"fine"`, ""},
		{"environment", `[]`, ""},
		{"away", "", "the function failed: the path leads away"},
		{"stranger", "", "the function failed: no remote other"},
		{"unserved", "", "the function failed: no service other"},
		{"product", "", "only invokeRemote and invokeService work"},
		{"throws", "", "the function failed: on purpose"},
		{"missing", "", "the function failed: "},
		{"exits", "", "ended without a result"},
		{"endless", "", "too many calls"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newFunctionRig(t, tt.name, answerJSON(200, `{"a":1}`), nil)
			got, err := r.Export(t.Context(), forge.Caller{AccountID: account}, "alarms",
				map[string]string{"exportType": "pdf"})
			checkRejection(t, err, tt.reject)
			if tt.reject == "" && string(got) != tt.result {
				t.Errorf("got %s, want %s", got, tt.result)
			}
		})
	}
}

func TestFunctionsThatAreNotThere(t *testing.T) {
	r := newRig(t, nil, nil)
	_, err := r.Export(t.Context(), forge.Caller{}, "alarms", nil)
	checkRejection(t, err, "makes no document")
	_, err = r.Export(t.Context(), forge.Caller{}, "none", nil)
	checkRejection(t, err, "makes no document")
	unbuilt := newFunctionRig(t, "echo", nil, func(c *forge.Config) { c.Functions = t.TempDir() })
	_, err = unbuilt.Export(t.Context(), forge.Caller{}, "alarms", nil)
	checkRejection(t, err, "the function failed: Cannot find module")
	slow := newFunctionRig(t, "hangs", nil,
		func(c *forge.Config) { c.InvocationTime = time.Second })
	_, err = slow.Export(t.Context(), forge.Caller{}, "alarms", nil)
	checkRejection(t, err, "did not finish within 25 seconds")
}

// TestFunctionCalls checks that a function's token names no person, and that a person's token
// accompanies the call of a person.
func TestFunctionCalls(t *testing.T) {
	for name, who := range map[string]string{"somebody": account, "nobody": ""} {
		t.Run(name, func(t *testing.T) {
			var body string
			r := newFunctionRig(t, "ask", func(w http.ResponseWriter, req *http.Request) {
				raw, _ := io.ReadAll(req.Body)
				body = string(raw)
				answerJSON(503, `{}`)(w, req)
			}, nil)
			got, err := r.Export(t.Context(), forge.Caller{AccountID: who}, "alarms", nil)
			checkRejection(t, err, "")
			var answer struct{ Status int }
			if err := json.Unmarshal(got, &answer); err != nil || answer.Status != 503 ||
				body != `{"q":1}` {
				t.Errorf("got %s for %s", got, body)
			}
			claims := verified(t, r)
			_, principal := claims["principal"]
			_, context := claims["context"]
			if principal || context || at(t, claims, "app.module.key") != "made" ||
				at(t, claims, "app.installationId") == nil {
				t.Errorf("the token has %v", claims)
			}
			h := r.last().Header
			grant, granted := r.Grant(h.Get("X-Forge-Oauth-User"))
			if h.Get("X-Forge-Oauth-System") == "" || granted != (who != "") ||
				grant.AccountID != who {
				t.Errorf("the tokens are of %q (%v)", grant.AccountID, granted)
			}
		})
	}
}
