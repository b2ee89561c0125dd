package main

import (
	"context"
	"io"
	"log/slog"
	"math"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestConnectionLimit(t *testing.T) {
	for limit, want := range map[int64]int{
		36 << 20: 512, 144 << 20: 2048, 1 << 20: minConnections, math.MaxInt64: maxConnections} {
		if got := connectionLimit(limit); got != want {
			t.Errorf("%d bytes: %d connections, want %d", limit, got, want)
		}
	}
}

// heldServer is a server whose handler waits until it is released.
type heldServer struct {
	address string
	// handling receives a value for each request that the handler has.
	handling chan struct{}
	release  chan struct{}
	end      func() error
}

func newHeldServer(t *testing.T, size int) *heldServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return newHeldServerAt(t, listener, size)
}

func newHeldServerAt(t *testing.T, listener net.Listener, size int) *heldServer {
	t.Helper()
	s := &heldServer{address: listener.Addr().String(), handling: make(chan struct{}, 1000),
		release: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		s.handling <- struct{}{}
		<-s.release
	})
	go func() {
		ended <- serve(ctx, newLimitListener(listener, size), handler,
			slog.New(slog.DiscardHandler))
	}()
	s.end = func() error { cancel(); return <-ended }
	return s
}

// send opens a connection, writes a text, and returns what came when the other side has closed it.
func (s *heldServer) send(t *testing.T, text string) <-chan string {
	t.Helper()
	conn, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	received := make(chan string, 1)
	go func() {
		all, _ := io.ReadAll(conn)
		received <- string(all)
	}()
	return received
}

const wholeRequest = "GET / HTTP/1.1\r\nHost: container\r\n\r\n"

// TestConnectionsAreBounded: no more connections are open than there are slots, and each gets one
// in the end.
func TestConnectionsAreBounded(t *testing.T) {
	const limit, connections = 5, 20
	s := newHeldServer(t, limit)
	var answers []<-chan string
	for range connections {
		answers = append(answers, s.send(t, wholeRequest))
	}
	for range limit {
		<-s.handling
	}
	time.Sleep(3 * pollTime) // for connections beyond the limit; a busy machine may miss them
	if got := len(s.handling); got != 0 {
		t.Errorf("%d more than %d were accepted", got, limit)
	}
	close(s.release)
	for i, answer := range answers {
		if got := <-answer; !strings.HasPrefix(got, "HTTP/1.1 200") {
			t.Errorf("connection %d got %q", i, got)
		}
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
}

// TestStalledConnectionsAreClosed: a half-sent request keeps its slot for stallTime while others
// wait, and for longer while slots are free. It runs in bubbles, where waiting takes no time.
func TestStalledConnectionsAreClosed(t *testing.T) {
	for name, half := range map[string]string{
		"nothing": "", "half of the headers": "GET / HTTP/1.1\r\nHost: cont",
		"half a body": "POST / HTTP/1.1\r\nHost: container\r\nContent-Length: 5\r\n\r\n{",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { wantFreedSlot(t, half) })
		})
	}
}

func wantFreedSlot(t *testing.T, half string) {
	const limit = 4
	queue := &pipes{conns: make(chan net.Conn, 100), closed: make(chan struct{})}
	s := newHeldServerAt(t, queue, limit)
	close(s.release)
	var stalled []<-chan string
	for range limit {
		stalled = append(stalled, queue.send(half))
	}
	synctest.Wait() // until stalled connections hold every slot
	began := time.Now()
	if got := <-queue.send(wholeRequest); !strings.HasPrefix(got, "HTTP/1.1 200") ||
		time.Since(began) > stallTime+2*pollTime {
		t.Errorf("after %v: %q", time.Since(began), got)
	}
	for _, closed := range stalled {
		<-closed
	}
	alone := queue.send(half)
	select {
	case got := <-alone:
		t.Errorf("it was closed with slots free, after %q", got)
	case <-time.After(stallTime + 3*pollTime):
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
	<-alone
}

// pipes is a net.Listener in memory, whose connections wait in a queue as the kernel's do.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (*pipes) Addr() net.Addr { return &net.TCPAddr{} }

// send opens a connection, writes a text, and returns what came when the other side has closed it.
func (p *pipes) send(text string) <-chan string {
	near, far := net.Pipe()
	p.conns <- far
	go func() { _, _ = io.WriteString(near, text) }()
	received := make(chan string, 1)
	go func() {
		all, _ := io.ReadAll(near)
		_ = near.Close()
		received <- string(all)
	}()
	return received
}

// TestHeadersAreBounded: a request has at most 12 KiB of headers, of which net/http adds 4.
func TestHeadersAreBounded(t *testing.T) {
	s := newHeldServer(t, 2)
	close(s.release)
	for kib, want := range map[int]string{7: "HTTP/1.1 200", 14: "HTTP/1.1 431"} {
		text := strings.Replace(wholeRequest, "\r\n\r\n", "\r\nX-Long: "+
			strings.Repeat("x", kib<<10)+"\r\n\r\n", 1)
		if got := <-s.send(t, text); !strings.HasPrefix(got, want) {
			t.Errorf("%d KiB: %.40q, want %s", kib, got, want)
		}
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
}

// TestAnAnswerIsCutOffAfterAMinute: a reader that takes nothing holds a call for writeTime.
func TestAnAnswerIsCutOffAfterAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		queue := &pipes{conns: make(chan net.Conn, 1), closed: make(chan struct{})}
		ctx, cancel := context.WithCancel(t.Context())
		ended, cut := make(chan error, 1), make(chan time.Duration, 1)
		go func() {
			ended <- serve(ctx, newLimitListener(queue, 1), http.HandlerFunc(
				func(w http.ResponseWriter, _ *http.Request) {
					began := time.Now()
					for { // more than the buffers of net/http hold
						if _, err := w.Write(make([]byte, 1<<20)); err != nil {
							break
						}
					}
					cut <- time.Since(began)
				}), slog.New(slog.DiscardHandler))
		}()
		near, far := net.Pipe()
		queue.conns <- far
		if _, err := io.WriteString(near, wholeRequest); err != nil {
			t.Fatal(err)
		}
		if took := <-cut; took != writeTime {
			t.Errorf("cut off after %v, want %v", took, writeTime)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// TestShutdownWithEverySlotTaken: the shutdown does not wait for a slot.
func TestShutdownWithEverySlotTaken(t *testing.T) {
	s := newHeldServer(t, 1)
	answer := s.send(t, wholeRequest)
	<-s.handling
	ended := make(chan error, 1)
	go func() { ended <- s.end() }()
	close(s.release)
	if got := <-answer; !strings.HasPrefix(got, "HTTP/1.1 200") {
		t.Errorf("the request under way got %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestQueuedConnectionsAreAnsweredAtShutdown: the platform has handed their requests over.
func TestQueuedConnectionsAreAnsweredAtShutdown(t *testing.T) {
	s := newHeldServer(t, 1)
	answers := []<-chan string{s.send(t, wholeRequest)}
	<-s.handling
	for range 3 {
		answers = append(answers, s.send(t, wholeRequest))
	}
	ended := make(chan error, 1)
	go func() { ended <- s.end() }()
	close(s.release)
	for i, answer := range answers {
		if got := <-answer; !strings.HasPrefix(got, "HTTP/1.1 200") {
			t.Errorf("number %d got %q", i, got)
		}
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestHalfSentRequestsFitIntoTheSmallestContainer: very many connections send as much of a request
// as they can, and no more. That needs no authentication.
func TestHalfSentRequestsFitIntoTheSmallestContainer(t *testing.T) {
	const connections = 2000
	env := settings(t, "http://127.0.0.1:1")
	env["GOMEMLIMIT"] = "36MiB" // as limitMemory sets it there
	c := start(t, env)
	half := "POST /v1/views HTTP/1.1\r\nHost: container\r\nX-Long: " + strings.Repeat("a", 30_000)
	address := strings.TrimPrefix(c.url, "http://")
	var wg sync.WaitGroup
	for range connections {
		wg.Go(func() {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = conn.Close() }()
			_, _ = io.WriteString(conn, half)
			_, _ = io.Copy(io.Discard, conn)
		})
	}
	if got := c.call(http.MethodGet, "/healthz", ""); got.status != http.StatusOK {
		t.Errorf("meanwhile it is not well: %d", got.status)
	}
	wg.Wait()
	wantFits(t, c)
}
