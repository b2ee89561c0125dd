// Package killed runs a test binary again, to kill it without warning where it changes files: at
// its first write, at its second, and so on, and at each other system call of the kind.
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

// everyPlace is the variable that asks for every place, where a selection is tried otherwise.
const everyPlace = "PAGEWATCH_LONG"

// some is how many places are tried for each system call, where not every one is.
const some = 3

// calls are the system calls by which files change, and openat, which may make one.
var calls = []string{
	"openat", "pwrite64", "write", "copy_file_range", "ftruncate", "fallocate", "fchmod",
	"fchmodat", "fsync", "fdatasync", "mkdirat", "linkat", "renameat",
	"renameat2", "unlinkat",
}

// Long reports whether every place is to be tried. It takes minutes.
func Long() bool { return os.Getenv(everyPlace) != "" }

// Run is the binary, run once more.
type Run struct {
	// Args and Env are what tells the binary what to do, and on which files. It does so on one
	// thread (runtime.LockOSThread): places are counted by thread.
	Args, Env []string
	// Calls are the system calls to kill at; none: all by which files change.
	Calls []string
	// Fault is what happens at a place, as strace's inject has it; "": the run is killed.
	Fault string
	// After looks at what the run left: whether it ended by itself, and what it wrote to standard
	// output till then.
	After func(t *testing.T, done bool, out string)
}

// Everywhere kills a run at each place, or at a selection of them; with -short at none. begin makes
// a new one, on files of its own.
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

// spread picks places of n: the last one, and others evenly before it.
func spread(n int) (places []int) {
	for i := range some {
		if place := n * (i + 1) / some; place > 0 && !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	return places
}

// traced is a line of strace's: thread, system call.
var traced = regexp.MustCompile(`(?m)^(\d+) +(\w+)\(`)

// count lets a run end by itself, and returns how many calls of each kind the thread made that made
// the most.
func count(t *testing.T, begin func(t *testing.T) Run) map[string]int {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	run := begin(t)
	if done, out, said := start(t, run, "-o", trace); done {
		run.After(t, true, out)
	} else {
		t.Fatalf("the run failed without being killed: %s%s", out, said)
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
	done, out, said := start(t, run, "-o", os.DevNull, "-e",
		fmt.Sprintf("inject=%s:%s:when=%d", call, cmp.Or(run.Fault, "signal=KILL"), place))
	if said != "" {
		t.Errorf("killed at %s %d, it said %s", call, place, said)
	}
	before := t.Failed()
	run.After(t, done, out)
	if t.Failed() && !before {
		t.Fatalf("that was after a kill at %s number %d", call, place)
	}
	return done
}

// start runs the binary under strace, and reports whether it ended well.
func start(t *testing.T, run Run, options ...string) (done bool, out, said string) {
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
