// Package cloudtest has helpers for tests that call the imitated AWS through an SDK.
package cloudtest

import (
	"bytes"
	"io"
	"net/http"
)

// Client is an HTTP client for the SDK. The SDK closes a request body as soon as it has an answer,
// and a transport that still reads the body reports a broken connection. Client therefore reads the
// body first. It follows no redirect.
type Client struct{ HTTP *http.Client }

// Do implements aws.HTTPClient.
func (c Client) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	client := *c.HTTP
	client.CheckRedirect = func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}
	return client.Do(r)
}
