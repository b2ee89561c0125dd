package lambda

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"
)

// maxPayload is Lambda's limit for the event of one call, in bytes. A body that travels as base64
// is a third longer. Source: the page gettingstarted-limits, "Invocation payload".
const maxPayload = 6 << 20

// urlID is the generated part of a Function URL's host; account is the function's owner.
const (
	urlID   = "imitated0functionurl0imitated000"
	account = "000011112222"
)

var (
	errTooLarge   = errors.New("the request is larger than a call may be")
	errUnreadable = errors.New("the request broke off")
)

// event is the payload of a call through a Function URL, format 2.0.
// Source: the page urls-invocation, "Request payload format".
type event struct {
	Version        string            `json:"version"`
	RouteKey       string            `json:"routeKey"`
	RawPath        string            `json:"rawPath"`
	RawQueryString string            `json:"rawQueryString"`
	Cookies        []string          `json:"cookies,omitempty"`
	Headers        map[string]string `json:"headers"`
	Query          map[string]string `json:"queryStringParameters,omitempty"`
	Context        eventContext      `json:"requestContext"`
	Body           string            `json:"body,omitempty"`
	Base64         bool              `json:"isBase64Encoded"`
}

type eventContext struct {
	AccountID    string    `json:"accountId"`
	APIID        string    `json:"apiId"`
	DomainName   string    `json:"domainName"`
	DomainPrefix string    `json:"domainPrefix"`
	HTTP         eventHTTP `json:"http"`
	RequestID    string    `json:"requestId"`
	RouteKey     string    `json:"routeKey"`
	Stage        string    `json:"stage"`
	Time         string    `json:"time"`
	TimeEpoch    int64     `json:"timeEpoch"`
}

type eventHTTP struct {
	Method    string `json:"method"`
	Path      string `json:"path"`
	Protocol  string `json:"protocol"`
	SourceIP  string `json:"sourceIp"`
	UserAgent string `json:"userAgent"`
}

// event makes the payload of a request.
func (f *Function) event(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxPayload+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUnreadable, err)
	}
	if len(body) > maxPayload {
		return nil, errTooLarge
	}
	now, domain := time.Now(), urlID+".lambda-url."+f.cfg.Region+".on.aws"
	source, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		source = r.RemoteAddr
	}
	e := event{
		Version: "2.0", RouteKey: "$default", RawPath: r.URL.EscapedPath(),
		RawQueryString: r.URL.RawQuery,
		Cookies:        cookies(r.Header), Headers: headers(r, domain, source), Query: query(r),
		Context: eventContext{
			AccountID: "anonymous", APIID: urlID, DomainName: domain, DomainPrefix: urlID,
			HTTP: eventHTTP{Method: r.Method, Path: r.URL.EscapedPath(), Protocol: r.Proto,
				SourceIP: source, UserAgent: r.UserAgent()},
			RequestID: requestID(), RouteKey: "$default", Stage: "$default",
			Time: now.UTC().Format("02/Jan/2006:15:04:05 -0700"), TimeEpoch: now.UnixMilli(),
		},
		Body: string(body),
	}
	if !isText(r.Header.Get("Content-Type"), body) {
		e.Body, e.Base64 = base64.StdEncoding.EncodeToString(body), len(body) > 0
	}
	payload, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encoding a call: %w", err)
	}
	if len(payload) > maxPayload {
		return nil, errTooLarge
	}
	return payload, nil
}

// isText reports whether a body travels unencoded. AWS does not document the types; these were
// observed. A body without a type travels as base64.
func isText(contentType string, body []byte) bool {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil || !utf8.Valid(body) {
		return false
	}
	switch media {
	case "application/json", "application/xml", "application/javascript":
		return true
	}
	return strings.HasPrefix(media, "text/")
}

// headers returns the headers in the form of events: lower-case names, the values of one name
// joined with commas, cookies removed, and the headers that the URL's front end adds.
func headers(r *http.Request, domain, source string) map[string]string {
	out := map[string]string{}
	for name, values := range r.Header {
		out[strings.ToLower(name)] = strings.Join(values, ",")
	}
	delete(out, "cookie")
	out["host"], out["x-forwarded-proto"], out["x-forwarded-port"], out["x-forwarded-for"] = domain,
		"https", "443", source
	return out
}

func cookies(h http.Header) []string {
	var out []string
	for _, line := range h.Values("Cookie") {
		for _, cookie := range strings.Split(line, ";") {
			out = append(out, strings.TrimSpace(cookie))
		}
	}
	return out
}

func query(r *http.Request) map[string]string {
	if r.URL.RawQuery == "" {
		return nil
	}
	out := map[string]string{}
	for name, values := range r.URL.Query() {
		out[name] = strings.Join(values, ",")
	}
	return out
}

// requestID returns a random UUID.
func requestID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the program on an error
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	h := hex.EncodeToString(b)
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
