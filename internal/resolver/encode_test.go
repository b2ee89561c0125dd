package resolver

import (
	"encoding/json"
	"testing"
)

// TestAViewIsWrittenAsJSON: what a view writes itself is what encoding/json would write, to the
// byte.
func TestAViewIsWrittenAsJSON(t *testing.T) {
	record := json.RawMessage(`{"type":"alarm","alarm":{"name":"a \u003cb\u003e ✓"}}`)
	for name, view := range map[string]viewResponse{
		"nothing":    {Records: []json.RawMessage{}},
		"one record": {Records: []json.RawMessage{record}},
		"several":    {Records: []json.RawMessage{record, record, record}},
		"a stream": {
			Records: []json.RawMessage{}, Stream: "https://pagewatch.example.com/v1/stream",
			Grant: "a.b<c>"},
		"a stream after a failure": {
			Records: []json.RawMessage{record}, Stream: "https://pagewatch.example.com/v1/stream",
			Grant: "abc"},
	} {
		want, err := json.Marshal(view)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := view.encode(); err != nil || string(got) != string(want) {
			t.Errorf("%s: %s, %v, want %s", name, got, err, want)
		}
	}
}
