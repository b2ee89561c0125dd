package hygiene

import "unsafe"

const (
	canaries   = 64
	canarySize = 512 // bytes
)

// canary returns byte i of a canary.
func canary(i int) byte { return byte(i*7 + 11) }

// Overwritten reports whether the garbage collector overwrites freed memory. It reads the addresses
// of freed canaries: a single intact one means that it does not.
//
// The memory is free or reused by then, so Overwritten reads it past all of Go's checks.
//
//go:nocheckptr
//go:norace
//go:noinline
func Overwritten() bool {
	places := plant(canarySize)
	collect(1) // one collection is enough outside a sync.Pool
	for _, place := range places {
		found := (*[canarySize]byte)(unsafe.Add(unsafe.Pointer(nil), place))
		same := 0
		for i, b := range found {
			if b == canary(i) {
				same++
			}
		}
		if same == canarySize {
			return false
		}
	}
	return true
}

// plant allocates canaries and returns their addresses. A uintptr does not keep them alive; a size
// that the compiler does not know keeps them off the stack.
//
//go:noinline
func plant(size int) []uintptr {
	places := make([]uintptr, canaries)
	for n := range places {
		piece := make([]byte, size)
		for i := range piece {
			piece[i] = canary(i)
		}
		places[n] = uintptr(unsafe.Pointer(unsafe.SliceData(piece)))
	}
	return places
}
