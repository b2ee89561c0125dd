package lambda_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"pagewatch/internal/secret"
	"pagewatch/internal/sim/lambda"
)

// TestMain runs the function itself where Lambda's imitation starts the test binary. The tests
// cover the real runtime client of aws-lambda-go on one side, and a real HTTP client on the other.
func TestMain(m *testing.M) {
	switch {
	case os.Getenv("AWS_LAMBDA_RUNTIME_API") != "":
		function()
	case os.Getenv("PARENT_OF_FUNCTION") != "":
		parent()
	default:
		os.Exit(m.Run())
	}
}

// buffer is a buffer that many goroutines write to.
type buffer struct {
	mu  sync.Mutex
	buf strings.Builder
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// deployed is a function under test with its URL.
type deployed struct {
	*lambda.Function
	t                *testing.T
	url              string
	log, out, errors *buffer
}

// deploy deploys the test function in that mode.
func deploy(t *testing.T, mode string, change func(*lambda.Config)) *deployed {
	t.Helper()
	d := &deployed{t: t, log: &buffer{}, out: &buffer{}, errors: &buffer{}}
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cfg := lambda.Config{
		Binary: binary, Variables: map[string]string{"MODE": mode, "AWS_REGION": "overridden"},
		AccessKeyID: secret.New("AKIA"), SecretAccessKey: secret.New("sak"),
		SessionToken: secret.New("tok"),
		Log:          slog.New(slog.NewTextHandler(d.log, nil)), Stdout: d.out, Stderr: d.errors,
	}
	if change != nil {
		change(&cfg)
	}
	if d.Function, err = lambda.New(cfg); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(d.Function)
	t.Cleanup(server.Close)
	t.Cleanup(func() {
		if err := d.Close(t.Context()); err != nil && t.Context().Err() == nil {
			t.Error(err)
		}
	})
	d.url = server.URL
	return d
}

// ask sends a request to the URL. The error is that of reading the body.
func (d *deployed) ask(method, path, body string, header http.Header) (*http.Response, string,
	error) {
	d.t.Helper()
	req, err := http.NewRequest(method, d.url+path, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	req.Header = header.Clone()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	return resp, string(raw), err
}

// get is a plain call.
func (d *deployed) get() (int, string, error) {
	d.t.Helper()
	resp, body, err := d.ask(http.MethodGet, "/", "", http.Header{})
	return resp.StatusCode, body, err
}

// TestCallsGoThrough checks what a process receives against the documented format.
func TestCallsGoThrough(t *testing.T) {
	d := deploy(t, "echo", nil)
	began := time.Now()
	resp, body, err := d.ask(http.MethodPost, "/v1/a%20b?x=1&x=2&y", `{"a":"ü"}`, http.Header{
		"Content-Type": {"application/json; charset=utf-8"}, "Cookie": {"a=1; b=2"},
		"X-Twice": {"one", "two"}, "Authorization": {"Bearer t"},
	})
	if err != nil || resp.StatusCode != http.StatusTeapot || resp.Header.Get("X-Answer") != "yes" ||
		!slices.Equal(resp.Header["Set-Cookie"], []string{"c=1", "d=2"}) {
		t.Fatalf("%v %d %v", err, resp.StatusCode, resp.Header)
	}
	var got echoed
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	var event map[string]any
	if err := json.Unmarshal(got.Event, &event); err != nil {
		t.Fatal(err)
	}
	headers := event["headers"].(map[string]any)
	context := event["requestContext"].(map[string]any)
	call := context["http"].(map[string]any)
	for name, pair := range map[string][2]any{
		"version": {event["version"], "2.0"}, "path": {event["rawPath"], "/v1/a%20b"},
		"query":         {event["rawQueryString"], "x=1&x=2&y"},
		"joined query":  {event["queryStringParameters"].(map[string]any)["x"], "1,2"},
		"body":          {event["body"], `{"a":"ü"}`},
		"base64":        {event["isBase64Encoded"], false},
		"joined header": {headers["x-twice"], "one,two"},
		"authorization": {headers["authorization"], "Bearer t"},
		"cookie header": {headers["cookie"], nil}, "cookies": {len(event["cookies"].([]any)), 2},
		"method": {call["method"], "POST"},
		"source": {call["sourceIp"], "127.0.0.1"},
		"domain": {headers["host"], context["domainName"]},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %v, want %v", name, pair[0], pair[1])
		}
	}
	const timeout = 55 * time.Second
	if earliest := began.Add(timeout).Truncate(time.Millisecond); got.Deadline.Before(earliest) ||
		got.Deadline.After(time.Now().Add(timeout)) {
		t.Errorf("the deadline is %v after the call", got.Deadline.Sub(began))
	}
	if got.Header.Get("Lambda-Runtime-Aws-Request-Id") != resp.Header.Get("X-Amzn-Requestid") ||
		!strings.HasPrefix(got.Header.Get("Lambda-Runtime-Invoked-Function-Arn"),
			"arn:aws:lambda:us-east-1:") ||
		!strings.HasPrefix(got.Header.Get("Lambda-Runtime-Trace-Id"), "Root=1-") {
		t.Errorf("the call came with %v", got.Header)
	}
	checkEnvironment(t, got.Environment)
}

// checkEnvironment checks a process's environment: Lambda's variables, the function's own, and none
// of the test's.
func checkEnvironment(t *testing.T, environment []string) {
	t.Helper()
	for _, want := range []string{
		"AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=AKIA", "AWS_SECRET_ACCESS_KEY=sak",
		"AWS_SESSION_TOKEN=tok", "_HANDLER=bootstrap",
		"AWS_LAMBDA_FUNCTION_NAME=pagewatch", "TZ=:UTC", "MODE=echo",
	} {
		if !slices.Contains(environment, want) {
			t.Errorf("the environment lacks %s: %q", want, environment)
		}
	}
	for _, variable := range environment {
		if strings.HasPrefix(variable, "HOME=") || strings.HasPrefix(variable, "GO") {
			t.Errorf("the environment has %s", variable)
		}
	}
}

// TestBodiesThatAreNotTextTravelAsBase64 holds a row per kind of body.
func TestBodiesThatAreNotTextTravelAsBase64(t *testing.T) {
	d := deploy(t, "echo", nil)
	for _, row := range []struct {
		contentType, body, want string
		base64                  bool
	}{
		{"text/plain;charset=UTF-8", "grant", "grant", false},
		{"application/json", "{}", "{}", false},
		{"application/json", "\xff", "/w==", true},
		{"application/octet-stream", "ab", "YWI=", true},
		{"", "ab", "YWI=", true},
		{"", "", "", false},
	} {
		header := http.Header{}
		if row.contentType != "" {
			header.Set("Content-Type", row.contentType)
		}
		_, raw, err := d.ask(http.MethodPost, "/", row.body, header)
		var got echoed
		var event struct {
			Body   string
			Base64 bool `json:"isBase64Encoded"`
		}
		if err != nil || json.Unmarshal([]byte(raw), &got) != nil ||
			json.Unmarshal(got.Event, &event) != nil || event.Body != row.want ||
			event.Base64 != row.base64 {
			t.Errorf("%q as %q: got %+v, %v", row.body, row.contentType, event, err)
		}
	}
}

// TestCallsAreBounded checks the limit of 6 MB of payload, which base64 makes smaller for a body.
func TestCallsAreBounded(t *testing.T) {
	d := deploy(t, "count", nil)
	text, binary := http.Header{"Content-Type": {"text/plain"}}, http.Header{
		"Content-Type": {"image/png"}}
	for _, row := range []struct {
		name   string
		header http.Header
		size   int
		status int
	}{
		{"5 MB", text, 5 << 20, http.StatusOK},
		{"more than 6 MB", text, 6<<20 + 1, http.StatusRequestEntityTooLarge},
		{"6 MB and the rest of the event", text, 6 << 20, http.StatusRequestEntityTooLarge},
		{"5 MB as base64", binary, 5 << 20, http.StatusRequestEntityTooLarge},
	} {
		resp, body, err := d.ask(http.MethodPost, "/", strings.Repeat("x", row.size), row.header)
		if err != nil || resp.StatusCode != row.status {
			t.Errorf("%s: %d %.80s %v", row.name, resp.StatusCode, body, err)
		}
	}
	w := httptest.NewRecorder()
	d.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", iotest.ErrReader(io.ErrUnexpectedEOF)))
	if w.Code != http.StatusBadRequest {
		t.Errorf("a request that broke off: %d %s", w.Code, w.Body)
	}
}

// TestWhatAFunctionNeeds covers the configurations that New refuses.
func TestWhatAFunctionNeeds(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	for name, cfg := range map[string]lambda.Config{
		"no log":    {Binary: os.Args[0], Stdout: io.Discard, Stderr: io.Discard},
		"no stdout": {Binary: os.Args[0], Log: log, Stderr: io.Discard},
		"no stderr": {Binary: os.Args[0], Log: log, Stdout: io.Discard},
		"no binary": {Binary: "nowhere", Log: log, Stdout: io.Discard, Stderr: io.Discard},
	} {
		if _, err := lambda.New(cfg); err == nil {
			t.Errorf("%s: was taken", name)
		}
	}
}

// TestABinaryThatDoesNotRun checks the answer and the reason in the log.
func TestABinaryThatDoesNotRun(t *testing.T) {
	d := deploy(t, "", func(cfg *lambda.Config) {
		cfg.Binary = t.TempDir() + "/bootstrap"
		if err := os.WriteFile(cfg.Binary, []byte("no program"), 0o755); err != nil {
			t.Fatal(err)
		}
	})
	if status, body, err := d.get(); status != http.StatusBadGateway || err != nil ||
		!strings.Contains(d.log.String(), "could not start a process") {
		t.Errorf("%d %s %v; log %s", status, body, err, d.log)
	}
}
