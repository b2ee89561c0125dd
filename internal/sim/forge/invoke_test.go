package forge_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/sim/forge"
)

// TestReplies holds invokeRemote to the documented outcome of every kind of answer.
func TestReplies(t *testing.T) {
	raw := func(status int, contentType, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = nil // absent unless named
			if contentType != "" {
				w.Header().Set("Content-Type", contentType)
			}
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	tests := []struct {
		name   string
		answer http.HandlerFunc
		body   string // of a resolved call
		reject string // part of the rejection
	}{
		{"200 JSON", answerJSON(200, `{"a":1}`), `{"a":1}`, ""},
		{"200 JSON without content type", raw(200, "", `[1]`), `[1]`, ""},
		{"200 JSON with charset", raw(200, "application/json; charset=utf-8", `{}`), `{}`, ""},
		{"200 empty", raw(200, "", ""), "", ""},
		{"204", raw(204, "", ""), "", ""},
		{"200 HTML", raw(200, "text/html", "<p>"), "", "content type other than application/json"},
		{"200 not JSON", raw(200, "", "oops"), "", "cannot parse body as JSON"},
		{"404 JSON", answerJSON(404, `{"error":{}}`), `{"error":{}}`, ""},
		{"503 JSON without content type", raw(503, "", `{"b":2}`), `{"b":2}`, ""},
		{"500 empty", raw(500, "", ""), "", "cannot parse body as JSON (status 500)"},
		{"500 truncated JSON", raw(500, "application/json", `{"a`), "",
			"cannot parse body as JSON (status 500)"},
		{"401 JSON", answerJSON(401, `{"a":1}`), "", "could not verify the Forge Invocation Token"},
		{"302", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
		}, "", "redirect"},
		{"304", raw(304, "", ""), "", "redirect"},
		{"5 MB", answerJSON(200, `"`+strings.Repeat("x", 5<<20-2)+`"`),
			`"` + strings.Repeat("x", 5<<20-2) + `"`, ""},
		{"more than 5 MB", answerJSON(200, `"`+strings.Repeat("x", 5<<20-1)+`"`), "",
			"exceeds 5 MB"},
		{"cut off", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte(`{"a"`))
		}, "", "broke off"},
		{"reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "",
			"could not be reached"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, tt.answer, nil)
			reply, err := r.Invoke(t.Context(), forge.Caller{AccountID: account}, call(nil))
			checkRejection(t, err, tt.reject)
			if tt.reject == "" && (!reply.Success || string(reply.Payload.Body) != tt.body) {
				t.Errorf("resolved with success %v and %.80q, want %.80q", reply.Success,
					reply.Payload.Body, tt.body)
			}
			if got := r.count(); got != 1 {
				t.Errorf("the backend saw %d requests, want 1: there are no retries", got)
			}
		})
	}
}

func checkRejection(t *testing.T, err error, want string) {
	t.Helper()
	var rejected forge.Rejection
	switch {
	case want == "" && err != nil:
		t.Fatalf("rejected: %v", err)
	case want != "" && (!errors.As(err, &rejected) || !strings.Contains(string(rejected), want)):
		t.Fatalf("got error %v, want a rejection with %q", err, want)
	}
}

// TestServiceReplies holds invokeService to its own envelope: from 400 on, the body is text.
func TestServiceReplies(t *testing.T) {
	tests := []struct {
		name             string
		answer           http.HandlerFunc
		envelope, reject string
	}{
		{"200", answerJSON(200, `{"a":1}`), `"body":{"a":1}`, ""},
		{"401 is like any other", answerJSON(401, `{"b":2}`), `"error":"{\"b\":2}"`, ""},
		{"500 empty", answerJSON(500, ``), `"error":""`, ""},
		{"200 empty", answerJSON(200, ``), "", "did not answer with JSON"},
		{"302", answerJSON(302, `oops`), "", "did not answer with JSON"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reply, err := newServiceRig(t, tt.answer).Invoke(t.Context(), forge.Caller{},
				call(func(c *forge.Call) {
					c.InvokeType = forge.ContainerFetch
				}))
			checkRejection(t, err, tt.reject)
			encoded, _ := json.Marshal(reply)
			if !strings.Contains(string(encoded), tt.envelope) {
				t.Errorf("got %s, want it to hold %s", encoded, tt.envelope)
			}
		})
	}
}

// TestCallsRefused covers the calls that never reach the backend.
func TestCallsRefused(t *testing.T) {
	tests := []struct {
		name   string
		change func(*forge.Call)
		reject string
	}{
		{"resolver function", func(c *forge.Call) { c.InvokeType = "" }, "resolver functions"},
		{"method", func(c *forge.Call) { c.Method = "TRACE" }, "the method must be one of"},
		{
			"too large", func(c *forge.Call) {
				c.Body = json.RawMessage(`{"a":"` + strings.Repeat("x", 500<<10) + `"}`)
			}, "exceeds 500 KB"},
		{"array body", func(c *forge.Call) { c.Body = json.RawMessage(`[1]`) },
			"must be a JSON object"},
		{"GET with body", func(c *forge.Call) { c.Method = "GET" }, "a GET request has no body"},
		{"a service's function", func(c *forge.Call) { c.InvokeType = forge.ContainerFetch },
			"is called with invokeRemote"},
		{"unknown module", func(c *forge.Call) { c.Module = "other" }, "no module other"},
		{"other host", func(c *forge.Call) { c.Path = "https://evil.example/" }, "leads away"},
		{"other host, scheme kept", func(c *forge.Call) { c.Path = "//evil.example/" },
			"leads away"},
		{"other host, backslashes", func(c *forge.Call) { c.Path = `\\evil.example/` },
			"leads away"},
		{"other host, hidden tab", func(c *forge.Call) { c.Path = "/\t/evil.example/" },
			"leads away"},
		{"other scheme", func(c *forge.Call) { c.Path = "file:///etc/passwd" }, "leads away"},
		{"opaque", func(c *forge.Call) { c.Path = "mailto:a@b" }, "leads away"},
		{"malformed", func(c *forge.Call) { c.Path = "/%zz" }, "malformed"},
		{"control character", func(c *forge.Call) { c.Path = "/a\x00b" }, "malformed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, answerJSON(200, `{}`), nil)
			_, err := r.Invoke(t.Context(), forge.Caller{AccountID: account}, call(tt.change))
			checkRejection(t, err, tt.reject)
			if r.last() != nil {
				t.Error("the backend was called")
			}
		})
	}
}

// TestModuleWithoutEndpoint checks that a module without an endpoint rejects calls.
func TestModuleWithoutEndpoint(t *testing.T) {
	r := newRig(t, answerJSON(200, `{}`), func(c *forge.Config) {
		c.Manifest = parse(t,
			strings.ReplaceAll(manifest, "resolver: {endpoint: api}", "resolver: {}"))
	})
	_, err := r.Invoke(t.Context(), forge.Caller{}, call(nil))
	checkRejection(t, err, "names no endpoint")
}

// TestPaths resolves paths as the URL standard does, dot segments and an address with a path
// included.
func TestPaths(t *testing.T) {
	tests := []struct{ path, plain, stage string }{
		{"/v1/views", "/v1/views", "/v1/views"},
		{"v1/views", "/v1/views", "/prod/v1/views"},
		{"/v1/settings?spaceId=65538#top", "/v1/settings?spaceId=65538",
			"/v1/settings?spaceId=65538"},
		{" /v1\\views ", "/v1/views", "/v1/views"},
		{"/v1/%2E%2e/x", "/x", "/x"},
		{"../../x", "/x", "/x"},
		{"?a=\\", "/?a=\\", "/prod/?a=\\"},
		{"", "/", "/prod/"},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			for address, want := range map[string]string{
				"https://backend.example.com":       tt.plain,
				"https://backend.example.com/prod/": tt.stage} {
				r := newRig(t, answerJSON(200, `{}`), func(c *forge.Config) {
					c.Manifest = parse(t,
						strings.ReplaceAll(manifest, `baseUrl: "https://backend.example.com"`,
							`baseUrl: "`+address+`"`))
				})
				_, err := r.Invoke(t.Context(), forge.Caller{},
					call(func(c *forge.Call) { c.Path = tt.path }))
				checkRejection(t, err, "")
				if got := r.last().URL.RequestURI(); got != want {
					t.Errorf("%s: got %s, want %s", address, got, want)
				}
			}
		})
	}
}

// TestHeaders keeps the page's own headers and none of the platform's.
func TestHeaders(t *testing.T) {
	r := newRig(t, answerJSON(200, `{}`), nil)
	_, err := r.Invoke(t.Context(), forge.Caller{AccountID: account}, call(func(c *forge.Call) {
		c.Headers = map[string]string{
			"x-custom": "kept", "authorization": "Bearer forged", "X-Forge-OAuth-User": "forged",
			"connection": "keep-alive",
			"cookie":     "a=b", "x-b3-traceid": "forged", "host": "evil.example",
			"Sec-Fetch-Site": "none", "Content-Type": "text/plain",
		}
	}))
	checkRejection(t, err, "")
	h := r.last().Header
	for name, want := range map[string]string{
		"X-Custom": "kept", "Cookie": "", "Sec-Fetch-Site": "",
		"Content-Type": "application/json"} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"Authorization", "X-Forge-Oauth-User", "X-Forge-Oauth-System",
		"X-B3-Traceid", "X-B3-Spanid"} {
		if got := h.Get(name); got == "" || strings.Contains(got, "forged") {
			t.Errorf("%s: got %q, want the platform's", name, got)
		}
	}
}

// TestTimeLimit cuts off a backend that does not answer, before its header and within its body.
func TestTimeLimit(t *testing.T) {
	limit := func(c *forge.Config) { c.InvocationTime = 50 * time.Millisecond }
	hang := func(_ http.ResponseWriter, r *http.Request) {
		// a server notices that its client is gone only after the body
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}
	_, err := newRig(t, hang, limit).Invoke(t.Context(), forge.Caller{}, call(nil))
	checkRejection(t, err, "did not answer within 25 seconds")

	stall := func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = w.Write([]byte(`{"a"`))
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
	_, err = newRig(t, stall, limit).Invoke(t.Context(), forge.Caller{}, call(nil))
	checkRejection(t, err, "did not finish its answer within 25 seconds")
}
