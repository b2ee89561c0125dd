package main

import (
	"io/fs"
	"math"
	"runtime/debug"
	"strconv"
	"strings"
)

// smallest is the memory of Forge's smallest container in bytes, which is assumed if the size is
// unknown.
const smallest = 64 << 20

// memoryFiles hold the container's memory limit, by version of control groups:
// admin-guide/cgroup-v2.rst and admin-guide/cgroup-v1/memory.rst of the kernel's documentation.
// Which of them Forge's containers have is not documented.
var memoryFiles = []string{"sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory/memory.limit_in_bytes"}

// limitMemory sets the runtime's soft memory limit to 9/16 of the container's memory, so that the
// garbage collector runs more often before the container is full: by default the heap may double,
// which 64 MiB do not allow. The rest is for the program, 10 MiB, for the kernel's buffers, and for
// bursts, in which the collector falls behind. It changes nothing if the operator has set
// GOMEMLIMIT. It returns the limit in bytes.
func limitMemory(root fs.FS, getenv func(string) string) int64 {
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(containerMemory(root) / 16 * 9)
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
		// Without a limit, version 2 holds "max", and version 1 a number near the largest.
		size, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
		if err == nil && size > 0 && size < math.MaxInt64/9 {
			return size
		}
	}
	return smallest
}
