package egress

import (
	"crypto/tls"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

const (
	// idle is how long a connection is kept that nobody uses: from one question of a call to the
	// next.
	idle = time.Second
	// keptPerHost is how many: the sources of a view are read side by side.
	keptPerHost = 10
)

// NewTransport returns a transport for the guard that keeps no connection.
//
// HTTP/1.1 only, no proxy from the environment, TLS 1.2 at least. No connection lives long enough
// for TCP to look whether the other side is still there. The limits fit into an invocation's 25 s;
// callers set tighter deadlines.
func NewTransport() *http.Transport {
	return &http.Transport{
		DialContext:            (&net.Dialer{Timeout: 2 * time.Second, KeepAlive: -1}).DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    2 * time.Second,
		ResponseHeaderTimeout:  10 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		DisableKeepAlives:      true,
	}
}

// Connections carries what the guard lets through for a process that serves one call at a time: the
// questions of a call that may be asked twice, which are the platform's, share connections. All
// else, such as what AWS is asked, has a connection of its own, so that it never meets one that the
// other side has closed meanwhile: nothing of it could be sent again.
//
// Calls must not share them: if the other side ever sent an answer too many, it would be taken for
// the answer to the next question, which may be who somebody else is. So CloseIdleConnections is
// called between calls, and a process that serves several at a time has NewTransport's alone.
type Connections struct {
	own  *http.Transport
	kept atomic.Pointer[http.Transport]
}

// NewConnections returns Connections over transports like NewTransport's.
func NewConnections() *Connections {
	c := &Connections{own: NewTransport()}
	c.kept.Store(keeping())
	return c
}

// keeping returns a transport that keeps connections for a while.
func keeping() *http.Transport {
	t := NewTransport()
	t.DisableKeepAlives, t.IdleConnTimeout, t.MaxIdleConnsPerHost = false, idle, keptPerHost
	return t
}

// RoundTrip implements http.RoundTripper.
func (c *Connections) RoundTrip(req *http.Request) (*http.Response, error) {
	if repeatable(req) {
		return c.kept.Load().RoundTrip(req)
	}
	return c.own.RoundTrip(req)
}

// repeatable reports what http.Transport takes for a request that it may send again where a kept
// connection turns out to be closed: GET, and what has an Idempotency-Key, which without a value
// stays here.
func repeatable(req *http.Request) bool {
	_, marked := req.Header["Idempotency-Key"]
	return req.Method == http.MethodGet || marked
}

// CloseIdleConnections closes all connections: those that nobody uses now, the others after their
// request. A frozen process would wake up to dead ones, and an idle one's buffers hold what passed
// through.
func (c *Connections) CloseIdleConnections() {
	c.kept.Swap(keeping()).CloseIdleConnections()
}
