package backup_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"pagewatch/internal/backup"
	"pagewatch/internal/service/faults/killed"
)

// task is the variable by which this test binary, run again to be killed, receives its task: make
// or unpack, a folder and a file.
const task = "PAGEWATCH_TEST_BACKUP"

func TestMain(m *testing.M) {
	args := strings.Split(os.Getenv(task), "\n")
	if len(args) != 3 {
		os.Exit(m.Run())
	}
	runtime.LockOSThread() // strace counts by thread
	var err error
	if args[0] == "make" {
		_, err = backup.Make(args[1], args[2], fine)
	} else {
		_, err = backup.Unpack(args[2], args[1], fine)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// changes are the system calls that change files. strace counts each of them separately.
var changes = []string{"openat", "write", "copy_file_range", "fsync", "mkdirat", "linkat",
	"renameat", "unlinkat"}

// skipped is the number of frequent calls between two kills, except where every call is tested.
var skipped = map[string]int{"openat": 4, "write": 5, "copy_file_range": 3, "unlinkat": 4}

// killEverywhere runs a task until it ends by itself, again for each kind of change: killed at the
// first, at the second, and so on. after checks the state that it leaves.
func killEverywhere(t *testing.T, what string, after func(folder, file string, done bool),
	places func() (folder, file string)) {
	t.Helper()
	if testing.Short() {
		t.Skip("with -short no process is killed")
	}
	t.Run("at some places", func(t *testing.T) { killAt(t, what, skipped, after, places) })
	t.Run("at every place", func(t *testing.T) {
		if !killed.Long() {
			t.Skip("PAGEWATCH_LONG=1 tries every place")
		}
		killAt(t, what, nil, after, places)
	})
}

func killAt(t *testing.T, what string, skipped map[string]int,
	after func(folder, file string, done bool), places func() (folder, file string)) {
	t.Helper()
	kills := map[string]int{}
	for _, call := range changes {
		done := false
		for n := 1; !done; n += 1 + skipped[call] {
			folder, file := places()
			done = killedAt(t, fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, n),
				strings.Join([]string{task + "=" + what, folder, file}, "\n"))
			after(folder, file, done)
			if !done {
				kills[call]++
			}
		}
	}
	t.Log("killed: ", kills)
	if kills["openat"] < 3 || kills["fsync"] < 2 || kills["mkdirat"] < 1 ||
		kills["linkat"]+kills["renameat"] < 1 {
		t.Errorf("killed %v: not everywhere", kills)
	}
}

// killedAt runs this binary with a task, and reports whether it ended before it was killed.
func killedAt(t *testing.T, inject, setting string) bool {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal("strace is needed (Debian package strace; make test installs it)")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(strace, "-f", "-qq", "-o", os.DevNull, "-e",
		"trace="+strings.Join(changes, ","), "-e", inject, self)
	cmd.Env = append(os.Environ(), setting)
	out, err := cmd.CombinedOutput()
	if len(out) > 0 {
		t.Fatalf("%s: %s", inject, out)
	}
	return err == nil
}

// TestKillWhilePacking checks that a kill leaves no backup or a whole one, and an unchanged folder.
func TestKillWhilePacking(t *testing.T) {
	folder := dataFolder(t)
	killEverywhere(t, "make", func(folder, file string, done bool) {
		if _, err := os.Stat(file); done || !errors.Is(err, fs.ErrNotExist) {
			if _, err := backup.Unpack(file, filepath.Join(t.TempDir(), "data"), fine); err != nil {
				t.Errorf("the backup is not whole: %v", err)
			}
		}
	}, func() (string, string) { return folder, filepath.Join(t.TempDir(), "backup") })
	pack(t, folder)
}

// TestKillWhileUnpacking checks that a kill leaves no folder, an empty one or a whole one, and that
// unpacking can be repeated.
func TestKillWhileUnpacking(t *testing.T) {
	file, runs := pack(t, dataFolder(t)), 0
	killEverywhere(t, "unpack", func(folder, file string, done bool) {
		entries, err := os.ReadDir(folder)
		if len(entries) > 0 {
			pack(t, folder) // all of it
			return
		}
		if done || err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("ended with an empty folder, or: %v", err)
		}
		if _, err := backup.Unpack(file, folder, fine); err != nil {
			t.Errorf("tried again: %v", err)
		}
	}, func() (string, string) {
		folder := filepath.Join(t.TempDir(), "data")
		if runs++; runs%2 == 0 {
			if err := os.Mkdir(folder, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		return folder, file
	})
}
