package main

import (
	"io/fs"
	"math"
	"runtime/debug"
	"strconv"
	"strings"
)

// memoryFile is where Linux says how much memory the container has (Documentation/admin-guide/cgroup-v2.rst).
const memoryFile = "sys/fs/cgroup/memory.max"

// heedMemory has the garbage collector work harder before the container is full: it lets the heap double by itself, and
// in 64 MiB there is no room for that. Of the container's memory, 5 in 8 parts are the runtime's; the rest are for the
// program, for the kernel's buffers, and for what comes too fast. Where the size is not known, or the operator has set
// GOMEMLIMIT, nothing is changed. It returns the limit in bytes.
func heedMemory(root fs.FS, getenv func(string) string) int64 {
	if getenv("GOMEMLIMIT") == "" {
		text, err := fs.ReadFile(root, memoryFile)
		size, wrong := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64) // or "max"
		if err == nil && wrong == nil && size > 0 && size < math.MaxInt64/5 {
			debug.SetMemoryLimit(size / 8 * 5)
		}
	}
	return debug.SetMemoryLimit(-1)
}
