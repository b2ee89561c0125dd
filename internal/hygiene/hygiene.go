// Package hygiene clears secrets and alarms from the memory of a process once they are not needed.
//
// Go's strings cannot be wiped, and the standard library and the AWS SDK make most copies of a
// request's data. But the garbage collector can overwrite what it frees, with GODEBUG's
// clobberfree=1. LinkerFlag builds that into a binary, so a garbage collection clears memory. Clear
// collects at once, a Sweeper collects once a process has become quiet, and Prepare checks at the
// start that the collector really overwrites.
//
// The Go project made clobberfree for debugging and promises nothing. The tests here and in the
// commands verify it for the Go release in use. docs/memory.md has the numbers and the limits.
package hygiene

import (
	"log/slog"
	"net/http"
	"runtime"
	"sync"
	"time"
)

// LinkerFlag is for -ldflags of go build. It sets two switches of the Go runtime. Unlike an
// environment variable it cannot be forgotten, though GODEBUG=clobberfree=0 still turns it off. The
// go command accepts no //go:debug line for them.
//
//   - clobberfree=1: the garbage collector overwrites what it frees.
//   - asyncpreemptoff=1: a goroutine is not preempted in the middle of a function. A preemption
//     saves the vector registers, through which every copy passes, and nothing overwrites them
//     until the next one.
const LinkerFlag = "-X=runtime.godebugDefault=clobberfree=1,asyncpreemptoff=1"

// Clear collects all garbage, which overwrites it in a binary built with LinkerFlag. It takes
// milliseconds.
//
// It collects twice: the content of a sync.Pool, such as the buffers of encoding/json and net/http,
// is freed by the second collection.
func Clear() {
	collect(2)
}

// collecting serialises collections: the number of processors belongs to the whole process.
var collecting sync.Mutex

// collect collects all garbage that many times, on one processor, and then restores the number of
// processors. The collection yields to other goroutines after each swept span. With several
// processors it would spend most of its time waking processors that find nothing to do.
//
// Afterwards the runtime no longer adapts to changes of the CPU limit (see runtime.GOMAXPROCS).
// Neither Lambda nor Forge changes it while a process lives.
func collect(times int) {
	collecting.Lock()
	defer collecting.Unlock()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for range times {
		runtime.GC()
	}
}

// maxWait bounds the wait of Afterwards. A goroutine that is about to end needs microseconds, on a
// busy machine milliseconds.
const maxWait = 50 * time.Millisecond

// Afterwards returns a function that clears memory after a call by calling clear, for a process
// that serves one call at a time and may be frozen next. The function waits until no more
// goroutines run than now: the goroutines of a closed connection still hold its buffers for a
// moment. Call Afterwards before the first call is served.
func Afterwards(clear func()) func() {
	before := runtime.NumGoroutine()
	return func() {
		began := time.Now()
		for pause := 10 * time.Microsecond; runtime.NumGoroutine() > before &&
			time.Since(began) < maxWait; pause *= 2 {
			time.Sleep(pause)
		}
		clear()
	}
}

// Needed reports whether a call has left something to clear, by its path and its answer's status.
// Health checks and unauthenticated calls are answered before anything secret is fetched. The
// caller of Needed decides about secrets in the request itself.
func Needed(path string, status int) bool {
	return path != "/healthz" && status != http.StatusUnauthorized
}

// Prepare protects the process's memory: no core dumps, no reading by other processes of the same
// user, no stack traces in a crash. It checks that freed memory is overwritten. It logs a line for
// each failure, and the process continues. Call it first: it may execute the program again, under
// the same process id.
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
