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

// venue is a server whose handler waits until it is released.
type venue struct {
	address string
	inside  chan struct{}
	release chan struct{}
	end     func() error
}

func newVenue(t *testing.T, size int) *venue {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return newVenueAt(t, listener, size)
}

func newVenueAt(t *testing.T, listener net.Listener, size int) *venue {
	t.Helper()
	v := &venue{address: listener.Addr().String(), inside: make(chan struct{}, 1000),
		release: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		v.inside <- struct{}{}
		<-v.release
	})
	go func() {
		ended <- serve(ctx, newCrowd(listener, size), handler, slog.New(slog.DiscardHandler))
	}()
	v.end = func() error { cancel(); return <-ended }
	return v
}

// send opens a connection, writes a text, and returns what came when the other side has closed it.
func (v *venue) send(t *testing.T, text string) <-chan string {
	t.Helper()
	conn, err := net.Dial("tcp", v.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	said := make(chan string, 1)
	go func() {
		all, _ := io.ReadAll(conn)
		said <- string(all)
	}()
	return said
}

const wholeRequest = "GET / HTTP/1.1\r\nHost: container\r\n\r\n"

// TestSoManyConnections: no more are open than there are places, and everybody gets one in the end.
func TestSoManyConnections(t *testing.T) {
	const size, guests = 5, 20
	v := newVenue(t, size)
	var answers []<-chan string
	for range guests {
		answers = append(answers, v.send(t, wholeRequest))
	}
	for range size {
		<-v.inside
	}
	time.Sleep(3 * look) // for those who would come in nevertheless; on a busy machine fewer would
	if got := len(v.inside); got != 0 {
		t.Errorf("%d more than %d were let in", got, size)
	}
	close(v.release)
	for i, answer := range answers {
		if got := <-answer; !strings.HasPrefix(got, "HTTP/1.1 200") {
			t.Errorf("guest %d got %q", i, got)
		}
	}
	if err := v.end(); err != nil {
		t.Error(err)
	}
}

// TestTheSilentMakeRoom: who sends half a request keeps nobody out for long, but is left alone
// where there is room. It runs in bubbles, where waiting takes no time.
func TestTheSilentMakeRoom(t *testing.T) {
	for name, half := range map[string]string{
		"nothing": "", "half of the headers": "GET / HTTP/1.1\r\nHost: cont",
		"half a body": "POST / HTTP/1.1\r\nHost: container\r\nContent-Length: 5\r\n\r\n{",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { wantRoom(t, half) })
		})
	}
}

func wantRoom(t *testing.T, half string) {
	const size = 4
	queue := &pipes{conns: make(chan net.Conn, 100), closed: make(chan struct{})}
	v := newVenueAt(t, queue, size)
	close(v.release)
	var silent []<-chan string
	for range size {
		silent = append(silent, queue.send(half))
	}
	synctest.Wait() // until the silent have every place
	began := time.Now()
	if got := <-queue.send(wholeRequest); !strings.HasPrefix(got, "HTTP/1.1 200") ||
		time.Since(began) > patience+2*look {
		t.Errorf("after %v: %q", time.Since(began), got)
	}
	for _, s := range silent {
		<-s
	}
	alone := queue.send(half)
	select {
	case got := <-alone:
		t.Errorf("a lonely one was turned out with %q", got)
	case <-time.After(patience + 3*look):
	}
	if err := v.end(); err != nil {
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
	said := make(chan string, 1)
	go func() {
		all, _ := io.ReadAll(near)
		_ = near.Close()
		said <- string(all)
	}()
	return said
}

// TestAFullHouseCanBeClosed: the end does not wait for a place.
func TestAFullHouseCanBeClosed(t *testing.T) {
	v := newVenue(t, 1)
	answer := v.send(t, wholeRequest)
	<-v.inside
	ended := make(chan error, 1)
	go func() { ended <- v.end() }()
	close(v.release)
	if got := <-answer; !strings.HasPrefix(got, "HTTP/1.1 200") {
		t.Errorf("who was inside got %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestWhoIsQueuingAtTheEndIsAnswered: the platform has handed their requests over.
func TestWhoIsQueuingAtTheEndIsAnswered(t *testing.T) {
	v := newVenue(t, 1)
	answers := []<-chan string{v.send(t, wholeRequest)}
	<-v.inside
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

// TestHalfSentRequestsFitIntoTheSmallestContainer: very many connections bring as much as they can
// and go no further. Nobody has to say who they are for that.
func TestHalfSentRequestsFitIntoTheSmallestContainer(t *testing.T) {
	const guests = 2000
	env := settings(t, "http://127.0.0.1:1")
	env["GOMEMLIMIT"] = "40MiB" // as heedMemory has it there
	c := start(t, env)
	half := "POST /v1/views HTTP/1.1\r\nHost: container\r\nX-Long: " + strings.Repeat("a", 30_000)
	address := strings.TrimPrefix(c.url, "http://")
	var wg sync.WaitGroup
	for range guests {
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
