//go:build !linux

package lambda

// freeze and thaw do nothing here: processes stay awake between calls, so that they see when their
// Runtime API is gone, and end.
func (*sandbox) freeze() error { return nil }
func (*sandbox) thaw() error   { return nil }
