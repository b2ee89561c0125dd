package main

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// machine prints the machine and the date.
func (b *bench) machine(ctx context.Context) error {
	b.say("Measured %s, %s, %s/%s, %d CPUs", time.Now().Format("2 January 2006"), runtime.Version(),
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	if model := cpuModel(); model != "" {
		b.say(" (%s)", model)
	}
	if commit, err := exec.CommandContext(ctx, "git", "describe", "--always",
		"--dirty").Output(); err == nil {
		b.say(", commit %s", strings.TrimSpace(string(commit)))
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		b.say(", load before %s", strings.Fields(string(load))[0])
	}
	b.say(".\n")
	return ctx.Err()
}

func cpuModel() string {
	raw, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(raw)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
