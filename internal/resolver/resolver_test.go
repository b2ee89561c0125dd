package resolver_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/audit"
	"pagewatch/internal/cloudwatch"
	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/connection/embedded"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/proof"
	"pagewatch/internal/resolver"
	"pagewatch/internal/resolver/limit"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// The tests here are about what the real parts cannot be made to do: panic, and fail in ways nobody
// thought of. All else is tested on the whole backend, in package service.

// parts plays everything around the resolver; one of them can be made to panic.
type parts struct{ panics string }

const planted = "planted-panic-value"

func (p parts) maybe(part string) {
	if p.panics == part {
		panic(planted)
	}
}

func (p parts) Authenticate(*http.Request) (invocation.Caller, error) {
	p.maybe("auth")
	return invocation.Caller{Installation: "i", CloudID: "s", Account: "a", Space: "1",
		UserToken: secret.New("u")}, nil
}

func (p parts) Operations(context.Context, secret.Value, string, string) ([]access.Operation,
	error) {
	p.maybe("confluence")
	return []access.Operation{{Operation: "administer", TargetType: "space"}}, nil
}

func (p parts) SpaceExists(context.Context, secret.Value, string, string) (bool, error) {
	return true, nil
}

func (p parts) Assume(context.Context, account.Target, string) (account.Keys, upstream.Trace,
	error) {
	p.maybe("credentials")
	return account.Keys{}, upstream.Trace{}, nil
}

func (p parts) Probe(context.Context, account.Target, secret.Value, string) (upstream.Trace,
	error) {
	return upstream.Trace{}, nil
}

func (p parts) IsPrincipal(context.Context) (bool, upstream.Trace, error) {
	return true, upstream.Trace{}, nil
}

func (p parts) Owner(context.Context, account.Keys) (string, bool, upstream.Trace, error) {
	return "111122223333", p.panics == "root", upstream.Trace{}, nil
}

func (p parts) Describe(ctx context.Context, _ account.Keys, _ alarm.Origin, _ alarm.Page) (
	alarm.Answer, upstream.Trace, error) {
	p.maybe("alarms")
	if deadline, ok := ctx.Deadline(); p.panics == "late" && ok &&
		time.Until(deadline) < 21*time.Second {
		return alarm.Answer{Alarms: []alarm.Alarm{{Name: "in time"}}}, upstream.Trace{}, nil
	}
	if p.panics == "unthought of" {
		return alarm.Answer{}, upstream.Trace{}, errors.New("nobody thought of this")
	}
	if p.panics == "strays" {
		return alarm.Answer{Alarms: []alarm.Alarm{{Name: "inside-1"}, {Name: "outside-1"}}},
			upstream.Trace{}, nil
	}
	return alarm.Answer{}, upstream.Trace{}, nil
}

// panicky is a store that panics on reads of secrets.
type panicky struct {
	connection.Backend
	parts
}

func (p panicky) Get(ctx context.Context, tenant connection.Tenant, key connection.Key) ([]byte,
	error) {
	if key.Class == connection.Secret && strings.HasPrefix(key.ID, "c-") {
		p.maybe("store")
	}
	return p.Backend.Get(ctx, tenant, key)
}

func newHandler(t *testing.T, p parts, log, auditLog *bytes.Buffer) (http.Handler, string) {
	t.Helper()
	keys, err := secret.ParseKeyring(secret.NewKey("a"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := embedded.Open(filepath.Join(t.TempDir(), "store.db"), keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	store := connection.NewStore(panicky{file, p}, connectiontest.Rules(), time.Now)
	right, err := access.NewGate(parts{}).Admin(context.Background(), mustCaller(), "")
	if err != nil {
		t.Fatal(err)
	}
	quiet := connection.NewStore(file, connectiontest.Rules(), time.Now)
	c, err := quiet.Create(context.Background(), right, connectiontest.Role(),
		connectiontest.Evidence(t, quiet, right, connectiontest.Role()))
	if err != nil {
		t.Fatal(err)
	}
	h, err := resolver.New(resolver.Config{
		Auth: p, Gate: access.NewGate(p), Spaces: p, Store: store,
		Providers: resolver.Providers{CloudWatch: &cloudwatch.Provider{Credentials: p, Alarms: p,
			SessionName: func(string) string { return "session" }}},
		Limit: limit.New(1000, 4, time.Now), Steps: limit.New(1000, 4, time.Now),
		Audit: audit.To(slog.NewJSONHandler(auditLog, nil), keys.Hasher(),
			func(err error) { t.Error(err) }),
		Grants: keys.Sealer(secret.Grant), Cursors: keys.Sealer(secret.Cursor),
		Proofs: proof.NewBook(keys.Sealer(secret.Proof), time.Now),
		Log:    slog.New(slog.NewJSONHandler(log, nil)), Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	return h, c.ID
}

func mustCaller() invocation.Caller {
	caller, _ := parts{}.Authenticate(nil)
	return caller
}

// TestPanicsAreAnswered: whatever panics, the answer is JSON, the process lives, the panic's value
// is nowhere, and the log names the place.
func TestPanicsAreAnswered(t *testing.T) {
	rows := map[string]struct {
		status int
		place  string
	}{
		"auth":         {500, "parts"},
		"confluence":   {500, "parts"},
		"credentials":  {200, "parts"},
		"alarms":       {200, "parts"},
		"store":        {200, ""},
		"unthought of": {200, ""},
	}
	for part, want := range rows {
		var log, auditLog bytes.Buffer
		h, id := newHandler(t, parts{part}, &log, &auditLog)
		w := httptest.NewRecorder()
		body := `{"answer":"inline","sources":[{"connection":"` + id +
			`","region":"eu-central-1"}]}`
		h.ServeHTTP(w, httptest.NewRequest("POST", "/v1/views", strings.NewReader(body)))
		if w.Code != want.status || !strings.Contains(w.Body.String(), `"code":"internal"`) ||
			w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d %s", part, w.Code, w.Body)
		}
		if want.status == 200 && !strings.Contains(w.Body.String(), `"type":"end"`) {
			t.Errorf("%s: no end: %s", part, w.Body)
		}
		for place, text := range map[string]string{
			"answer": w.Body.String(), "log": log.String(), "audit": auditLog.String()} {
			if strings.Contains(text, planted) || strings.Contains(text, "nobody thought") {
				t.Errorf("%s: the %s repeats the value: %s", part, place, text)
			}
		}
		if !strings.Contains(log.String(), want.place) {
			t.Errorf("%s: the log does not name the place: %s", part, log.String())
		}
		if !strings.Contains(auditLog.String(), `"operation":"POST /v1/views"`) {
			t.Errorf("%s: not audited: %s", part, auditLog.String())
		}
	}
}

func TestNewRefusesMissingParts(t *testing.T) {
	if h, err := resolver.New(resolver.Config{}); err == nil || h != nil {
		t.Error("a resolver without parts was built")
	}
}

// TestStrayAlarmsAreDropped: the fence is ours to keep, whatever AWS sends.
func TestStrayAlarmsAreDropped(t *testing.T) {
	var log, auditLog bytes.Buffer
	h, id := newHandler(t, parts{"strays"}, &log, &auditLog)
	w := httptest.NewRecorder()
	body := `{"answer":"inline","sources":[{"connection":"` + id +
		`","region":"eu-central-1"}],"query":{"namePrefix":"inside-"}}`
	h.ServeHTTP(w, httptest.NewRequest("POST", "/v1/views", strings.NewReader(body)))
	if !strings.Contains(w.Body.String(), "inside-1") ||
		strings.Contains(w.Body.String(), "outside-1") ||
		!strings.Contains(w.Body.String(), `"count":1`) {
		t.Errorf("got %s", w.Body)
	}
}

// TestCallsEndBeforeForgeGivesUp: the parts get a deadline inside the 25 s of an invocation.
func TestCallsEndBeforeForgeGivesUp(t *testing.T) {
	var log, auditLog bytes.Buffer
	h, id := newHandler(t, parts{"late"}, &log, &auditLog)
	w := httptest.NewRecorder()
	body := `{"answer":"inline","sources":[{"connection":"` + id + `","region":"eu-central-1"}]}`
	h.ServeHTTP(w, httptest.NewRequest("POST", "/v1/views", strings.NewReader(body)))
	if !strings.Contains(w.Body.String(), "in time") {
		t.Errorf("no deadline, or a late one: %s", w.Body)
	}
}

// TestRootKeysAreRefused: nobody can limit what a root user's keys may do.
func TestRootKeysAreRefused(t *testing.T) {
	for who, want := range map[string]string{
		"root": `"code":"user_root"`, "": `"outcome":"passed"`} {
		h, _ := newHandler(t, parts{panics: who}, &bytes.Buffer{}, &bytes.Buffer{})
		body :=
			`{"connection":{"kind":"aws-user","accessKeyId":"AKIAIOSFODNN7EXAMPLE","secretAccessKey":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY","regions":["eu-central-1"]},"step":"identity"}`
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/v1/connections/test",
			strings.NewReader(body)))
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%q: %d %s, want %s", who, w.Code, w.Body, want)
		}
	}
}
