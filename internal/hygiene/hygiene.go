// Package hygiene keeps secrets and alarms from staying in the memory of a process once nobody
// needs them.
//
// Go's strings cannot be wiped, and most copies of what passes through are made by the standard
// library and the AWS SDK. But the garbage collector can be told to overwrite what it frees:
// GODEBUG's clobberfree=1, which LinkerFlag builds into a binary. So memory is clear once the
// garbage is collected. Clear collects it, a Sweeper does so once a process has become quiet, and
// Prepare checks at the start that the collector really overwrites.
//
// clobberfree is made for finding mistakes in programs. Its promise is what the tests here and in
// the commands see, with the Go release at hand. docs/memory.md has the numbers, and what this
// cannot do.
package hygiene

import (
	"log/slog"
	"net/http"
	"runtime"
	"sync"
	"time"
)

// LinkerFlag, given to go build in -ldflags, sets two switches of the Go runtime. Unlike a variable
// of the environment it cannot be forgotten, though GODEBUG=clobberfree=0 still turns it off. A
// //go:debug line is not accepted for them.
//
//   - clobberfree=1: the garbage collector overwrites what it frees.
//   - asyncpreemptoff=1: a goroutine is not interrupted in the middle of a function. Otherwise the vector registers, through
//     which every copy goes, are saved where nothing overwrites them until the next interruption.
const LinkerFlag = "-X=runtime.godebugDefault=clobberfree=1,asyncpreemptoff=1"

// Clear collects all garbage, and so overwrites it in a binary that was built with LinkerFlag. It
// takes milliseconds.
//
// Once is not enough: what lies in a sync.Pool, such as the buffers of encoding/json and net/http,
// is let go of by the second collection.
func Clear() {
	collect(2)
}

// collecting is held by who collects: the number of processors is the whole process's.
var collecting sync.Mutex

// collect collects all garbage, so many times, on one processor; then there are as many as before.
// Who waits for a collection gives way to other goroutines after each span that is swept. With
// several processors most of its time goes into waking the others up, to find nothing to do.
//
// The runtime does not follow changes of the CPU limit any more afterwards (see
// runtime.GOMAXPROCS). Neither Lambda nor Forge changes it while a process lives.
func collect(times int) {
	collecting.Lock()
	defer collecting.Unlock()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for range times {
		runtime.GC()
	}
}

// settle bounds the wait of Afterwards: a goroutine that does nothing more needs microseconds, on a
// busy machine milliseconds.
const settle = 50 * time.Millisecond

// Afterwards returns what clears memory after a call by calling clear, for a process that serves
// one at a time and may be frozen next. It waits until no more goroutines run than do now: a
// connection's own still hold its buffers for a moment after it was closed. Call it before the
// first call is served.
func Afterwards(clear func()) func() {
	before := runtime.NumGoroutine()
	return func() {
		began := time.Now()
		for pause := 10 * time.Microsecond; runtime.NumGoroutine() > before &&
			time.Since(began) < settle; pause *= 2 {
			time.Sleep(pause)
		}
		clear()
	}
}

// Needed reports whether a call has left something to clear, by its path and its answer's status.
// Health checks and those who could not say who they are come before anything secret is fetched;
// what they brought themselves is for the caller to look at.
func Needed(path string, status int) bool {
	return path != "/healthz" && status != http.StatusUnauthorized
}

// Prepare makes the process keep its memory to itself: no core dumps, no reading by other processes
// of the same user, no stack traces where it crashes. It checks that freed memory is overwritten.
// What does not work is logged, a line each; the process goes on. Call it first: it may start the
// program anew, under the same process id.
func Prepare(log *slog.Logger) {
	if err := quietCrashes(); err != nil {
		log.Warn("a crash will print the arguments of functions: set GOTRACEBACK=none", "error",
			err)
	}
	if err := forbidDumps(); err != nil {
		log.Warn("the memory of this process can be dumped, or read by other processes of its user",
			"error", err)
	}
	if !Overwritten() {
		log.Error(
			"freed memory is not overwritten, so credentials and alarms stay readable in it after a view: " +
				"build with -ldflags " + LinkerFlag +
				", as the Makefile does, and do not set GODEBUG=clobberfree=0")
	}
}
