package main

import (
	"context"
	"encoding/base64"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

// TestWholeProduct links an account and reads its alarms through the built command: records are
// kept in the hosted storage, and the answer is one document, or a stream.
func TestWholeProduct(t *testing.T) {
	d := deploy(t, nil)
	id := d.LinkRole(nil)
	inline := d.Do(servicetest.Call{}, http.MethodPost, "/v1/views",
		servicetest.View("inline", id+"@eu-central-1"))
	streamed := d.Stream(d.granted(t, id+"@eu-central-1"), servicetest.Origin)
	for name, answer := range map[string]servicetest.Answer{
		"inline": inline, "streamed": streamed} {
		records := answer.Records(d.Backend)
		if len(records) < 3 || records[0].Type != "source" ||
			records[len(records)-1].Type != "end" || records[0].Account != "111122223333" {
			t.Errorf("%s: %.300s", name, answer.Body)
		}
	}
	if type_ := streamed.Header.Get("Content-Type"); type_ != "application/x-ndjson" {
		t.Errorf("the stream is %s", type_)
	}
}

// TestRequestsOfEveryShape holds what a Function URL may pass on: each gets JSON, and none costs
// the process.
func TestRequestsOfEveryShape(t *testing.T) {
	d := deploy(t, nil)
	d.LinkRole(nil)
	pid := d.pid(t)
	token := "Bearer " + d.Token(servicetest.Call{})
	signed := http.Header{"Authorization": {token},
		"X-Forge-Oauth-User":   {"user-token-" + servicetest.Ada},
		"X-Forge-Oauth-System": {"system-token"}}
	with := func(name string, values ...string) http.Header {
		header := signed.Clone()
		header[name] = values
		return header
	}
	const asJSON = "application/json"
	for _, row := range []struct {
		name, method, path string
		header             http.Header
		body               string
		status             int
	}{
		{"no body", "POST", "/v1/views", with("Content-Type", asJSON), "", http.StatusBadRequest},
		{"no body and no type", "POST", "/v1/views", signed, "", http.StatusBadRequest},
		{"a body in base64", "POST", "/v1/views", with("Content-Type", "application/octet-stream"),
			"{}", http.StatusUnsupportedMediaType},
		{"a body that is no text", "POST", "/v1/views", with("Content-Type", asJSON), "\xff\xfe",
			http.StatusBadRequest},
		{"65 KiB", "POST", "/v1/views", with("Content-Type", asJSON), strings.Repeat(" ", 65<<10),
			http.StatusRequestEntityTooLarge},
		{"5 MiB", "POST", "/v1/views", with("Content-Type", asJSON), strings.Repeat(" ", 5<<20),
			http.StatusRequestEntityTooLarge},
		{"more than Lambda takes", "POST", "/v1/views", with("Content-Type", asJSON),
			strings.Repeat(" ", 6<<20), http.StatusRequestEntityTooLarge},
		{"two tokens", "GET", "/v1/settings", with("Authorization", token, token), "",
			http.StatusUnauthorized},
		{"no token", "GET", "/v1/settings", http.Header{}, "", http.StatusUnauthorized},
		{"two origins", "POST", "/v1/stream",
			http.Header{"Content-Type": {"text/plain"},
				"Origin": {servicetest.Origin, "https://evil.example"}}, "x", http.StatusForbidden},
		{"a query", "GET", "/v1/settings?spaceId=" + servicetest.Payments, signed, "",
			http.StatusOK},
		{"a strange path", "GET", "/%2e%2e//v1/settings", signed, "", http.StatusNotFound},
		{"a wrong method", "PUT", "/v1/views", signed, "", http.StatusMethodNotAllowed},
		{"health", "GET", "/healthz", http.Header{}, "", http.StatusOK},
	} {
		req, err := http.NewRequest(row.method, d.url+row.path, strings.NewReader(row.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = row.header
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != row.status ||
			resp.Header.Get("Content-Type") != asJSON {
			t.Errorf("%s: %d %s %.200s %v, want %d", row.name, resp.StatusCode,
				resp.Header.Get("Content-Type"), body, err, row.status)
		}
	}
	if d.pid(t) != pid {
		t.Error("the process did not survive")
	}
}

// TestBase64IsDecoded calls the function as the runtime does.
func TestBase64IsDecoded(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	call := &request{
		RawPath: "/v1/views",
		Body: base64.StdEncoding.EncodeToString(
			[]byte(`{"answer":"inline","sources":[{"connection":"` + id +
				`","region":"eu-central-1"}]}`)), IsBase64Encoded: true}
	call.Headers = map[string]string{
		"authorization":        "Bearer " + b.Token(servicetest.Call{}),
		"content-type":         "application/json",
		"x-forge-oauth-user":   "user-token-" + servicetest.Ada,
		"x-forge-oauth-system": "system-token",
	}
	call.RequestContext.HTTP.Method, call.RequestContext.DomainName = "POST",
		"pagewatch.example.com"
	out, err := answering(b, slog.New(slog.DiscardHandler), restless)(context.Background(), call)
	if err != nil || out.StatusCode != http.StatusOK {
		t.Fatalf("%+v %v", out, err)
	}
	if body, err := io.ReadAll(out.Body); err != nil ||
		!strings.Contains(string(body), `"type":"end"`) {
		t.Errorf("%.300s %v", body, err)
	}
}

// TestWhatIsNoRequestIsAnswered: neither an error of the function nor a word of what was sent.
func TestWhatIsNoRequestIsAnswered(t *testing.T) {
	for name, change := range map[string]func(*request){
		"a path that does not parse": func(r *request) { r.RawPath = "/%zz" },
		"a method that is none":      func(r *request) { r.RequestContext.HTTP.Method = "G T" },
	} {
		call := &request{RawPath: "/"}
		call.RequestContext.HTTP.Method, call.RequestContext.DomainName = "GET",
			"pagewatch.example.com"
		change(call)
		var log strings.Builder
		out, err := answering(http.NotFoundHandler(), slog.New(slog.NewTextHandler(&log, nil)),
			restless)(context.Background(), call)
		if err != nil || out.StatusCode != http.StatusNotFound {
			t.Fatalf("%s: %+v %v", name, out, err)
		}
		body, err := io.ReadAll(out.Body)
		if err != nil ||
			string(
				body) !=
				`{"error":{"code":"no_such_route","message":"There is no such route.","requestId":""}}` || !strings.Contains(log.String(), "a request was none") {
			t.Errorf("%s: %s %v; log %s", name, body, err, log.String())
		}
	}
}

// restless never rests.
var restless = rest{func() {}, func() {}}

// TestTheProcessRestsAfterEachAnswer: connections are closed after every call, and before memory is
// cleared, which is done where there is something to clear.
func TestTheProcessRestsAfterEachAnswer(t *testing.T) {
	for name, row := range map[string]struct {
		path   string
		header string
		status int
		want   string
	}{
		"a view": {
			"/v1/views", "x-forge-oauth-user", http.StatusOK, "close clear"},
		"a stream": {"/v1/stream", "origin", http.StatusOK, "close clear"},
		"a refusal": {
			"/v1/views", "x-forge-oauth-user", http.StatusForbidden, "close clear"},
		"an unknown caller": {
			"/v1/views", "authorization", http.StatusUnauthorized, "close"},
		"an unknown caller, and tokens": {
			"/v1/views", "X-Forge-Oauth-System", http.StatusUnauthorized, "close clear"},
		"an unknown caller, and tokens in capitals": {
			"/v1/views", "X-FORGE-OAUTH-USER", http.StatusUnauthorized, "close clear"},
		"an unknown caller, and tokens in small letters": {
			"/v1/views", "x-forge-oauth-user", http.StatusUnauthorized, "close clear"},
		"a look after us": {"/healthz", "accept", http.StatusOK, "close"},
	} {
		var did []string
		note := func(what string) func() { return func() { did = append(did, what) } }
		handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(row.status)
			_, _ = io.WriteString(w, "an answer")
		})
		call := &request{RawPath: row.path, Headers: map[string]string{row.header: "a value"}}
		call.RequestContext.HTTP.Method = http.MethodPost
		out, err := answering(handler, slog.New(slog.DiscardHandler),
			rest{note("close"), note("clear")})(context.Background(), call)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if said, err := io.ReadAll(out.Body); err != nil || string(said) != "an answer" ||
			did != nil {
			t.Errorf("%s: %q, %v, after %q", name, said, err, did)
		}
		if err := out.Body.(io.Closer).Close(); err != nil || strings.Join(did, " ") != row.want {
			t.Errorf("%s: %v, %q, want %s", name, err, did, row.want)
		}
	}
}
