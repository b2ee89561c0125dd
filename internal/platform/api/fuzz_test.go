package api_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/api"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// saying is a platform that answers every call with a status and a body, without a network.
type saying struct {
	status int
	body   []byte
	calls  int
}

func (s *saying) RoundTrip(*http.Request) (*http.Response, error) {
	s.calls++
	return &http.Response{StatusCode: s.status, Header: http.Header{},
		Body: io.NopCloser(bytes.NewReader(s.body))}, nil
}

// plain reports whether an error says nothing that an answer could have said: it is short, and of
// no sign that only an answer brings along.
func plain(err error) bool {
	return len(err.Error()) < 200 && !strings.ContainsAny(err.Error(), "\x00\n<{[\\") &&
		utf8.ValidString(err.Error())
}

// FuzzOperations: Confluence's word on what somebody may do is a list, or an error of the kind that
// means no.
func FuzzOperations(f *testing.F) {
	f.Add(200, []byte(`{"operations":[{"operation":"read","targetType":"space"}]}`))
	f.Add(200, []byte(`{"operations":null}`))
	f.Add(200, []byte(`<html>`))
	f.Add(404, []byte(``))
	f.Add(302, []byte(`{"operations":[]}`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		s := &saying{status: status, body: body}
		got, err := api.NewConfluence(
			api.Remote(&http.Client{Transport: s}, "https://api.example", time.Now)).
			Operations(context.Background(), secret.New("token"), "site", "42")
		switch {
		case err == nil && status == http.StatusOK && got != nil:
			t.Log("accepted")
		case err != nil && got == nil && plain(err) &&
			(errors.Is(err, access.ErrNotVisible) || upstream.As(err) != nil):
			t.Log("refused")
		default:
			t.Errorf("%d %q: %+v, %v", status, body, got, err)
		}
		if s.calls != 1 {
			t.Errorf("%d calls", s.calls)
		}
	})
}

// FuzzStored: what the hosted storage answers is a value of JSON, or one of the errors of the
// contract. Nothing but its own word makes a record absent.
func FuzzStored(f *testing.F) {
	f.Add(200, []byte(`{"value":{"a":1}}`))
	f.Add(200, []byte(`{"key":"k","value":"x"}`))
	f.Add(404, []byte(`{"code":"KEY_NOT_FOUND"}`))
	f.Add(404, []byte(`<html>`))
	f.Add(200, []byte(`]`))
	f.Add(204, []byte(``))
	f.Add(500, []byte(`{"code":"x"}`))
	contract := []error{connection.ErrNotFound, connection.ErrExists, connection.ErrCorrupt,
		connection.ErrTooLarge, connection.ErrUnavailable}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status == http.StatusTooManyRequests {
			return // may be asked again
		}
		s := &saying{status: status, body: body}
		storage := api.NewStorage(
			api.Remote(&http.Client{Transport: s}, "https://api.example", time.Now))
		tenant := connection.Tenant{Installation: "i", SystemToken: secret.New("token")}
		value, err := storage.Get(context.Background(), tenant,
			connection.Key{Class: connection.Secret, Space: "1", ID: "c"})
		known := false
		for _, one := range contract {
			known = known || errors.Is(err, one)
		}
		switch {
		case err == nil && len(value) > 0 && len(value) <= len(body):
			t.Log("accepted")
		case known && value == nil && plain(err):
			t.Log("refused")
		default:
			t.Errorf("%d %q: %q, %v", status, body, value, err)
		}
		if errors.Is(err, connection.ErrNotFound) &&
			!bytes.Contains(bytes.ToLower(body), []byte("code")) {
			t.Errorf("%d %q makes a record absent", status, body)
		}
		if s.calls != 1 {
			t.Errorf("%d calls", s.calls)
		}
		if _, err := storage.List(context.Background(), tenant, "1"); err != nil && !plain(err) {
			t.Errorf("%d %q: listing: %v", status, body, err)
		}
	})
}
