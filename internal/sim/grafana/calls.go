package grafana

import "time"

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

// Calls returns the requests, oldest first.
func (c *Cloud) Calls() []Call { return c.calls.All() }
