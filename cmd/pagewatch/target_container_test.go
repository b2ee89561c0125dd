package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
	"pagewatch/internal/sim/child"
	"pagewatch/internal/sim/forge"
)

// contained is a world with a container service, whose binary is a shell script.
func contained(t *testing.T, script string, env map[string]string) (world, *bytes.Buffer) {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "container")
	if err := os.WriteFile(binary, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	opts := options{target: "container", binary: binary, getenv: func(name string) string { return env[name] }}
	within, log := around, &bytes.Buffer{}
	within.Service = forge.Service{
		Key: "pagewatch", Container: "pagewatch", Tag: "local", EnvironmentARI: "ari:e",
		Hosts: []string{"sts.us-east-1.amazonaws.com"}}
	return world{
		opts: opts, around: within, audit: &bytes.Buffer{},
		log: slog.New(slog.NewTextHandler(log, nil)),
		getenv: environment(opts, within, principal,
			ownKeys{secret.New(secret.NewKey("k")), receipt.NewKey()}),
	}, log
}

// TestContainersThatDoNotStart holds a row per reason. Each error names the remedy, and no process
// is left running.
func TestContainersThatDoNotStart(t *testing.T) {
	for name, row := range map[string]struct {
		script string
		env    map[string]string
		change func(*world)
		want   string
	}{
		"another STS": {"", map[string]string{stsEndpoint: "https://aws.example"}, nil,
			"unset " + stsEndpoint},
		"another alarms'": {"", map[string]string{cloudWatchEndpoint: "https://aws.example"}, nil,
			cloudWatchEndpoint},
		"no service": {"", nil, func(w *world) { w.around.Service = forge.Service{} },
			"pagewatch app --target container"},
		"wrong settings": {"", map[string]string{"PAGEWATCH_ALARM_RATE": "fast"}, nil,
			"PAGEWATCH_ALARM_RATE"},
		"not built": {"", nil, func(w *world) { w.opts.binary += "-nowhere" }, "make targets"},
		"not a program": {"", nil, func(w *world) { w.opts.binary = t.TempDir() },
			"make targets"},
		"ends at once": {"echo why; exit 1", nil, nil, "ended before it was well"},
	} {
		w, log := contained(t, row.script, row.env)
		if row.change != nil {
			row.change(&w)
		}
		err, got := w.check(), backend{}
		if err == nil {
			got, err = containerTarget(t.Context(), w)
		}
		if err == nil || !strings.Contains(err.Error(), row.want) || got.Handler != nil {
			t.Errorf("%s: %v, want %q", name, err, row.want)
		}
		if name == "ends at once" && !strings.Contains(log.String(), "why") {
			t.Errorf("its output is lost: %s", log)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w, _ := contained(t, "exec sleep 600", nil)
	if _, err := containerTarget(ctx, w); err == nil ||
		!strings.Contains(err.Error(), "not well in time") {
		t.Errorf("one that is never well: %v", err)
	}
}

// TestTheEndOfAContainerIsReported, unless Pagewatch has stopped it.
func TestTheEndOfAContainerIsReported(t *testing.T) {
	for _, stopped := range []bool{false, true} {
		running, err := child.Start(exec.Command("/bin/sh", "-c", "read line; exit 1"))
		if err != nil {
			t.Fatal(err)
		}
		<-running.Gone()
		var log bytes.Buffer
		c := &container{Child: running}
		c.stopping.Store(stopped)
		c.report(slog.New(slog.NewTextHandler(&log, nil)))
		if strings.Contains(log.String(), "has ended") == stopped {
			t.Errorf("stopped: %t, the log: %s", stopped, &log)
		}
	}
}

// TestContainerEnvironment: what the platform sets and what the operator does, and nothing of this
// process.
func TestContainerEnvironment(t *testing.T) {
	w, _ := contained(t, "", map[string]string{
		"PAGEWATCH_ROLE_PREFIX": "Pagewatch", "PAGEWATCH_ANYTHING": "x", "HOME": "/home/somebody"})
	got, err := containerEnvironment(w, "http://127.0.0.1:9", 8080)
	if err != nil {
		t.Fatal(err)
	}
	all := "\n" + strings.Join(got, "\n") + "\n"
	for _, want := range []string{
		"SERVER_PORT=8080", "FORGE_EGRESS_PROXY_URL=http://127.0.0.1:9",
		"FORGE_APP_ARI=" + around.AppID, "FORGE_ENV_ARI=ari:e", "FORGE_SERVICE_KEY=pagewatch",
		"FORGE_CONTAINER_KEY=pagewatch", "FORGE_IMAGE_TAG=local", "PAGEWATCH_ROLE_PREFIX=Pagewatch",
		"AWS_ACCESS_KEY_ID=AKIALOCAL", "PAGEWATCH_PRINCIPAL_ARN=" + principal.ARN,
	} {
		if !strings.Contains(all, "\n"+want+"\n") {
			t.Errorf("no %s", want)
		}
	}
	for _, absent := range []string{
		"AWS_ENDPOINT", "PAGEWATCH_STREAM", "PAGEWATCH_JWKS", "PAGEWATCH_ATLASSIAN", "ANYTHING",
		"HOME="} {
		if strings.Contains(all, absent) {
			t.Errorf("%s is in it", absent)
		}
	}
}

// TestOutputOfAContainer is forwarded: the audit to the audit, the rest to the log with its level.
func TestOutputOfAContainer(t *testing.T) {
	w, log := contained(t, "", nil)
	forward(w, strings.NewReader(`{"level":"INFO","msg":"audit","operation":"x"}
{"level":"WARN","msg":"careful"}
{"level":"FATAL","msg":"gone"}
panic: at the disco
unfinished`))
	if got := w.audit.(*bytes.Buffer).String(); got !=
		`{"level":"INFO","msg":"audit","operation":"x"}`+"\n" {
		t.Errorf("the audit: %s", got)
	}
	text := log.String()
	for _, want := range []string{"level=WARN msg=\"from the container\"", "level=ERROR", "FATAL",
		"at the disco", "unfinished"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	if strings.Contains(text, `"audit\"`) {
		t.Errorf("the audit is in the log: %s", text)
	}
}
