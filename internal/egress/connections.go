package egress

import (
	"crypto/tls"
	"net/http"
	"sync/atomic"
	"time"
)

const (
	// idle bounds how long an unused connection is kept, from one request of a call to the next.
	idle = time.Second
	// keptPerHost bounds the unused connections per host: the sources of a view are read in
	// parallel.
	keptPerHost = 10
)

// NewTransport returns a transport for the guard that reuses no connection.
//
// It speaks HTTP/1.1 over TLS 1.2 or later and uses no proxy from the environment. TCP keep-alive
// probes are off, because no connection lives long enough for one. The timeouts fit into an
// invocation's 25 s; callers set tighter deadlines.
func NewTransport() *http.Transport {
	return &http.Transport{
		DialContext:            dial,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    2 * time.Second,
		ResponseHeaderTimeout:  15 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		DisableKeepAlives:      true,
	}
}

// Connections is a transport for the guard of a process that serves one call at a time. The
// requests of a call that may be sent twice share connections to their host: GETs and marked reads,
// to the platform and to Grafana stacks. Every other request, such as one to AWS, has a connection
// of its own. A kept connection could be closed by the server meanwhile, and such a request must
// not be sent again.
//
// Two calls must not share a connection. If a server ever sent a surplus answer, it would be read
// as the answer to the next request, which may be about another person. So CloseIdleConnections is
// called between calls, and a process that serves several calls at a time uses NewTransport.
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

// keeping returns a transport that keeps unused connections for idle.
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

// repeatable reports whether http.Transport may send the request again where a kept connection
// turns out to be closed: a GET, or a request with an Idempotency-Key. A key without a value is a
// mark for the transport and is not sent.
func repeatable(req *http.Request) bool {
	_, marked := req.Header["Idempotency-Key"]
	return req.Method == http.MethodGet || marked
}

// CloseIdleConnections closes all connections: the unused ones now, the others after their request.
// A frozen process would resume with dead connections, and the buffers of an unused one hold the
// content of earlier answers.
func (c *Connections) CloseIdleConnections() {
	c.kept.Swap(keeping()).CloseIdleConnections()
}
