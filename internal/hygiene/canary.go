package hygiene

import "unsafe"

const (
	canaries   = 64
	canarySize = 512 // bytes
)

// canary is what byte i of a canary holds.
func canary(i int) byte { return byte(i*7 + 11) }

// Overwritten reports whether the garbage collector overwrites what it frees. It looks where
// garbage was: if a single one of many pieces is still there as it was written, it does not.
//
// That place belongs to nobody, or to somebody else by now; it is read past every check that Go has
// against that.
//
//go:nocheckptr
//go:norace
//go:noinline
func Overwritten() bool {
	places := plant(canarySize)
	collect(1) // once is enough for what is in no pool
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

// plant makes garbage and returns where it lies. A number does not keep it; a size that the
// compiler does not know keeps it off the stack.
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
