package lambda

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"time"

	"pagewatch/internal/sim/child"
)

// sandbox is one execution environment: a process and its own Runtime API.
type sandbox struct {
	f       *Function
	cmd     *exec.Cmd
	process *child.Child
	api     *http.Server
	host    string // of the API
	// ready is closed when the process asks for its first call; work passes it calls.
	ready chan struct{}
	first sync.Once
	work  chan job
	// gone is closed when the process has ended.
	gone <-chan struct{}

	mu      sync.Mutex
	current *call
	posted  bool // the current call has its answer
}

// job is a call with its deadline.
type job struct {
	*call
	deadline time.Time
}

// start starts a process, which has not asked for a call yet.
func start(f *Function) (*sandbox, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("opening a Runtime API: %w", err)
	}
	s := &sandbox{f: f, host: listener.Addr().String(), ready: make(chan struct{}),
		work: make(chan job)}
	s.cmd = exec.Command(f.cfg.Binary)
	s.cmd.Dir = os.TempDir()
	s.cmd.Env = f.environment(s.host)
	s.cmd.Stdout, s.cmd.Stderr = f.stdout.of(), f.stderr.of()
	s.cmd.WaitDelay = time.Second
	if s.process, err = child.Start(s.cmd); err != nil {
		_ = listener.Close()
		return nil, err
	}
	s.gone = s.process.Gone()
	s.api = &http.Server{Handler: s.runtimeAPI(), ReadHeaderTimeout: f.cfg.InitTime}
	go func() { _ = s.api.Serve(listener) }() // until then, the process's first request waits
	go func() {
		<-s.gone
		_ = s.api.Close()
		f.forget(s)
	}()
	return s, nil
}

// ended reports whether the process has ended.
func (s *sandbox) ended() bool {
	select {
	case <-s.gone:
		return true
	default:
		return false
	}
}

// exit describes how the process ended, after gone is closed.
func (s *sandbox) exit() string {
	if err := s.process.Err(); err != nil {
		return err.Error()
	}
	return "it exited by itself"
}

func (s *sandbox) pid() int { return s.cmd.Process.Pid }

// kill ends the process, frozen or not.
func (s *sandbox) kill() { _ = s.cmd.Process.Kill() }
