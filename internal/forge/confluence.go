// Package forge speaks to the platform's own APIs: what a user may do in a Confluence space, and the app's hosted
// storage.
package forge

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"pagewatch/internal/access"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

const (
	// confluenceTimeout leaves most of an invocation's 25 s to AWS.
	confluenceTimeout = 5 * time.Second
	// maxOperations bounds Confluence's answer in bytes; it lists some twenty operations.
	maxOperations = 256 << 10
)

// Confluence asks Confluence about permissions. It implements access.Operations.
type Confluence struct {
	client *http.Client
	base   string // such as https://api.atlassian.com
}

var _ access.Operations = (*Confluence)(nil)

// NewConfluence returns a client for the API at base. The host is the operator's, never the token's: user tokens go
// nowhere else.
func NewConfluence(client *http.Client, base string) *Confluence { return &Confluence{client, base} }

// Operations implements access.Operations with GET /wiki/api/v2/spaces/{id}/operations (Confluence REST API v2, scope
// read:space:confluence). Errors are access.ErrNotVisible or an *upstream.Error.
func (c *Confluence) Operations(ctx context.Context, user secret.Value, cloudID, space string) ([]access.Operation, error) {
	ctx, cancel := context.WithTimeout(ctx, confluenceTimeout)
	defer cancel()
	url := c.base + "/ex/confluence/" + cloudID + "/wiki/api/v2/spaces/" + space + "/operations"
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, failed(upstream.Malformed, 0)
	}
	req.Header.Set("Authorization", "Bearer "+user.Reveal())
	req.Header.Set("Accept", "application/json")
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, failed(kindOf(ctx), 0)
	}
	defer func() { _ = resp.Body.Close() }()
	switch resp.StatusCode {
	case http.StatusOK:
		return readOperations(ctx, resp.Body)
	case http.StatusNotFound:
		return nil, access.ErrNotVisible
	}
	return nil, failed(upstream.Refused, resp.StatusCode)
}

func readOperations(ctx context.Context, body io.Reader) ([]access.Operation, error) {
	raw, err := io.ReadAll(io.LimitReader(body, maxOperations+1))
	if err != nil {
		return nil, failed(kindOf(ctx), http.StatusOK)
	}
	var answer struct {
		Operations []access.Operation `json:"operations"`
	}
	err = json.Unmarshal(raw, &answer)
	if err == nil && answer.Operations == nil {
		err = errors.New("no list of operations")
	}
	if err != nil || len(raw) > maxOperations {
		return nil, failed(upstream.Malformed, http.StatusOK)
	}
	return answer.Operations, nil
}

func failed(kind upstream.Kind, status int) error {
	return &upstream.Error{Service: upstream.Confluence, Operation: "SpaceOperations", Kind: kind, Status: status}
}

// kindOf tells a call that took too long from one that broke.
func kindOf(ctx context.Context) upstream.Kind {
	if ctx.Err() != nil {
		return upstream.Timeout
	}
	return upstream.Unreachable
}
