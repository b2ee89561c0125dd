// Package api calls the platform's own APIs: Confluence, for what a user may do in a space, and the
// app's hosted storage.
package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"pagewatch/internal/platform/access"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

const (
	// confluenceTimeout leaves most of an invocation's 25 s to AWS.
	confluenceTimeout = 5 * time.Second
	// maxOperations bounds Confluence's answer in bytes; it lists some twenty operations.
	maxOperations = 256 << 10
	// spaceOperations is the operation's name in errors.
	spaceOperations = "SpaceOperations"
)

// Confluence asks Confluence about permissions. It implements access.Operations.
type Confluence struct{ transport Transport }

var _ access.Operations = (*Confluence)(nil)

// NewConfluence returns a client that uses the transport.
func NewConfluence(transport Transport) *Confluence { return &Confluence{transport} }

// Operations implements access.Operations, as the user, with GET
// /wiki/api/v2/spaces/{id}/operations (Confluence REST API v2, scope read:space:confluence). Errors
// are access.ErrNotVisible or an *upstream.Error.
func (c *Confluence) Operations(ctx context.Context, user secret.Value, cloudID, space string) (
	[]access.Operation, error) {
	ctx, cancel := context.WithTimeout(ctx, confluenceTimeout)
	defer cancel()
	resp, err := c.get(ctx, theUser, user,
		c.transport.wiki(cloudID)+"api/v2/spaces/"+space+"/operations")
	if err != nil {
		return nil, failed(spaceOperations, kindOf(ctx), 0)
	}
	defer func() { _ = resp.Body.Close() }()
	switch resp.StatusCode {
	case http.StatusOK:
		return readOperations(ctx, resp.Body)
	case http.StatusNotFound:
		return nil, access.ErrNotVisible
	}
	return nil, c.refused(spaceOperations, resp)
}

// SpaceExists reports whether the site has a space that the app may see, with GET
// /wiki/api/v2/spaces/{id} as the app. It also returns false where the app has lost access to the
// space. The error is an *upstream.Error.
func (c *Confluence) SpaceExists(ctx context.Context, system secret.Value, cloudID, space string) (
	bool, error) {
	ctx, cancel := context.WithTimeout(ctx, confluenceTimeout)
	defer cancel()
	resp, err := c.get(ctx, theApp, system, c.transport.wiki(cloudID)+"api/v2/spaces/"+space)
	if err != nil {
		return false, failed("Space", kindOf(ctx), 0)
	}
	defer func() { _ = resp.Body.Close() }()
	switch resp.StatusCode {
	case http.StatusOK:
		return true, nil
	case http.StatusNotFound:
		return false, nil
	}
	return false, c.refused("Space", resp)
}

// get sends a GET request with a token.
func (c *Confluence) get(ctx context.Context, as party, token secret.Value, path string) (
	*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.transport.origin+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set(c.transport.credential(as, token.Reveal()))
	req.Header.Set("Accept", "application/json")
	return c.transport.client.Do(req)
}

func readOperations(ctx context.Context, body io.Reader) ([]access.Operation, error) {
	raw, err := io.ReadAll(io.LimitReader(body, maxOperations+1))
	if err != nil {
		return nil, failed(spaceOperations, kindOf(ctx), http.StatusOK)
	}
	var answer struct {
		Operations []access.Operation `json:"operations"`
	}
	err = json.Unmarshal(raw, &answer)
	if err == nil && answer.Operations == nil {
		err = errors.New("no list of operations")
	}
	if err != nil || len(raw) > maxOperations {
		return nil, failed(spaceOperations, upstream.Malformed, http.StatusOK)
	}
	return answer.Operations, nil
}

// refused returns the error of an answer that is none.
func (c *Confluence) refused(operation string, resp *http.Response) error {
	return &upstream.Error{Service: upstream.Confluence, Operation: operation,
		Kind: upstream.Refused, Status: resp.StatusCode,
		RetryAfter: upstream.RetryAfter(resp, c.transport.now())}
}

func failed(operation string, kind upstream.Kind, status int) error {
	return &upstream.Error{Service: upstream.Confluence, Operation: operation, Kind: kind,
		Status: status}
}

// kindOf returns the kind of a call without an answer: timed out, canceled by its caller, or else
// unreachable.
func kindOf(ctx context.Context) upstream.Kind {
	return cmp.Or(upstream.Ended(ctx), upstream.Unreachable)
}
