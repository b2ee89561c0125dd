package stage

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// Counted is what a program that was built with Variant Probed says of itself.
type Counted struct {
	// Mallocs and Bytes are what was allocated since its start, Heap is what is in use, in bytes.
	Mallocs, Bytes, Heap uint64
	Goroutines           int
	// Collections are those of garbage.
	Collections uint32
}

// ProbeEnv are the settings that a probed program needs in Config.Env. folder is where it writes.
func ProbeEnv(folder string) map[string]string {
	return map[string]string{"PROBE_FILE": filepath.Join(folder, "probe.json"),
		"PROBE_PROFILE": filepath.Join(folder, "cpu.pprof")}
}

// Probe asks a probed program what it counts. A function must have one process.
func (s *Stage) Probe() (Counted, error) {
	var out Counted
	raw, err := s.signal(syscall.SIGUSR1, true)
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(raw, &out)
}

// Profile writes a CPU profile of what the program does during work into the file PROBE_PROFILE of
// its settings.
func (s *Stage) Profile(work func() error) error {
	if _, err := s.signal(syscall.SIGUSR2, false); err != nil {
		return err
	}
	err := work()
	_, ended := s.signal(syscall.SIGUSR2, true)
	return errors.Join(err, ended)
}

// signal sends a signal and waits for what the program writes then. A function's process is not
// frozen for so long.
func (s *Stage) signal(which syscall.Signal, wait bool) ([]byte, error) {
	file, pids := s.cfg.Env["PROBE_FILE"], s.PIDs()
	if file == "" || len(pids) != 1 {
		return nil, fmt.Errorf("probing needs PROBE_FILE and one process, and there are %d",
			len(pids))
	}
	_ = os.Remove(file)
	if s.function != nil {
		_ = syscall.Kill(pids[0], syscall.SIGCONT)
		defer func() { _ = syscall.Kill(pids[0], syscall.SIGSTOP) }()
	}
	if err := syscall.Kill(pids[0], which); err != nil {
		return nil, fmt.Errorf("probing: %w", err)
	}
	if !wait {
		time.Sleep(20 * time.Millisecond) // it says nothing when a profile begins
		return nil, nil
	}
	for began := time.Now(); time.Since(began) < wellTime; time.Sleep(time.Millisecond) {
		if raw, err := os.ReadFile(file); err == nil {
			return raw, nil
		}
	}
	return nil, errors.New("probing: the program does not answer")
}
