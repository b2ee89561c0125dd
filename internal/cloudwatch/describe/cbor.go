package describe

import "errors"

// Limits of the items of an answer's CBOR: numbers, texts, lists, maps, and the keys in maps. An
// item of one byte can become a struct of 500 when the SDK decodes it. CloudWatch's longest list
// has 100 alarms, and its largest map, a metric alarm, has 34 members.
const (
	// maxItems is more than 100 metric alarms have with 20 metrics of 30 dimensions each.
	maxItems = 400_000
	// maxErrorItems is for an error, which is a code and a message.
	maxErrorItems = 1000
	maxElements   = 100 // of a list
	maxPairs      = 64  // of a map
	maxDepth      = 16
)

// The major types of CBOR (RFC 8949, section 3.1), and the argument of an item whose length its end
// tells.
const (
	majorBytes  = 2
	majorText   = 3
	majorList   = 4
	majorMap    = 5
	majorTag    = 6
	majorSimple = 7

	indefinite = 31
	breakCode  = 0xff
)

var errCBOR = errors.New("an answer that is not CBOR, or has too many items")

// walker goes over CBOR once, without a copy. It is stricter than the SDK: where it finds no fault,
// the SDK finds the same items.
type walker struct {
	rest   []byte // of the chunk
	chunks [][]byte
	left   int // items
}

// count returns the number of items in an answer, or an error for one that is not exactly one CBOR
// item within the limits.
func count(chunks [][]byte, most int) (int, error) {
	w := walker{chunks: chunks, left: most}
	if !w.item(0) || !w.end() {
		return 0, errCBOR
	}
	return most - w.left, nil
}

// end reports whether no byte is left.
func (w *walker) end() bool {
	for len(w.rest) == 0 && len(w.chunks) > 0 {
		w.rest, w.chunks = w.chunks[0], w.chunks[1:]
	}
	return len(w.rest) == 0
}

// item passes over an item, with all that is in it.
func (w *walker) item(depth int) bool {
	major, info, argument, ok := w.head()
	if w.left--; !ok || w.left < 0 || depth > maxDepth {
		return false
	}
	switch major {
	case majorBytes, majorText:
		return w.text(major, info, argument)
	case majorList, majorMap:
		return w.members(major, info, argument, depth)
	case majorTag:
		return info != indefinite && w.item(depth+1)
	case majorSimple: // false, true, null, undefined, and the floats of 2, 4 and 8 bytes
		return info >= 20 && info <= 27 && info != 24
	}
	return info != indefinite
}

// head reads the first byte of an item and the argument after it.
func (w *walker) head() (major, info byte, argument uint64, ok bool) {
	if w.end() {
		return 0, 0, 0, false
	}
	major, info = w.rest[0]>>5, w.rest[0]&0x1f
	w.rest = w.rest[1:]
	if info < 24 || info == indefinite {
		return major, info, uint64(info), true
	}
	if info > 27 {
		return 0, 0, 0, false
	}
	for range 1 << (info - 24) {
		if w.end() {
			return 0, 0, 0, false
		}
		argument = argument<<8 | uint64(w.rest[0])
		w.rest = w.rest[1:]
	}
	return major, info, argument, true
}

// text passes over the bytes of a text, or over its parts.
func (w *walker) text(major, info byte, size uint64) bool {
	if info != indefinite {
		return w.skip(size)
	}
	for !w.broken() {
		part, info, size, ok := w.head()
		if w.left--; !ok || w.left < 0 || part != major || info == indefinite || !w.skip(size) {
			return false
		}
	}
	return true
}

// members passes over the elements of a list, or the pairs of a map, whose keys are texts.
func (w *walker) members(major, info byte, count uint64, depth int) bool {
	most := maxElements
	if major == majorMap {
		most = maxPairs
	}
	for n := 0; ; n++ {
		if info == indefinite && w.broken() || info != indefinite && uint64(n) == count {
			return true
		}
		if n == most || major == majorMap && !w.key(depth+1) || !w.item(depth+1) {
			return false
		}
	}
}

func (w *walker) key(depth int) bool {
	return !w.end() && w.rest[0]>>5 == majorText && w.item(depth)
}

// broken passes over the end of an item of indefinite length, if it is next.
func (w *walker) broken() bool {
	if w.end() || w.rest[0] != breakCode {
		return false
	}
	w.rest = w.rest[1:]
	return true
}

// skip passes over bytes.
func (w *walker) skip(n uint64) bool {
	for n > 0 {
		if w.end() {
			return false
		}
		step := min(n, uint64(len(w.rest)))
		w.rest, n = w.rest[step:], n-step
	}
	return true
}
