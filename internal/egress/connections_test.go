package egress_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"pagewatch/internal/egress"
)

// listener is a server that counts its connections and reports when one is idle or closed.
type listener struct {
	*httptest.Server
	mu     sync.Mutex
	opened int
	idle   chan struct{}
	closed chan struct{}
}

func listen(t *testing.T, h http.HandlerFunc) *listener {
	t.Helper()
	l := &listener{Server: httptest.NewUnstartedServer(h), idle: make(chan struct{}, 100),
		closed: make(chan struct{}, 100)}
	l.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			l.mu.Lock()
			l.opened++
			l.mu.Unlock()
		case http.StateIdle:
			l.idle <- struct{}{}
		case http.StateClosed:
			l.closed <- struct{}{}
		}
	}
	l.Start()
	t.Cleanup(l.Close)
	return l
}

// connections returns the number of connections opened so far.
func (l *listener) connections() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.opened
}

// ask sends a request with a body through the guard, marked if it may be sent twice.
func (l *listener) ask(t *testing.T, transport http.RoundTripper, repeatable bool) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, l.URL+"/forge/storage/kvs/v1/get",
		strings.NewReader(`{"key":"a"}`))
	if err != nil {
		t.Fatal(err)
	}
	if repeatable {
		req.Header["Idempotency-Key"] = nil
	}
	resp, err := egress.New(transport, egress.ForgeStorage(l.URL)).Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if got, err := io.ReadAll(resp.Body); err != nil || string(got) != `{"key":"a"}` {
		t.Fatalf("got %q, %v", got, err)
	}
}

// echo answers with the body of the request, and refuses a request with the transport's mark.
func echo(w http.ResponseWriter, r *http.Request) {
	if _, marked := r.Header["Idempotency-Key"]; marked {
		w.WriteHeader(http.StatusTeapot)
		return
	}
	_, _ = io.Copy(w, r.Body)
}

// TestTransportsRefuseOldTLS: a server that speaks TLS 1.1 at most gets no request.
func TestTransportsRefuseOldTLS(t *testing.T) {
	for newest, ok := range map[uint16]bool{tls.VersionTLS11: false, tls.VersionTLS12: true} {
		server := httptest.NewUnstartedServer(http.NotFoundHandler())
		server.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: newest}
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		server.StartTLS()
		defer server.Close()
		transport := egress.NewTransport()
		transport.TLSClientConfig.RootCAs = x509.NewCertPool()
		transport.TLSClientConfig.RootCAs.AddCert(server.Certificate())
		resp, err := transport.RoundTrip(httptest.NewRequest(http.MethodGet, server.URL, nil))
		if err == nil {
			_ = resp.Body.Close()
		}
		if (err == nil) != ok {
			t.Errorf("%s: %v", tls.VersionName(newest), err)
		}
	}
}

// TestTransportsBoundHeaders: an answer has at most 64 KiB of headers.
func TestTransportsBoundHeaders(t *testing.T) {
	for kib, ok := range map[int]bool{60: true, 80: false} {
		server := listen(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", kib<<10))
		})
		resp, err := egress.NewTransport().RoundTrip(
			httptest.NewRequest(http.MethodGet, server.URL, nil))
		if err == nil {
			_ = resp.Body.Close()
		}
		if (err == nil) != ok {
			t.Errorf("%d KiB: %v", kib, err)
		}
	}
}

// TestQuestionsShareAConnectionUntilTheRest: requests that may be sent twice share one connection
// until CloseIdleConnections.
func TestQuestionsShareAConnectionUntilTheRest(t *testing.T) {
	server, transport := listen(t, echo), egress.NewConnections()
	for range 3 {
		server.ask(t, transport, true)
	}
	if n := server.connections(); n != 1 {
		t.Errorf("%d connections for 3 repeatable requests in a row, want 1", n)
	}
	transport.CloseIdleConnections()
	<-server.closed
	server.ask(t, transport, true)
	if n := server.connections(); n != 2 {
		t.Errorf("%d connections after CloseIdleConnections, want another", n)
	}
}

// TestAllElseHasItsOwnConnection: any other request uses a new connection.
func TestAllElseHasItsOwnConnection(t *testing.T) {
	server, transport := listen(t, echo), egress.NewConnections()
	server.ask(t, transport, true)
	for range 3 {
		server.ask(t, transport, false)
		<-server.closed
	}
	if n := server.connections(); n != 4 {
		t.Errorf("%d connections for 3 requests after a repeatable one, want 4", n)
	}
}

// TestAConnectionInUseIsClosedAfterwards: CloseIdleConnections during a request lets the request
// finish, and its connection is closed then.
func TestAConnectionInUseIsClosedAfterwards(t *testing.T) {
	transport := egress.NewConnections()
	server := listen(t, func(w http.ResponseWriter, r *http.Request) {
		transport.CloseIdleConnections()
		echo(w, r)
	})
	for range 2 {
		server.ask(t, transport, true)
		<-server.closed
	}
	if n := server.connections(); n != 2 {
		t.Errorf("%d connections for 2 requests, want 2", n)
	}
}

// TestAClosedConnectionIsNoFault: a server that closes kept connections earlier than the client
// causes no failed request.
func TestAClosedConnectionIsNoFault(t *testing.T) {
	server, transport := listen(t, echo), egress.NewConnections()
	for range 50 {
		server.ask(t, transport, true)
		<-server.idle
		server.CloseClientConnections()
	}
	if n := server.connections(); n != 50 {
		t.Errorf("%d connections for 50 requests, each closed at once", n)
	}
}
