package forge

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// Caller is the person who invokes. The zero Caller is the anonymous visitor.
type Caller struct {
	// AccountID is the Atlassian account id.
	AccountID string
}

// Call is one invocation as the page composed it. As on the platform, the browser sets the
// extension.
type Call struct {
	Module     string            `json:"module"`
	LocalID    string            `json:"localId"`
	InvokeType string            `json:"invokeType"`
	Path       string            `json:"path"`
	Method     string            `json:"method"`
	Headers    map[string]string `json:"headers"`
	Body       json.RawMessage   `json:"body"`
	Extension  json.RawMessage   `json:"extension"`
}

// Rejection is a message with which the bridge rejects a call.
type Rejection string

// Error returns the message.
func (r Rejection) Error() string { return string(r) }

// The invocation types of @forge/bridge (out/invoke-endpoint/invoke-endpoint.js).
const (
	RemoteFetch    = "ui-remote-fetch"
	ContainerFetch = "ui-container-fetch"
)

// maxRequest is the largest request of the front end in bytes (Forge invocation limits: 500 KB).
const maxRequest = 500 << 10

var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch,
	http.MethodDelete}

// check refuses calls that the platform would not forward.
func (c Call) check() error {
	body := bytes.TrimSpace(c.Body)
	switch {
	case c.InvokeType != RemoteFetch && c.InvokeType != ContainerFetch:
		return Rejection(
			"resolver functions do not run in the local simulation: use invokeRemote or invokeService")
	case !slices.Contains(methods, c.Method):
		return Rejection("the method must be one of " + strings.Join(methods, ", "))
	case len(c.Body) > maxRequest:
		return Rejection("the request payload exceeds 500 KB")
	case c.hasBody() && body[0] != '{':
		return Rejection("the request body must be a JSON object")
	case c.hasBody() && c.Method == http.MethodGet:
		return Rejection("a GET request has no body")
	}
	return nil
}

func (c Call) hasBody() bool {
	body := bytes.TrimSpace(c.Body)
	return len(body) > 0 && string(body) != "null"
}

// platformHeaders are headers that only the platform or the connection may set.
var platformHeaders = []string{
	"Authorization", "Connection", "Content-Length", "Cookie", "Expect", "Forwarded", "Host",
	"Keep-Alive", "Origin",
	"Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "Te", "Trailer",
	"Transfer-Encoding", "Upgrade",
}

// platformPrefixes are the prefixes of further such headers.
var platformPrefixes = []string{"X-Forge-", "X-B3-", "X-Forwarded-", "Sec-"}

// header returns the page's own headers, without those of the platform.
func (c Call) header() http.Header {
	kept := http.Header{}
	for name, value := range c.Headers {
		name = http.CanonicalHeaderKey(name)
		reserved := slices.Contains(platformHeaders, name) ||
			slices.ContainsFunc(platformPrefixes,
				func(p string) bool { return strings.HasPrefix(name, p) })
		if !reserved {
			kept.Set(name, value)
		}
	}
	return kept
}
