package lambda

import "syscall"

// freeze stops the process where it is, as Lambda does between calls. No code of it runs until
// thaw.
func (s *sandbox) freeze() error { return s.cmd.Process.Signal(syscall.SIGSTOP) }

// thaw lets the process go on.
func (s *sandbox) thaw() error { return s.cmd.Process.Signal(syscall.SIGCONT) }
