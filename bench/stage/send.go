package stage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"time"

	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/sim/confluence"
)

// send sends a request over a connection of its own.
func send(req *http.Request) (Answer, error) {
	began := time.Now()
	resp, err := direct.RoundTrip(req)
	if err != nil {
		return Answer{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	a := Answer{Status: resp.StatusCode, Header: resp.Header}
	var body bytes.Buffer
	piece := make([]byte, 32<<10)
	for {
		n, err := resp.Body.Read(piece)
		if n > 0 && a.First == 0 {
			a.First = time.Since(began)
		}
		body.Write(piece[:n])
		if errors.Is(err, io.EOF) {
			a.Body, a.Last = body.Bytes(), time.Since(began)
			return a, nil
		}
		if err != nil {
			return Answer{}, err
		}
	}
}

// serve passes a request to an imitation in this process.
func serve(h http.Handler, req *http.Request) (a Answer, err error) {
	defer func() {
		if cause := recover(); cause == http.ErrAbortHandler {
			err = io.ErrUnexpectedEOF
		} else if cause != nil {
			panic(cause)
		}
	}()
	w := &recorder{began: time.Now(), header: http.Header{}}
	h.ServeHTTP(w, req)
	return Answer{Status: w.status, Header: w.header, Body: w.body.Bytes(), First: w.first,
		Last: w.last}, nil
}

// recorder is an http.ResponseWriter that records the times of the pieces.
type recorder struct {
	began       time.Time
	header      http.Header
	status      int
	body        bytes.Buffer
	first, last time.Duration
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	r.last = time.Since(r.began)
	if r.first == 0 {
		r.first = r.last
	}
	return r.body.Write(p)
}

func (r *recorder) Flush() {}

// request makes the platform's request of a call.
func (s *Stage) request(ctx context.Context, c Call, origin string) (*http.Request, error) {
	body, err := text(c.Body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, orElse(c.Method, http.MethodGet),
		orElse(origin, "http://function.example")+c.Path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.RemoteAddr = "127.0.0.1:1"
	if c.Stream {
		req.Header.Set("Content-Type", "text/plain;charset=UTF-8")
		req.Header.Set("Origin", Origin)
		return req, nil
	}
	req.Header.Set("Content-Type", "application/json")
	token := c.Token
	if token == "" {
		if token, err = s.Token(c); err != nil {
			return nil, err
		}
	}
	if token != "-" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	req.Header.Set("X-Forge-Oauth-User", userTokenPrefix+orElse(c.Person, Admin))
	req.Header.Set("X-Forge-Oauth-System", systemToken)
	return req, nil
}

func text(body any) (string, error) {
	switch b := body.(type) {
	case nil:
		return "", nil
	case string:
		return b, nil
	}
	raw, err := json.Marshal(body)
	return string(raw), err
}

// minted is a token that is reused for a while: minting costs more than the program's check.
type minted struct {
	token string
	until time.Time
}

// Token returns an invocation token for a call.
func (s *Stage) Token(c Call) (string, error) {
	key := orElse(c.Person, Admin) + " " + orElse(c.Space, Space)
	if known, ok := s.tokens.Load(key); ok && time.Now().Before(known.(minted).until) {
		return known.(minted).token, nil
	}
	person, known := confluence.PersonByKey(orElse(c.Person, Admin))
	if !known {
		return "", fmt.Errorf("unknown person %q", c.Person)
	}
	token, err := s.issuer.Mint(time.Now(), invocation.Claims{
		App: invocation.App{
			ID: AppID, InstallationID: "ari:cloud:ecosystem::installation/" + Installation,
			APIBaseURL:  "https://api.atlassian.com/ex/confluence/" + CloudID,
			Environment: invocation.Environment{Type: "PRODUCTION"},
			Module:      invocation.Module{Type: "core:endpoint", Key: "api"},
		},
		Context: &invocation.Context{
			CloudID: CloudID, AccountID: person.AccountID, AccountType: "licensed",
			Extension: json.RawMessage(`{"type":"macro","space":{"id":"` + orElse(c.Space, Space) +
				`"}}`),
		},
		Principal: person.AccountID,
	})
	if err != nil {
		return "", err
	}
	s.tokens.Store(key, minted{token, time.Now().Add(10 * time.Second)})
	return token, nil
}

const invocationHeader = "X-Forge-Invocation-Id"

// holdPath is the path of the invocations that stay under way.
const holdPath = "/stage/hold"

// holds keeps invocations of the imitated sidecar under way, one for each person and space. Calls
// under their ids need no pass through the imitation.
type holds struct {
	mu      sync.Mutex
	ids     map[string]string
	waiting sync.Map // path to chan string
	over    chan struct{}
	once    sync.Once
}

// around is the proxy between the sidecar and the container.
func (h *holds) around(container string) http.Handler {
	h.over = make(chan struct{})
	to, err := url.Parse(container)
	if err != nil {
		panic("the container's address is not one")
	}
	onwards := &httputil.ReverseProxy{
		Transport: direct, FlushInterval: -1,
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) },
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if started, ok := h.waiting.Load(r.URL.Path); ok {
			started.(chan string) <- r.Header.Get(invocationHeader)
			<-h.over
			return
		}
		onwards.ServeHTTP(w, r)
	})
}

// id returns the id of an invocation that is under way.
func (h *holds) id(ctx context.Context, s *Stage, c Call) (string, error) {
	who := Call{Person: c.Person, Space: c.Space, Token: c.Token}
	who.Path = holdPath + "/" + url.PathEscape(who.Person+" "+who.Space+" "+who.Token)
	h.mu.Lock()
	defer h.mu.Unlock()
	if id := h.ids[who.Path]; id != "" {
		return id, nil
	}
	started := make(chan string, 1)
	req, err := s.request(context.Background(), who, s.url)
	if err != nil {
		return "", err
	}
	h.waiting.Store(req.URL.Path, started)
	refused := make(chan int, 1)
	go func() {
		answer, _ := serve(s.in, req)
		refused <- answer.Status
	}()
	select {
	case id := <-started:
		h.ids[who.Path] = id
		return id, nil
	case status := <-refused:
		return "", fmt.Errorf("the sidecar refuses the call: status %d", status)
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// release ends the invocations.
func (h *holds) release() { h.once.Do(func() { close(h.over) }) }

func orElse(value, other string) string {
	if value == "" {
		return other
	}
	return value
}
