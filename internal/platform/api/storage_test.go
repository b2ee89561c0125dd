package api_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/durable/durabletest"
	"pagewatch/internal/egress"
	"pagewatch/internal/platform/api"
	"pagewatch/internal/secret"
	"pagewatch/internal/sim/kvs"
)

func newStorage(t *testing.T, handler http.Handler) *api.Storage {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	client := egress.New(egress.NewTransport(), egress.ForgeStorage(server.URL)).Client()
	return api.NewStorage(api.Remote(client, server.URL, time.Now))
}

// hosted is the imitated storage of two installations, and of the rights of package accesstest.
func hosted(t *testing.T) *kvs.Server {
	t.Helper()
	keys, err := secret.ParseKeyring(secret.NewKey("a"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := kvs.Open(
		kvs.Config{Path: filepath.Join(durabletest.Folder(t), "storage.db"), Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

const prefix = "/forge/storage/kvs"

// guarded lets in by the token alone, as the platform does.
func guarded(s *kvs.Server) http.Handler {
	return http.StripPrefix(prefix, s.Guarded(func(r *http.Request) (string, error) {
		switch r.Header.Get("Authorization") {
		case "Bearer system", "Bearer system-a":
			return "a", nil
		case "Bearer system-b":
			return "b", nil
		}
		return "", kvs.ErrUnauthenticated
	}))
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// TestStorageContract runs the contract through the real egress guard, against the imitated
// storage.
func TestStorageContract(t *testing.T) {
	connectiontest.TestBackend(t, func(t *testing.T) connectiontest.Kit {
		s := hosted(t)
		fault := func(h http.HandlerFunc) func() { return func() { s.Break(h) } }
		return connectiontest.Kit{
			Backend: newStorage(t, guarded(s)), Lag: s.Lag, Corrupt: overwrite(s),
			Throttle: fault(status(http.StatusTooManyRequests)),
			Outages: map[string]func(){
				"500": fault(status(500)), "502": fault(status(502)), "503": fault(status(503)),
				"504": fault(status(504)),
				"401": fault(status(401)), "403": fault(status(403)), "400": fault(status(400)),
				"a 404 of a gateway": fault(http.NotFound),
				"a page for people": fault(func(w http.ResponseWriter, _ *http.Request) {
					_, _ = io.WriteString(w, "<html>")
				}),
				"no answer": fault(func(http.ResponseWriter, *http.Request) {
					panic(http.ErrAbortHandler)
				}),
				"half an answer": fault(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Length", "100")
					_, _ = io.WriteString(w, `{"value":`)
				}),
				"a timeout": fault(func(_ http.ResponseWriter, r *http.Request) {
					// before, nobody notices that the client leaves
					_, _ = io.Copy(io.Discard, r.Body)
					<-r.Context().Done()
				}),
			},
		}
	})
}

// overwrite puts something else in the place of a record.
func overwrite(s *kvs.Server) func(*testing.T, connection.Tenant, connection.Key) {
	return func(t *testing.T, _ connection.Tenant, key connection.Key) {
		t.Helper()
		store := map[connection.Class]string{connection.Secret: "secret/"}[key.Class]
		body := fmt.Sprintf(`{"key":"pagewatch:%s:%s:%s","value":["planted"]}`, key.Class,
			key.Space, key.ID)
		w := httptest.NewRecorder()
		s.For("a").ServeHTTP(w,
			httptest.NewRequest(http.MethodPost, "/v1/"+store+"set", strings.NewReader(body)))
		if w.Code != http.StatusNoContent {
			t.Fatal(w.Code, w.Body)
		}
	}
}

func TestSecretsAndMetadataAreKeptApart(t *testing.T) {
	server := hosted(t)
	s := newStorage(t, guarded(server))
	for _, class := range []connection.Class{connection.Secret, connection.Metadata} {
		item := connection.Item{Key: connection.Key{Class: class, Space: "42", ID: "c-1"},
			Value: []byte(`{}`)}
		if err := s.Put(context.Background(), tenant, item); err != nil {
			t.Fatal(err)
		}
	}
	if got := fmt.Sprint(server.Calls()); got != "map[secret/set:1 set:1]" {
		t.Errorf("called %s", got)
	}
}

var (
	tenant = connection.Tenant{Installation: "aaaaaaaa-0000-4000-8000-000000000001",
		SystemToken: secret.New("system-a")}
	key = connection.Key{Class: connection.Secret, Space: "42", ID: "c-1"}
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
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/x", http.StatusFound)
		}, connection.ErrUnavailable},
		{"reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
			connection.ErrUnavailable},
		{"oversized", answer(200, `{"value":"`+strings.Repeat("x", 5<<20)+`"}`),
			connection.ErrUnavailable},
		{"oversized, of an early end", answer(200, `{"value":1}`+strings.Repeat(" ", 5<<20)),
			connection.ErrUnavailable},
		{"HTML", answer(200, `<html>planted`), connection.ErrUnavailable},
		{"no value", answer(200, `{}`), connection.ErrCorrupt},
		{"null", answer(200, `{"value":null}`), connection.ErrCorrupt},
		{"404 with another code", answer(404, `{"code":"NOT_FOUND"}`), connection.ErrNotFound},
		{"404 without a code", answer(404, `{}`), connection.ErrUnavailable},
		{"404 of something else", answer(404, `planted`), connection.ErrUnavailable},
	}
	for _, row := range rows {
		value, err := newStorage(t, row.serve).Get(context.Background(), tenant, key)
		if !errors.Is(err, row.want) || value != nil || strings.Contains(err.Error(), "planted") {
			t.Errorf("%s: %s, %v, want %v", row.name, value, err, row.want)
		}
	}
}

// TestLongAnswersAreNotReadToTheirEnd: the storage sends more than the network buffers, and not all
// of it is taken.
func TestLongAnswersAreNotReadToTheirEnd(t *testing.T) {
	taken := make(chan bool, 1)
	s := newStorage(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		var err error
		for range 64 {
			if _, err = w.Write(make([]byte, 1<<20)); err != nil {
				break
			}
		}
		taken <- err == nil
	}))
	if _, err := s.Get(context.Background(), tenant, key); !errors.Is(err,
		connection.ErrUnavailable) || <-taken {
		t.Errorf("got %v, or all 64 MiB were read", err)
	}
}

func TestStorageWithoutATokenIsNotAsked(t *testing.T) {
	asked := false
	s := newStorage(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	if _, err := s.Get(context.Background(), connection.Tenant{Installation: "x"}, key); !errors.Is(
		err, connection.ErrUnavailable) || asked {
		t.Errorf("got %v, asked %v", err, asked)
	}
}

func TestAnEndlessListingEnds(t *testing.T) {
	calls := 0
	s := newStorage(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls++
		_, _ = io.WriteString(w, `{"data":[],"cursor":"again"}`)
	}))
	if _, err := s.List(context.Background(), tenant, "42"); !errors.Is(err, connection.ErrMore) ||
		calls > 200 {
		t.Errorf("%v after %d calls", err, calls)
	}
}

// TestAListingIsNeverNotFound: a query has no key that could be absent.
func TestAListingIsNeverNotFound(t *testing.T) {
	for _, code := range []int{404, 409} {
		s := newStorage(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(code)
			_, _ = io.WriteString(w, `{"code":"NOT_FOUND"}`)
		}))
		items, err := s.List(context.Background(), tenant, "42")
		if !errors.Is(err, connection.ErrUnavailable) || errors.Is(err, connection.ErrNotFound) ||
			errors.Is(err, connection.ErrExists) || items != nil {
			t.Errorf("%d: %v, %v, want ErrUnavailable", code, items, err)
		}
	}
}
