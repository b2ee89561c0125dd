package kvs_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/secret"
	"pagewatch/internal/sim/kvs"
)

// noon is the time at which every test begins.
var noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)

// rig is a storage with a clock that tests set.
type rig struct {
	*kvs.Server
	t    *testing.T
	cfg  kvs.Config
	time time.Time
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t, time: noon}
	r.cfg = kvs.Config{Path: filepath.Join(t.TempDir(), "storage.db"),
		Keys: ring(t, secret.NewKey("a")), Now: func() time.Time { return r.time }}
	r.open()
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func ring(t *testing.T, pair string) *secret.Keyring {
	t.Helper()
	keys, err := secret.ParseKeyring(pair)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// open opens the file, again where it is open.
func (r *rig) open() {
	r.t.Helper()
	if r.Server != nil {
		_ = r.Close()
	}
	var err error
	if r.Server, err = kvs.Open(r.cfg); err != nil {
		r.t.Fatal(err)
	}
}

// serve answers a request of an installation.
func serve(h http.Handler, operation, body string) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/v1/"+operation, strings.NewReader(body)))
	return w.Code, strings.TrimSpace(w.Body.String())
}

// call sends one request of the installation "i" and checks its answer.
func (r *rig) call(operation, body string, status int, answer string) {
	r.t.Helper()
	if code, got := serve(r.For("i"), operation, body); code != status || got != answer {
		r.t.Errorf("%s %.80s: got %d %.300s, want %d %s", operation, body, code, got, status,
			answer)
	}
}

// refused sends a request like call and checks the code of its refusal.
func (r *rig) refused(operation, body string, status int, code string) {
	r.t.Helper()
	got, text := serve(r.For("i"), operation, body)
	var answer struct{ Code, Message string }
	if err := json.Unmarshal([]byte(text), &answer); err != nil || got != status ||
		answer.Code != code || answer.Message == "" {
		r.t.Errorf("%s %.80s: got %d %.300s (%v), want %d %s", operation, body, got, text, err,
			status, code)
	}
}

const gone = "KEY_NOT_FOUND"

func TestPlainKeysAndSecretsAreTwoStores(t *testing.T) {
	r := newRig(t)
	for _, store := range []string{"", "secret/"} {
		r.refused(store+"get", `{"key":"k"}`, 404, gone)
		r.call(store+"delete", `{"key":"k"}`, 204, "")
		r.call(store+"set", `{"key":"k","value":{"of": "`+store+`"}}`, 204, "")
		r.call(store+"get", `{"key":"k"}`, 200, `{"key":"k","value":{"of":"`+store+`"}}`)
	}
	r.call("get", `{"key":"k"}`, 200, `{"key":"k","value":{"of":""}}`)
	r.call("query", `{}`, 200, `{"data":[{"key":"k","value":{"of":""}}]}`)
	r.call("delete", `{"key":"k"}`, 204, "")
	r.refused("get", `{"key":"k"}`, 404, gone)
	r.call("secret/get", `{"key":"k"}`, 200, `{"key":"k","value":{"of":"secret/"}}`)
}

func TestInstallationsAreApart(t *testing.T) {
	r := newRig(t)
	r.call("set", `{"key":"k","value":1}`, 204, "")
	r.call("secret/set", `{"key":"k","value":1}`, 204, "")
	for _, operation := range []string{"get", "secret/get"} {
		if code, got := serve(r.For("j"), operation, `{"key":"k"}`); code != 404 {
			t.Errorf("another installation reads %d %s", code, got)
		}
	}
	if code, got := serve(r.For("j"), "query", `{}`); code != 200 || got != `{"data":[]}` {
		t.Errorf("another installation lists %d %s", code, got)
	}
}

// TestCredentials checks the answers to credentials that open nothing, and that their calls do not
// reach the storage.
func TestCredentials(t *testing.T) {
	r := newRig(t)
	guarded := r.Guarded(func(req *http.Request) (string, error) {
		switch req.Header.Get("Authorization") {
		case "Bearer system":
			return "i", nil
		case "Bearer user":
			return "", kvs.ErrForbidden
		case "Bearer nowhere":
			return "", nil
		}
		return "", kvs.ErrUnauthenticated
	})
	for credential, want := range map[string]int{
		"Bearer system": 204, "Bearer user": 403, "Bearer nowhere": 401, "Bearer x": 401, "": 401} {
		req := httptest.NewRequest(http.MethodPost, "/v1/set",
			strings.NewReader(`{"key":"k","value":1}`))
		req.Header.Set("Authorization", credential)
		w := httptest.NewRecorder()
		guarded.ServeHTTP(w, req)
		if w.Code != want || want != 204 && !strings.Contains(w.Body.String(), `"code"`) {
			t.Errorf("%q: %d %s, want %d", credential, w.Code, w.Body, want)
		}
	}
	if calls := r.Calls()["set"]; calls != 1 {
		t.Errorf("%d calls reached the storage, want 1", calls)
	}
}

func TestPolicies(t *testing.T) {
	r := newRig(t)
	set := func(value int, options string) string {
		return fmt.Sprintf(`{"key":"k","value":%d,"options":{%s}}`, value, options)
	}
	r.call("set", set(1, `"keyPolicy":"FAIL_IF_EXISTS"`), 204, "")
	r.refused("set", set(2, `"keyPolicy":"FAIL_IF_EXISTS"`), 409, "KEY_ALREADY_EXISTS")
	r.call("get", `{"key":"k"}`, 200, `{"key":"k","value":1}`)
	r.time = noon.Add(time.Second)
	fields := `"returnMetadataFields":["CREATED_AT","UPDATED_AT","EXPIRE_TIME"]`
	before := fmt.Sprintf(`{"key":"k","value":1,"createdAt":%d,"updatedAt":%[1]d}`,
		noon.UnixMilli())
	r.call("set", set(3, `"keyPolicy":"OVERRIDE","returnValue":"PREVIOUS",`+fields), 200, before)
	after := fmt.Sprintf(
		`{"key":"k","value":4,"createdAt":%d,"updatedAt":%d,"expireTime":"2030-01-02T13:00:01Z"}`,
		noon.UnixMilli(), r.time.UnixMilli())
	r.call("set", set(4, `"ttl":{"value":1,"unit":"HOURS"},"returnValue":"LATEST",`+fields), 200,
		after)
	r.call("get",
		`{"key":"k","options":{"metadataFields":["CREATED_AT","UPDATED_AT","EXPIRE_TIME"]}}`, 200,
		after)
	r.call("secret/set", `{"key":"new","value":1,"options":{"returnValue":"PREVIOUS"}}`, 204, "")
	for _, options := range []string{
		`"keyPolicy":"NEVER"`, `"returnValue":"BOTH"`, `"returnMetadataFields":["OWNER"]`,
		`"keyPolicy":"FAIL_IF_EXISTS","returnValue":"LATEST"`} {
		r.refused("set", set(5, options), 400, "BAD_REQUEST")
	}
	r.refused("get", `{"key":"k","options":{"metadataFields":["OWNER"]}}`, 400, "BAD_REQUEST")
	r.refused("query", `{"options":{"metadataFields":["OWNER"]}}`, 400, "BAD_REQUEST")
}

func TestExpiry(t *testing.T) {
	r := newRig(t)
	for unit, life := range map[string]time.Duration{
		"SECONDS": time.Second, "MINUTES": time.Minute, "HOURS": time.Hour,
		"DAYS": 24 * time.Hour} {
		r.time = noon
		r.call("set", `{"key":"k","value":1,"options":{"ttl":{"value":2,"unit":"`+unit+`"}}}`, 204,
			"")
		r.time = noon.Add(2*life - 1)
		r.call("get", `{"key":"k"}`, 200, `{"key":"k","value":1}`)
		r.time = noon.Add(2 * life)
		r.refused("get", `{"key":"k"}`, 404, gone)
		r.call("query", `{}`, 200, `{"data":[]}`)
	}
	for _, ttl := range []string{`"value":0,"unit":"DAYS"`, `"value":366,"unit":"DAYS"`,
		`"value":1,"unit":"WEEKS"`, `"value":9223372036854775807,"unit":"SECONDS"`} {
		r.refused("set", `{"key":"k","value":1,"options":{"ttl":{`+ttl+`}}}`, 400, "BAD_REQUEST")
	}
	r.cfg.Linger = time.Hour
	r.time = noon
	r.open()
	r.call("set",
		`{"key":"l","value":1,"options":{"ttl":{"value":1,"unit":"HOURS"},"keyPolicy":"FAIL_IF_EXISTS"}}`, 204, "")
	r.time = noon.Add(2*time.Hour - 1)
	r.call("get", `{"key":"l","options":{"metadataFields":["EXPIRE_TIME"]}}`, 200,
		`{"key":"l","value":1,"expireTime":"2030-01-02T13:00:00Z"}`)
	r.time = noon.Add(2 * time.Hour)
	r.open() // sweeps
	r.time = noon
	r.refused("get", `{"key":"l"}`, 404, gone)
}

// TestRules holds a row per rule for requests, keys and values.
func TestRules(t *testing.T) {
	r := newRig(t)
	text := func(n int) string { return `"` + strings.Repeat("x", n-2) + `"` }
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	set := func(key, value string) string { return `{"key":"` + key + `","value":` + value + `}` }
	for _, row := range []struct {
		operation, body string
		code            string // "" for what is kept
	}{
		{"set", set("", "1"), "KEY_TOO_SHORT"},
		{"set", set(strings.Repeat("k", 501), "1"), "KEY_TOO_LONG"},
		{"set", set(strings.Repeat("k", 500), "1"), ""},
		{"set", set("aZ09:._ -#", "1"), ""},
		{"set", set("  ", "1"), "INVALID_KEY"},
		{"set", set("a/b", "1"), "INVALID_KEY"},
		{"set", set("é", "1"), "INVALID_KEY"},
		{"set", set("k", "null"), "BAD_REQUEST"},
		{"set", `{"key":"k"}`, "BAD_REQUEST"},
		{"set", set("k", text(240<<10)), ""},
		{"set", set("k", text(240<<10+1)), "MAX_SIZE"},
		{"secret/set", set("k", text(128<<10)), ""},
		{"secret/set", set("k", text(128<<10+1)), "MAX_SIZE"},
		{"set", set("k", nested(31)), ""},
		{"set", set("k", nested(32)), "MAX_DEPTH"},
		{"set", set("k", text(5<<20)), "MAX_SIZE"},
		{"set", `{"key":"k","value":1,"colour":2}`, "BAD_REQUEST"},
		{"set", `{"key":"k","value":1} more`, "BAD_REQUEST"},
		{"set", `planted`, "BAD_REQUEST"},
		{"get", `[]`, "BAD_REQUEST"},
		{"get", `{"key":"a/b"}`, "INVALID_KEY"},
		{"delete", `{}`, "KEY_TOO_SHORT"},
		{"delete", ``, "BAD_REQUEST"},
		{"entity/get", `{"entityName":"e","key":"k"}`, "BAD_REQUEST"},
	} {
		if row.code == "" {
			r.call(row.operation, row.body, 204, "")
		} else {
			r.refused(row.operation, row.body, 400, row.code)
		}
	}
	if code, body := serve(r.For("i"), "dance", `{}`); code != 404 ||
		strings.Contains(body, "code") {
		t.Errorf("what does not exist: %d %s", code, body)
	}
}

// TestNothingIsHalfWritten checks that a refused value leaves the one before.
func TestNothingIsHalfWritten(t *testing.T) {
	r := newRig(t)
	r.call("set", `{"key":"k","value":1}`, 204, "")
	r.refused("set", `{"key":"k","value":"`+strings.Repeat("x", 241<<10)+`"}`, 400, "MAX_SIZE")
	r.refused("transaction", `{"set":[{"key":"k","value":2},{"key":"l","value":null}]}`, 400,
		"BAD_REQUEST")
	r.refused("transaction", `{"set":[{"key":"k","value":2}],"delete":[{"key":"/"}]}`, 400,
		"INVALID_KEY")
	r.call("query", `{}`, 200, `{"data":[{"key":"k","value":1}]}`)
}
