package lambda_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/local/lambda"
)

// gated deploys a function that waits in the middle of its answer until the test opens.
func gated(t *testing.T, mode string) (d *deployed, open func()) {
	t.Helper()
	opened := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-opened }))
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
	if _, err := io.ReadFull(resp.Body, first); err != nil || string(first) != "first " || resp.StatusCode != http.StatusOK {
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

// TestAnswersAreCut holds every way in which an answer can end early: the client must never take it for whole.
func TestAnswersAreCut(t *testing.T) {
	for mode, logged := range map[string]string{"error-later": "ended with an error", "crash-later": "broke off"} {
		d, open := gated(t, mode)
		resp := begin(t, d)
		open()
		if rest, err := io.ReadAll(resp.Body); !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(d.log.String(), logged) {
			t.Errorf("%s: read %q, %v; log %s", mode, rest, err, d.log)
		}
	}
	d := deploy(t, "hang-later", func(cfg *lambda.Config) { cfg.Timeout = 2 * time.Second })
	if rest, err := io.ReadAll(begin(t, d).Body); !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(d.log.String(), "timed out") {
		t.Errorf("a timeout: read %q, %v; log %s", rest, err, d.log)
	}
}

// TestCallsThatFail holds what is answered with 502, and why the log says so.
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
			if status, body, err := d.get(); status != http.StatusBadGateway || err != nil || body != "{\"Message\":\"Internal Server Error\"}\n" {
				t.Errorf("%s: %d %s %v", row.mode, status, body, err)
			}
		}
		if !strings.Contains(d.log.String(), row.logged) {
			t.Errorf("%s: the log says %s", row.mode, d.log)
		}
	}
	d := deploy(t, "exit", nil)
	if _, _, err := d.get(); err != nil || d.errors.String() != "cannot work\n" {
		t.Errorf("what the process said was %q, %v", d.errors, err)
	}
}

// TestCallsThatTakeTooLong end with their process.
func TestCallsThatTakeTooLong(t *testing.T) {
	short := func(cfg *lambda.Config) { cfg.Timeout, cfg.InitTime = 300*time.Millisecond, 300*time.Millisecond }
	for mode, logged := range map[string]string{"hang": "timed out", "mute": "did not ask for a call in time"} {
		d := deploy(t, mode, func(cfg *lambda.Config) {
			short(cfg)
			if mode == "hang" {
				cfg.InitTime = time.Minute
			}
		})
		if status, _, err := d.get(); status != http.StatusBadGateway || err != nil || !strings.Contains(d.log.String(), logged) || len(d.Processes()) != 0 {
			t.Errorf("%s: %d %v, %v; log %s", mode, status, err, d.Processes(), d.log)
		}
	}
}

// TestHeads holds what an answer may begin with.
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
		resp, _, err := d.ask(http.MethodPost, "/", body, http.Header{"Content-Type": {"text/plain"}})
		if err != nil || resp.StatusCode != want {
			t.Errorf("%.30q: %d %v, want %d", body, resp.StatusCode, err, want)
		}
	}
	plain := deploy(t, "plain", nil)
	if status, body, err := plain.get(); status != http.StatusOK || body != "as it is" || err != nil {
		t.Errorf("without a head: %d %q %v", status, body, err)
	}
}

// TestProcessesServeOneCallAtATime: as many processes as calls, up to the reserved concurrency, and each is used again.
func TestProcessesServeOneCallAtATime(t *testing.T) {
	opened := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-opened }))
	defer server.Close()
	d := deploy(t, "gate", func(cfg *lambda.Config) { cfg.Concurrency, cfg.Variables["GATE"] = 2, server.URL })
	first, second := begin(t, d), begin(t, d)
	if status, body, err := d.get(); status != http.StatusTooManyRequests || err != nil {
		t.Errorf("a third call: %d %s %v", status, body, err)
	}
	close(opened)
	for _, resp := range []*http.Response{first, second} {
		if rest, err := io.ReadAll(resp.Body); err != nil || string(rest) != "second" {
			t.Errorf("%q %v", rest, err)
		}
	}
	before := d.Processes()
	if status, body, err := d.get(); status != http.StatusOK || err != nil || body != "first second" {
		t.Errorf("a later call: %d %s %v", status, body, err)
	}
	if after := d.Processes(); len(before) != 2 || !slices.Equal(after, before) {
		t.Errorf("the processes were %v and are %v", before, after)
	}
}

// TestIdleProcessesAreFrozen looks at the kernel's state of a process: stopped between calls.
func TestIdleProcessesAreFrozen(t *testing.T) {
	d := deploy(t, "pid", nil)
	for range 3 {
		_, body, err := d.get()
		pid, bad := strconv.Atoi(body)
		if err != nil || bad != nil {
			t.Fatal(body, err)
		}
		if got := d.Processes(); !slices.Equal(got, []int{pid}) {
			t.Errorf("idle are %v, answered has %d", got, pid)
		}
		becomes(t, pid, "T")
	}
}

// state returns the kernel's state of a process, "" if there is none.
func state(t *testing.T, pid int) string {
	t.Helper()
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if os.IsNotExist(err) {
		return ""
	}
	_, rest, found := strings.Cut(string(raw), ") ")
	if err != nil || !found {
		t.Skip("this machine shows no state of processes")
	}
	return rest[:1]
}

// becomes waits until the kernel has done what it was told to do with a process.
func becomes(t *testing.T, pid int, states ...string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
		s := state(t, pid)
		if slices.Contains(states, s) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d is in state %q, want %q", pid, s, states)
		}
	}
}

// TestARuntimeThatMisbehaves holds what the Runtime API refuses.
func TestARuntimeThatMisbehaves(t *testing.T) {
	d := deploy(t, "misbehave", nil)
	status, body, err := d.get()
	if status != http.StatusOK || err != nil || body != "[400 403 403 403 404]" || d.out.String() != "a second answer: 403 403\n" {
		t.Errorf("%d %q %v; said %q", status, body, err, d.out)
	}
}

// TestLinesComeWhole: what processes write arrives line by line, an unfinished one not at all.
func TestLinesComeWhole(t *testing.T) {
	d := deploy(t, "lines", nil)
	if status, _, err := d.get(); status != http.StatusOK || err != nil {
		t.Fatal(status, err)
	}
	if err := d.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d.out.String() != "out\n" || d.errors.String() != "error\n" {
		t.Errorf("out %q, err %q", d.out, d.errors)
	}
}

// TestCloseEndsEverything: the frozen process and the one with a call.
func TestCloseEndsEverything(t *testing.T) {
	d, open := gated(t, "gate")
	first := begin(t, d)
	second := begin(t, d)
	open()
	if _, err := io.ReadAll(first.Body); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(second.Body); err != nil {
		t.Fatal(err)
	}
	pids := d.Processes()
	if err := d.Close(t.Context()); err != nil || len(pids) != 2 {
		t.Fatal(pids, err)
	}
	for _, pid := range pids {
		if s := state(t, pid); s != "" {
			t.Errorf("%d is in state %s", pid, s)
		}
	}
	if status, _, err := d.get(); status != http.StatusBadGateway || err != nil {
		t.Errorf("after the end: %d %v", status, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Close(ended); err != nil {
		t.Errorf("closing again: %v", err)
	}
}

// TestProcessesEndWithTheirParent kills the parent of a frozen process, which cannot do anything any more.
func TestProcessesEndWithTheirParent(t *testing.T) {
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary)
	cmd.Env = append(os.Environ(), "PARENT_OF_FUNCTION=yes")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	pid, bad := strconv.Atoi(strings.TrimSpace(line))
	if err != nil || bad != nil {
		t.Fatalf("%q %v", line, err)
	}
	becomes(t, pid, "T")
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	becomes(t, pid, "", "Z") // gone, or dead and not collected by whoever adopted it
}
