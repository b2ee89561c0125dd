// Package egress is the allow-list of outgoing requests. One http.RoundTripper sends the requests
// on its list and refuses all others before a name is resolved. A manifest can only list hosts; the
// list also fixes method, path, query names and action.
package egress

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
)

// ErrRefused is returned for a request that is not on the list. The request was not sent.
var ErrRefused = errors.New("egress: a request that is not on the list")

// maxRequest bounds a request's body in bytes. The largest is a record for Forge storage.
const maxRequest = 256 << 10

// Rule allows one kind of request.
type Rule struct {
	To     Destination
	Method string
	// Path must match the whole of the URL's path.
	Path *regexp.Regexp
	// Query lists the query parameters that may be sent, none by default.
	Query []Parameter
	// Action is the awsQuery action that the form body must name, once; "" allows every body.
	Action string
	// Why is the purpose of the request, a sentence that is published with the list.
	Why string
}

// allows reports whether the rule allows the request. body is the request's whole body.
func (r Rule) allows(req *http.Request, body []byte) bool {
	if !r.To.allows(req.URL) || req.URL.User != nil || !r.To.allowsName(req.Host, req.URL.Host) {
		return false
	}
	// net/http sends Opaque in place of the path.
	if req.Method != r.Method || req.URL.Opaque != "" ||
		!r.Path.MatchString(req.URL.EscapedPath()) || !allowsQuery(r.Query, req.URL.RawQuery) {
		return false
	}
	return r.Action == "" || formAction(body) == r.Action
}

// formAction returns the Action of a form, "" unless the form has exactly one.
func formAction(body []byte) string {
	form, err := url.ParseQuery(string(body))
	if err != nil || len(form["Action"]) != 1 {
		return ""
	}
	return form.Get("Action")
}

// Guard is an http.RoundTripper that sends the requests on its list and refuses all others.
type Guard struct {
	// Refused, if not nil, is called for every request that is not on the list, which is a defect
	// of Pagewatch or an attack. Set it before the first request.
	Refused func(ctx context.Context, method, host string)

	rules []Rule
	base  http.RoundTripper
}

// New returns a guard with that list. base sends the allowed requests: a transport of NewTransport,
// or Connections on Lambda.
func New(base http.RoundTripper, rules ...Rule) *Guard { return &Guard{rules: rules, base: base} }

// RoundTrip implements http.RoundTripper.
//
// It reads the body into memory. The check needs it, and so does the AWS SDK: its streamed bodies
// race with HTTP/1.1 servers that answer at once, which shows as "use of closed network
// connection".
func (g *Guard) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := materialise(req)
	if err != nil {
		return nil, g.report(req, err)
	}
	for _, rule := range g.rules {
		if rule.allows(req, body) {
			return g.send(rule, withBody(req, body))
		}
	}
	return nil, g.report(req, fmt.Errorf("%w: %s %s", ErrRefused, req.Method, req.URL.Host))
}

// send sends an allowed request, which it may change.
func (g *Guard) send(rule Rule, req *http.Request) (*http.Response, error) {
	acceptPlain(req)
	if rule.To.Suffix != "" {
		req = req.WithContext(chosen(req.Context(), req.URL.Host))
	}
	resp, err := g.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	return plain(resp), nil
}

// report calls Refused for a refusal and returns err.
func (g *Guard) report(req *http.Request, err error) error {
	if g.Refused != nil && errors.Is(err, ErrRefused) {
		g.Refused(req.Context(), req.Method, req.URL.Host)
	}
	return err
}

// materialise reads the whole body of a request, at most maxRequest bytes.
func materialise(req *http.Request) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	defer func() { _ = req.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(req.Body, maxRequest+1))
	if err != nil {
		return nil, fmt.Errorf("reading an outgoing request: %w", err)
	}
	if len(body) > maxRequest {
		return nil, fmt.Errorf("%w: body over %d bytes", ErrRefused, maxRequest)
	}
	return body, nil
}

// withBody returns a copy: a RoundTripper may not change its caller's request. With GetBody a
// transport can send it anew, where it may.
func withBody(req *http.Request, body []byte) *http.Request {
	out := req.Clone(req.Context())
	out.Body, out.GetBody = http.NoBody, nil
	if out.ContentLength = int64(len(body)); len(body) > 0 {
		out.GetBody = func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(body)), nil
		}
		out.Body, _ = out.GetBody()
	}
	return out
}

// Client returns an HTTP client over the guard that does not follow redirects: a redirect would
// send session tokens to another host.
func (g *Guard) Client() *http.Client {
	return &http.Client{
		Transport: g,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}
}
