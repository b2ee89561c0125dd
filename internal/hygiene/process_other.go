//go:build !linux

package hygiene

// quietCrashes and forbidDumps do nothing on this system: production is Linux.
func quietCrashes() error { return nil }
func forbidDumps() error  { return nil }
