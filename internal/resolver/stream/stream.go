package stream

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"sync"

	"pagewatch/internal/source"
)

// maxDocument bounds a document in bytes: Forge's bridge takes 5 MB, and headers and envelope take
// their part.
const maxDocument = 4 << 20

// endReserve is kept free for failures and the last record.
const endReserve = 64 << 10

// Answer is the answer of one source: a Source with its records, or a Failure.
type Answer struct {
	Source Source
	// Records may be those of other answers too: nothing changes them.
	Records []source.Record
	Failure *Failure
}

// encode returns the answer's records as lines: the header, and of its records those that fit into
// so many bytes with it.
func (a Answer) encode(most int) ([][]byte, error) {
	head := Header(a.Source)
	if a.Failure != nil {
		head = *a.Failure
	}
	line, err := Encode(head)
	if err != nil {
		return nil, err
	}
	lines, left := append(make([][]byte, 0, 1+len(a.Records)), line), most-len(line)-1
	var buffer bytes.Buffer
	for _, r := range a.Records {
		if line, err = encodeRecord(&buffer, a.Source.Source, r); err != nil {
			return nil, err
		}
		if left -= len(line) + 1; left < 0 {
			break
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// Writer takes answers, from many goroutines at once, and writes the end. Write returns ErrEncoding
// for an answer that cannot be written, and any other error when the reader has left; the caller
// stops then.
type Writer interface {
	Write(Answer) error
	End(requestID string) error
}

// counts are the figures of the last record.
type counts struct{ sources, alarms int }

func (c *counts) add(a Answer) {
	c.sources++
	c.alarms += len(a.Records)
}

// Lines writes records as NDJSON, each as soon as it is encoded.
type Lines struct {
	mu  sync.Mutex
	w   http.ResponseWriter
	out *http.ResponseController
	n   counts
}

// NewLines sends the headers of a stream and returns its writer. CORS headers are the caller's.
func NewLines(w http.ResponseWriter) *Lines {
	w.Header().Set("Content-Type", "application/x-ndjson")
	w.WriteHeader(http.StatusOK)
	return &Lines{w: w, out: http.NewResponseController(w)}
}

// Write writes an answer without letting another in between. Nothing of an answer that cannot be
// encoded is written.
func (l *Lines) Write(a Answer) error {
	lines, err := a.encode(math.MaxInt)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n.add(a)
	for _, line := range lines {
		if err := l.send(line); err != nil {
			return err
		}
	}
	return nil
}

// End writes the last record.
func (l *Lines) End(requestID string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	line, err := Encode(End{l.n.sources, l.n.alarms, requestID})
	if err != nil {
		return err
	}
	return l.send(line)
}

func (l *Lines) send(line []byte) error {
	if _, err := l.w.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("writing a record: %w", err)
	}
	// Under Lambda every write leaves at once and there is nothing to flush.
	if err := l.out.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("sending a record: %w", err)
	}
	return nil
}

// Document collects records until all of them are there. Alarms that would make it too large are
// left out, and their source says that it is truncated.
type Document struct {
	mu      sync.Mutex
	records []json.RawMessage
	size    int
	n       counts
}

// Write adds an answer. One is encoded at a time: what does not fit any more never takes memory.
func (d *Document) Write(a Answer) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	lines, err := a.encode(maxDocument - endReserve - d.size)
	if err != nil {
		return err
	}
	if kept := len(lines) - 1; kept < len(a.Records) {
		// What was left out cannot be gone back to: AWS goes on behind it.
		a.Records = a.Records[:kept]
		a.Source.Count, a.Source.Truncated, a.Source.Cursor = kept, true, ""
		if lines[0], err = Encode(a.Source); err != nil {
			return err
		}
	}
	d.n.add(a)
	d.add(lines...)
	return nil
}

// End adds the last record.
func (d *Document) End(requestID string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	line, err := Encode(End{d.n.sources, d.n.alarms, requestID})
	if err != nil {
		return err
	}
	d.add(line)
	return nil
}

func (d *Document) add(lines ...[]byte) {
	for _, line := range lines {
		d.records, d.size = append(d.records, line), d.size+len(line)+1
	}
}

// Records returns what was written.
func (d *Document) Records() []json.RawMessage {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.records
}
