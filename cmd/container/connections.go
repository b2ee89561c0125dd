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
	// perConnection is how much of the runtime's memory there must be for each open connection, in
	// bytes: four times what one needs that waits for its answer.
	perConnection = 80 << 10
	// fewest and most connections, whatever memory there is.
	fewest, most = 64, 4096
	// patience is how long a connection may take to bring a whole request while others wait for its
	// place.
	patience = time.Second
	// look is how often that is looked at.
	look = 100 * time.Millisecond
)

// connections returns how many may be open at a time under a memory limit in bytes.
func connections(limit int64) int {
	return int(min(max(limit/perConnection, fewest), most))
}

// crowd is a listener that keeps so many connections open at a time; the others wait in the
// kernel's queue. It implements net.Listener.
//
// netutil.LimitListener of golang.org/x/net does that too, but there those who say nothing keep out
// those who would.
type crowd struct {
	net.Listener
	places chan struct{}
	closed chan struct{}
	once   sync.Once

	mu     sync.Mutex
	silent map[*guest]time.Time // since when
	// alone is since when there has been a place and nobody to take it; zero while that is not so.
	alone time.Time
}

// listen opens the port for so many connections at a time.
func listen(address string, size int) (*crowd, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	return newCrowd(l, size), nil
}

func newCrowd(l net.Listener, size int) *crowd {
	return &crowd{Listener: l, places: make(chan struct{}, size), closed: make(chan struct{}),
		silent: map[*guest]time.Time{}}
}

// Accept implements net.Listener.
func (c *crowd) Accept() (net.Conn, error) {
	for {
		select {
		case c.places <- struct{}{}:
			c.waits(time.Now())
			conn, err := c.Listener.Accept()
			c.waits(time.Time{})
			if err != nil {
				<-c.places
				return nil, err
			}
			g := &guest{Conn: conn, crowd: c}
			c.mu.Lock()
			defer c.mu.Unlock()
			c.silent[g] = time.Now()
			return g, nil
		case <-time.After(look):
			c.turnOut()
		case <-c.closed:
			return nil, net.ErrClosed
		}
	}
}

// waits notes since when somebody could come in; the zero time says that nobody can now.
func (c *crowd) waits(since time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.alone = since
}

// letAllIn returns when nobody is left in the kernel's queue, or the context ends. Closing the port
// would reset them, and their requests may be whole.
func (c *crowd) letAllIn(ctx context.Context) {
	for {
		c.mu.Lock()
		empty := !c.alone.IsZero() && time.Since(c.alone) > look
		c.mu.Unlock()
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

// turnOut closes the connections that have kept quiet for too long. The server does the rest.
func (c *crowd) turnOut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for g, since := range c.silent {
		if time.Since(since) > patience {
			_ = g.Conn.Close()
			delete(c.silent, g)
		}
	}
}

// around notes when a request is whole.
func (c *crowd) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g, _ := r.Context().Value(guestKey{}).(*guest)
		if r.Body == nil || r.Body == http.NoBody {
			c.heard(g)
		} else {
			r.Body = &awaited{r.Body, func() { c.heard(g) }}
		}
		next.ServeHTTP(w, r)
	})
}

// heard lets a connection keep its place.
func (c *crowd) heard(g *guest) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.silent, g)
}

// awaited is a body that says when it has ended.
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
func (c *crowd) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.Listener.Close()
}

// guest is a connection that has a place.
type guest struct {
	net.Conn
	crowd *crowd
	once  sync.Once
}

type guestKey struct{}

// withGuest is for http.Server.ConnContext.
func withGuest(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, guestKey{}, conn)
}

// Close implements net.Conn.
func (g *guest) Close() error {
	g.once.Do(func() {
		g.crowd.heard(g)
		<-g.crowd.places
	})
	return g.Conn.Close()
}
