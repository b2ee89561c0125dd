package lambda

import "syscall"

// freeze stops the process, as Lambda does between calls. None of its code runs until thaw.
func (s *sandbox) freeze() error { return s.cmd.Process.Signal(syscall.SIGSTOP) }

// thaw lets the process continue.
func (s *sandbox) thaw() error { return s.cmd.Process.Signal(syscall.SIGCONT) }
