package describe

import (
	"errors"
	"io"
)

// chunk is the number of bytes that an answer grows by. A buffer that doubles would take up to three
// times as much as the answer.
const chunk = 32 << 10

// received is an answer that has arrived. Whoever reads it takes its memory.
type received struct {
	size   int64
	chunks [][]byte
	// err ends the answer: io.EOF for a complete one.
	err error
}

// receive reads an answer to its end.
func receive(body io.Reader) *received {
	var r received
	for r.err == nil {
		next := make([]byte, chunk)
		n := 0
		for n < len(next) && r.err == nil {
			var read int
			read, r.err = body.Read(next[n:])
			n += read
		}
		r.size += int64(n)
		r.chunks = append(r.chunks, next[:n])
	}
	if !r.complete() {
		r.chunks = nil
	}
	return &r
}

func (r *received) complete() bool { return errors.Is(r.err, io.EOF) }

// Read implements io.Reader.
func (r *received) Read(p []byte) (int, error) {
	for len(r.chunks) > 0 && len(r.chunks[0]) == 0 {
		r.chunks[0] = nil
		r.chunks = r.chunks[1:]
	}
	if len(r.chunks) == 0 {
		return 0, r.err
	}
	n := copy(p, r.chunks[0])
	r.chunks[0] = r.chunks[0][n:]
	return n, nil
}
