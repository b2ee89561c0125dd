// Package client reads from Grafana Cloud stacks over HTTP. It sends GETs only, follows no redirect,
// and keeps no cookie. Every answer is bounded in bytes and time, and its errors hold nothing of an
// answer but plain words.
package client

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	"pagewatch/internal/budget"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// Service is what errors and audit records call a stack.
const Service upstream.Service = "grafana"

// Settings come from the operator, never from a tenant.
type Settings struct {
	// Client sends requests through the egress guard.
	Client *http.Client
	// Origin replaces the origin of every stack, such as http://127.0.0.1:9000; "" in production.
	Origin string
	// Now is the clock; time.Now in production.
	Now func() time.Time
}

// Client reads from stacks.
type Client struct{ settings Settings }

// New returns a client.
func New(settings Settings) *Client { return &Client{settings} }

// Stack is a stack to ask, and the token to ask with; the zero token asks without one.
type Stack struct {
	Host  string
	Token secret.Value
	// Memory is what the call takes for the answers; nil is not counted.
	Memory *budget.Lease
}

// request is one GET.
type request struct {
	operation string
	path      string
	query     url.Values
	// limit bounds the answer in bytes, and timeout the time until it is complete.
	limit   int64
	timeout time.Duration
}

var (
	// errTooLarge ends an answer that is longer than its limit. A silent end there would pass for
	// the end of the answer.
	errTooLarge = errors.New("an answer that is too large")
	// errEnough ends the reading of an answer of which no more is kept.
	errEnough = errors.New("enough of an answer")
)

// get sends a request, and decodes a successful answer into out, which is a pointer or a decoder. The
// error is an *upstream.Error.
func (c *Client) get(ctx context.Context, s Stack, r request, out any) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	started := time.Now()
	answer := Answer{Trace: upstream.Trace{Service: Service, Operation: r.operation}}
	resp, err := c.send(ctx, s, r)
	if err == nil {
		defer func() { _ = resp.Body.Close() }()
		answer.Trace.Status = resp.StatusCode
		answer.Deprecation = deprecationIn(resp.Header)
		body := &metered{Reader: resp.Body, left: r.limit,
			hold: func(n int64) error { return s.Memory.Hold(ctx, n) }}
		err = receive(resp, body, out)
		answer.Size = body.read
	}
	answer.Trace.Duration = time.Since(started)
	if err == nil {
		return answer, nil
	}
	failed := failure(ctx, resp, err)
	failed.Service, failed.Operation = Service, r.operation
	if resp != nil {
		failed.RetryAfter = upstream.RetryAfter(resp, c.settings.Now())
	}
	answer.Trace.Code = failed.Code
	return answer, failed
}

// Answer is what is known of an answer beside its content.
type Answer struct {
	Trace upstream.Trace
	// Size is how much was read of it, in bytes.
	Size int64
	// Cut means that the stack has more than was kept.
	Cut bool
	// Deprecation is set where Grafana has announced the end of the route.
	Deprecation *Deprecation
}

func (c *Client) send(ctx context.Context, s Stack, r request) (*http.Response, error) {
	origin := c.settings.Origin
	if origin == "" {
		origin = "https://" + s.Host
	}
	address := origin + r.path
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	if c.settings.Origin != "" {
		req.Host = s.Host // one simulation serves every stack
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "pagewatch")
	if !s.Token.Empty() {
		req.Header.Set("Authorization", "Bearer "+s.Token.Reveal())
	}
	return c.settings.Client.Do(req)
}

// receive decodes a success. Anything else is an error.
func receive(resp *http.Response, body *metered, out any) error {
	if resp.StatusCode != http.StatusOK {
		return errRefused
	}
	media, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if media != "application/json" {
		return errNotJSON
	}
	decoder := json.NewDecoder(body)
	body.used = decoder.InputOffset
	if err := decodeInto(decoder, out); err != nil {
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	}
	switch _, err := decoder.Token(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil: // the end of the call, for one
		return err
	}
	return errNotJSON
}

// streamed reads its own parts of a large answer, so that the whole is never in memory.
type streamed interface {
	decode(decoder *json.Decoder) error
}

func decodeInto(decoder *json.Decoder, out any) error {
	if s, ok := out.(streamed); ok {
		return s.decode(decoder)
	}
	return decoder.Decode(out)
}

// metered returns an error after its limit, and takes the memory for what the decoder holds before
// it passes on more. A read is full unless the answer ends: with each read a decoder looks through
// the white space that it holds once more, so that blanks in small pieces would cost their square.
type metered struct {
	io.Reader
	read, left int64
	// used returns how much of it the decoder needs no more.
	used func() int64
	hold func(n int64) error
}

// Read implements io.Reader.
func (m *metered) Read(p []byte) (int, error) {
	if err := m.hold(m.read - m.used() + int64(len(p))); err != nil {
		return 0, err
	}
	n, err := 0, error(nil)
	for n < len(p) && err == nil {
		var more int
		more, err = m.Reader.Read(p[n:])
		n += more
	}
	m.read += int64(n)
	if m.left -= int64(n); m.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}
