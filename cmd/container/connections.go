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
	// perConnection is the runtime's memory per open connection, in bytes: four times the need of a
	// connection that waits for its answer.
	perConnection = 80 << 10
	// fewest and most bound the number of connections, whatever the memory.
	fewest, most = 64, 4096
	// patience is how long a connection may take to send a whole request while others wait for a
	// slot.
	patience = time.Second
	// look is the interval of checks.
	look = 100 * time.Millisecond
)

// connections returns the number of open connections that a memory limit in bytes allows.
func connections(limit int64) int {
	return int(min(max(limit/perConnection, fewest), most))
}

// limitListener is a listener with a limit of open connections. Further ones wait in the kernel's
// queue. It implements net.Listener.
//
// Unlike netutil.LimitListener of golang.org/x/net, it closes connections without a whole request
// while others wait, so that they cannot occupy every slot.
type limitListener struct {
	net.Listener
	slots  chan struct{}
	closed chan struct{}
	once   sync.Once

	mu         sync.Mutex
	incomplete map[*slotConn]time.Time // since when
	// idle is since when a slot is free and no connection waits for it; zero if that is not so.
	idle time.Time
}

// listen opens the port for at most size connections at a time.
func listen(address string, size int) (*limitListener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	return newLimitListener(l, size), nil
}

func newLimitListener(l net.Listener, size int) *limitListener {
	return &limitListener{Listener: l, slots: make(chan struct{}, size),
		closed: make(chan struct{}), incomplete: map[*slotConn]time.Time{}}
}

// Accept implements net.Listener.
func (l *limitListener) Accept() (net.Conn, error) {
	for {
		select {
		case l.slots <- struct{}{}:
			l.setIdle(time.Now())
			conn, err := l.Listener.Accept()
			l.setIdle(time.Time{})
			if err != nil {
				<-l.slots
				return nil, err
			}
			c := &slotConn{Conn: conn, listener: l}
			l.mu.Lock()
			defer l.mu.Unlock()
			l.incomplete[c] = time.Now()
			return c, nil
		case <-time.After(look):
			l.closeStalled()
		case <-l.closed:
			return nil, net.ErrClosed
		}
	}
}

// setIdle notes since when the listener waits for a connection; zero means that it does not wait.
func (l *limitListener) setIdle(since time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.idle = since
}

// drainQueue returns when the kernel's queue is empty, or the context ends. Closing the port would
// reset the queued connections, whose requests may be whole.
func (l *limitListener) drainQueue(ctx context.Context) {
	for {
		l.mu.Lock()
		empty := !l.idle.IsZero() && time.Since(l.idle) > look
		l.mu.Unlock()
		if empty {
			return
		}
		select {
		case <-time.After(look):
		case <-ctx.Done():
			return
		}
	}
}

// closeStalled closes the connections that have not sent a whole request in time. The server then
// releases their slots.
func (l *limitListener) closeStalled() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c, since := range l.incomplete {
		if time.Since(since) > patience {
			_ = c.Conn.Close()
			delete(l.incomplete, c)
		}
	}
}

// around marks a connection as complete at the end of its request.
func (l *limitListener) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, _ := r.Context().Value(slotKey{}).(*slotConn)
		if r.Body == nil || r.Body == http.NoBody {
			l.complete(c)
		} else {
			r.Body = &awaited{r.Body, func() { l.complete(c) }}
		}
		next.ServeHTTP(w, r)
	})
}

// complete exempts a connection from closeStalled.
func (l *limitListener) complete(c *slotConn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.incomplete, c)
}

// awaited is a body that reports its end.
type awaited struct {
	io.ReadCloser
	ended func()
}

// Read implements io.Reader.
func (a *awaited) Read(p []byte) (int, error) {
	n, err := a.ReadCloser.Read(p)
	if err != nil {
		a.ended()
	}
	return n, err
}

// Close implements net.Listener.
func (l *limitListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

// slotConn is a connection with a slot.
type slotConn struct {
	net.Conn
	listener *limitListener
	once     sync.Once
}

type slotKey struct{}

// withConn is for http.Server.ConnContext.
func withConn(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, slotKey{}, conn)
}

// Close implements net.Conn.
func (c *slotConn) Close() error {
	c.once.Do(func() {
		c.listener.complete(c)
		<-c.listener.slots
	})
	return c.Conn.Close()
}
