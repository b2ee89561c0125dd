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

// Counted holds the counters of a program built with Variant Probed.
type Counted struct {
	// Mallocs and Bytes are the allocations since its start, Heap is in use, in bytes.
	Mallocs, Bytes, Heap uint64
	Goroutines           int
	// Collections is the number of garbage collections.
	Collections uint32
}

// ProbeEnv returns the environment variables that a probed program needs in Config.Env. It writes
// to folder.
func ProbeEnv(folder string) map[string]string {
	return map[string]string{"PROBE_FILE": filepath.Join(folder, "probe.json"),
		"PROBE_PROFILE": filepath.Join(folder, "cpu.pprof")}
}

// Probe reads the counters of a probed program. A function must have one process.
func (s *Stage) Probe() (Counted, error) {
	var out Counted
	raw, err := s.signal(syscall.SIGUSR1, true)
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(raw, &out)
}

// Profile writes a CPU profile of the program during work. The variable PROBE_PROFILE names the
// file.
func (s *Stage) Profile(work func() error) error {
	if _, err := s.signal(syscall.SIGUSR2, false); err != nil {
		return err
	}
	err := work()
	_, ended := s.signal(syscall.SIGUSR2, true)
	return errors.Join(err, ended)
}

// signal sends a signal and waits for the output that it causes. A function's process is not frozen
// meanwhile.
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
		time.Sleep(20 * time.Millisecond) // the start of a profile has no output
		return nil, nil
	}
	for began := time.Now(); time.Since(began) < wellTime; time.Sleep(time.Millisecond) {
		if raw, err := os.ReadFile(file); err == nil {
			return raw, nil
		}
	}
	return nil, errors.New("probing: the program does not answer")
}
