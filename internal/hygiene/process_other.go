//go:build !linux

package hygiene

// quietCrashes and forbidDumps do nothing here: production is Linux.
func quietCrashes() error { return nil }
func forbidDumps() error  { return nil }
