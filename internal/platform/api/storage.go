package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/upstream"
)

const (
	storageTimeout = 4 * time.Second
	// maxStored bounds an answer in bytes: a page of the largest records, and JSON around it.
	maxStored = 4 << 20
	maxListed = 25 // records of a page
	maxPages  = 200
	// maxWait is the longest Retry-After of a busy storage that a call waits for. The call is
	// retried once: a view that waits delays others, and more retries keep the storage busy.
	maxWait = time.Second
	// forgeStorage is the storage's name in errors.
	forgeStorage upstream.Service = "storage"
)

// Storage keeps records in the app's hosted storage: secret records in KVS Secrets, metadata in
// KVS. The app's system token, which comes with each invocation, grants access to the one
// installation it belongs to. Source: Forge storage REST API v1; errors are distinguished by
// status, because the documented codes differ by page.
//
// A storage that is too busy (429) is as unavailable as one that does not answer: both are
// connection.ErrUnavailable.
type Storage struct{ transport Transport }

var _ connection.Backend = (*Storage)(nil)

// NewStorage returns a backend that uses the transport.
func NewStorage(transport Transport) *Storage { return &Storage{transport} }

// storedKey writes a key in the storage's alphabet, with secrets and metadata apart. Installations
// are apart already.
func storedKey(key connection.Key) string {
	return fmt.Sprintf("pagewatch:%s:%s:%s", key.Class, key.Space, key.ID)
}

// parseStoredKey reads what storedKey wrote.
func parseStoredKey(stored string) (connection.Key, bool) {
	parts := strings.Split(stored, ":")
	if len(parts) != 4 || parts[0] != "pagewatch" {
		return connection.Key{}, false
	}
	return connection.Key{Class: connection.Class(parts[1]), Space: parts[2], ID: parts[3]}, true
}

// listPrefix begins the keys of a space's metadata, or with space "" of all metadata.
func listPrefix(space string) string {
	if space == "" {
		return fmt.Sprintf("pagewatch:%s:", connection.Metadata)
	}
	return storedKey(connection.Key{Class: connection.Metadata, Space: space})
}

// operation returns the path of get, set or delete in the class's own store.
func operation(class connection.Class, name string) string {
	if class == connection.Secret {
		return "/v1/secret/" + name
	}
	return "/v1/" + name
}

// Get implements connection.Backend.
func (s *Storage) Get(ctx context.Context, tenant connection.Tenant, key connection.Key) ([]byte,
	error) {
	var answer struct {
		Value json.RawMessage `json:"value"`
	}
	err := s.call(ctx, tenant, operation(key.Class, "get"), map[string]any{"key": storedKey(key)},
		&answer)
	if err != nil {
		return nil, err
	}
	if len(answer.Value) == 0 || string(answer.Value) == "null" {
		return nil, connection.ErrCorrupt
	}
	return answer.Value, nil
}

// Put implements connection.Backend.
func (s *Storage) Put(ctx context.Context, tenant connection.Tenant, item connection.Item) error {
	if len(item.Value) > connection.MaxValue {
		return connection.ErrTooLarge
	}
	body := map[string]any{"key": storedKey(item.Key), "value": json.RawMessage(item.Value)}
	if item.Create {
		body["options"] = map[string]string{"keyPolicy": "FAIL_IF_EXISTS"}
	}
	return s.call(ctx, tenant, operation(item.Key.Class, "set"), body, nil)
}

// Delete implements connection.Backend.
func (s *Storage) Delete(ctx context.Context, tenant connection.Tenant, key connection.Key) error {
	return s.call(ctx, tenant, operation(key.Class, "delete"),
		map[string]any{"key": storedKey(key)}, nil)
}

// List implements connection.Backend. The storage's queries lag behind its writes.
func (s *Storage) List(ctx context.Context, tenant connection.Tenant, space string) (
	[]connection.Item, error) {
	body := map[string]any{
		"limit": maxListed,
		"where": []any{
			map[string]any{"property": "key", "condition": "BEGINS_WITH",
				"values": []string{listPrefix(space)}}},
	}
	var items []connection.Item
	for range maxPages {
		var page struct {
			Data []struct {
				Key   string          `json:"key"`
				Value json.RawMessage `json:"value"`
			} `json:"data"`
			Cursor string `json:"cursor"`
		}
		if err := s.call(ctx, tenant, "/v1/query", body, &page); err != nil {
			return nil, listing(err)
		}
		for _, found := range page.Data {
			if key, ok := parseStoredKey(found.Key); ok {
				items = append(items, connection.Item{Key: key, Value: found.Value})
			}
		}
		if page.Cursor == "" {
			return items, nil
		}
		body["after"] = page.Cursor
	}
	return items, connection.ErrMore
}

// listing turns a listing's ErrNotFound or ErrExists into ErrUnavailable: a query has no key that
// could be absent.
func listing(err error) error {
	if errors.Is(err, connection.ErrNotFound) || errors.Is(err, connection.ErrExists) {
		return fmt.Errorf("%w: a query was answered as if it were for a key",
			connection.ErrUnavailable)
	}
	return err
}

// call posts body and reads the answer into out, unless out is nil. If the caller has canceled, the
// error wraps context.Canceled besides connection.ErrUnavailable.
func (s *Storage) call(ctx context.Context, tenant connection.Tenant, path string, body,
	out any) error {
	if tenant.SystemToken.Empty() {
		return fmt.Errorf("%w: no system token came with the call", connection.ErrUnavailable)
	}
	ctx, cancel := context.WithTimeout(ctx, storageTimeout)
	defer cancel()
	payload, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("%w: the record does not marshal", connection.ErrCorrupt)
	}
	err = s.exchange(ctx, tenant, path, payload, out)
	if errors.Is(err, connection.ErrUnavailable) && upstream.Ended(ctx) == upstream.Canceled {
		return fmt.Errorf("%w: %w", err, context.Canceled) // canceled by the caller
	}
	return err
}

// exchange posts payload and reads the answer. It retries once if the storage requests a short
// wait.
func (s *Storage) exchange(ctx context.Context, tenant connection.Tenant, path string,
	payload []byte, out any) error {
	reads := out != nil
	resp, err := s.post(ctx, tenant, path, payload, reads)
	if err != nil {
		return err
	}
	if wait, short := shortWait(resp); short && pause(ctx, wait) {
		_ = resp.Body.Close()
		if resp, err = s.post(ctx, tenant, path, payload, reads); err != nil {
			return err
		}
	}
	defer func() { _ = resp.Body.Close() }()
	return readStored(resp, out, s.transport.now())
}

// post sends a request once. A nil Idempotency-Key, which is not sent, marks one that only reads:
// it may reuse a connection, and net/http sends it again if that was closed (http.Transport).
func (s *Storage) post(ctx context.Context, tenant connection.Tenant, path string, payload []byte,
	reads bool) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.transport.origin+kvsPath+path,
		bytes.NewReader(payload))
	if err != nil {
		return nil, fmt.Errorf("%w: the storage's address is not one", connection.ErrUnavailable)
	}
	req.Header.Set(s.transport.credential(theApp, tenant.SystemToken.Reveal()))
	req.Header.Set("Content-Type", "application/json")
	if reads {
		req.Header["Idempotency-Key"] = nil
	}
	resp, err := s.transport.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%w: no answer", connection.ErrUnavailable)
	}
	return resp, nil
}

// shortWait returns the wait that a busy storage requests, and whether it is at most maxWait.
func shortWait(resp *http.Response) (time.Duration, bool) {
	seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	wait := time.Duration(seconds) * time.Second
	return wait, err == nil && resp.StatusCode == http.StatusTooManyRequests && wait >= 0 &&
		wait <= maxWait
}

// pause waits, and reports whether the context is still alive afterwards.
func pause(ctx context.Context, wait time.Duration) bool {
	select {
	case <-time.After(wait):
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// readStored reads an answer. A 404 means that the key is absent only with the storage's error
// code: without one, it is the answer of a proxy in between.
func readStored(resp *http.Response, out any, now time.Time) error {
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxStored+1))
	var refused struct {
		Code string `json:"code"`
	}
	switch {
	case resp.StatusCode == http.StatusConflict:
		return connection.ErrExists
	case resp.StatusCode == http.StatusNotFound && json.Unmarshal(raw, &refused) == nil &&
		refused.Code != "":
		return connection.ErrNotFound
	case resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusNoContent:
		return fmt.Errorf("%w: %w", connection.ErrUnavailable, &upstream.Error{
			Service: forgeStorage, Operation: "Storage", Kind: upstream.Refused,
			Status: resp.StatusCode, RetryAfter: upstream.RetryAfter(resp, now)})
	case err != nil || len(raw) > maxStored:
		return fmt.Errorf("%w: the answer broke off or is too large", connection.ErrUnavailable)
	}
	if out == nil && len(raw) == 0 {
		return nil // a write is answered with nothing
	}
	if out == nil {
		// A write has no result to read, but the page of a proxy does not confirm it.
		out = &refused
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return fmt.Errorf("%w: the answer is not the storage's", connection.ErrUnavailable)
	}
	return nil
}
