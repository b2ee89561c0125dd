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

func TestConnections(t *testing.T) {
	for limit, want := range map[int64]int{
		40 << 20: 512, 160 << 20: 2048, 1 << 20: fewest, math.MaxInt64: most} {
		if got := connections(limit); got != want {
			t.Errorf("%d bytes: %d connections, want %d", limit, got, want)
		}
	}
}

// blocking is a server whose handler waits until it is released.
type blocking struct {
	address string
	entered chan struct{}
	release chan struct{}
	end     func() error
}

func newBlocking(t *testing.T, size int) *blocking {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return newBlockingAt(t, listener, size)
}

func newBlockingAt(t *testing.T, listener net.Listener, size int) *blocking {
	t.Helper()
	v := &blocking{address: listener.Addr().String(), entered: make(chan struct{}, 1000),
		release: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		v.entered <- struct{}{}
		<-v.release
	})
	go func() {
		ended <- serve(ctx, newLimitListener(listener, size), handler,
			slog.New(slog.DiscardHandler))
	}()
	v.end = func() error { cancel(); return <-ended }
	return v
}

// send opens a connection, writes a text, and returns everything that the server sends before it
// closes the connection.
func (v *blocking) send(t *testing.T, text string) <-chan string {
	t.Helper()
	conn, err := net.Dial("tcp", v.address)
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

// TestSoManyConnections: at most size connections are open, and every client gets an answer in the
// end.
func TestSoManyConnections(t *testing.T) {
	const size, clients = 5, 20
	v := newBlocking(t, size)
	var answers []<-chan string
	for range clients {
		answers = append(answers, v.send(t, wholeRequest))
	}
	for range size {
		<-v.entered
	}
	time.Sleep(3 * look) // surplus connections would be open by now, unless the machine is busy
	if got := len(v.entered); got != 0 {
		t.Errorf("%d more than %d are open", got, size)
	}
	close(v.release)
	for i, answer := range answers {
		if got := <-answer; !strings.HasPrefix(got, "HTTP/1.1 200") {
			t.Errorf("client %d got %q", i, got)
		}
	}
	if err := v.end(); err != nil {
		t.Error(err)
	}
}

// TestStalledConnectionsReleaseTheirSlots: half-sent requests delay a whole one for a short time
// only, and stay open while slots are free. The test runs in bubbles, where waiting takes no time.
func TestStalledConnectionsReleaseTheirSlots(t *testing.T) {
	for name, half := range map[string]string{
		"nothing": "", "half of the headers": "GET / HTTP/1.1\r\nHost: cont",
		"half a body": "POST / HTTP/1.1\r\nHost: container\r\nContent-Length: 5\r\n\r\n{",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { wantFreeSlot(t, half) })
		})
	}
}

func wantFreeSlot(t *testing.T, half string) {
	const size = 4
	queue := &pipes{conns: make(chan net.Conn, 100), closed: make(chan struct{})}
	v := newBlockingAt(t, queue, size)
	close(v.release)
	var stalled []<-chan string
	for range size {
		stalled = append(stalled, queue.send(half))
	}
	synctest.Wait() // until the stalled ones have every slot
	began := time.Now()
	if got := <-queue.send(wholeRequest); !strings.HasPrefix(got, "HTTP/1.1 200") ||
		time.Since(began) > patience+2*look {
		t.Errorf("after %v: %q", time.Since(began), got)
	}
	for _, s := range stalled {
		<-s
	}
	lone := queue.send(half)
	select {
	case got := <-lone:
		t.Errorf("a stalled connection was closed without need, with %q", got)
	case <-time.After(patience + 3*look):
	}
	if err := v.end(); err != nil {
		t.Error(err)
	}
	<-lone
}

// pipes is a net.Listener in memory, whose connections wait in a queue like the kernel's.
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

// send opens a connection, writes a text, and returns everything that the server sends before it
// closes the connection.
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

// TestFullListenerCloses: shutdown does not wait for a free slot.
func TestFullListenerCloses(t *testing.T) {
	v := newBlocking(t, 1)
	answer := v.send(t, wholeRequest)
	<-v.entered
	ended := make(chan error, 1)
	go func() { ended <- v.end() }()
	close(v.release)
	if got := <-answer; !strings.HasPrefix(got, "HTTP/1.1 200") {
		t.Errorf("the open connection got %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestQueuedConnectionsAreAnsweredAtShutdown: the platform has already sent their requests.
func TestQueuedConnectionsAreAnsweredAtShutdown(t *testing.T) {
	v := newBlocking(t, 1)
	answers := []<-chan string{v.send(t, wholeRequest)}
	<-v.entered
	for range 3 {
		answers = append(answers, v.send(t, wholeRequest))
	}
	ended := make(chan error, 1)
	go func() { ended <- v.end() }()
	close(v.release)
	for i, answer := range answers {
		if got := <-answer; !strings.HasPrefix(got, "HTTP/1.1 200") {
			t.Errorf("number %d got %q", i, got)
		}
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestHalfSentRequestsFitIntoTheSmallestContainer: very many connections, without authentication,
// send as much as they can and do not finish.
func TestHalfSentRequestsFitIntoTheSmallestContainer(t *testing.T) {
	const clients = 2000
	env := settings(t, "http://127.0.0.1:1")
	env["GOMEMLIMIT"] = "40MiB" // as heedMemory has it there
	c := start(t, env)
	half := "POST /v1/views HTTP/1.1\r\nHost: container\r\nX-Long: " + strings.Repeat("a", 30_000)
	address := strings.TrimPrefix(c.url, "http://")
	var wg sync.WaitGroup
	for range clients {
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
		t.Errorf("not healthy meanwhile: %d", got.status)
	}
	wg.Wait()
	wantFits(t, c)
}
