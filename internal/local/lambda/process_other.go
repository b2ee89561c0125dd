//go:build !linux

package lambda

import "os/exec"

// attach does nothing here: a process whose Runtime API is gone ends by itself.
func attach(*exec.Cmd) {}

// freeze and thaw do nothing here: processes stay awake between calls.
func (*sandbox) freeze() error { return nil }
func (*sandbox) thaw() error   { return nil }
