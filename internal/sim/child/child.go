// Package child runs a program beside the local deployment and ends it with this process.
package child

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
)

// Child is a running program.
type Child struct {
	cmd *exec.Cmd
	// gone is closed when the program has ended; err is set before.
	gone chan struct{}
	err  error
}

// Start starts the program. The program ends with this process, even when this process is killed,
// on systems that support it. The terminal's Ctrl+C does not reach the program, so that calls under
// way can finish.
//
// Linux ends a child with the thread that started it, so Start keeps that thread alive.
func Start(cmd *exec.Cmd) (*Child, error) {
	attach(cmd)
	c := &Child{cmd: cmd, gone: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			c.err = cmd.Wait()
			close(c.gone)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting %s: %w", cmd.Path, err)
	}
	return c, nil
}

// Pid returns the program's process id.
func (c *Child) Pid() int { return c.cmd.Process.Pid }

// Gone is closed when the program has ended.
func (c *Child) Gone() <-chan struct{} { return c.gone }

// Err returns the error with which the program ended, nil for success. Call it after Gone is
// closed.
func (c *Child) Err() error { return c.err }

// Stop asks the program to end and returns the error with which it ended. It kills the program when
// the context ends first.
func (c *Child) Stop(ctx context.Context) error {
	_ = c.cmd.Process.Signal(syscall.SIGTERM) // fails where it has ended already
	select {
	case <-c.gone:
		return c.err
	case <-ctx.Done():
	}
	_ = c.cmd.Process.Kill()
	<-c.gone
	return errors.Join(fmt.Errorf("%s did not end in time", c.cmd.Path), ctx.Err())
}
