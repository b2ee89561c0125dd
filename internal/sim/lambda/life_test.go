package lambda_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/sim/lambda"
)

// TestProcessesServeOneCallAtATime checks that calls get a process each, up to the reserved
// concurrency, and that processes are reused.
func TestProcessesServeOneCallAtATime(t *testing.T) {
	opened := make(chan struct{})
	server := httptest.NewServer(
		http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-opened }))
	defer server.Close()
	d := deploy(t, "gate", func(cfg *lambda.Config) {
		cfg.Concurrency, cfg.Variables["GATE"] = 2, server.URL
	})
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
	if status, body, err := d.get(); status != http.StatusOK || err != nil ||
		body != "first second" {
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

// becomes waits until the kernel reports one of the states for a process.
func becomes(t *testing.T, pid int, states ...string) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		s := state(t, pid)
		if slices.Contains(states, s) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d is in state %q, want %q", pid, s, states)
		}
	}
}

// TestARuntimeThatMisbehaves covers the requests that the Runtime API refuses.
func TestARuntimeThatMisbehaves(t *testing.T) {
	d := deploy(t, "misbehave", nil)
	status, body, err := d.get()
	if status != http.StatusOK || err != nil || body != "[400 403 403 403 404]" ||
		d.out.String() != "a second answer: 403 403\n" {
		t.Errorf("%d %q %v; printed %q", status, body, err, d.out)
	}
}

// TestLinesComeWhole checks that output of processes arrives line by line, and an unfinished line
// not at all.
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
	long := deploy(t, "long-line", nil)
	if status, _, err := long.get(); status != http.StatusOK || err != nil {
		t.Fatal(status, err)
	}
	if err := long.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := long.out.String(); got != strings.Repeat("x", 300<<10)+"\n" {
		t.Errorf("of a long line there are %d bytes", len(got))
	}
}

// TestCloseEndsEverything checks that Close ends a frozen process and a busy one.
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

// TestProcessesEndWithTheirParent kills the parent of a frozen process, which cannot act any more.
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
	becomes(t, pid, "", "Z") // gone, or a zombie that its new parent has not reaped
}
