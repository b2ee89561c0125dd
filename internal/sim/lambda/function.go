// Package lambda imitates AWS Lambda around a built binary: the Runtime API for the binary, the
// Function URL with InvokeMode RESPONSE_STREAM for clients, and the life of the processes in
// between. A process serves one call at a time and is frozen between calls. A crash or a timeout
// ends the process, and the next call starts another.
//
// Sources: docs.aws.amazon.com/lambda/latest/dg, the pages runtimes-api, runtimes-custom (response
// streaming), lambda-runtime-environment, urls-invocation and configuration-envvars. A comment
// marks each behaviour that they leave open.
package lambda

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"pagewatch/internal/secret"
)

// Config configures a function. Binary, Log, Stdout and Stderr are required.
type Config struct {
	// Binary is the path of the built command, called bootstrap in the function's package.
	Binary string
	// Variables are the function's own environment variables. They cannot override those of Lambda.
	Variables map[string]string
	// Name and Region are the function's; default pagewatch and us-east-1.
	Name, Region string
	// AccessKeyID, SecretAccessKey and SessionToken are the keys of the execution role. Lambda's
	// own keys always have a session token; an imitated AWS may have keys without one.
	AccessKeyID, SecretAccessKey, SessionToken secret.Value
	// Timeout is how long a call may take; default 55 s, as in deploy/lambda/template.yaml.
	Timeout time.Duration
	// Grace is added to Timeout before a call is ended; default 0. Tests of a program that ends its
	// calls by itself allow for a busy machine with it.
	Grace time.Duration
	// InitTime is how long a process may take until it asks for its first call; default 10 s, as in
	// Lambda. Source: the page lambda-runtime-environment, "Init phase".
	InitTime time.Duration
	// Concurrency is the reserved concurrency: the number of calls at a time; default 10, as in the
	// template.
	Concurrency int
	// Log receives the messages of Lambda itself. Stdout and Stderr receive the lines of all
	// processes, each line in one Write.
	Log            *slog.Logger
	Stdout, Stderr io.Writer
}

// Function is a deployed function with its URL. It implements http.Handler.
type Function struct {
	cfg            Config
	stdout, stderr *sharedLines

	mu     sync.Mutex
	idle   []*sandbox
	all    map[*sandbox]bool
	busy   int
	closed bool
}

var (
	errThrottled = errors.New("as many calls as the reserved concurrency allows are under way")
	errClosed    = errors.New("the function was closed")
)

// New returns a function. No process is started before the first call.
func New(cfg Config) (*Function, error) {
	if cfg.Log == nil || cfg.Stdout == nil || cfg.Stderr == nil {
		return nil, errors.New("imitating Lambda: a log and both outputs are required")
	}
	binary, err := filepath.Abs(cfg.Binary)
	if err == nil {
		_, err = os.Stat(binary)
	}
	if err != nil {
		return nil, fmt.Errorf("finding the function's binary (make targets builds it): %w", err)
	}
	cfg.Binary = binary
	cfg.Name, cfg.Region = cmp.Or(cfg.Name, "pagewatch"), cmp.Or(cfg.Region, "us-east-1")
	cfg.Timeout, cfg.InitTime = cmp.Or(cfg.Timeout, 55*time.Second),
		cmp.Or(cfg.InitTime, 10*time.Second)
	cfg.Concurrency = cmp.Or(cfg.Concurrency, 10)
	return &Function{
		cfg: cfg, all: map[*sandbox]bool{},
		stdout: &sharedLines{to: cfg.Stdout}, stderr: &sharedLines{to: cfg.Stderr},
	}, nil
}

// acquire returns a process for one call: a thawed idle one, or a new one.
func (f *Function) acquire() (*sandbox, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return nil, errClosed
	}
	if f.busy >= f.cfg.Concurrency {
		return nil, errThrottled
	}
	for len(f.idle) > 0 {
		last := f.idle[len(f.idle)-1]
		f.idle = f.idle[:len(f.idle)-1]
		if !last.ended() && last.thaw() == nil {
			f.busy++
			return last, nil
		}
	}
	s, err := start(f)
	if err != nil {
		return nil, err
	}
	f.all[s] = true
	f.busy++
	return s, nil
}

// release returns a process to the pool after a call, frozen if it waits for the next.
func (f *Function) release(s *sandbox) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.busy--
	if s.ended() || f.closed || s.freeze() != nil {
		s.kill()
		return
	}
	f.idle = append(f.idle, s)
}

// forget drops a process that has ended.
func (f *Function) forget(s *sandbox) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.all, s)
	f.idle = slices.DeleteFunc(f.idle, func(other *sandbox) bool { return other == s })
}

// Processes returns the ids of the idle, and so frozen, processes.
func (f *Function) Processes() []int {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []int
	for _, s := range f.idle {
		if !s.ended() {
			out = append(out, s.pid())
		}
	}
	slices.Sort(out)
	return out
}

// Close ends every process, busy ones included, and waits for them until the context ends.
func (f *Function) Close(ctx context.Context) error {
	f.mu.Lock()
	f.closed = true
	var open []*sandbox
	for s := range f.all {
		if !s.ended() {
			open = append(open, s)
		}
	}
	f.mu.Unlock()
	for _, s := range open {
		s.kill()
	}
	for _, s := range open {
		select {
		case <-s.gone:
		case <-ctx.Done():
			return fmt.Errorf("waiting for the function's processes to end: %w", ctx.Err())
		}
	}
	return nil
}

// ServeHTTP serves the Function URL.
func (f *Function) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	payload, err := f.event(r)
	if err != nil {
		f.refuse(w, err)
		return
	}
	s, err := f.acquire()
	if err != nil {
		f.refuse(w, err)
		return
	}
	defer f.release(s)
	s.serve(w, newCall(payload))
}

// refuse answers a call that reaches no process, with the messages of AWS's Function URLs.
func (f *Function) refuse(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, errTooLarge):
		say(w, http.StatusRequestEntityTooLarge, "Request Too Long")
	case errors.Is(err, errThrottled):
		f.cfg.Log.Warn("Lambda throttled a call", "concurrency", f.cfg.Concurrency)
		say(w, http.StatusTooManyRequests, "Rate Exceeded.")
	case errors.Is(err, errUnreadable):
		say(w, http.StatusBadRequest, "Bad Request")
	default:
		f.cfg.Log.Error("Lambda could not start a process", "error", err)
		say(w, http.StatusBadGateway, internalServerError)
	}
}
