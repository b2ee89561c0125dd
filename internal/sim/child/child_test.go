package child_test

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"pagewatch/internal/sim/child"
)

// begin starts a shell and waits until it prints "ready".
func begin(t *testing.T, script string) (*child.Child, *bufio.Reader) {
	t.Helper()
	cmd := exec.Command("sh", "-c", script)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c, err := child.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	output := bufio.NewReader(out)
	if line, err := output.ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatal(line, err)
	}
	return c, output
}

func TestStop(t *testing.T) {
	c, _ := begin(t, `trap 'exit 0' TERM; echo ready; while :; do sleep 0.01; done`)
	if err := c.Stop(t.Context()); err != nil {
		t.Error(err)
	}
	select {
	case <-c.Gone():
	default:
		t.Error("it is not gone")
	}
	if err := c.Stop(t.Context()); err != nil || c.Err() != nil {
		t.Errorf("once more: %v, %v", err, c.Err())
	}
}

func TestWhoDoesNotStopIsKilled(t *testing.T) {
	c, _ := begin(t, `trap '' TERM; echo ready; while :; do sleep 0.01; done`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Stop(ctx); err == nil || !strings.Contains(err.Error(), "did not end in time") {
		t.Errorf("got %v", err)
	}
	<-c.Gone()
	if c.Err() == nil {
		t.Error("a killed program ended well")
	}
}

func TestWhatIsNotThereDoesNotStart(t *testing.T) {
	if _, err := child.Start(exec.Command("/nowhere/at/all")); err == nil {
		t.Error("it started")
	}
}

// TestNobodyIsLeftBehind kills a parent without warning and checks that its child ends too.
func TestNobodyIsLeftBehind(t *testing.T) {
	if os.Getenv("PAGEWATCH_TEST_PARENT") != "" {
		c, _ := begin(t, `echo ready; exec sleep 600`)
		_, _ = io.WriteString(os.Stdout, "child "+strconv.Itoa(c.Pid())+"\n")
		<-c.Gone()
		return
	}
	if runtime.GOOS != "linux" {
		t.Skip("only Linux ends a process with its parent")
	}
	parent := exec.Command(os.Args[0], "-test.run", "^TestNobodyIsLeftBehind$")
	parent.Env = append(os.Environ(), "PAGEWATCH_TEST_PARENT=1")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	output := bufio.NewReader(out)
	line := ""
	for !strings.HasPrefix(line, "child ") {
		if line, err = output.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	pid, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(line, "child ")))
	if err != nil {
		t.Fatal(err)
	}
	_ = parent.Process.Kill()
	_ = parent.Wait()
	for alive(pid) {
		runtime.Gosched()
	}
}

// alive reports whether a process runs. One that has ended and is not yet collected does not.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && !strings.Contains(string(stat), ") Z ")
}
