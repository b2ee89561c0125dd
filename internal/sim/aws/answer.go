package aws

import (
	"net"
	"net/http"
	"strconv"
)

// answer is a whole response before it is sent or spoilt by a fault.
type answer struct {
	status int
	header http.Header
	body   []byte
	code   string // the error code in it, if it is an error
	pad    func(size int) []byte
}

// spoil applies a fault to an answer. Faults that refuse or delay were applied before.
func (f Fault) spoil(a answer) answer {
	switch f.Do {
	case FaultRedirect:
		return answer{status: http.StatusFound, header: http.Header{"Location": {f.URL}}}
	case FaultEmpty:
		a.body = nil
	case FaultHTML:
		status := f.Status
		if status == 0 {
			status = http.StatusOK
		}
		page :=
			"<!doctype html><html><head><title>Service</title></head><body><h1>This is a web page, not an answer</h1></body></html>"
		return answer{
			status: status, header: http.Header{"Content-Type": {"text/html; charset=utf-8"}},
			body: []byte(page)}
	case FaultTruncated:
		a.body = a.body[:len(a.body)/2]
	case FaultOversized:
		size := f.Size
		if size == 0 {
			size = 32 << 20
		}
		a.body = a.pad(size)
	}
	return a
}

// send writes an answer in one go.
func (a answer) send(w http.ResponseWriter) {
	a.writeHeader(w)
	w.Write(a.body) // the client may be gone; the error has no receiver
}

// sendHalf promises the whole body, sends half of it and resets the connection.
func (a answer) sendHalf(w http.ResponseWriter) {
	a.writeHeader(w)
	w.Write(a.body[:len(a.body)/2])
	http.NewResponseController(w).Flush()
	reset(w)
}

func (a answer) writeHeader(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
}

// reset drops the connection, with a TCP reset where possible, so that the client cannot take the
// part it has for a whole answer. The server closes a connection that cannot be hijacked.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	raw := conn
	if wrapped, ok := conn.(interface{ NetConn() net.Conn }); ok {
		raw = wrapped.NetConn()
	}
	if tcp, ok := raw.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	raw.Close()
}
