package forge

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"pagewatch/internal/connection"
)

const (
	storageTimeout = 4 * time.Second
	maxStored      = 512 << 10 // bytes of an answer; a value has at most 240 KiB
	maxListed      = 25        // records of a page: the largest metadata there can be still fits
	maxPages       = 200
)

// Storage keeps records in the app's hosted storage: secret records in KVS Secrets, metadata in KVS. The app's system
// token, which comes with each invocation, opens the one installation it belongs to.
// Source: Forge storage REST API v1; errors are told apart by status, because the documented codes differ by page.
type Storage struct{ door Door }

var _ connection.Backend = (*Storage)(nil)

// NewStorage returns a backend behind the door.
func NewStorage(door Door) *Storage { return &Storage{door} }

// storedKey writes a key in the storage's alphabet, with secrets and metadata apart. Installations are apart already.
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
func (s *Storage) Get(ctx context.Context, tenant connection.Tenant, key connection.Key) ([]byte, error) {
	var answer struct {
		Value json.RawMessage `json:"value"`
	}
	err := s.call(ctx, tenant, operation(key.Class, "get"), map[string]any{"key": storedKey(key)}, &answer)
	if err != nil {
		return nil, err
	}
	if len(answer.Value) == 0 {
		return nil, connection.ErrCorrupt
	}
	return answer.Value, nil
}

// Put implements connection.Backend.
func (s *Storage) Put(ctx context.Context, tenant connection.Tenant, item connection.Item) error {
	body := map[string]any{"key": storedKey(item.Key), "value": json.RawMessage(item.Value)}
	if item.Create {
		body["options"] = map[string]string{"keyPolicy": "FAIL_IF_EXISTS"}
	}
	return s.call(ctx, tenant, operation(item.Key.Class, "set"), body, nil)
}

// Delete implements connection.Backend.
func (s *Storage) Delete(ctx context.Context, tenant connection.Tenant, key connection.Key) error {
	err := s.call(ctx, tenant, operation(key.Class, "delete"), map[string]any{"key": storedKey(key)}, nil)
	if errors.Is(err, connection.ErrNotFound) {
		return nil
	}
	return err
}

// List implements connection.Backend. The storage's queries lag behind its writes.
func (s *Storage) List(ctx context.Context, tenant connection.Tenant, space string) ([]connection.Item, error) {
	body := map[string]any{
		"limit": maxListed,
		"where": []any{map[string]any{"property": "key", "condition": "BEGINS_WITH", "values": []string{listPrefix(space)}}},
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
			return nil, err
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

// call posts body and reads the answer into out, where there is one to read.
func (s *Storage) call(ctx context.Context, tenant connection.Tenant, path string, body, out any) error {
	if tenant.SystemToken.Empty() {
		return fmt.Errorf("%w: no system token came with the call", connection.ErrUnavailable)
	}
	ctx, cancel := context.WithTimeout(ctx, storageTimeout)
	defer cancel()
	payload, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("%w: the record does not marshal", connection.ErrCorrupt)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.door.origin+kvsPath+path, bytes.NewReader(payload))
	if err != nil {
		return fmt.Errorf("%w: the storage's address is not one", connection.ErrUnavailable)
	}
	req.Header.Set(s.door.credential(theApp, tenant.SystemToken.Reveal()))
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.door.client.Do(req)
	if err != nil {
		return fmt.Errorf("%w: no answer", connection.ErrUnavailable)
	}
	defer func() { _ = resp.Body.Close() }()
	return readStored(resp, out)
}

func readStored(resp *http.Response, out any) error {
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return connection.ErrNotFound
	case resp.StatusCode == http.StatusConflict:
		return connection.ErrExists
	case resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusNoContent:
		return fmt.Errorf("%w: status %d", connection.ErrUnavailable, resp.StatusCode)
	case out == nil:
		return nil
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxStored+1))
	if err != nil || len(raw) > maxStored {
		return fmt.Errorf("%w: the answer broke off or is too large", connection.ErrUnavailable)
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return connection.ErrCorrupt
	}
	return nil
}
