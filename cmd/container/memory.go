package main

import (
	"io/fs"
	"math"
	"runtime/debug"
	"strconv"
	"strings"
)

// smallest is the memory of Forge's smallest container in bytes: what is assumed where the size is
// not known.
const smallest = 64 << 20

// memoryFiles are where Linux says how much memory the container has, by version of control groups:
// admin-guide/cgroup-v2.rst and admin-guide/cgroup-v1/memory.rst of the kernel's documentation.
// Which of them Forge's containers have is not documented.
var memoryFiles = []string{"sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory/memory.limit_in_bytes"}

// heedMemory has the garbage collector work harder before the container is full: it lets the heap
// double by itself, and in 64 MiB there is no room for that. Of the container's memory, 5 in 8
// parts are the runtime's; the rest are for the program, for the kernel's buffers, and for what
// comes too fast. Where the operator has set GOMEMLIMIT, nothing is changed. It returns the limit
// in bytes.
func heedMemory(root fs.FS, getenv func(string) string) int64 {
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(containerMemory(root) / 8 * 5)
	}
	return debug.SetMemoryLimit(-1)
}

// containerMemory returns how many bytes of memory the container has.
func containerMemory(root fs.FS) int64 {
	for _, file := range memoryFiles {
		text, err := fs.ReadFile(root, file)
		if err != nil {
			continue
		}
		// The one version says "max" where there is no limit, the other a number near the largest.
		size, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
		if err == nil && size > 0 && size < math.MaxInt64/5 {
			return size
		}
	}
	return smallest
}
