package grafana_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/sim/grafana"
)

// TestFaultsSpoilAnswers switches faults on, one after the other, for the rules.
func TestFaultsSpoilAnswers(t *testing.T) {
	w := newWorld(t)
	whole := w.get("viewer", rulesPath).body
	for _, tt := range []struct {
		fault  grafana.Fault
		status int
		want   string // in the body
	}{
		{grafana.Fault{Do: grafana.FaultToken, Word: "expired"}, 401, "api-key.expired"},
		{grafana.Fault{Do: grafana.FaultToken, Word: "revoked"}, 401, "api-key.revoked"},
		{grafana.Fault{Do: grafana.FaultToken, Word: "invalid"}, 401, "api-key.invalid"},
		{grafana.Fault{Do: grafana.FaultToken, Word: "disabled"}, 401, "disabled"},
		{grafana.Fault{Do: grafana.FaultDenied}, 403, "accessErrorId"},
		{grafana.Fault{Do: grafana.FaultStatus, Status: 429}, 429, "Too Many Requests"},
		{grafana.Fault{Do: grafana.FaultHTML, Status: 500}, 500, "<h1>"},
		{grafana.Fault{Do: grafana.FaultEdge, Status: 403, Word: "Blocked"}, 403, `"Blocked"`},
		{grafana.Fault{Do: grafana.FaultRedirect, Word: "http://169.254.169.254/"}, 302, "169"},
		{grafana.Fault{Do: grafana.FaultText}, 200, "Everything is fine."},
		{grafana.Fault{Do: grafana.FaultNull, Word: "alerts"}, 200, `"alerts":null`},
		{grafana.Fault{Do: grafana.FaultNull, Word: "groups"}, 200, `"groups":null`},
		{grafana.Fault{Do: grafana.FaultNull, Word: "data"}, 200, `{"data":null`},
		{grafana.Fault{}, 200, "Disk fills up"},
	} {
		tt.fault.Path, tt.fault.Times = rulesPath, 1
		w.Inject(tt.fault)
		if got := w.get("viewer", "/api/org"); got.status != 200 {
			t.Errorf("%s: another route answers %d", tt.fault.Do, got.status)
		}
		got := w.get("viewer", rulesPath)
		if got.status != tt.status || !strings.Contains(got.body, tt.want) {
			t.Errorf("%s: got %d %.200s", tt.fault.Do, got.status, got.body)
		}
		if tt.status == 429 && got.header.Get("Retry-After") != "7" {
			t.Errorf("no Retry-After: %v", got.header)
		}
		if got := w.get("viewer", rulesPath); got.body != whole || len(w.Faults()) != 0 {
			t.Errorf("%s: it is not used up", tt.fault.Do)
		}
	}
	w.Inject(grafana.Fault{Do: grafana.FaultTruncated, Stack: "payments"})
	if got := w.get("viewer", rulesPath); got.body != whole[:len(whole)/2] {
		t.Errorf("got %d of %d bytes", len(got.body), len(whole))
	}
	if got := w.send(http.MethodGet, logistics, "/api/health", ""); !json.Valid([]byte(got.body)) {
		t.Errorf("another stack answers %s", got.body)
	}
	w.ClearFaults()
	w.Inject(grafana.Fault{Do: grafana.FaultToken, Word: "expired"})
	if got := w.get("viewer", "/api/health"); got.status != 200 {
		t.Errorf("the health check minds the token: %d", got.status)
	}
	w.ClearFaults()
	w.Inject(grafana.Fault{Do: grafana.FaultOversized, Times: 2})
	if got := w.get("viewer", "/api/org"); len(got.body) < 10<<20 || dig(got.json(t), "id") != 1. {
		t.Errorf("got %d bytes", len(got.body))
	}
	if got := w.Faults(); len(got) != 1 || got[0].Times != 1 {
		t.Errorf("got %+v", got)
	}
}

// open sends a request over the network, to be ended by the context.
func open(ctx context.Context, t *testing.T, w *world) (*http.Response, error) {
	t.Helper()
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	return ask(ctx, t, w, server)
}

func ask(ctx context.Context, t *testing.T, w *world, server *httptest.Server) (*http.Response,
	error) {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/api/org", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = payments
	r.Header.Set("Authorization", "Bearer "+w.account("viewer").Token)
	return server.Client().Do(r)
}

// TestSilence waits for an answer that never comes, and for a late one. The client gives up soon
// after the request has arrived.
func TestSilence(t *testing.T) {
	for _, fault := range []grafana.Fault{
		{Do: grafana.FaultHang}, {Delay: time.Hour, Title: "Slow"}} {
		w := newWorld(t)
		w.Inject(fault)
		ctx, giveUp := context.WithCancel(t.Context())
		server := httptest.NewServer(http.HandlerFunc(
			func(rw http.ResponseWriter, r *http.Request) {
				time.AfterFunc(50*time.Millisecond, giveUp)
				w.ServeHTTP(rw, r)
			}))
		_, err := ask(ctx, t, w, server)
		server.Close() // waits for the handler
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%+v: got %v", fault, err)
		}
		if got := w.Calls(); len(got) != 1 || got[0].Status != 0 || got[0].Fault != fault.Title {
			t.Errorf("got %+v", got)
		}
	}
}

// TestDrip reads the first byte of an answer whose second takes an hour.
func TestDrip(t *testing.T) {
	w := newWorld(t)
	w.Inject(grafana.Fault{Do: grafana.FaultDrip, Pace: time.Hour})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	resp, err := open(ctx, t, w)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	first := make([]byte, 10)
	if n, err := resp.Body.Read(first); n != 1 || err != nil || resp.ContentLength < 100 {
		t.Errorf("got %d bytes of %d, %v", n, resp.ContentLength, err)
	}
	cancel()
	if _, err := io.ReadAll(resp.Body); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestDripEnds reads a whole answer that comes a byte at a time.
func TestDripEnds(t *testing.T) {
	w := newWorld(t)
	w.Inject(grafana.Fault{Do: grafana.FaultDrip, Pace: time.Nanosecond})
	resp, err := open(t.Context(), t, w)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || !json.Valid(body) {
		t.Errorf("got %s, %v", body, err)
	}
}

// TestReset loses the connection in the middle of an answer.
func TestReset(t *testing.T) {
	w := newWorld(t)
	w.Inject(grafana.Fault{Do: grafana.FaultReset})
	resp, err := open(t.Context(), t, w)
	if err != nil {
		return // lost before the header was read
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err == nil {
		t.Errorf("got %s", body)
	}
}
