package grafana

import (
	"sync"
	"time"
)

// maxCalls bounds the log: the oldest half is dropped when it is full.
const maxCalls = 2000

// Call is one request that reached Grafana Cloud, refused or not. Status is 0 until the answer, and
// stays 0 for a request without one.
type Call struct {
	At      time.Time
	Host    string
	Method  string
	Path    string
	Query   string
	Account string // of the stack; "anonymous" without a token, "unknown token" for a wrong one
	Status  int
	Fault   string // the title of the fault that spoilt the answer, "" for none
}

// Reads reports whether the request is a read.
func (c Call) Reads() bool { return c.Method == "GET" }

type callLog struct {
	mu    sync.Mutex
	calls []*Call
}

func (l *callLog) begin(call *Call) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.calls) == maxCalls {
		l.calls = append(l.calls[:0], l.calls[maxCalls/2:]...)
	}
	l.calls = append(l.calls, call)
}

// update changes a call that others may be reading.
func (l *callLog) update(change func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change()
}

// Calls returns the requests, oldest first.
func (c *Cloud) Calls() []Call {
	c.calls.mu.Lock()
	defer c.calls.mu.Unlock()
	calls := make([]Call, len(c.calls.calls))
	for i, call := range c.calls.calls {
		calls[i] = *call
	}
	return calls
}
