package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
)

// lambdaWorld is a world around a function; env is the operator's environment.
func lambdaWorld(t *testing.T, binary string, env map[string]string) (world, *bytes.Buffer,
	*bytes.Buffer) {
	t.Helper()
	opts := options{target: "lambda", binary: binary,
		getenv: func(name string) string { return env[name] }}
	var audit, log bytes.Buffer
	return world{
		opts: opts, around: around, audit: &audit, log: slog.New(slog.NewTextHandler(&log, nil)),
		getenv: environment(opts, around, principal,
			ownKeys{secret.New(secret.NewKey("k")), receipt.NewKey()}),
	}, &audit, &log
}

// TestLambdaTarget runs the built function with the settings of the local target.
func TestLambdaTarget(t *testing.T) {
	if testing.Short() {
		t.Skip("with -short no program is built")
	}
	binary := filepath.Join(t.TempDir(), "bootstrap")
	if out, err := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", binary,
		"../lambda").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	w, audit, log := lambdaWorld(t, binary, nil)
	b, err := targets["lambda"](t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	for path, status := range map[string]int{
		"/healthz": http.StatusOK, "/v1/settings": http.StatusUnauthorized} {
		answer := httptest.NewRecorder()
		b.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		if answer.Code != status || !json.Valid(answer.Body.Bytes()) {
			t.Errorf("%s: %d %s", path, answer.Code, answer.Body)
		}
	}
	if err := b.stop(t.Context()); err != nil {
		t.Error(err)
	}
	if !strings.Contains(audit.String(), `"GET /v1/settings"`) ||
		!strings.Contains(log.String(), "level=WARN msg=\"from the function\"") {
		t.Errorf("audit %s\nlog %s", audit, log)
	}
}

// TestLambdaTargetRefuses a function that it could not start.
func TestLambdaTargetRefuses(t *testing.T) {
	for name, row := range map[string]struct {
		env  map[string]string
		want string
	}{
		"no binary": {nil, "make targets"},
		"wrong settings": {map[string]string{"PAGEWATCH_ALARM_RATE": "fast"},
			"PAGEWATCH_ALARM_RATE"},
	} {
		w, _, _ := lambdaWorld(t, "nowhere", row.env)
		if _, err := lambdaTarget(t.Context(), w); err == nil ||
			!strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
