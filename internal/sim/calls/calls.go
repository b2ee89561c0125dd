// Package calls holds the log of the requests that a simulation received.
package calls

import "sync"

// limit bounds a log: the oldest half is dropped when it is full.
const limit = 2000

// Log holds the requests of a simulation, oldest first. C describes a request. The zero Log is
// empty. It is safe for concurrent use.
type Log[C any] struct {
	mu    sync.Mutex
	calls []*C
}

// Begin appends a request, before it has an answer.
func (l *Log[C]) Begin(call *C) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.calls) == limit {
		l.calls = append(l.calls[:0], l.calls[limit/2:]...)
	}
	l.calls = append(l.calls, call)
}

// Update changes a request that others may be reading.
func (l *Log[C]) Update(change func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change()
}

// All returns copies of the requests, oldest first.
func (l *Log[C]) All() []C {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := make([]C, len(l.calls))
	for i, call := range l.calls {
		all[i] = *call
	}
	return all
}

// Reset empties the log.
func (l *Log[C]) Reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls = nil
}
