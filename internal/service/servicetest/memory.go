package servicetest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
)

// memory is a transport that calls handlers by host. It serializes and parses each request, so that
// the handler sees the form on the wire.
type memory map[string]http.Handler

// RoundTrip implements http.RoundTripper.
func (m memory) RoundTrip(req *http.Request) (*http.Response, error) {
	var wire bytes.Buffer
	if err := req.Write(&wire); err != nil {
		return nil, fmt.Errorf("sending a request: %w", err)
	}
	received, err := http.ReadRequest(bufio.NewReader(&wire))
	if err != nil {
		return nil, fmt.Errorf("receiving a request: %w", err)
	}
	w := httptest.NewRecorder()
	answered := serve(m[req.URL.Host], w, received.WithContext(req.Context()))
	if err := req.Context().Err(); err != nil {
		return nil, fmt.Errorf("waiting for the answer: %w", err)
	}
	if !answered {
		return nil, io.ErrUnexpectedEOF
	}
	return w.Result(), nil
}

// serve reports whether the handler answered, and did not abort.
func serve(h http.Handler, w http.ResponseWriter, r *http.Request) (answered bool) {
	defer func() {
		if cause := recover(); cause != nil && cause != http.ErrAbortHandler {
			panic(cause)
		}
	}()
	h.ServeHTTP(w, r)
	return true
}

// InMemory is a transport that calls a handler, whatever the host.
func InMemory(h http.Handler) http.RoundTripper { return toAny{h} }

type toAny struct{ http.Handler }

// RoundTrip implements http.RoundTripper.
func (t toAny) RoundTrip(req *http.Request) (*http.Response, error) {
	return memory{req.URL.Host: t.Handler}.RoundTrip(req)
}
