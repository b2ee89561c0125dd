package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/egress"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/grafana/stack/stacktest"
	"pagewatch/internal/upstream"
)

var now = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

// asked returns a client whose stacks are one server behind the guard, and what it was asked.
func asked(t *testing.T, h http.HandlerFunc) (*client.Client, *[]*http.Request) {
	t.Helper()
	var requests []*http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests = append(requests, r)
		h(w, r)
	}))
	t.Cleanup(server.Close)
	guard := egress.New(http.DefaultTransport, client.EgressRules(server.URL)...)
	return client.New(client.Settings{Client: guard.Client(), Origin: server.URL,
		Now: func() time.Time { return now }}), &requests
}

func answer(status int, media, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

var example = client.Stack{Host: "example.grafana.net", Token: stacktest.Token("a")}

// TestFailures holds a row per answer that is no success: who answered, and what it said.
func TestFailures(t *testing.T) {
	const plain = "application/json"
	for name, row := range map[string]struct {
		status      int
		media, body string
		kind        upstream.Kind
		code, cause string
	}{
		"no token": {401, plain, `{"message":"Unauthorized"}`, upstream.Refused, "",
			client.TokenInvalid},
		"an unknown token": {401, plain, `{"message":"invalid API key","traceID":""}`,
			upstream.Refused, "", client.TokenInvalid},
		"an unknown token since 10": {401, plain,
			`{"message":"Invalid API key","messageId":"api-key.invalid","statusCode":401}`,
			upstream.Refused, "api-key.invalid", client.TokenInvalid},
		"an expired token": {401, plain, `{"message":"Expired API key"}`, upstream.Refused, "",
			client.TokenExpired},
		"an expired token since 10": {401, plain, `{"message":"x","messageId":"api-key.expired"}`,
			upstream.Refused, "api-key.expired", client.TokenExpired},
		"a revoked token": {401, plain, `{"message":"Revoked API key","messageId":"api-key.revoked"}`,
			upstream.Refused, "api-key.revoked", client.TokenRevoked},
		"a disabled account": {401, plain, `{"message":"Service account is disabled"}`,
			upstream.Refused, "", client.TokenDisabled},
		"another organization": {401, plain,
			`{"message":"x","messageId":"api-key.organization-mismatch"}`,
			upstream.Refused, "api-key.organization-mismatch", client.TokenElse},
		"no right": {403, plain, `{"accessErrorId":"ACE1","message":"You'll need","title":"Access"}`,
			upstream.Refused, "", ""},
		"an API server's": {404, plain, `{"kind":"Status","reason":"NotFound","code":404}`,
			upstream.Refused, "", ""},
		"no stack": {404, plain, `{"code":"NotFound","message":"We do not recognize"}`,
			upstream.Refused, "NotFound", client.NoStack},
		"a waking stack": {503, plain, `{"code":"Loading","message":"Your instance is loading"}`,
			upstream.Refused, "Loading", client.Waking},
		"another word of the edge": {403, plain, `{"code":"Paused","message":"x"}`,
			upstream.Refused, "Paused", client.Edge},
		"a text of the edge": {403, plain, `{"code":"<b>not a word</b>","message":"x"}`,
			upstream.Refused, "", client.Edge},
		"a long word of the edge": {404, plain, `{"code":"` + strings.Repeat("a", 33) + `"}`,
			upstream.Refused, "", client.Edge},
		"a text for an id": {401, plain, `{"message":"x","messageId":"not a <b>word</b>"}`,
			upstream.Refused, "", client.TokenInvalid},
		"a page": {502, "text/html", `<html>`, upstream.Refused, "", ""},
		"a long page": {500, plain, `{"message":"` + strings.Repeat("x", 1<<20), upstream.Refused,
			"", ""},
		"a redirect":     {302, "text/html", ``, upstream.Malformed, "", client.Redirected},
		"text for JSON":  {200, "text/plain", `{"id":1}`, upstream.Malformed, "", ""},
		"no media type":  {200, "", `{"id":1}`, upstream.Malformed, "", ""},
		"HTML for JSON":  {200, "text/html", `{"id":1}`, upstream.Malformed, "", ""},
		"half":           {200, plain, `{"id":`, upstream.Malformed, "", ""},
		"more than JSON": {200, plain, `{"id":1} {"id":2}`, upstream.Malformed, "", ""},
		"another form":   {200, plain, `[1]`, upstream.Malformed, "", ""},
		"too much": {200, plain, `{"x":"` + strings.Repeat("x", 1<<20) + `"}`, upstream.Malformed,
			"", ""},
		"nothing, created": {201, plain, `{}`, upstream.Malformed, "", ""},
	} {
		c, _ := asked(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://169.254.169.254/latest/meta-data")
			answer(row.status, row.media, row.body)(w, r)
		})
		_, got, err := c.Org(context.Background(), example)
		failed := upstream.As(err)
		if failed == nil || failed.Kind != row.kind || failed.Code != row.code ||
			failed.Cause != row.cause || failed.Status != row.status ||
			failed.Service != client.Service || got.Trace.Status != row.status {
			t.Errorf("%s: %#v", name, failed)
		}
	}
}

func TestNobodyAnswers(t *testing.T) {
	c, _ := asked(t, answer(200, "application/json", `{}`))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err := c.Org(ctx, example)
	if failed := upstream.As(err); failed == nil || failed.Kind != upstream.Canceled {
		t.Errorf("a caller who left: %v", err)
	}
	dead := httptest.NewServer(nil)
	dead.Close()
	c = client.New(client.Settings{Client: http.DefaultClient, Origin: dead.URL, Now: time.Now})
	_, _, err = c.Org(context.Background(), example)
	if failed := upstream.As(err); failed == nil || failed.Kind != upstream.Unreachable {
		t.Errorf("nobody there: %v", err)
	}
}

// TestRequests holds what goes out: GETs to exact paths, the token in one header alone.
func TestRequests(t *testing.T) {
	c, requests := asked(t, answer(200, "application/json", `{"status":"success","data":{"groups":[]}}`))
	ctx := context.Background()
	_, _, _ = c.Health(ctx, example.Host)
	_, _, _ = c.Org(ctx, client.Stack{Host: example.Host})
	_, _, _ = c.Org(ctx, example)
	_, _, _ = c.Permissions(ctx, example)
	_, _, _ = c.FrontendSettings(ctx, example)
	_, _, _ = c.Folders(ctx, example)
	_, _, _ = c.Rules(ctx, example, client.RulesQuery{Folder: "prod", Dashboard: "d", Panel: 2,
		Rules: []string{"a", "b"}, Next: "n&x=1"})
	_, _, _ = c.Rules(ctx, example, client.RulesQuery{Panel: 2})
	bearer := "Bearer " + example.Token.Reveal()
	want := []struct{ uri, auth string }{
		{"/api/health", ""}, {"/api/org", ""}, {"/api/org", bearer},
		{"/api/access-control/user/permissions", bearer}, {"/api/frontend/settings", bearer},
		{"/api/search?limit=5000&type=dash-folder", bearer},
		{"/api/prometheus/grafana/api/v1/rules?dashboard_uid=d&folder_uid=prod&group_limit=100" +
			"&group_next_token=n%26x%3D1&limit_alerts=20&panel_id=2&rule_uid=a&rule_uid=b", bearer},
		{"/api/prometheus/grafana/api/v1/rules?group_limit=100&limit_alerts=20", bearer},
	}
	if len(*requests) != len(want) {
		t.Fatalf("%d requests", len(*requests))
	}
	for i, r := range *requests {
		if r.Method != http.MethodGet || r.RequestURI != want[i].uri || r.Host != example.Host ||
			r.Header.Get("Authorization") != want[i].auth || r.Header.Get("Cookie") != "" {
			t.Errorf("%s %s %s %v", r.Method, r.Host, r.RequestURI, r.Header)
		}
	}
}

// TestNoCookieIsKept: an answer's cookie goes into no later request.
func TestNoCookieIsKept(t *testing.T) {
	c, requests := asked(t, func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "grafana_session", Value: "x"})
		answer(200, "application/json", `{"id":1}`)(w, r)
	})
	for range 2 {
		if id, _, err := c.Org(context.Background(), example); id != 1 || err != nil {
			t.Fatal(id, err)
		}
	}
	if sent := (*requests)[1].Header.Get("Cookie"); sent != "" {
		t.Error(sent)
	}
}

// body returns the body of a recorded answer.
func body(t testing.TB, name string) string {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var recorded struct{ Body json.RawMessage }
	if err := json.Unmarshal(raw, &recorded); err != nil {
		t.Fatal(err)
	}
	return string(recorded.Body)
}

func TestRecordedAnswers(t *testing.T) {
	ctx := context.Background()
	c, _ := asked(t, func(w http.ResponseWriter, r *http.Request) {
		files := map[string]string{
			"/api/health": "health.json", "/api/org": "org.json",
			"/api/access-control/user/permissions": "user_permissions_viewer.json",
			"/api/frontend/settings":               "frontend_settings_cloud_subset.json",
			"/api/search":                          "search_folders.json",
		}
		answer(200, "application/json; charset=UTF-8", body(t, files[r.URL.Path]))(w, r)
	})
	if well, _, err := c.Health(ctx, example.Host); !well || err != nil {
		t.Error(well, err)
	}
	if id, _, err := c.Org(ctx, example); id != 1 || err != nil {
		t.Error(id, err)
	}
	if may, _, err := c.Permissions(ctx, example); len(may["folders:read"]) != 1 || err != nil {
		t.Error(may, err)
	}
	want := client.Frontend{Renderer: true, Version: "13.3.0", Namespace: "stacks-12345"}
	if got, _, err := c.FrontendSettings(ctx, example); got != want || err != nil {
		t.Error(got, err)
	}
	if got, _, err := c.Folders(ctx, example); len(got) != 1 || got[0].UID != "prod" || err != nil {
		t.Error(got, err)
	}
}

func TestRecordedRules(t *testing.T) {
	for name, want := range map[string]string{
		"prom_rules_viewer.json":     "rules 10, instances 9, next false",
		"prom_rules_page1.json":      "rules 5, instances 6, next true",
		"prom_rules_page2_last.json": "rules 1, instances 0, next false",
	} {
		c, _ := asked(t, answer(200, "application/json", body(t, name)))
		page, _, err := c.Rules(context.Background(), example, client.RulesQuery{})
		instances := 0
		for _, r := range page.Rules {
			instances += len(r.Instances)
		}
		got := fmt.Sprintf("rules %d, instances %d, next %v", len(page.Rules), instances,
			page.Next != "")
		if got != want || err != nil {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}

// TestAnswersThatAreNoRules: a success without a list of groups is no empty list.
func TestAnswersThatAreNoRules(t *testing.T) {
	for body, want := range map[string]bool{
		`{"status":"success","data":{"groups":[]}}`:                                                  true,
		`{"status":"success","data":{"groups":null}}`:                                                true,
		`{"data":{"groups":[]},"status":"success"}`:                                                  true,
		`{"status":"success","data":{"groups":[{"name":"g","rules":null}]}}`:                         true,
		`{"status":"success","data":{"groups":[{"name":"g","rules":[{"name":"r","alerts":null}]}]}}`: true,

		`{"status":"success","data":{}}`:                                false,
		`{"status":"success","data":{"alerts":null}}`:                   false,
		`{"status":"success","data":null}`:                              false,
		`{"status":"success"}`:                                          false,
		`{"data":{"groups":[]}}`:                                        false,
		`{"status":"error","data":{"groups":[]}}`:                       false,
		`{"Payments EU":[{"name":"g","rules":[{"grafana_alert":{}}]}]}`: false,
		`{"status":"success","data":{"groups":{}}}`:                     false,
		`{"status":"success","data":{"groups":["x"]}}`:                  false,
		`{"status":"success","data":{"groups":[]}}x`:                    false,
		`[]`: false, `null`: false, ``: false, `"x"`: false,
	} {
		c, _ := asked(t, answer(200, "application/json", body))
		_, _, err := c.Rules(context.Background(), example, client.RulesQuery{})
		if (err == nil) != want {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// TestRulesAreBounded: what one rule of a malicious stack can hold.
func TestRulesAreBounded(t *testing.T) {
	labels := map[string]string{"long": strings.Repeat("ä", 1<<20)}
	for i := range 5000 {
		labels[fmt.Sprintf("label-%04d", i)] = "__proto__"
	}
	instances := make([]map[string]any, 100)
	for i := range instances {
		instances[i] = map[string]any{"state": "Alerting", "labels": map[string]string{"i": "x"}}
	}
	raw, err := json.Marshal(map[string]any{"status": "success", "data": map[string]any{
		"groups": []any{map[string]any{"name": strings.Repeat("g", 10000), "rules": []any{
			map[string]any{"name": strings.Repeat("ü", 10000), "labels": labels,
				"state": strings.Repeat("firing", 100), "annotations": labels, "alerts": instances}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	c, _ := asked(t, answer(200, "application/json", string(raw)))
	page, _, err := c.Rules(context.Background(), example, client.RulesQuery{})
	if err != nil {
		t.Fatal(err)
	}
	kept, _ := json.Marshal(page)
	rule := page.Rules[0]
	if len(rule.Instances) != client.AlertsPerRule || len(rule.Labels) != 30 || len(kept) > 40_000 ||
		!strings.HasSuffix(rule.Name, "ü…") || len(rule.Group) > 210 {
		t.Errorf("%d instances, %d labels, %d bytes", len(rule.Instances), len(rule.Labels), len(kept))
	}
}

func TestDeprecation(t *testing.T) {
	for _, row := range []struct {
		header map[string]string
		want   *client.Deprecation
	}{
		{nil, nil},
		{map[string]string{"Warning": `199 - "Miscellaneous"`}, nil},
		{map[string]string{"Warning": `299 - "Deprecated API"`}, &client.Deprecation{}},
		{map[string]string{"X-Api-Deprecation-Date": "2026-10-29"},
			&client.Deprecation{From: time.Date(2026, 10, 29, 0, 0, 0, 0, time.UTC)}},
		{map[string]string{"X-Api-Deprecation-Date": "soon"}, &client.Deprecation{}},
	} {
		c, _ := asked(t, func(w http.ResponseWriter, r *http.Request) {
			for name, value := range row.header {
				w.Header().Set(name, value)
			}
			answer(200, "application/json", `{"id":1}`)(w, r)
		})
		_, got, _ := c.Org(context.Background(), example)
		if (got.Deprecation == nil) != (row.want == nil) ||
			row.want != nil && !got.Deprecation.From.Equal(row.want.From) {
			t.Errorf("%v: %v", row.header, got.Deprecation)
		}
	}
}

// TestTheTokenIsNotInErrors: nothing of a token or of an answer is in an error.
func TestTheTokenIsNotInErrors(t *testing.T) {
	c, _ := asked(t, answer(500, "application/json", `{"message":"secret-host-1"}`))
	_, trace, err := c.Org(context.Background(), example)
	said := fmt.Sprintf("%v %#v %+v", err, err, trace)
	if strings.Contains(said, example.Token.Reveal()) || strings.Contains(said, "secret-host") {
		t.Error(said)
	}
}

// TestASilentStackIsLate: a stack that takes a request and sends nothing did not answer in time; one
// that takes no connection could not be reached.
func TestASilentStackIsLate(t *testing.T) {
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
	}))
	defer silent.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	impatient := &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: time.Millisecond}}
	for origin, want := range map[string]upstream.Kind{
		silent.URL: upstream.Timeout, gone.URL: upstream.Unreachable,
	} {
		c := client.New(client.Settings{Client: impatient, Origin: origin, Now: time.Now})
		_, _, err := c.Org(t.Context(), example)
		var failed *upstream.Error
		if !errors.As(err, &failed) || failed.Kind != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
