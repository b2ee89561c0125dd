//go:build linux

package main

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// unwiped is the log message of a container that does not overwrite freed memory.
const unwiped = "freed memory is not overwritten"

// TestABuildWithoutTheSwitchSaysSo: such a build logs one line at the start, and works. The
// released build logs none.
func TestABuildWithoutTheSwitchSaysSo(t *testing.T) {
	path := binary(t)
	without, err := built("without-the-switch", "")
	if err != nil {
		t.Fatal(err)
	}
	off := settings(t, "http://127.0.0.1:1")
	off["GODEBUG"] = "clobberfree=0"
	other := settings(t, "http://127.0.0.1:1")
	other["GODEBUG"] = "http2debug=0" // adds to what is built in
	for name, row := range map[string]struct {
		binary string
		env    map[string]string
		want   int
	}{
		"without":                   {without, settings(t, "http://127.0.0.1:1"), 1},
		"switched off":              {path, off, 1},
		"as released":               {path, settings(t, "http://127.0.0.1:1"), 0},
		"with another debug switch": {path, other, 0},
	} {
		c := startBinary(t, row.binary, row.env)
		c.terminate() // what it has output may still be on its way to us
		c.wait()
		output := c.out.String()
		if strings.Count(output, unwiped) != row.want ||
			strings.Count(output, `"level":"ERROR"`) != row.want {
			t.Errorf("%s: its output is\n%s", name, output)
		}
	}
}

// TestNobodyReadsTheProcess: no core file is written, and only root can read the process's memory
// in /proc. A process of the same user without that protection is the contrast.
func TestNobodyReadsTheProcess(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can start processes of another user")
	}
	path := binary(t)
	if err := os.Chmod(programs, 0o755); err != nil {
		t.Fatal(err)
	}
	const nobody = 65534
	for name, row := range map[string]struct {
		command string
		owner   uint32
		core    string
	}{
		"the container": {path, 0, "0 0"},
		"another":       {"cat", nobody, "unlimited unlimited"},
	} {
		// Both begin with core files allowed.
		cmd := exec.Command("sh", "-c", `ulimit -c unlimited && exec "$0"`, row.command)
		cmd.Dir = "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		out := &output{}
		cmd.Stdout, cmd.Stderr = out, out
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		for variable, value := range settings(t, "http://127.0.0.1:1") {
			cmd.Env = append(cmd.Env, variable+"="+value)
		}
		cmd.Env = append(cmd.Env, "PATH="+os.Getenv("PATH"))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { _ = cmd.Wait(); close(ended) }()
		t.Cleanup(func() { _ = stdin.Close(); _ = cmd.Process.Kill(); <-ended })
		for !runs(cmd.Process.Pid, row.command) || row.command == path &&
			!strings.Contains(out.String(), "pagewatch serves") {
			select {
			case <-ended:
				t.Fatalf("%s: ended:\n%s", name, out)
			default:
			}
		}
		owner, core := process(t, cmd.Process.Pid)
		if owner != row.owner || core != row.core {
			t.Errorf("%s: /proc belongs to %d, core files are limited to %q; want %d and %q", name,
				owner, core, row.owner, row.core)
		}
	}
}

// runs reports whether a process has executed that program.
func runs(pid int, program string) bool {
	name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
	return err == nil && strings.HasPrefix(filepath.Base(program), strings.TrimSpace(string(name)))
}

// process returns the owner of the process's files in /proc, which is root for one that is not
// dumpable, and its limits of core files. Source: the manual page proc_pid(5).
func process(t *testing.T, pid int) (owner uint32, core string) {
	t.Helper()
	folder := os.DirFS(fmt.Sprintf("/proc/%d", pid))
	limits, err := fs.ReadFile(folder, "limits")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(limits)) {
		if words := strings.Fields(line); strings.HasPrefix(line, "Max core file size") {
			core = words[4] + " " + words[5]
		}
	}
	info, err := fs.Stat(folder, "environ")
	if err != nil {
		t.Fatal(err)
	}
	return info.Sys().(*syscall.Stat_t).Uid, core
}

// TestStacksAreNotForTheAsking: SIGQUIT makes a Go program print all its goroutines with the
// arguments of their functions, and exit. A container ignores it, unless the operator enables
// stacks; a line at the start warns of that.
func TestStacksAreNotForTheAsking(t *testing.T) {
	for level, want := range map[string]bool{"": false, "none": false, "single": true} {
		env := settings(t, "http://127.0.0.1:1")
		if level != "" {
			env["GOTRACEBACK"] = level
		}
		c := start(t, env)
		if err := c.cmd.Process.Signal(syscall.SIGQUIT); err != nil {
			t.Fatal(err)
		}
		if want {
			c.wait()
		} else if got := c.call(http.MethodGet, "/healthz", ""); got.status != http.StatusOK {
			t.Errorf("%q: then it is not well: %+v", level, got)
		}
		if output := c.out.String(); strings.Contains(output, "\ngoroutine ") != want ||
			strings.Contains(output, "set GOTRACEBACK=none") != want {
			t.Errorf("%q: its output is\n%s", level, output)
		}
		if left, err := os.ReadDir(c.folder); err != nil || len(left) > 0 {
			t.Errorf("%q: it left %v, %v", level, left, err)
		}
	}
}
