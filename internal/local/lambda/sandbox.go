package lambda

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"time"
)

// sandbox is one execution environment: a process and its own Runtime API.
type sandbox struct {
	f    *Function
	cmd  *exec.Cmd
	api  *http.Server
	host string // of the API
	// ready is closed when the process asks for its first call; work hands it calls.
	ready chan struct{}
	first sync.Once
	work  chan job
	// gone is closed when the process has ended; exited is set before.
	gone   chan struct{}
	exited error

	mu      sync.Mutex
	current *call
	posted  bool // the current call has its answer
}

// job is a call with the time at which it has to be over.
type job struct {
	*call
	deadline time.Time
}

// start starts a process. It has not asked for a call yet.
func start(f *Function) (*sandbox, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("opening a Runtime API: %w", err)
	}
	s := &sandbox{
		f: f, host: listener.Addr().String(),
		ready: make(chan struct{}), work: make(chan job), gone: make(chan struct{}),
	}
	s.cmd = exec.Command(f.cfg.Binary)
	s.cmd.Dir = os.TempDir()
	s.cmd.Env = f.environment(s.host)
	s.cmd.Stdout, s.cmd.Stderr = f.stdout.of(), f.stderr.of()
	s.cmd.WaitDelay = time.Second
	s.api = &http.Server{Handler: s.runtimeAPI(), ReadHeaderTimeout: f.cfg.InitTime}
	if err := s.run(); err != nil {
		_ = listener.Close()
		return nil, fmt.Errorf("starting a process: %w", err)
	}
	go func() { _ = s.api.Serve(listener) }() // until then, the process's first request waits
	return s, nil
}

// run starts the process, and waits for its end on the thread that started it: Linux ends the process with that thread
// (see attach), so the thread must live as long.
func (s *sandbox) run() error {
	attach(s.cmd)
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := s.cmd.Start()
		started <- err
		if err != nil {
			return
		}
		s.exited = s.cmd.Wait()
		_ = s.api.Close()
		close(s.gone)
		s.f.forget(s)
	}()
	return <-started
}

// ended reports whether the process is no more.
func (s *sandbox) ended() bool {
	select {
	case <-s.gone:
		return true
	default:
		return false
	}
}

// exit says how the process ended, once it is gone.
func (s *sandbox) exit() error {
	if s.exited == nil {
		return errors.New("it exited without being told to")
	}
	return s.exited
}

func (s *sandbox) pid() int { return s.cmd.Process.Pid }

// kill ends the process, frozen or not.
func (s *sandbox) kill() { _ = s.cmd.Process.Kill() }
