package fault

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Answer is a whole response before it is sent or spoilt by a fault.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Send writes an answer in one go.
func (a Answer) Send(w http.ResponseWriter) {
	a.writeHeader(w)
	w.Write(a.Body) // the client may be gone; the error has no receiver
}

// SendHalf promises the whole body, sends half of it and resets the connection.
func (a Answer) SendHalf(w http.ResponseWriter) {
	a.writeHeader(w)
	w.Write(a.Body[:len(a.Body)/2])
	http.NewResponseController(w).Flush()
	Reset(w)
}

// Drip writes an answer a byte at a time, until the client gives up.
func (a Answer) Drip(ctx context.Context, w http.ResponseWriter, pace time.Duration) {
	a.writeHeader(w)
	for _, b := range a.Body {
		w.Write([]byte{b})
		http.NewResponseController(w).Flush()
		if !Wait(ctx, pace) {
			return
		}
	}
}

func (a Answer) writeHeader(w http.ResponseWriter) {
	for name, values := range a.Header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)))
	w.WriteHeader(a.Status)
}

// Reset drops the connection, with a TCP reset where possible, so that the client cannot take the
// part it has for a whole answer. The server closes a connection that cannot be hijacked.
func Reset(w http.ResponseWriter) {
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
