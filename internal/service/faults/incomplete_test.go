package faults_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

// refusing is a storage that writes no secret whose key contains this, "" for a whole storage.
type refusing struct {
	right http.Handler
	key   string
}

func (s *refusing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	if s.key != "" && strings.HasSuffix(r.URL.Path, "/secret/set") &&
		bytes.Contains(body, []byte(s.key)) {
		status(503, "7")(s.right, w, r)
		return
	}
	s.right.ServeHTTP(w, r)
}

// TestAConnectionThatCannotFollowIsAnError: the storage does not write one connection during a
// change of the External ID. The answer is its error, opening the settings works, and the change
// made again completes it.
func TestAConnectionThatCannotFollowIsAnError(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		path     string
		body     func(*world) any
		repeated int
	}{
		"begin": {"/v1/settings/rotation", func(*world) any { return servicetest.Map{} },
			http.StatusOK},
		"end": {"/v1/settings/rotation/end", func(w *world) any {
			var begun struct{ Rotation struct{ Begun string } }
			w.Do(w.call, http.MethodPost, "/v1/settings/rotation",
				servicetest.Map{}).Into(w.Backend, &begun)
			return servicetest.Map{"begun": begun.Rotation.Begun}
		}, http.StatusConflict},
		"re-issue": {"/v1/settings/external-id", func(w *world) any {
			return servicetest.Map{"current": w.ExternalID(w.call)}
		}, http.StatusConflict},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, targets[1], true)
			storing := &refusing{right: w.ends[storage].right}
			w.ends[storage].right = storing
			id := w.link()
			body := row.body(w)
			storing.key = id
			for range 2 {
				got := w.Do(w.call, http.MethodPost, row.path, body)
				if code, _ := got.Error(w.Backend); got.Status != http.StatusServiceUnavailable ||
					code != lost || got.Header.Get("Retry-After") != "7" {
					t.Errorf("%d %s, Retry-After %q", got.Status, got.Body,
						got.Header.Get("Retry-After"))
				}
			}
			if got := w.Do(w.call, http.MethodGet, "/v1/settings", nil); got.Status !=
				http.StatusOK {
				t.Errorf("opening the settings: %d %s", got.Status, got.Body)
			}
			storing.key = ""
			before := w.Audit.String()
			got := w.Do(w.call, http.MethodPost, row.path, body)
			if got.Status != row.repeated {
				t.Errorf("made again: %d %s", got.Status, got.Body)
			}
			if !strings.Contains(strings.TrimPrefix(w.Audit.String(), before),
				"bringing a connection up to date") {
				t.Error("the audit does not have the connection that was brought up to date")
			}
		})
	}
}
