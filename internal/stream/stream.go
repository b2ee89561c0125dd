package stream

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
)

// maxDocument bounds a document in bytes: Forge's bridge takes 5 MB, and headers and envelope take their part.
const maxDocument = 4 << 20

// endReserve is kept free for failures and the last record.
const endReserve = 64 << 10

// Answer is what one source has to say: a Source with its alarms, or a Failure.
type Answer struct {
	Source  Source
	Alarms  []Alarm
	Failure *Failure
}

// Writer takes answers, from many goroutines at once, and writes the end. Write returns an error when nobody reads any
// more; the caller stops then.
type Writer interface {
	Write(Answer) error
	End(requestID string) error
}

// counts is what the last record says.
type counts struct{ sources, alarms int }

func (c *counts) add(a Answer) {
	c.sources++
	c.alarms += len(a.Alarms)
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

// Write writes an answer without letting another in between.
func (l *Lines) Write(a Answer) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n.add(a)
	if a.Failure != nil {
		return l.line(*a.Failure)
	}
	if err := l.line(a.Source); err != nil {
		return err
	}
	for _, alarm := range a.Alarms {
		if err := l.line(alarm); err != nil {
			return err
		}
	}
	return nil
}

// End writes the last record.
func (l *Lines) End(requestID string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.line(End{l.n.sources, l.n.alarms, requestID})
}

func (l *Lines) line(r Record) error {
	line, err := Encode(r)
	if err != nil {
		return fmt.Errorf("encoding a record: %w", err)
	}
	if _, err := l.w.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("writing a record: %w", err)
	}
	// Under Lambda every write leaves at once and there is nothing to flush.
	if err := l.out.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("sending a record: %w", err)
	}
	return nil
}

// Document collects records until all of them are there. Alarms that would make it too large are left out, and their
// source says that it is truncated.
type Document struct {
	mu      sync.Mutex
	records []json.RawMessage
	size    int
	n       counts
}

// Write adds an answer.
func (d *Document) Write(a Answer) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if a.Failure != nil {
		d.n.add(a)
		return d.add(*a.Failure)
	}
	var alarms []json.RawMessage
	size := 0
	for _, alarm := range a.Alarms {
		line, err := Encode(alarm)
		if err != nil {
			return fmt.Errorf("encoding a record: %w", err)
		}
		if d.size+size+len(line) > maxDocument-endReserve {
			// What was left out cannot be gone back to: AWS goes on behind it.
			a.Source.Truncated, a.Source.Cursor = true, ""
			break
		}
		alarms, size = append(alarms, line), size+len(line)+1
	}
	a.Alarms = a.Alarms[:len(alarms)]
	a.Source.Count = len(alarms)
	d.n.add(a)
	if err := d.add(a.Source); err != nil {
		return err
	}
	d.records, d.size = append(d.records, alarms...), d.size+size
	return nil
}

// End adds the last record.
func (d *Document) End(requestID string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.add(End{d.n.sources, d.n.alarms, requestID})
}

func (d *Document) add(r Record) error {
	line, err := Encode(r)
	if err != nil {
		return fmt.Errorf("encoding a record: %w", err)
	}
	d.records, d.size = append(d.records, line), d.size+len(line)+1
	return nil
}

// Records returns what was written.
func (d *Document) Records() []json.RawMessage {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.records
}
