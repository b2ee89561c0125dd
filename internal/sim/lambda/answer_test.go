package lambda_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/sim/lambda"
)

// gated deploys a function that waits in the middle of its answer until the test opens.
func gated(t *testing.T, mode string) (d *deployed, open func()) {
	t.Helper()
	opened := make(chan struct{})
	server := httptest.NewServer(
		http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-opened }))
	t.Cleanup(server.Close)
	open = sync.OnceFunc(func() { close(opened) })
	t.Cleanup(open)
	d = deploy(t, mode, func(cfg *lambda.Config) { cfg.Variables["GATE"] = server.URL })
	return d, open
}

// begin reads the first piece of an answer.
func begin(t *testing.T, d *deployed) *http.Response {
	t.Helper()
	resp, err := http.Get(d.url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	first := make([]byte, len("first "))
	if _, err := io.ReadFull(resp.Body, first); err != nil || string(first) != "first " ||
		resp.StatusCode != http.StatusOK {
		t.Fatalf("%d %q %v", resp.StatusCode, first, err)
	}
	return resp
}

// TestAnswersStream reads the first piece while the process holds the second back.
func TestAnswersStream(t *testing.T) {
	d, open := gated(t, "gate")
	resp := begin(t, d)
	open()
	rest, err := io.ReadAll(resp.Body)
	if err != nil || string(rest) != "second" {
		t.Errorf("%q %v", rest, err)
	}
}

// TestAnswersAreCut covers every way in which an answer ends early: the client must never take it
// for whole.
func TestAnswersAreCut(t *testing.T) {
	for mode, logged := range map[string]string{
		"error-later": "ended with an error", "crash-later": "broke off"} {
		d, open := gated(t, mode)
		resp := begin(t, d)
		open()
		if rest, err := io.ReadAll(resp.Body); !errors.Is(err, io.ErrUnexpectedEOF) ||
			!strings.Contains(d.log.String(), logged) {
			t.Errorf("%s: read %q, %v; log %s", mode, rest, err, d.log)
		}
	}
	cut := false
	// a busy machine needs longer to begin an answer
	for timeout := time.Second; !cut && timeout < time.Minute; timeout *= 2 {
		d := deploy(t, "hang-later", func(cfg *lambda.Config) { cfg.Timeout = timeout })
		resp, body, err := d.ask(http.MethodGet, "/", "", http.Header{})
		if cut = resp.StatusCode == http.StatusOK; !cut {
			continue
		}
		if body != "first " || !errors.Is(err, io.ErrUnexpectedEOF) ||
			!strings.Contains(d.log.String(), "timed out") {
			t.Errorf("a timeout: read %q, %v; log %s", body, err, d.log)
		}
	}
	if !cut {
		t.Error("no answer began")
	}
}

// TestCallsThatFail covers the calls that get 502, and the reason in the log.
func TestCallsThatFail(t *testing.T) {
	rows := []struct{ mode, logged string }{
		{"error", "a call failed"},
		{"crash", "ended during a call"},
		{"silent", ""},
		{"exit", "ended before its first call"},
		{"init-error", "no settings"},
	}
	for _, row := range rows {
		d := deploy(t, row.mode, nil)
		for range 2 { // the second time in a new process, or in the old one
			if status, body, err := d.get(); status != http.StatusBadGateway || err != nil ||
				body != "{\"Message\":\"Internal Server Error\"}\n" {
				t.Errorf("%s: %d %s %v", row.mode, status, body, err)
			}
		}
		if !strings.Contains(d.log.String(), row.logged) {
			t.Errorf("%s: the log says %s", row.mode, d.log)
		}
	}
	d := deploy(t, "exit", nil)
	if _, _, err := d.get(); err != nil || !strings.HasPrefix(d.errors.String(), "cannot work\n") {
		t.Errorf("the process printed %q, %v", d.errors, err)
	}
}

// TestCallsThatTakeTooLong checks that calls beyond the limit end with their process.
func TestCallsThatTakeTooLong(t *testing.T) {
	short := func(cfg *lambda.Config) {
		cfg.Timeout, cfg.InitTime = 300*time.Millisecond, 300*time.Millisecond
	}
	for mode, logged := range map[string]string{
		"hang": "timed out", "mute": "did not ask for a call in time"} {
		d := deploy(t, mode, func(cfg *lambda.Config) {
			short(cfg)
			if mode == "hang" {
				cfg.InitTime = time.Minute
			}
		})
		if status, _, err := d.get(); status != http.StatusBadGateway || err != nil ||
			!strings.Contains(d.log.String(), logged) || len(d.Processes()) != 0 {
			t.Errorf("%s: %d %v, %v; log %s", mode, status, err, d.Processes(), d.log)
		}
	}
}

// TestHeads covers the valid and invalid heads of an answer.
func TestHeads(t *testing.T) {
	d := deploy(t, "bad-head", nil)
	nul := strings.Repeat("\x00", 8)
	for body, want := range map[string]int{
		`{"statusCode":404}` + nul + "x": http.StatusNotFound,
		`{}` + nul:                       http.StatusOK,
		`{"statusCode":99}` + nul:        http.StatusBadGateway,
		`{"statusCode":"200"}` + nul:     http.StatusBadGateway,
		`{"statusCode":200}`:             http.StatusBadGateway,
		nul:                              http.StatusBadGateway,
		`{"headers":{"x":"` + strings.Repeat("x", 17<<10) + `"}}` + nul: http.StatusBadGateway,
	} {
		resp, _, err := d.ask(http.MethodPost, "/", body,
			http.Header{"Content-Type": {"text/plain"}})
		if err != nil || resp.StatusCode != want {
			t.Errorf("%.30q: %d %v, want %d", body, resp.StatusCode, err, want)
		}
	}
	plain := deploy(t, "plain", nil)
	if status, body, err := plain.get(); status != http.StatusOK || body != "as it is" ||
		err != nil {
		t.Errorf("without a head: %d %q %v", status, body, err)
	}
}
