package aws

import (
	"net"
	"net/http"
	"strconv"
)

// answer is a whole response, ready to be sent or spoilt.
type answer struct {
	status int
	header http.Header
	body   []byte
	code   string // the error code in it, if it is an error
	pad    func(size int) []byte
}

// spoil turns an answer into what a fault makes of it. Faults that refuse or wait have done so
// before.
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
	w.Write(a.body) // the client may be gone; there is no one to tell
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

// reset drops the connection, with a TCP reset where there is one, so that the client cannot take
// what it has for a whole answer. Where the connection cannot be taken over, the server closes it.
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
