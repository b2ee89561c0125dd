package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

const (
	// perConnection is the runtime's memory for each open connection, in bytes: more than three
	// times what a connection uses while it waits for its answer.
	perConnection = 72 << 10
	// minConnections and maxConnections bound the limit, whatever the memory.
	minConnections, maxConnections = 64, 4096
	// stallTime is how long a connection may take to send a complete request while others wait for
	// a slot.
	stallTime = time.Second
	// pollTime is the interval at which the listener looks for stalled connections.
	pollTime = 100 * time.Millisecond
)

// connectionLimit returns how many connections may be open at a time under a memory limit in bytes.
func connectionLimit(memory int64) int {
	return int(min(max(memory/perConnection, minConnections), maxConnections))
}

// limitListener bounds how many connections are open at a time; the others wait in the kernel's
// queue. It implements net.Listener.
//
// While every slot is taken, it closes the connections that have sent no complete request within
// stallTime. netutil.LimitListener of golang.org/x/net does not: there, stalled connections keep
// others waiting.
type limitListener struct {
	net.Listener
	slots  chan struct{}
	closed chan struct{}
	once   sync.Once

	mu sync.Mutex
	// pending holds when each connection without a complete request was accepted.
	pending map[*limitedConn]time.Time
	// idleSince is when Accept began to wait for a connection with a free slot; zero while it does
	// not.
	idleSince time.Time
}

// listen opens the port with a limit of connections.
func listen(address string, limit int) (*limitListener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	return newLimitListener(l, limit), nil
}

func newLimitListener(l net.Listener, limit int) *limitListener {
	return &limitListener{Listener: l, slots: make(chan struct{}, limit),
		closed: make(chan struct{}), pending: map[*limitedConn]time.Time{}}
}

// Accept implements net.Listener.
func (l *limitListener) Accept() (net.Conn, error) {
	for {
		select {
		case l.slots <- struct{}{}:
			l.setIdle(time.Now())
			accepted, err := l.Listener.Accept()
			l.setIdle(time.Time{})
			if err != nil {
				<-l.slots
				return nil, err
			}
			conn := &limitedConn{Conn: accepted, listener: l}
			l.mu.Lock()
			defer l.mu.Unlock()
			l.pending[conn] = time.Now()
			return conn, nil
		case <-time.After(pollTime):
			l.closeStalled()
		case <-l.closed:
			return nil, net.ErrClosed
		}
	}
}

// setIdle sets idleSince.
func (l *limitListener) setIdle(since time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.idleSince = since
}

// drainQueue returns when the kernel's queue is empty, or the context ends. Closing the port before
// would reset the connections in it, and their requests may be complete.
func (l *limitListener) drainQueue(ctx context.Context) {
	for {
		l.mu.Lock()
		empty := !l.idleSince.IsZero() && time.Since(l.idleSince) > pollTime
		l.mu.Unlock()
		if empty {
			return
		}
		select {
		case <-time.After(pollTime):
		case <-ctx.Done():
			return
		}
	}
}

// closeStalled closes the connections that have been pending for longer than stallTime. The server
// notices, and frees their slots.
func (l *limitListener) closeStalled() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for conn, since := range l.pending {
		if time.Since(since) > stallTime {
			_ = conn.Conn.Close()
			delete(l.pending, conn)
		}
	}
}

// track wraps the handler: a connection is pending until its request is complete.
func (l *limitListener) track(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _ := r.Context().Value(connKey{}).(*limitedConn)
		if r.Body == nil || r.Body == http.NoBody {
			l.complete(conn)
		} else {
			r.Body = &trackedBody{r.Body, func() { l.complete(conn) }}
		}
		next.ServeHTTP(w, r)
	})
}

// complete lets a connection keep its slot.
func (l *limitListener) complete(conn *limitedConn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.pending, conn)
}

// trackedBody is a body that calls ended at its end.
type trackedBody struct {
	io.ReadCloser
	ended func()
}

// Read implements io.Reader.
func (b *trackedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		b.ended()
	}
	return n, err
}

// Close implements net.Listener.
func (l *limitListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

// limitedConn is a connection that holds a slot until it is closed.
type limitedConn struct {
	net.Conn
	listener *limitListener
	once     sync.Once
}

type connKey struct{}

// withConn is for http.Server.ConnContext.
func withConn(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, conn)
}

// Close implements net.Conn.
func (c *limitedConn) Close() error {
	c.once.Do(func() {
		c.listener.complete(c)
		<-c.listener.slots
	})
	return c.Conn.Close()
}
