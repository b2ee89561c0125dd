package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/egress"
	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/lambda"
)

// TestMain is the function itself, with a panic built in, where Lambda starts the test binary.
// Every other test runs the built command.
func TestMain(m *testing.M) {
	if os.Getenv("AWS_LAMBDA_RUNTIME_API") == "" {
		code := m.Run()
		_ = os.RemoveAll(filepath.Dir(binary.path))
		os.Exit(code)
	}
	if os.Getenv(abortsVariable) != "" {
		serveHalves()
	}
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	fmt.Fprintln(os.Stderr,
		serve(os.Getenv, service.Deployment{
			Audit: os.Stdout, Log: log, Transport: panicking{egress.NewTransport()}}, func() {}))
	os.Exit(1)
}

// panicking panics where Confluence is asked.
type panicking struct{ http.RoundTripper }

func (p panicking) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/operations") {
		panic("a value that may be secret")
	}
	return p.RoundTripper.RoundTrip(r)
}

// TestAWrongEnvironmentStopsTheStart: Lambda's log says which variables are wrong, and nothing of
// what they hold.
func TestAWrongEnvironmentStopsTheStart(t *testing.T) {
	d := deploy(t, func(cfg *lambda.Config) {
		cfg.Variables = map[string]string{
			"PAGEWATCH_KEYS": "k:c2VjcmV0", "PAGEWATCH_RECEIPT_KEY": "hidden",
			"PAGEWATCH_ALARM_RATE": "fast"}
	})
	answer := d.Do(servicetest.Call{}, http.MethodGet, "/healthz", nil)
	if answer.Status != http.StatusBadGateway || strings.Contains(answer.Body, "PAGEWATCH") {
		t.Errorf("%d %s", answer.Status, answer.Body)
	}
	said := d.errors.String()
	for _, name := range []string{"PAGEWATCH_KEYS", "PAGEWATCH_RECEIPT_KEY", "PAGEWATCH_ALARM_RATE",
		"PAGEWATCH_APP_ID", "PAGEWATCH_PRINCIPAL_ARN"} {
		if !strings.Contains(said, name) {
			t.Errorf("nothing is said about %s: %s", name, said)
		}
	}
	if strings.Contains(said, "c2VjcmV0") || strings.Contains(said, "hidden") {
		t.Errorf("a secret was logged: %s", said)
	}
	if !strings.Contains(d.log.String(), "exit status 1") {
		t.Errorf("Lambda saw %s", d.log)
	}
}

// TestAPanicIsAnswered: it costs the call and not the process, and what it says stays out of the
// log.
func TestAPanicIsAnswered(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	d := deploy(t, func(cfg *lambda.Config) { cfg.Binary = self })
	before := d.Do(servicetest.Call{}, http.MethodGet, "/healthz", nil)
	pid := d.pid(t)
	answer := d.Do(servicetest.Call{}, http.MethodGet, "/v1/settings", nil)
	if code, _ := answer.Error(d.Backend); before.Status != http.StatusOK ||
		answer.Status != http.StatusInternalServerError || code != "internal" {
		t.Errorf("%d, then %d %s", before.Status, answer.Status, answer.Body)
	}
	if after := d.Do(servicetest.Call{}, http.MethodGet, "/healthz",
		nil); after.Status != http.StatusOK || d.pid(t) != pid {
		t.Errorf("afterwards %d in %d, not %d", after.Status, d.pid(t), pid)
	}
	if said := d.errors.String(); !strings.Contains(said, "a call panicked") ||
		strings.Contains(said, "secret") {
		t.Errorf("the log says %s", said)
	}
}

// TestCallsAreGivenTimeToEnd: a call ends a second before Lambda ends the process.
func TestCallsAreGivenTimeToEnd(t *testing.T) {
	end := time.Now().Add(time.Minute)
	ctx, cancel := context.WithDeadline(t.Context(), end)
	defer cancel()
	var got time.Time
	inTime(
		http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			got, _ = r.Context().Deadline()
		})).
		ServeHTTP(httptest.NewRecorder(),
			httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil))
	if !got.Equal(end.Add(-time.Second)) {
		t.Errorf("it ends %v before", end.Sub(got))
	}
}

// TestCallsEndBeforeLambdaEndsThem: AWS does not answer, and the process tells the reader so by
// itself. The process has the real clock: on a busy machine it may be late, so nothing but the
// process ends the call.
func TestCallsEndBeforeLambdaEndsThem(t *testing.T) {
	const timeout = 3 * time.Second
	d := deploy(t, func(cfg *lambda.Config) { cfg.Timeout, cfg.Grace = timeout, time.Minute })
	id := d.LinkRole(nil)
	pid := d.pid(t)
	d.hangAWS()
	started := time.Now()
	answer := d.Do(servicetest.Call{}, http.MethodPost, "/v1/views",
		servicetest.View("inline", id+"@eu-central-1"))
	records := answer.Records(d.Backend)
	if len(records) != 2 || records[0].Error.Code != "aws_timeout" || records[1].Type != "end" {
		t.Errorf("got %s", answer.Body)
	}
	if took := time.Since(started); took < timeout-2*margin || d.pid(t) != pid {
		t.Errorf("it took %v, in %d and now in %d", took, pid, d.pid(t))
	}
}
