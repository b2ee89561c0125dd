package lambda

import (
	"os/exec"
	"syscall"
)

// attach makes the process end with this one, however this one ends, and keeps the terminal's Ctrl+C away from it: calls
// under way are to be finished.
func attach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}

// freeze stops the process where it is, as Lambda does between calls. No code of it runs until thaw.
func (s *sandbox) freeze() error { return s.cmd.Process.Signal(syscall.SIGSTOP) }

// thaw lets the process go on.
func (s *sandbox) thaw() error { return s.cmd.Process.Signal(syscall.SIGCONT) }
