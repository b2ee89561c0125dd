package resolver

import (
	"encoding/json"
	"strings"
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
		var got strings.Builder
		if err := view.write(&got); err != nil || got.String() != string(want) {
			t.Errorf("%s: %s, %v, want %s", name, got.String(), err, want)
		}
		for i, record := range view.Records {
			if record != nil {
				t.Errorf("%s: record %d is still held", name, i)
			}
		}
	}
}

// pieces is a writer that keeps the length of its longest write.
type pieces struct{ longest int }

// Write implements io.Writer.
func (p *pieces) Write(b []byte) (int, error) {
	p.longest = max(p.longest, len(b))
	return len(b), nil
}

// TestALongViewIsWrittenInPieces: no copy of the whole is made.
func TestALongViewIsWrittenInPieces(t *testing.T) {
	var view viewResponse
	record := json.RawMessage(`"` + strings.Repeat("x", pieceSize/3) + `"`)
	for range 100 {
		view.Records = append(view.Records, record)
	}
	var out pieces
	if err := view.write(&out); err != nil || out.longest > pieceSize {
		t.Errorf("%d bytes in one piece, %v", out.longest, err)
	}
}
