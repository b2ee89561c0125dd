package service_test

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

// breaking is a connection that breaks in the middle of the write with the last record.
type breaking struct {
	*httptest.ResponseRecorder
	how func() error
}

// Write implements http.ResponseWriter.
func (b breaking) Write(p []byte) (int, error) {
	at := bytes.Index(p, []byte(`"type":"end"`))
	if at < 0 {
		return b.ResponseRecorder.Write(p)
	}
	n, _ := b.ResponseRecorder.Write(p[:at])
	return n, b.how()
}

// TestAnAnswerThatBreaksOff: half an answer does not pass for a whole one, nothing is appended to
// it, and the audit of the call says why, inline and as a stream alike.
func TestAnAnswerThatBreaksOff(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	for name, row := range map[string]struct {
		how     func() error
		outcome string
		panics  any
		logged  bool
	}{
		"the reader leaves": {func() error { return errors.New("gone") }, "caller_gone", nil, false},
		"a panic":           {func() error { panic("planted") }, "internal", http.ErrAbortHandler, true},
		"an abort": {func() error { panic(http.ErrAbortHandler) }, "internal",
			http.ErrAbortHandler, true},
	} {
		streamed := httptest.NewRequest(http.MethodPost, "/v1/stream",
			strings.NewReader(granted(t, b, id+frankfurt)))
		streamed.Header.Set("Content-Type", "text/plain")
		streamed.Header.Set("Origin", servicetest.Origin)
		inline := b.Request(servicetest.Call{}, http.MethodPost, "/v1/views",
			servicetest.View("inline", id+frankfurt))()
		for _, r := range []*http.Request{inline, streamed} {
			audited, logged := len(b.Audit.String()), len(b.Log.String())
			w := breaking{httptest.NewRecorder(), row.how}
			if got := recovered(func() { b.ServeHTTP(w, r) }); got != row.panics {
				t.Errorf("%s, %s: it panics with %v", name, r.URL, got)
			}
			if said := w.Body.String(); w.Code != http.StatusOK || said == "" ||
				strings.Contains(said, `"error"`) {
				t.Errorf("%s, %s: the reader has %d %s", name, r.URL, w.Code, said)
			}
			if got := b.Audit.String()[audited:]; strings.Count(got,
				`"operation":"POST `+r.URL.Path+`","outcome":"`+row.outcome+`"`) != 1 {
				t.Errorf("%s, %s: the audit has %s", name, r.URL, got)
			}
			if got := b.Log.String()[logged:]; strings.Contains(got, "a call panicked") !=
				row.logged || strings.Contains(got, "planted") {
				t.Errorf("%s, %s: the log has %s", name, r.URL, got)
			}
		}
	}
}

// recovered returns what do panics with, nil if it does not.
func recovered(do func()) (cause any) {
	defer func() { cause = recover() }()
	do()
	return nil
}
