package forge_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/egress"
	"pagewatch/internal/forge"
	"pagewatch/internal/secret"
)

// kvs answers like Forge's storage API v1: two stores, one set of records per system token.
type kvs struct {
	mu      sync.Mutex
	records map[string]json.RawMessage // token + store + key
	paths   []string
}

// storedKeys is the documented alphabet, narrowed to what needs no care.
var storedKeys = regexp.MustCompile(`^[a-zA-Z0-9:._#-]{1,500}$`)

type kvsRequest struct {
	Key     string
	Value   json.RawMessage
	Options struct{ KeyPolicy string }
	Limit   int
	After   string
	Where   []struct {
		Property, Condition string
		Values              []string
	}
}

func (s *kvs) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer system-")
	path, found := strings.CutPrefix(r.URL.Path, "/forge/storage/kvs/v1/")
	var in kvsRequest
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); !ok || !found || err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s.paths = append(s.paths, path)
	store := token + " "
	if rest, isSecret := strings.CutPrefix(path, "secret/"); isSecret {
		store, path = store+"secret ", rest
	}
	if path == "query" {
		s.query(w, store, in)
		return
	}
	if !storedKeys.MatchString(in.Key) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s.one(w, path, store+in.Key, in)
}

func (s *kvs) one(w http.ResponseWriter, operation, name string, in kvsRequest) {
	value, exists := s.records[name]
	switch {
	case operation == "get" && !exists, operation == "delete" && !exists:
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"code":"KEY_NOT_FOUND"}`)
	case operation == "get":
		_ = json.NewEncoder(w).Encode(map[string]any{"key": in.Key, "value": value})
	case operation == "set" && exists && in.Options.KeyPolicy == "FAIL_IF_EXISTS":
		w.WriteHeader(http.StatusConflict)
	case operation == "set":
		s.records[name] = in.Value
		w.WriteHeader(http.StatusNoContent)
	case operation == "delete":
		delete(s.records, name)
		w.WriteHeader(http.StatusNoContent)
	default:
		w.WriteHeader(http.StatusNotImplemented)
	}
}

// query gives pages of two, so that paging is always exercised.
func (s *kvs) query(w http.ResponseWriter, store string, in kvsRequest) {
	if len(in.Where) != 1 || in.Where[0].Property != "key" || in.Where[0].Condition != "BEGINS_WITH" || in.Limit > 100 {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	var names []string
	for name := range s.records {
		if strings.HasPrefix(name, store+in.Where[0].Values[0]) && name > in.After {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	out := map[string]any{}
	if len(names) > 2 {
		names = names[:2]
		out["cursor"] = names[1]
	}
	data := []map[string]any{}
	for _, name := range names {
		data = append(data, map[string]any{"key": strings.TrimPrefix(name, store), "value": s.records[name]})
	}
	out["data"] = data
	_ = json.NewEncoder(w).Encode(out)
}

func newStorage(t *testing.T, handler http.Handler) *forge.Storage {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	client := egress.New(egress.NewTransport(), egress.ForgeStorage(server.URL)).Client()
	return forge.NewStorage(forge.Remote(client, server.URL))
}

// TestStorageContract runs the contract through the real egress guard.
func TestStorageContract(t *testing.T) {
	connectiontest.TestBackend(t, func(t *testing.T) connection.Backend {
		return newStorage(t, &kvs{records: map[string]json.RawMessage{}})
	})
}

func TestSecretsAndMetadataAreKeptApart(t *testing.T) {
	server := &kvs{records: map[string]json.RawMessage{}}
	s := newStorage(t, server)
	for _, class := range []connection.Class{connection.Secret, connection.Metadata} {
		item := connection.Item{Key: connection.Key{Class: class, Space: "42", ID: "c-1"}, Value: []byte(`{}`)}
		if err := s.Put(context.Background(), tenant, item); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(server.paths, " "); got != "secret/set set" {
		t.Errorf("called %s", got)
	}
}

var (
	tenant = connection.Tenant{Installation: "aaaaaaaa-0000-4000-8000-000000000001", SystemToken: secret.New("system-a")}
	key    = connection.Key{Class: connection.Secret, Space: "42", ID: "c-1"}
)

// TestStorageFaults holds a row per way the storage can fail. Statuses decide, not codes.
func TestStorageFaults(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	rows := []struct {
		name  string
		serve http.HandlerFunc
		want  error
	}{
		{"401", answer(401, `{}`), connection.ErrUnavailable},
		{"403", answer(403, `{}`), connection.ErrUnavailable},
		{"429", answer(429, `{"code":"RATE_LIMIT_EXCEEDED"}`), connection.ErrUnavailable},
		{"500", answer(500, `planted`), connection.ErrUnavailable},
		{"redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/x", http.StatusFound) }, connection.ErrUnavailable},
		{"reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, connection.ErrUnavailable},
		{"oversized", answer(200, `{"value":"`+strings.Repeat("x", 600<<10)+`"}`), connection.ErrUnavailable},
		{"HTML", answer(200, `<html>planted`), connection.ErrCorrupt},
		{"no value", answer(200, `{}`), connection.ErrCorrupt},
		{"404 with another code", answer(404, `{"code":"NOT_FOUND"}`), connection.ErrNotFound},
	}
	for _, row := range rows {
		value, err := newStorage(t, row.serve).Get(context.Background(), tenant, key)
		if !errors.Is(err, row.want) || value != nil || strings.Contains(err.Error(), "planted") {
			t.Errorf("%s: %s, %v, want %v", row.name, value, err, row.want)
		}
	}
}

func TestStorageWithoutATokenIsNotAsked(t *testing.T) {
	asked := false
	s := newStorage(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	if _, err := s.Get(context.Background(), connection.Tenant{Installation: "x"}, key); !errors.Is(err, connection.ErrUnavailable) || asked {
		t.Errorf("got %v, asked %v", err, asked)
	}
}

func TestAnEndlessListingEnds(t *testing.T) {
	calls := 0
	s := newStorage(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls++
		_, _ = io.WriteString(w, `{"data":[],"cursor":"again"}`)
	}))
	if _, err := s.List(context.Background(), tenant, "42"); !errors.Is(err, connection.ErrMore) || calls > 200 {
		t.Errorf("%v after %d calls", err, calls)
	}
}
