package aws

import (
	"sync"
	"time"
)

// The imitated services, as Call and Fault name them.
const (
	STS        = "sts"
	CloudWatch = "cloudwatch"
)

// maxCalls bounds the log: the oldest half is dropped when it is full.
const maxCalls = 2000

// Call is one request that reached a service, refused or not. The log has it from the moment its
// operation is known; Status is 0 until the answer, and stays 0 for a request without one.
type Call struct {
	At      time.Time
	Service string // STS or CloudWatch
	Action  string // such as "AssumeRole"
	Region  string // of the credential scope; empty where there was none
	Account string // of the role for AssumeRole, else of the caller; empty where unknown

	RoleARN         string // the parameters of AssumeRole, as sent; empty means not sent
	ExternalID      string
	SessionName     string
	DurationSeconds string
	SessionPolicy   string

	Status int    // HTTP status of the answer
	Code   string // error code of the answer, empty for a success
}

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

// Calls returns the requests that reached a service, oldest first.
func (c *Cloud) Calls() []Call {
	c.calls.mu.Lock()
	defer c.calls.mu.Unlock()
	calls := make([]Call, len(c.calls.calls))
	for i, call := range c.calls.calls {
		calls[i] = *call
	}
	return calls
}

// ResetCalls empties the log.
func (c *Cloud) ResetCalls() {
	c.calls.mu.Lock()
	defer c.calls.mu.Unlock()
	c.calls.calls = nil
}
