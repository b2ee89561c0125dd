// Package killed runs a test binary as a child and kills it without warning at each place where it
// changes files: at its first write, at its second, and so on, and at each other system call of
// that kind.
package killed

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// everyPlace is the variable that selects every place; without it a selection is tested.
const everyPlace = "PAGEWATCH_LONG"

// some is how many places are tested for each system call in a selection.
const some = 3

// calls are the system calls that change files, and openat, which may create one.
var calls = []string{
	"openat", "pwrite64", "write", "copy_file_range", "ftruncate", "fallocate", "fchmod",
	"fchmodat", "fsync", "fdatasync", "mkdirat", "linkat", "renameat",
	"renameat2", "unlinkat",
}

// Long reports whether every place is to be tested. That takes minutes.
func Long() bool { return os.Getenv(everyPlace) != "" }

// Run is one run of the test binary.
type Run struct {
	// Args and Env select what the binary does, and on which files. It runs on one thread
	// (runtime.LockOSThread): places are counted by thread.
	Args, Env []string
	// Calls are the system calls to kill at; empty means all that change files.
	Calls []string
	// Fault is the fault at a place, in the syntax of strace's inject; "" kills the run.
	Fault string
	// After checks the files that the run left. done reports that the run ended by itself; out is
	// its standard output.
	After func(t *testing.T, done bool, out string)
}

// Everywhere kills a run at each place, or at a selection of them; with -short at none. begin
// returns a new run, on files of its own.
func Everywhere(t *testing.T, begin func(t *testing.T) Run) {
	t.Helper()
	if testing.Short() {
		t.Skip("with -short no process is killed")
	}
	t.Run("at some places", func(t *testing.T) {
		kills := 0
		for call, n := range count(t, begin) {
			for _, place := range spread(n) {
				if !once(t, begin(t), call, place) {
					kills++
				}
			}
		}
		t.Logf("killed %d times", kills)
		if kills < 4 {
			t.Error("hardly anything was tried")
		}
	})
	t.Run("at every place", func(t *testing.T) {
		if !Long() {
			t.Skip(everyPlace + "=1 tries every place")
		}
		kills, lives := map[string]int{}, true
		for call, n := range count(t, begin) {
			for place := 1; place <= n || !lives; place++ {
				if lives = once(t, begin(t), call, place); !lives {
					kills[call]++
				}
			}
		}
		t.Log("killed:", kills)
	})
}

// spread selects places of n: the last one, and others evenly before it.
func spread(n int) (places []int) {
	for i := range some {
		if place := n * (i + 1) / some; place > 0 && !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	return places
}

// traced matches a line of strace's output: thread, system call.
var traced = regexp.MustCompile(`(?m)^(\d+) +(\w+)\(`)

// count lets a run end by itself, and returns how many calls of each kind its busiest thread made.
func count(t *testing.T, begin func(t *testing.T) Run) map[string]int {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	run := begin(t)
	if done, out, trouble := start(t, run, "-o", trace); done {
		run.After(t, true, out)
	} else {
		t.Fatalf("the run failed without being killed: %s%s", out, trouble)
	}
	raw, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	threads, most := map[[2]string]int{}, map[string]int{}
	for _, m := range traced.FindAllStringSubmatch(string(raw), -1) {
		at := [2]string{m[1], m[2]}
		threads[at]++
		most[m[2]] = max(most[m[2]], threads[at])
	}
	for call := range most {
		if len(run.Calls) > 0 && !slices.Contains(run.Calls, call) {
			delete(most, call)
		}
	}
	return most
}

// once kills a run at one place, and reports whether it ended by itself before.
func once(t *testing.T, run Run, call string, place int) bool {
	t.Helper()
	done, out, trouble := start(t, run, "-o", os.DevNull, "-e",
		fmt.Sprintf("inject=%s:%s:when=%d", call, cmp.Or(run.Fault, "signal=KILL"), place))
	if trouble != "" {
		t.Errorf("killed at %s %d, it trouble %s", call, place, trouble)
	}
	before := t.Failed()
	run.After(t, done, out)
	if t.Failed() && !before {
		t.Fatalf("that was after a kill at %s number %d", call, place)
	}
	return done
}

// start runs the binary under strace, and reports whether it ended successfully.
func start(t *testing.T, run Run, options ...string) (done bool, out, trouble string) {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal("strace is needed (Debian package strace; make test installs it)")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"-f", "-qq", "-e", "trace=" + strings.Join(calls, ",")}, options...)
	cmd := exec.Command(strace, append(append(args, self), run.Args...)...)
	cmd.Env = append(os.Environ(), run.Env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	return err == nil, stdout.String(), stderr.String()
}
