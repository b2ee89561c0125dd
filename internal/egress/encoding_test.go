package egress_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"pagewatch/internal/egress"
)

// TestAnswersAreNotCompressed: no request asks for compression, and an answer that is encoded all the
// same keeps its status and cannot be read, whichever transport is below.
func TestAnswersAreNotCompressed(t *testing.T) {
	for encoding, readable := range map[string]bool{"": true, "identity": true, "Identity": true,
		"gzip": false, "br": false, "identity, gzip": false, "x": false} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asked := r.Header.Get("Accept-Encoding"); asked != "identity" {
				t.Errorf("asked for %q", asked)
			}
			if encoding != "" {
				w.Header().Set("Content-Encoding", encoding)
			}
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, "text")
		}))
		for name, base := range map[string]http.RoundTripper{"own": egress.NewTransport(),
			"kept": egress.NewConnections(), "default": http.DefaultTransport} {
			client := egress.New(base, egress.KeySet(server.URL, "/keys")).Client()
			resp, err := client.Get(server.URL + "/keys")
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			if resp.StatusCode != http.StatusNotFound || (err == nil) != readable ||
				readable != (string(text) == "text") {
				t.Errorf("%q over %s: %d, %q, %v", encoding, name, resp.StatusCode, text, err)
			}
		}
		server.Close()
	}
}
