package faults_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/egress"
)

// end is one upstream: a server of its own, and the transport that leads to it. Either can fail.
type end struct {
	right http.Handler
	// certificate is nil if the transport is in clear.
	certificate *tls.Certificate
	connect     func(ctx context.Context) (net.Conn, error)
	transport   *http.Transport

	mu    sync.Mutex
	fault *fault
	dials int
}

// trouble sets the fault, nil for none, and resets the count of dials.
func (e *end) trouble(f *fault) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.fault, e.dials = f, 0
}

func (e *end) now() fault {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.fault == nil {
		return fault{}
	}
	return *e.fault
}

// dialled returns how many connections were opened. None is reused, so it is the number of calls.
func (e *end) dialled() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.dials
}

func (e *end) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	e.mu.Lock()
	e.dials++
	e.mu.Unlock()
	if f := e.now(); f.dial != nil {
		return f.dial(ctx)
	}
	return e.connect(ctx)
}

// ServeHTTP implements http.Handler.
func (e *end) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f := e.now(); f.serve != nil {
		f.serve(e.right, w, r)
		return
	}
	e.right.ServeHTTP(w, r)
}

// start serves an upstream until the test ends: in memory, for a bubble of testing/synctest,
// otherwise on loopback.
func (e *end) start(t *testing.T, inMemory bool, trusted, strange *tls.Certificate) {
	t.Helper()
	listener := e.listen(t, inMemory)
	server := &http.Server{Handler: e, ErrorLog: log.New(io.Discard, "", 0)}
	e.transport = egress.NewTransport()
	e.transport.DialContext = e.dial
	if e.certificate = trusted; trusted != nil {
		listener = tls.NewListener(listener,
			&tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
				if e.now().strangeCertificate {
					return strange, nil
				}
				return trusted, nil
			}})
		e.transport.TLSClientConfig.RootCAs = x509.NewCertPool()
		e.transport.TLSClientConfig.RootCAs.AddCert(trusted.Leaf)
		if !inMemory {
			// a busy test machine must not look like an unreachable AWS
			e.transport.TLSHandshakeTimeout = time.Minute
		}
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
}

func (e *end) listen(t *testing.T, inMemory bool) net.Listener {
	t.Helper()
	if inMemory {
		l := &memory{conns: make(chan net.Conn), closed: make(chan struct{})}
		e.connect = l.dial
		return l
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	e.connect = func(ctx context.Context) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", l.Addr().String())
	}
	return l
}

// memory is a net.Listener without a network.
type memory struct {
	conns  chan net.Conn
	once   sync.Once
	closed chan struct{}
}

func (m *memory) dial(ctx context.Context) (net.Conn, error) {
	near, far := pipe()
	select {
	case m.conns <- far:
		return near, nil
	case <-m.closed:
	case <-ctx.Done():
	}
	_, _ = near.Close(), far.Close()
	return nil, net.ErrClosed
}

func (m *memory) Accept() (net.Conn, error) {
	select {
	case c := <-m.conns:
		return c, nil
	case <-m.closed:
		return nil, net.ErrClosed
	}
}

func (m *memory) Close() error {
	m.once.Do(func() { close(m.closed) })
	return nil
}

func (m *memory) Addr() net.Addr { return &net.TCPAddr{} }

// pipe is net.Pipe with a buffer in each direction, as TCP has: a writer does not wait for its
// reader.
func pipe() (net.Conn, net.Conn) {
	near, far := net.Pipe()
	return newBuffered(near), newBuffered(far)
}

type buffered struct {
	net.Conn
	mu     sync.Mutex
	queue  []byte
	closed bool
	wake   chan struct{}
}

// lingering is how long written bytes may wait for a reader after their writer has closed.
const lingering = time.Minute

func newBuffered(c net.Conn) *buffered {
	b := &buffered{Conn: c, wake: make(chan struct{}, 1)}
	go b.pump()
	return b
}

// pump copies the written bytes, and then closes the connection.
func (b *buffered) pump() {
	defer func() { _ = b.Conn.Close() }()
	for range b.wake {
		b.mu.Lock()
		piece, closed := b.queue, b.closed
		b.queue = nil
		b.mu.Unlock()
		if len(piece) > 0 {
			if _, err := b.Conn.Write(piece); err != nil {
				b.end()
				return
			}
		}
		if closed {
			return
		}
	}
}

func (b *buffered) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
}

func (b *buffered) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, io.ErrClosedPipe
	}
	b.queue = append(b.queue, p...)
	b.nudge()
	return len(p), nil
}

func (b *buffered) nudge() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// SetWriteDeadline does nothing: a write never waits, and bytes in TCP's buffer are sent after a
// deadline too.
func (b *buffered) SetWriteDeadline(time.Time) error { return nil }

func (b *buffered) SetDeadline(t time.Time) error { return b.SetReadDeadline(t) }

func (b *buffered) Close() error {
	b.end()
	_ = b.Conn.SetReadDeadline(time.Unix(1, 0))
	// the buffered bytes may have no reader any more
	_ = b.Conn.SetWriteDeadline(time.Now().Add(lingering))
	b.nudge()
	return nil
}

// certificate returns a certificate that is valid for those names.
func certificate(t *testing.T, names ...string) *tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: names[0]}, DNSNames: names,
		NotBefore: time.Unix(0, 0), NotAfter: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}
