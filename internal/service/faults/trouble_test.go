package faults_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

// planted is in everything that an upstream with a fault sends. It has a space, so it is not a code
// that may be logged.
const planted = "planted words"

// plantedWord is used where only one word fits. It is not a valid code of AWS, which could be
// logged.
const plantedWord = "planted:word"

// fault is one fault of an upstream.
type fault struct {
	name string
	// takesTime marks a fault with a wait: it is tested where waiting costs nothing.
	takesTime bool
	// dial replaces the connection, serve the upstream's answer.
	dial  func(context.Context) (net.Conn, error)
	serve func(right http.Handler, w http.ResponseWriter, r *http.Request)
	// strangeCertificate presents a certificate of no known authority.
	strangeCertificate bool
	// asks is the wait in seconds that the answer asks for.
	asks int
	// clock is off by an hour, on one side.
	clock bool
}

// faults lists every fault, in the order of the documentation.
var faults = []fault{
	{name: "slow, but in time", takesTime: true},
	{name: "no answer", takesTime: true, serve: silent},
	{name: "no TLS handshake", takesTime: true, dial: mute},
	{name: "silence in mid-body", takesTime: true, serve: silentInBody},
	{name: "headers without end", takesTime: true, serve: endlessHeaders},
	{name: "a body without end, byte by byte", takesTime: true, serve: drip},
	{name: "connection refused", dial: refused},
	{name: "no such name (DNS)", dial: noSuchName},
	{name: "a certificate of nobody's", strangeCertificate: true},
	{name: "reset before the answer", serve: reset},
	{name: "reset in mid-body", serve: resetInBody},
	{name: "not HTTP", serve: notHTTP},
	{name: "half a body, framed as whole", serve: half},
	{name: "an empty 200", serve: answer(200, "", "")},
	{name: "200 with rubbish", serve: rubbish},
	{name: "200 with a page for people",
		serve: answer(200, "text/html", "<html>"+planted+"</html>")},
	{name: "the right body, another content type", serve: relabelled},
	{name: "too large", serve: oversized},
	{name: "a redirect to another host (302)",
		serve: redirect(302, "https://elsewhere.example/"+planted)},
	{name: "a redirect to another host (307)",
		serve: redirect(307, "https://elsewhere.example/"+planted)},
	{name: "a redirect to no address", serve: redirect(302, "%"+plantedWord)},
	{name: "400", serve: status(400, "")},
	{name: "401", serve: status(401, "")},
	{name: "403", serve: status(403, "")},
	{name: "404", serve: status(404, "")},
	{name: "429", serve: status(429, "")},
	{name: "429, Retry-After 1", takesTime: true, asks: 1, serve: status(429, "1")},
	{name: "429, Retry-After 1800", asks: 1800, serve: status(429, "1800")},
	{name: "500", serve: status(500, "")},
	{name: "503, Retry-After 1", asks: 1, serve: status(503, "1")},
	{name: "its Date is off by an hour", serve: misdated},
	{name: "our clock is off by an hour", clock: true},
}

// drained reads the request to its end: only then does a server notice that the client leaves.
func drained(r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }

func silent(_ http.Handler, _ http.ResponseWriter, r *http.Request) {
	drained(r)
	<-r.Context().Done()
}

// mute returns a connection that sends nothing until the client leaves.
func mute(context.Context) (net.Conn, error) {
	near, far := pipe()
	go func() {
		_, _ = io.Copy(io.Discard, far)
		_ = far.Close()
	}()
	return near, nil
}

// rightly returns the upstream's right answer.
func rightly(right http.Handler, r *http.Request) (http.Header, int, []byte) {
	w := httptest.NewRecorder()
	right.ServeHTTP(w, r)
	drained(r)
	return w.Header(), w.Code, w.Body.Bytes()
}

// sendHead sends the head of the right answer, with the given length.
func sendHead(w http.ResponseWriter, h http.Header, code, length int) {
	for name, values := range h {
		w.Header()[name] = values
	}
	w.Header().Set("X-Planted", planted)
	if length >= 0 {
		w.Header().Set("Content-Length", strconv.Itoa(length))
	}
	w.WriteHeader(code)
}

func silentInBody(right http.Handler, w http.ResponseWriter, r *http.Request) {
	h, code, body := rightly(right, r)
	sendHead(w, h, code, len(body))
	_, _ = w.Write(body[:len(body)/2])
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

func drip(right http.Handler, w http.ResponseWriter, r *http.Request) {
	h, code, _ := rightly(right, r)
	sendHead(w, h, code, -1)
	every(r.Context(), func() error {
		_, err := w.Write([]byte(" "))
		return errors.Join(err, http.NewResponseController(w).Flush())
	})
}

// every calls do every second until it fails or the caller leaves.
func every(ctx context.Context, do func() error) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for do() == nil {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func endlessHeaders(_ http.Handler, w http.ResponseWriter, r *http.Request) {
	drained(r)
	conn := taken(w)
	defer func() { _ = conn.Close() }()
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
	every(context.Background(), func() error {
		_, err := io.WriteString(conn, "X-Planted: "+planted+"\r\n")
		return err
	})
}

// taken takes the connection away from the server.
func taken(w http.ResponseWriter) net.Conn {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	return conn
}

// cut resets a connection: the client gets RST and no end.
func cut(conn net.Conn) {
	below := conn
	if secured, ok := conn.(interface{ NetConn() net.Conn }); ok {
		below = secured.NetConn()
	}
	if tcp, ok := below.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = below.Close()
}

func reset(_ http.Handler, w http.ResponseWriter, r *http.Request) {
	drained(r)
	cut(taken(w))
}

func resetInBody(right http.Handler, w http.ResponseWriter, r *http.Request) {
	h, code, body := rightly(right, r)
	sendHead(w, h, code, len(body))
	_, _ = w.Write(body[:len(body)/2])
	_ = http.NewResponseController(w).Flush()
	cut(taken(w))
}

func notHTTP(_ http.Handler, w http.ResponseWriter, r *http.Request) {
	drained(r)
	conn := taken(w)
	_, _ = io.WriteString(conn, plantedWord+"\r\n\r\n")
	_ = conn.Close()
}

func half(right http.Handler, w http.ResponseWriter, r *http.Request) {
	h, code, body := rightly(right, r)
	sendHead(w, h, code, len(body)/2)
	_, _ = w.Write(body[:len(body)/2])
}

func rubbish(right http.Handler, w http.ResponseWriter, r *http.Request) {
	h, code, _ := rightly(right, r)
	sendHead(w, h, code, -1)
	_, _ = io.WriteString(w, "\xff\x00"+planted)
}

func relabelled(right http.Handler, w http.ResponseWriter, r *http.Request) {
	h, code, body := rightly(right, r)
	h = h.Clone()
	h.Set("Content-Type", "application/octet-stream")
	sendHead(w, h, code, len(body))
	_, _ = w.Write(body)
}

// tooMuch is more bytes than any answer may have.
const tooMuch = 5 << 20

// oversized sends unlimited white space, which is valid JSON and XML but for its length.
func oversized(right http.Handler, w http.ResponseWriter, r *http.Request) {
	h, code, body := rightly(right, r)
	sendHead(w, h, code, tooMuch+len(body))
	blank := bytes.Repeat([]byte(" "), 64<<10)
	for sent := 0; sent < tooMuch; sent += len(blank) {
		if _, err := w.Write(blank); err != nil {
			return
		}
	}
	_, _ = w.Write(body)
}

func misdated(right http.Handler, w http.ResponseWriter, r *http.Request) {
	h, code, body := rightly(right, r)
	h.Set("Date", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
	sendHead(w, h, code, len(body))
	_, _ = w.Write(body)
}

func answer(code int, media, body string) func(http.Handler, http.ResponseWriter, *http.Request) {
	return func(right http.Handler, w http.ResponseWriter, r *http.Request) {
		h, _, _ := rightly(right, r)
		if media != "" {
			h = http.Header{"Content-Type": {media}}
		}
		sendHead(w, h, code, len(body))
		_, _ = io.WriteString(w, body)
	}
}

// status is an answer of an intermediary: it contains no code of the upstream's own.
func status(code int, retryAfter string) func(http.Handler, http.ResponseWriter, *http.Request) {
	return func(_ http.Handler, w http.ResponseWriter, r *http.Request) {
		drained(r)
		h := http.Header{"Content-Type": {"text/plain"},
			"X-Amzn-Query-Error": {planted + ";Sender"}, "X-Amzn-Requestid": {planted}}
		if retryAfter != "" {
			h.Set("Retry-After", retryAfter)
		}
		sendHead(w, h, code, -1)
		_, _ = io.WriteString(w, planted)
	}
}

func redirect(code int, to string) func(http.Handler, http.ResponseWriter, *http.Request) {
	return func(_ http.Handler, w http.ResponseWriter, r *http.Request) {
		drained(r)
		sendHead(w, http.Header{"Location": {to}}, code, 0)
	}
}
