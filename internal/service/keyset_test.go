package service_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/fit"
)

// TestKeySetFaults: whatever fault the platform's key set has, tokens get one and the same refusal,
// and are accepted again after the fault.
func TestKeySetFaults(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	rows := map[string]http.HandlerFunc{
		"down":    answer(503, ""),
		"HTML":    answer(200, "<html>sign in</html>"),
		"empty":   answer(200, ""),
		"no keys": answer(200, `{"keys":[]}`),
		"huge":    answer(200, strings.Repeat(" ", 1<<20)),
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
		},
		"reset":      func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"slow":       func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"withdrawn":  publish(t, "forge/invocation-token/newer"),
		"another id": publish(t, "same"),
	}
	for name, fault := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onBackend(t, name == "slow", func(t *testing.T, b *servicetest.Backend) {
				b.KeySet.Fault(fault)
				if got := b.Do(servicetest.Call{}, "GET", "/v1/connections",
					nil); got.Status != http.StatusUnauthorized {
					t.Errorf("%d %s", got.Status, got.Body)
				}
				b.KeySet.Fault(nil)
				b.Clock.Advance(31 * time.Second)
				if got := b.Do(servicetest.Call{}, "GET", "/v1/connections",
					nil); got.Status != http.StatusOK {
					t.Errorf("after it came back: %d %s", got.Status, got.Body)
				}
			})
		})
	}
}

// publish serves the key of another issuer.
func publish(t *testing.T, keyID string) http.HandlerFunc {
	t.Helper()
	issuer, err := fit.New(servicetest.AppID)
	if err != nil {
		t.Fatal(err)
	}
	issuer.KeyID = keyID
	return issuer.ServeHTTP
}

// TestUnknownKeyFloods: a thousand tokens with made-up key ids cause one fetch, and people are
// served meanwhile. The key of the tokens does not exist, so all of them share one signature.
func TestUnknownKeyFloods(t *testing.T) {
	b := servicetest.New(t, nil)
	b.Clock.Stop() // or a token would expire on a busy machine
	_, rest, _ := strings.Cut(newMint(t, b).token(t, tokenRow{Name: "flood"}), ".")
	var header string
	flood := b.Request(servicetest.Call{
		Header: func(h http.Header) { h.Set("Authorization", "Bearer "+header+"."+rest) }}, "GET",
		"/v1/connections", nil)
	for i := range 1000 {
		header = base64.RawURLEncoding.EncodeToString(
			fmt.Appendf(nil, `{"alg":"RS256","typ":"JWT","kid":"made-up-%d"}`, i))
		if got := b.Serve(flood()); got.Status != http.StatusUnauthorized {
			t.Fatalf("token %d: %d", i, got.Status)
		}
	}
	if n := b.KeySet.Calls(); n != 1 {
		t.Errorf("%d fetches, want 1", n)
	}
	if got := b.Do(servicetest.Call{}, "GET", "/v1/connections",
		nil); got.Status != http.StatusOK || b.KeySet.Calls() != 1 {
		t.Errorf("afterwards: %d with %d fetches", got.Status, b.KeySet.Calls())
	}
}
