package service_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/fit"
)

// routes are all routes for people.
var routes = []struct{ method, path string }{
	{"POST", "/v1/views"}, {"GET", "/v1/connections"}, {"GET", "/v1/settings"},
	{"POST", "/v1/connections/test"},
	{"POST", "/v1/connections"}, {"PATCH", "/v1/connections/c-x"},
	{"DELETE", "/v1/connections/c-x"},
	{"POST", "/v1/settings/external-id"}, {"GET", "/v1/connections/c-x/receipt"},
	{"POST", "/v1/settings/rotation"}, {"POST", "/v1/settings/rotation/end"},
}

// TestUnauthenticatedCallsGetOneAnswer tries every route with every kind of bad token: the answers
// are identical to the byte, headers included, and Confluence gets no call.
func TestUnauthenticatedCallsGetOneAnswer(t *testing.T) {
	b := servicetest.New(t, nil)
	stranger, err := fit.New(servicetest.AppID)
	if err != nil {
		t.Fatal(err)
	}
	stranger.KeyID = b.Issuer.KeyID
	forged, err := stranger.Mint(b.Clock.Now().Add(time.Minute), servicetest.Call{}.Claims())
	if err != nil {
		t.Fatal(err)
	}
	expired := b.Token(servicetest.Call{})
	b.Clock.Advance(time.Minute)
	headers := map[string][]string{
		"none":    nil,
		"two":     {"Bearer " + b.Token(servicetest.Call{}), "Bearer x"},
		"rubbish": {"Bearer rubbish"},
		"basic":   {"Basic YTpi"},
		"expired": {"Bearer " + expired},
		"forged":  {"Bearer " + forged},
		"altered": {"Bearer " + b.Token(servicetest.Call{}) + "x"},
		"Isolated": {
			"Bearer " +
				b.Token(servicetest.Call{Change: func(c *invocation.Claims) { c.ICLabel = "x" }})},
		"no site": {
			"Bearer " +
				b.Token(servicetest.Call{
					Change: func(c *invocation.Claims) { c.App.InstallationID = "x" }})},
		"other app": {
			"Bearer " +
				b.Token(servicetest.Call{Change: func(c *invocation.Claims) { c.App.ID = "x" }})},
	}
	var first *servicetest.Answer
	for _, route := range routes {
		for name, values := range headers {
			r := httptest.NewRequest(route.method, route.path, strings.NewReader(`{"rubbish":`))
			r.Header["Authorization"] = values
			got := b.Serve(r)
			if first == nil {
				first = &got
			}
			if got.Status != http.StatusUnauthorized || got.Body != first.Body ||
				!sameHeaders(got.Header, first.Header) {
				t.Errorf("%s %s with %s: %d %s", route.method, route.path, name, got.Status,
					got.Body)
			}
		}
	}
	if code, _ := first.Error(b); code != "unauthenticated" || b.Confluence.Calls() != 0 {
		t.Errorf("code %s, Confluence asked %d times", code, b.Confluence.Calls())
	}
}

func sameHeaders(a, b http.Header) bool {
	if len(a) != len(b) {
		return false
	}
	for name := range a {
		if a.Get(name) != b.Get(name) {
			return false
		}
	}
	return true
}

// TestRights tries every route as every person. A forbidden and an absent connection get the same
// answer.
func TestRights(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	draft := servicetest.Map{"connection": servicetest.RoleDraft(nil)}
	admins := []struct {
		method, path string
		body         any
	}{
		{"GET", "/v1/settings", nil},
		{"POST", "/v1/connections/test", servicetest.Map{"id": id, "step": "principal"}},
		{"GET", "/v1/connections/" + id + "/receipt", nil},
		{"POST", "/v1/settings/external-id",
			servicetest.Map{"current": b.ExternalID(servicetest.Call{})}},
		{"POST", "/v1/settings/rotation", servicetest.Map{}},
		{"POST", "/v1/settings/rotation/end", servicetest.Map{"begun": b.Clock.Now()}},
		{"POST", "/v1/connections", draft},
		{"PATCH", "/v1/connections/" + id,
			servicetest.Map{"connection": servicetest.Map{"name": "x"}}},
		{"DELETE", "/v1/connections/" + id, nil},
	}
	people := map[string]struct {
		call  servicetest.Call
		admin string
		view  string
	}{
		"reader": {servicetest.Call{Person: servicetest.Ravi}, "not_admin", ""},
		"stranger": {servicetest.Call{Person: servicetest.Lena}, "not_found",
			"not_found"},
		"admin of another space": {
			servicetest.Call{Person: servicetest.Lena, Space: servicetest.Logistics}, "not_found",
			"connection_not_found"},
		"space that is not there": {servicetest.Call{Space: "999"}, "not_found", "not_found"},
		"visitor":                 {servicetest.Call{Person: "-"}, "no_user", "no_user"},
		"another installation": {servicetest.Call{Installation: servicetest.OtherInstallation},
			"not_found", "connection_not_found"},
		"another site's admin": {
			servicetest.Call{Installation: servicetest.OtherInstallation,
				Site: servicetest.OtherSite}, "not_found", "connection_not_found"},
		"no user token came along": {
			servicetest.Call{Header: func(h http.Header) { h.Del("X-Forge-Oauth-User") }},
			"no_user", "no_user"},
	}
	b.Cloud.ResetCalls()
	for name, person := range people {
		for _, route := range admins {
			if strings.HasPrefix(route.path, "/v1/settings") || route.path == "/v1/connections" {
				if person.admin == "not_found" && person.view == "connection_not_found" {
					continue // they administer a space of their own, with settings of its own
				}
			}
			answer := b.Do(person.call, route.method, route.path, route.body)
			if code, _ := answer.Error(b); code != person.admin {
				t.Errorf("%s %s as %s: %d %s, want %s", route.method, route.path, name,
					answer.Status, code, person.admin)
			}
		}
		answer := b.Do(person.call, "POST", "/v1/views", servicetest.View("inline", id+frankfurt))
		if answer.Status == http.StatusOK {
			records := answer.Records(b)
			if name == "reader" {
				wantWhole(t, records)
			} else if records[0].Error.Code != person.view {
				t.Errorf("view as %s: %+v, want %s", name, records[0], person.view)
			}
		} else if code, _ := answer.Error(b); code != person.view {
			t.Errorf("view as %s: %s, want %s", name, code, person.view)
		}
	}
	// the reader's, and no other's
	wantCalls(t, b, "sts/AssumeRole", "cloudwatch/DescribeAlarms")
	wantWhole(t, b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b))
}

// TestConfluenceFaults: an unclear answer of Confluence is reported to the user, and never as
// Pagewatch's 401.
func TestConfluenceFaults(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	all := `{"operations":[{"operation":"administer","targetType":"space"}]}`
	rows := []struct {
		name   string
		fault  http.HandlerFunc
		status int
		code   string
	}{
		{"401", answer(401, all), 403, "confluence_refused"},
		{"403", answer(403, all), 403, "confluence_refused"},
		{"400", answer(400, all), 403, "confluence_refused"},
		{"404", answer(404, all), 404, "not_found"},
		{"429", answer(429, all), 503, "confluence_throttled"},
		{"500", answer(500, all), 503, "confluence_unavailable"},
		{"302", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/x", http.StatusFound)
		}, 502, "confluence_malformed"},
		{"201", answer(201, all), 403, "confluence_refused"},
		{"HTML", answer(200, "<html>"), 502, "confluence_malformed"},
		{"empty", answer(200, ""), 502, "confluence_malformed"},
		{"no list", answer(200, "{}"), 502, "confluence_malformed"},
		{"a list of rubbish", answer(200, `{"operations":["administer"]}`), 502,
			"confluence_malformed"},
		{"huge", answer(200, all+strings.Repeat(" ", 300<<10)), 502, "confluence_malformed"},
		{"reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 503,
			"confluence_unavailable"},
		{"slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, 504,
			"confluence_timeout"},
		{"an empty list", answer(200, `{"operations":[]}`), 404, "not_found"},
		{"nothing about the space",
			answer(200, `{"operations":[{"operation":"export","targetType":"page"}]}`), 404,
			"not_found"},
		{
			"a reader's list",
			answer(200, `{"operations":[{"operation":"read","targetType":"space"}]}`), 403,
			"not_admin"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			onBackend(t, row.name == "slow", func(t *testing.T, b *servicetest.Backend) {
				b.ExternalID(servicetest.Call{})
				b.Confluence.Fault(row.fault)
				got := b.Do(servicetest.Call{}, "GET", "/v1/settings", nil)
				if code, _ := got.Error(b); got.Status != row.status || code != row.code {
					t.Errorf("%d %s, want %d %s", got.Status, code, row.status, row.code)
				}
				if got.Status == 503 && got.Header.Get("Retry-After") == "" {
					t.Error("no Retry-After")
				}
				b.Confluence.Fault(nil)
				b.ExternalID(servicetest.Call{})
			})
		})
	}
}

// TestBadInput holds a row per fault of a request: 4xx, a code, the field by name, and nothing
// reaches AWS.
func TestBadInput(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	view := func(change servicetest.Map) servicetest.Map {
		body := servicetest.View("inline", id+frankfurt)
		for k, v := range change {
			body[k] = v
		}
		return body
	}
	draft := func(change servicetest.Map) servicetest.Map {
		return servicetest.Map{"connection": servicetest.RoleDraft(change)}
	}
	many := make([]string, 11)
	for i := range many {
		many[i] = id + "@r" + strings.Repeat("x", i)
	}
	rows := []struct {
		name, method, path string
		body               any
		status             int
		field              string
	}{
		{"not JSON", "POST", "/v1/views", "hello", 400, "body"},
		{"empty", "POST", "/v1/views", "", 400, "body"},
		{"a list", "POST", "/v1/views", "[]", 400, "body"},
		{"null", "POST", "/v1/views", "null", 400, "body"},
		{"cut", "POST", "/v1/views", `{"answer":"inline"`, 400, "body"},
		{"trailing data", "POST", "/v1/views", `{} {}`, 400, "body"},
		{"unknown field", "POST", "/v1/views", view(servicetest.Map{"roleArn": "x"}), 400,
			"roleArn"},
		{"unknown nested field", "POST", "/v1/views",
			view(servicetest.Map{"query": servicetest.Map{"stateValue": "OK"}}), 400, "stateValue"},
		{"repeated field", "POST", "/v1/views", `{"answer":"inline","answer":"stream"}`, 400,
			"answer"},
		{"repeated in another case", "POST", "/v1/views", `{"answer":"inline","ANSWER":"stream"}`,
			400, "ANSWER"},
		{"repeated nested field", "POST", "/v1/views",
			`{"query":{"namePrefix":"a","namePrefix":"b"}}`, 400, "namePrefix"},
		{"too deep", "POST", "/v1/views", strings.Repeat(`{"a":`, 20) + "1" +
			strings.Repeat("}", 20), 400, "body"},
		{"deep list", "POST", "/v1/views",
			`{"a":` + strings.Repeat("[", 20) + strings.Repeat("]", 20) + "}", 400, "body"},
		{"wrong type", "POST", "/v1/views", `{"answer":7}`, 400, "answer"},
		{"no answer", "POST", "/v1/views", view(servicetest.Map{"answer": ""}), 400, "answer"},
		{"another answer", "POST", "/v1/views", view(servicetest.Map{"answer": "both"}), 400,
			"answer"},
		{"no sources", "POST", "/v1/views", view(servicetest.Map{"sources": []string{}}), 400,
			"sources"},
		{"eleven sources", "POST", "/v1/views", servicetest.View("inline", many...), 400,
			"sources"},
		{"a source twice", "POST", "/v1/views",
			servicetest.View("inline", id+frankfurt, id+frankfurt), 400, "sources[1]"},
		{"no connection", "POST", "/v1/views", servicetest.View("inline", frankfurt), 400,
			"sources[0].connection"},
		{"no Region", "POST", "/v1/views", servicetest.View("inline", id), 400,
			"sources[0].region"},
		{"control character in the prefix", "POST", "/v1/views",
			view(servicetest.Map{"query": servicetest.Map{"namePrefix": "a\x00"}}), 400,
			"query.namePrefix"},
		{"long prefix", "POST", "/v1/views",
			view(servicetest.Map{"query": servicetest.Map{"namePrefix": strings.Repeat("a", 256)}}),
			400, "query.namePrefix"},
		{"two spaces", "POST", "/v1/views", view(servicetest.Map{"spaceId": servicetest.Logistics}),
			400, "spaceId"},
		{"two spaces in the query", "GET", "/v1/settings?spaceId=" + servicetest.Logistics, nil,
			400, "spaceId"},
		{"unknown query", "GET", "/v1/settings?externalId=x", nil, 400, "externalId"},
		{"query on a POST", "POST", "/v1/views?spaceId=999", view(nil), 400, "query"},
		{"query with a semicolon", "GET", "/v1/settings?spaceId=" + servicetest.Payments +
			";spaceId=1", nil, 400, "query"},
		{"query that does not decode", "GET", "/v1/settings?spaceId=%zz", nil, 400, "query"},
		{"repeated query", "GET", "/v1/settings?spaceId=1&spaceId=2", nil, 400, "spaceId"},
		{"too large", "POST", "/v1/views", `{"answer":"` + strings.Repeat("x", 65<<10) + `"}`, 413,
			""},

		{"wrong ARN", "POST", "/v1/connections",
			draft(servicetest.Map{"roleArn": "arn:aws:s3:::bucket"}), 400, "connection.roleArn"},
		{"our own account", "POST", "/v1/connections",
			draft(servicetest.Map{"roleArn": b.Cloud.Principal().ARN}), 400, "connection.roleArn"},
		{"wild Region", "POST", "/v1/connections",
			draft(servicetest.Map{"regions": []string{"us-east-1.evil.com"}}), 400,
			"connection.regions"},
		{"an External ID of the customer's", "POST", "/v1/connections",
			draft(servicetest.Map{"externalId": "mine"}), 400, "externalId"},
		{"a secret that is a list", "POST", "/v1/connections",
			draft(servicetest.Map{"secretAccessKey": []string{"planted"}}), 400, ""},
		{"changing the kind", "PATCH", "/v1/connections/" + id,
			servicetest.Map{"connection": servicetest.Map{"kind": "aws-user"}}, 400, "kind"},
		{"half a pair of keys", "PATCH", "/v1/connections/" + id,
			servicetest.Map{"connection": servicetest.Map{"accessKeyId": "AKIAIOSFODNN7EXAMPLE"}},
			400, "connection.secretAccessKey"},
		{"testing nothing", "POST", "/v1/connections/test",
			servicetest.Map{"region": "eu-central-1"}, 400, "connection"},
		{"testing another Region", "POST", "/v1/connections/test",
			servicetest.Map{"id": id, "step": "alarms", "region": "eu-west-1"}, 400, "region"},
		{"testing with a wrong draft", "POST", "/v1/connections/test",
			servicetest.Map{"region": "eu-central-1", "connection": servicetest.Map{"kind": "x"}},
			400, "connection.kind"},
		{"testing with an unknown field", "POST", "/v1/connections/test",
			servicetest.Map{"id": id, "region": "eu-central-1",
				"connection": servicetest.Map{"externalId": "x"}}, 400, "connection.externalId"},

		{"unknown path", "GET", "/v2/views", nil, 404, ""},
		{"root", "GET", "/", nil, 404, ""},
		{"trailing slash", "POST", "/v1/views/", nil, 404, ""},
		{"doubled slash", "POST", "//v1/views", nil, 404, ""},
		{"dots", "GET", "/v1/../v1/settings", nil, 404, ""},
		{"encoded slash in an id", "DELETE", "/v1/connections/a%2fb", nil, 404, ""},
		{"two ids", "DELETE", "/v1/connections/a/b", nil, 404, ""},
		{"wrong method", "DELETE", "/v1/views", nil, 405, ""},
		{"OPTIONS", "OPTIONS", "/v1/stream", nil, 405, ""},
	}
	b.Cloud.ResetCalls()
	for _, row := range rows {
		got := b.Do(servicetest.Call{}, row.method, row.path, row.body)
		code, field := got.Error(b)
		if got.Status != row.status || row.field != "" && field != row.field || code == "" ||
			got.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d %s, want %d on %q", row.name, got.Status, got.Body, row.status,
				row.field)
		}
		if strings.Contains(got.Body, "planted") {
			t.Errorf("%s: the answer quotes a secret: %s", row.name, got.Body)
		}
		if allowed := got.Header.Get("Allow"); (row.status == 405) != (allowed == "POST") {
			t.Errorf("%s: Allow: %q", row.name, allowed)
		}
	}
	wantCalls(t, b)
}

func TestMediaTypes(t *testing.T) {
	b := servicetest.New(t, nil)
	for media, want := range map[string]int{
		"application/json; charset=utf-8": 400, "": 400, "text/plain": 415,
		"application/x-www-form-urlencoded": 415, "rubbish/": 415} {
		call := servicetest.Call{Header: func(h http.Header) {
			h.Del("Content-Type")
			if media != "" {
				h.Set("Content-Type", media)
			}
		}}
		if got := b.Do(call, "POST", "/v1/views", "{}"); got.Status != want {
			t.Errorf("%q: %d, want %d", media, got.Status, want)
		}
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	b := servicetest.New(t, nil)
	for _, path := range []string{"/healthz", "/v1/settings", "/nowhere"} {
		h := b.Do(servicetest.Call{}, "GET", path, nil).Header
		if h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" ||
			h.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: %v", path, h)
		}
	}
}
