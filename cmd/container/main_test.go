package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/platform/invocation"
)

// scripted is a sidecar that answers with a test's handler.
func scripted(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL
}

func as(*invocation.Claims) {}

// TestHealth: a container is healthy before its first outgoing call, and its start takes less than
// a second of CPU time, however busy the machine is.
func TestHealth(t *testing.T) {
	c := start(t, settings(t, "http://127.0.0.1:1"))
	if got := c.call(http.MethodGet, "/healthz", ""); got.status != http.StatusOK ||
		!strings.Contains(got.body, `"status":"ok"`) ||
		got.header.Get("Content-Type") != "application/json" {
		t.Errorf("got %+v", got)
	}
	c.terminate()
	c.wait()
	if took := c.cmd.ProcessState.UserTime() + c.cmd.ProcessState.SystemTime(); took > time.Second {
		t.Errorf("it took %v of the processor's time", took)
	}
}

// TestWrongSettings: the one line names every wrong variable, and quotes none.
func TestWrongSettings(t *testing.T) {
	rows := map[string]struct {
		change map[string]string
		want   []string
	}{
		"nothing set": {
			map[string]string{"SERVER_PORT": "", "FORGE_APP_ARI": "", "FORGE_EGRESS_PROXY_URL": "",
				"PAGEWATCH_KEYS": "", "PAGEWATCH_PRINCIPAL_ARN": "",
				"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""},
			[]string{"SERVER_PORT", "PAGEWATCH_APP_ID", "FORGE_EGRESS_PROXY_URL", "PAGEWATCH_KEYS",
				"PAGEWATCH_PRINCIPAL_ARN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"},
		},
		"no port": {map[string]string{"SERVER_PORT": "0"}, []string{"SERVER_PORT"}},
		"too large a port": {map[string]string{"SERVER_PORT": "65536"},
			[]string{"SERVER_PORT"}},
		"another app": {
			map[string]string{"PAGEWATCH_APP_ID": strings.Replace(appID, "5555", "6666", 1)},
			[]string{"FORGE_APP_ARI"}},
		"sidecar by https": {map[string]string{"FORGE_EGRESS_PROXY_URL": "https://planted"},
			[]string{"FORGE_EGRESS_PROXY_URL"}},
		"sidecar with a path": {map[string]string{"FORGE_EGRESS_PROXY_URL": "http://planted/x"},
			[]string{"FORGE_EGRESS_PROXY_URL"}},
		"sidecar with a user": {
			map[string]string{"FORGE_EGRESS_PROXY_URL": "http://u:planted@h"},
			[]string{"FORGE_EGRESS_PROXY_URL"}},
		"sidecar with a query": {map[string]string{"FORGE_EGRESS_PROXY_URL": "http://planted?x"},
			[]string{"FORGE_EGRESS_PROXY_URL"}},
		"sidecar without a host": {map[string]string{"FORGE_EGRESS_PROXY_URL": "http://:7072"},
			[]string{"FORGE_EGRESS_PROXY_URL"}},
		"a prefix": {map[string]string{"PAGEWATCH_CONFLUENCE_PREFIX": "../x/"},
			[]string{"PAGEWATCH_CONFLUENCE_PREFIX"}},
		"a stream": {
			map[string]string{"PAGEWATCH_STREAM_URL": "https://planted/v1/stream",
				"PAGEWATCH_STREAM_ORIGINS": "https://planted"},
			[]string{"PAGEWATCH_STREAM_URL"}},
		"AWS in clear": {map[string]string{"AWS_ENDPOINT_URL_STS": "http://127.0.0.1:9"},
			[]string{"AWS_ENDPOINT_URL_STS"}},
		"AWS on another port": {
			map[string]string{"AWS_ENDPOINT_URL_CLOUDWATCH": "https://planted:8443"},
			[]string{"AWS_ENDPOINT_URL_CLOUDWATCH"}},
	}
	for name, row := range rows {
		cmd := exec.Command(binary(t))
		cmd.Env = []string{}
		env := settings(t, "http://127.0.0.1:1")
		for variable, value := range row.change {
			env[variable] = value
		}
		for variable, value := range env {
			cmd.Env = append(cmd.Env, variable+"="+value)
		}
		output, err := cmd.CombinedOutput()
		var line struct {
			Level, Msg string
			TS         int64
		}
		if err == nil || cmd.ProcessState.ExitCode() != 1 || json.Unmarshal(output, &line) != nil ||
			line.Level != "FATAL" || line.TS == 0 {
			t.Errorf("%s: %v, %s", name, err, output)
		}
		for _, want := range row.want {
			if !strings.Contains(line.Msg, want) ||
				strings.Contains(string(output), "planted-secret") {
				t.Errorf("%s: %s does not name %s", name, line.Msg, want)
			}
		}
	}
	taken := settings(t, "http://127.0.0.1:1")
	c := start(t, taken)
	cmd := exec.Command(binary(t))
	cmd.Env = c.cmd.Env
	if output, err := cmd.CombinedOutput(); err == nil ||
		!strings.Contains(string(output), "SERVER_PORT") {
		t.Errorf("a port that is taken: %v, %s", err, output)
	}
}

// TestEveryFailureToIdentifyTheCallerIsOneAnswer: no id, an invalid one, an expired one, a sidecar
// that is down, slow or malformed. All get the same answer.
func TestEveryFailureToIdentifyTheCallerIsOneAnswer(t *testing.T) {
	reply := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	rows := []struct {
		name, id string
		answer   http.HandlerFunc // nil: no listener
	}{
		{"no id", "", reply(200, `{}`)},
		{"no form of an id", "x, as=user", reply(200, `{}`)},
		{"ended or unknown", goodID, reply(401, `{"code":"UNAUTHORIZED"}`)},
		{"sidecar down", goodID, nil},
		{"sidecar failing", goodID, reply(503, "planted")},
		{"sidecar slow", goodID, func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
		}},
		{"rubbish", goodID, reply(200, `<html>planted`)},
		{"endless", goodID, reply(200, strings.Repeat(" ", 1<<20))},
		{"another app", goodID,
			reply(200,
				`{"app":{"id":"ari:cloud:ecosystem::app/99999999-2222-4333-8444-555555555555","installationId":"`+installation+`"},"context":{"cloudId":"`+cloudID+`"}}`)},
		{"a redirect", goodID, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
		}},
	}
	refusal := start(t, settings(t, "http://127.0.0.1:1")).call(http.MethodGet, "/v1/settings",
		"").body
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel() // the slow one waits, by the real clock of its process
			address := "http://127.0.0.1:1"
			if row.answer != nil {
				address = scripted(t, row.answer)
			}
			c := start(t, settings(t, address))
			for _, path := range []string{"/v1/connections", "/v1/settings"} {
				if got := c.call(http.MethodGet, path,
					row.id); got.status != http.StatusUnauthorized || got.body != refusal {
					t.Errorf("%d %s", got.status, got.body)
				}
			}
			if output := c.out.String(); strings.Contains(output, goodID) ||
				strings.Contains(output, "planted") {
				t.Errorf("the log repeats what it should not:\n%s", output)
			}
		})
	}
}

// TestSIGTERMDrains: no new connection is accepted, the call in progress is finished, and the exit
// code is 0.
func TestSIGTERMDrains(t *testing.T) {
	asked, release := make(chan struct{}), make(chan struct{})
	c := start(t, settings(t, scripted(t, func(w http.ResponseWriter, _ *http.Request) {
		close(asked)
		<-release
		w.WriteHeader(http.StatusForbidden)
	})))
	answered := make(chan answer, 1)
	go func() { answered <- c.call(http.MethodGet, "/v1/connections", goodID) }()
	<-asked
	c.terminate()
	for range time.Tick(3 * look) { // until the port is closed, which it is not while many come
		conn, err := net.Dial("tcp", strings.TrimPrefix(c.url, "http://"))
		if err != nil {
			break
		}
		_ = conn.Close()
	}
	select {
	case got := <-answered:
		t.Fatalf("answered early: %+v", got)
	case <-c.ended:
		t.Fatalf("ended with a call under way:\n%s", c.out)
	default:
	}
	close(release)
	if got := <-answered; got.status != http.StatusUnauthorized {
		t.Errorf("the call under way: %+v", got)
	}
	if code := c.wait(); code != 0 ||
		!strings.Contains(c.out.String(), "has finished the calls under way") {
		t.Errorf("ended with %d:\n%s", code, c.out)
	}
	if left, err := os.ReadDir(c.folder); err != nil || len(left) > 0 {
		t.Errorf("it left files: %v, %v", left, err)
	}
}

// TestThroughTheSidecar: identity, permission, storage and a call to AWS that is signed for AWS's
// own host, through a faithful sidecar. If the manifest does not declare the host, the call fails
// and the backend reports it.
func TestThroughTheSidecar(t *testing.T) {
	const step = `{"step":"principal","connection":{"name":"n","kind":"aws-role","roleArn":"arn:aws:iam::111122223333:role/PagewatchReadAlarms","regions":["eu-central-1"],"namePrefixes":[]}}`
	for name, row := range map[string]struct {
		hosts []string
		want  string
		calls int
	}{
		"declared":   {[]string{"sts.us-east-1.amazonaws.com"}, `"outcome":"passed"`, 1},
		"undeclared": {[]string{"monitoring.eu-central-1.amazonaws.com"}, `"outcome":`, 0},
	} {
		w := newWorld(t, row.hosts...)
		if got := w.invoke(http.MethodGet, "/v1/settings", "", as); got.status != http.StatusOK ||
			!strings.Contains(got.body, `"externalId":"pw-`) {
			t.Fatalf("%s: settings: %d %s", name, got.status, got.body)
		}
		got := w.invoke(http.MethodPost, "/v1/connections/test", step, as)
		if got.status != http.StatusOK || !strings.Contains(got.body, row.want) ||
			len(w.aws.Calls()) != row.calls ||
			strings.Contains(got.body, `"passed"`) != (row.calls == 1) {
			t.Errorf("%s: %d %s, %d calls of AWS", name, got.status, got.body, len(w.aws.Calls()))
		}
		wantLines(t, w.out.String())
	}
}

// wantLines checks that every line is one the platform reads, and that those of an invocation name
// it.
func wantLines(t *testing.T, output string) {
	t.Helper()
	audits := 0
	for line := range strings.Lines(output) {
		var got struct {
			TS         int64  `json:"ts"`
			Level      string `json:"level"`
			Msg        string `json:"msg"`
			Invocation string `json:"forge_invocation"`
			Time       string `json:"time"`
		}
		if err := json.Unmarshal([]byte(line), &got); err != nil ||
			time.Since(time.UnixMilli(got.TS)).Abs() > time.Hour || got.Level == "" ||
			got.Msg == "" || got.Time != "" {
			t.Errorf("a line of another form (%v): %s", err, line)
		}
		if got.Msg == "audit" {
			audits++
			if got.Invocation == "" {
				t.Errorf("no invocation in %s", line)
			}
		}
	}
	if audits == 0 {
		t.Errorf("no audit in\n%s", output)
	}
}

// TestPlatformRoutes: lifecycle routes are for the platform alone, by the same rules as for a
// remote.
func TestPlatformRoutes(t *testing.T) {
	w := newWorld(t)
	event := func(c *invocation.Claims) { c.Context, c.App.Module.Key = nil, "lifecycle" }
	for name, row := range map[string]struct {
		change func(*invocation.Claims)
		status int
	}{
		"the platform": {event, http.StatusOK},
		"a page":       {as, http.StatusForbidden},
		"a page's module": {func(c *invocation.Claims) { c.Context = nil },
			http.StatusForbidden},
		"a page in disguise": {func(c *invocation.Claims) { c.App.Module.Key = "lifecycle" },
			http.StatusForbidden},
		"a function": {
			func(c *invocation.Claims) { event(c); c.App.Module.Type = "core:function" },
			http.StatusForbidden},
	} {
		if got := w.invoke(http.MethodPost, "/v1/lifecycle/event", "{}",
			row.change); got.status != row.status {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	// A record that was stored through the sidecar is erased through it.
	if got := w.invoke(http.MethodGet, "/v1/settings", "", as); got.status != http.StatusOK {
		t.Fatalf("settings: %d %s", got.status, got.body)
	}
	uninstall := func(c *invocation.Claims) { c.Context, c.App.Module.Key = nil, "uninstall" }
	if got := w.invoke(http.MethodPost, "/v1/lifecycle/uninstall", "{}",
		uninstall); got.status != http.StatusOK || got.body != `{"connections":0}` {
		t.Errorf("an uninstall: %d %s", got.status, got.body)
	}
	if got := w.invoke(http.MethodGet, "/v1/connections", "",
		func(c *invocation.Claims) { c.Context.AccountID = "" }); got.status !=
		http.StatusForbidden || !strings.Contains(got.body, "no_user") {
		t.Errorf("nobody: %d %s", got.status, got.body)
	}
	if got := w.call(http.MethodPost, "/v1/stream", ""); got.status != http.StatusForbidden {
		t.Errorf("a stream: %d %s", got.status, got.body)
	}
}
