package hygiene_test

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/hygiene"
)

// TestOverwritten runs itself with and without the switch, set by an environment variable. The
// commands' own tests check the built-in one.
func TestOverwritten(t *testing.T) {
	const asked = "PAGEWATCH_TEST_OVERWRITTEN"
	if os.Getenv(asked) != "" {
		if hygiene.Overwritten() {
			_, _ = os.Stdout.WriteString("overwritten\n")
		}
		return
	}
	for setting, want := range map[string]bool{"clobberfree=1": true, "clobberfree=0": false} {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestOverwritten$")
		cmd.Env = append(os.Environ(), asked+"=1", "GODEBUG="+setting)
		output, err := cmd.CombinedOutput()
		if err != nil || strings.Contains(string(output), "overwritten\n") != want {
			t.Errorf("%s: %v, %s", setting, err, output)
		}
	}
}

// TestEveryBuildOverwrites checks the build commands of the Makefile. It builds nothing.
func TestEveryBuildOverwrites(t *testing.T) {
	for _, target := range []string{"build", "targets", "programs", "lambda", "container"} {
		make := exec.Command("make", "--dry-run", "--always-make", "-C", "../..", target)
		make.Env = append(os.Environ(), "MAKEFLAGS=")
		output, err := make.Output()
		if err != nil {
			t.Fatalf("%s: %v", target, err)
		}
		builds := 0
		for line := range strings.Lines(strings.ReplaceAll(string(output), "\\\n", "")) {
			builds += strings.Count(line, "go build")
			if missing := strings.Count(line, "go build") - strings.Count(line,
				hygiene.LinkerFlag); missing != 0 {
				t.Errorf("%s builds without the switch: %s", target, line)
			}
		}
		if builds == 0 {
			t.Errorf("%s builds nothing:\n%s", target, output)
		}
	}
}

// TestAfterwards checks that the wait for remaining goroutines is bounded.
func TestAfterwards(t *testing.T) {
	for name, row := range map[string]struct {
		ends []time.Duration // of goroutines
		// at is when memory is cleared at the earliest, by when it is at the latest
		at, by time.Duration
	}{
		"nobody": {nil, 0, 0},
		"two that end": {[]time.Duration{time.Millisecond, 20 * time.Millisecond},
			20 * time.Millisecond, 50 * time.Millisecond},
		"one that stays": {[]time.Duration{time.Minute}, 50 * time.Millisecond,
			100 * time.Millisecond},
	} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			after := time.Duration(-1)
			clear := hygiene.Afterwards(func() { after = time.Since(began) })
			for _, end := range row.ends {
				go time.Sleep(end)
			}
			if clear(); after < row.at || after > row.by {
				t.Errorf("%s: cleared after %v", name, after)
			}
			time.Sleep(time.Minute) // the bubble wants them to end
		})
	}
}

func TestNeeded(t *testing.T) {
	for path, statuses := range map[string]map[int]bool{
		"/healthz":  {200: false},
		"/v1/views": {200: true, 400: true, 401: false, 403: true, 500: true},
	} {
		for status, want := range statuses {
			if hygiene.Needed(path, status) != want {
				t.Errorf("%s, %d: got %v", path, status, !want)
			}
		}
	}
}

// TestClearLeavesTheProcessors checks that concurrent collections restore the number of processors.
func TestClearLeavesTheProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	var all sync.WaitGroup
	for range 8 {
		all.Go(hygiene.Clear)
	}
	all.Wait()
	if n := runtime.GOMAXPROCS(0); n != 3 {
		t.Errorf("there are %d processors, and were 3", n)
	}
}
