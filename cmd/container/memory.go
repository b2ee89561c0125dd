package main

import (
	"io/fs"
	"math"
	"runtime/debug"
	"strconv"
	"strings"
)

// smallest is the memory of Forge's smallest container in bytes, assumed if the size is unknown.
const smallest = 64 << 20

// memoryFiles are the files in which Linux reports the container's memory, by version of control
// groups: admin-guide/cgroup-v2.rst and admin-guide/cgroup-v1/memory.rst of the kernel's
// documentation. Atlassian does not document which of them Forge's containers have.
var memoryFiles = []string{"sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory/memory.limit_in_bytes"}

// heedMemory limits the Go runtime's memory, so that the garbage collector works harder before the
// container is full: by default it lets the heap double, which does not fit into 64 MiB. The
// runtime gets 5/8 of the container's memory; the rest is for the program, for the kernel's
// buffers, and for bursts. A GOMEMLIMIT of the operator takes precedence. It returns the limit in
// bytes.
func heedMemory(root fs.FS, getenv func(string) string) int64 {
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(containerMemory(root) / 8 * 5)
	}
	return debug.SetMemoryLimit(-1)
}

// containerMemory returns the container's memory in bytes.
func containerMemory(root fs.FS) int64 {
	for _, file := range memoryFiles {
		text, err := fs.ReadFile(root, file)
		if err != nil {
			continue
		}
		// Without a limit, one version has "max", the other a number near the largest.
		size, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
		if err == nil && size > 0 && size < math.MaxInt64/5 {
			return size
		}
	}
	return smallest
}
