package sim

import (
	"encoding/json"
	"net/http"
	"slices"
)

// guard refuses requests of foreign web pages to the loopback servers. Other sites can send
// requests to 127.0.0.1, and with DNS rebinding they can read the answers under their own host
// name.
type guard struct {
	// host is the Host that guard serves.
	host string
	// also reports whether guard serves another Host too; nil for none.
	also func(host string) bool
	// origins are the Origins that guard accepts. It accepts an absent Origin too: programs send
	// none.
	origins []string
	// led are the kinds of documents (Sec-Fetch-Dest) that links and frames of other origins may
	// load.
	led []string
}

// protect refuses foreign requests with 403.
func (g guard) protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if reason := g.refusal(r); reason != "" {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("X-Content-Type-Options", "nosniff")
			w.WriteHeader(http.StatusForbidden)
			_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]string{
				"code": "origin_refused", "message": reason, "requestId": "",
			}})
			return
		}
		next.ServeHTTP(w, r)
	})
}

// refusal returns the reason for refusing a request, "" for a request to serve.
func (g guard) refusal(r *http.Request) string {
	if r.Host != g.host && (g.also == nil || !g.also(r.Host)) {
		return "This address is not served here."
	}
	origins := r.Header.Values("Origin")
	for _, origin := range origins {
		if !slices.Contains(g.origins, origin) {
			return "Requests of other origins are refused."
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return ""
	}
	if len(origins) > 0 || g.leads(r) {
		return ""
	}
	return "Requests of other sites are refused."
}

// leads reports whether the request loads a document that a link or a frame of another origin may
// load.
func (g guard) leads(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) &&
		r.Header.Get("Sec-Fetch-Mode") == "navigate" &&
		slices.Contains(g.led, r.Header.Get("Sec-Fetch-Dest"))
}

// canonical redirects visitors of the other name of this address to the served one. Frames, cookies
// and forms work under one name only. The alias is as safe as the served name: neither can be
// rebound.
func canonical(alias, origin string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reading := r.Method == http.MethodGet || r.Method == http.MethodHead
		if r.Host == alias && reading && r.Header.Get("Origin") == "" {
			http.Redirect(w, r, origin+r.URL.RequestURI(), http.StatusTemporaryRedirect)
			return
		}
		next.ServeHTTP(w, r)
	})
}
