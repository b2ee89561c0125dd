package auth_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"pagewatch/internal/platform/auth"
	"pagewatch/internal/platform/invocation"
)

// BenchmarkAuthenticate verifies tokens whose key is known.
func BenchmarkAuthenticate(b *testing.B) {
	p := newPlatform(b)
	good := must[string](b)(p.Mint(now, macroClaims()))
	forged := []byte(good)
	forged[len(forged)-10] ^= 1
	for _, row := range []struct {
		name, token string
		ok          bool
	}{{"good", good, true}, {"forged", string(forged), false}, {"no token", "rubbish", false}} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.try(row.token); (err == nil) != row.ok {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSidecar authenticates in a container. Each call to the sidecar has its own connection
// over loopback.
func BenchmarkSidecar(b *testing.B) {
	claims, err := json.Marshal(macroClaims())
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(claims)
	}))
	defer server.Close()
	verifier := auth.NewSidecar(appID, server.URL,
		&http.Client{Transport: &http.Transport{DisableKeepAlives: true}})
	var caller invocation.Caller
	handler := auth.Arrivals(
		http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			caller, err = verifier.Authenticate(r)
		}))
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest(http.MethodPost, "/v1/views", nil)
		r.Header = arrival(invocationID)
		if handler.ServeHTTP(httptest.NewRecorder(), r); err != nil ||
			caller.Account != "712020:ada" {
			b.Fatalf("%+v, %v", caller, err)
		}
	}
}
