package stage

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// PIDs returns the processes of the program: one, or the idle ones of a function.
func (s *Stage) PIDs() []int {
	if s.function != nil {
		return s.function.Processes()
	}
	return []int{s.program.Pid()}
}

// CPU returns the CPU time of the program's processes so far, in user and system mode together, to
// the nanosecond.
func (s *Stage) CPU() (time.Duration, error) {
	var sum time.Duration
	for _, pid := range s.PIDs() {
		used, err := cpu(pid)
		if err != nil {
			return 0, err
		}
		sum += used
	}
	return sum, nil
}

// Memory is the memory of a process, in bytes.
type Memory struct {
	// Resident is the current resident set, Peak its maximum.
	Resident, Peak int64
	Threads        int
}

// Memory returns the sum of the program's processes.
func (s *Stage) Memory() (Memory, error) {
	var sum Memory
	for _, pid := range s.PIDs() {
		raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			return Memory{}, fmt.Errorf("reading a process's memory: %w", err)
		}
		m := memoryOf(string(raw))
		sum.Resident, sum.Peak, sum.Threads = sum.Resident+m.Resident, sum.Peak+m.Peak, sum.Threads+
			m.Threads
	}
	return sum, nil
}

// memoryOf reads /proc/PID/status. Source: the manual page proc_pid_status(5).
func memoryOf(status string) (m Memory) {
	for line := range strings.Lines(status) {
		name, value, _ := strings.Cut(line, ":")
		words := strings.Fields(value)
		if len(words) == 0 {
			continue
		}
		n, _ := strconv.ParseInt(words[0], 10, 64)
		switch name {
		case "VmRSS":
			m.Resident = n << 10
		case "VmHWM":
			m.Peak = n << 10
		case "Threads":
			m.Threads = int(n)
		}
	}
	return m
}

// ResetPeak resets the peak of memory. It needs the right to write to /proc/PID/clear_refs.
func (s *Stage) ResetPeak() error {
	var errs []error
	for _, pid := range s.PIDs() {
		errs = append(errs, os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0))
	}
	return errors.Join(errs...)
}

// Files returns the number of files and sockets that the program's processes have open. It needs
// root.
func (s *Stage) Files() (int, error) {
	sum := 0
	for _, pid := range s.PIDs() {
		open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
		if err != nil {
			return 0, fmt.Errorf("counting open files: %w", err)
		}
		sum += len(open)
	}
	return sum, nil
}
