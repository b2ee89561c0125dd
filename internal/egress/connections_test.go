package egress_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"pagewatch/internal/egress"
)

// listener is a server that counts its connections and tells when one is closed.
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

// connections returns how many were opened.
func (l *listener) connections() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.opened
}

// ask asks the server for something with a body, through the guard; a question may be asked twice.
func (l *listener) ask(t *testing.T, way http.RoundTripper, question bool) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, l.URL+"/forge/storage/kvs/v1/get",
		strings.NewReader(`{"key":"a"}`))
	if err != nil {
		t.Fatal(err)
	}
	if question {
		req.Header["Idempotency-Key"] = nil
	}
	resp, err := egress.New(way, egress.ForgeStorage(l.URL)).Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if said, err := io.ReadAll(resp.Body); err != nil || string(said) != `{"key":"a"}` {
		t.Fatalf("got %q, %v", said, err)
	}
}

// echo answers with what it is asked, and refuses marks that are for the transport.
func echo(w http.ResponseWriter, r *http.Request) {
	if _, marked := r.Header["Idempotency-Key"]; marked {
		w.WriteHeader(http.StatusTeapot)
		return
	}
	_, _ = io.Copy(w, r.Body)
}

// TestQuestionsShareAConnectionUntilTheRest: one serves a burst of them, and none outlives it.
func TestQuestionsShareAConnectionUntilTheRest(t *testing.T) {
	server, way := listen(t, echo), egress.NewConnections()
	for range 3 {
		server.ask(t, way, true)
	}
	if n := server.connections(); n != 1 {
		t.Errorf("%d connections for 3 questions one after the other, want 1", n)
	}
	way.CloseIdleConnections()
	<-server.closed
	server.ask(t, way, true)
	if n := server.connections(); n != 2 {
		t.Errorf("%d connections after the rest, want another", n)
	}
}

// TestAllElseHasItsOwnConnection: it meets none that another has used.
func TestAllElseHasItsOwnConnection(t *testing.T) {
	server, way := listen(t, echo), egress.NewConnections()
	server.ask(t, way, true)
	for range 3 {
		server.ask(t, way, false)
		<-server.closed
	}
	if n := server.connections(); n != 4 {
		t.Errorf("%d connections for 3 requests after a question, want 4", n)
	}
}

// TestAConnectionInUseIsClosedAfterwards: a rest in the middle of a question leaves it alone, and
// nothing of it behind.
func TestAConnectionInUseIsClosedAfterwards(t *testing.T) {
	way := egress.NewConnections()
	server := listen(t, func(w http.ResponseWriter, r *http.Request) {
		way.CloseIdleConnections()
		echo(w, r)
	})
	for range 2 {
		server.ask(t, way, true)
		<-server.closed
	}
	if n := server.connections(); n != 2 {
		t.Errorf("%d connections for 2 questions, want 2", n)
	}
}

// TestAClosedConnectionIsNoFault: a peer that keeps connections for less long than we do costs
// nobody an answer.
func TestAClosedConnectionIsNoFault(t *testing.T) {
	server, way := listen(t, echo), egress.NewConnections()
	for range 50 {
		server.ask(t, way, true)
		<-server.idle
		server.CloseClientConnections()
	}
	if n := server.connections(); n != 50 {
		t.Errorf("%d connections for 50 questions, each closed at once", n)
	}
}
