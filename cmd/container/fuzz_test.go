package main

import (
	"math"
	"testing"
	"testing/fstest"
)

// FuzzContainerMemory: whatever the kernel's file contains, the container's size is usable.
func FuzzContainerMemory(f *testing.F) {
	for _, seed := range []string{"134217728\n", "max\n", "9223372036854771712", "0", "-1", "",
		"1e9", " 7 "} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := containerMemory(fstest.MapFS{memoryFiles[0]: {Data: []byte(text)}})
		if got == smallest {
			t.Log("refused")
		} else {
			t.Log("accepted")
		}
		if got <= 0 || got >= math.MaxInt64/5 {
			t.Errorf("%q is %d bytes", text, got)
		}
	})
}
