package resolver

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/source"
)

// unwritable is a record without JSON.
type unwritable struct{ source.Record }

func (unwritable) Type() string { return "alarm" }

func (unwritable) MarshalJSON() ([]byte, error) { return nil, errors.New("planted") }

// TestARecordWithoutJSONFailsItsSource: the view has a failure in its place, and a whole end.
func TestARecordWithoutJSONFailsItsSource(t *testing.T) {
	s := asking(io.Discard, func(context.Context) (*source.Answer, error) {
		return &source.Answer{Records: []source.Record{unwritable{}}}, nil
	})
	doc, a := &stream.Document{}, by("r")
	a.holding = s.admission.holding()
	s.run(t.Context(), a, []task{userTask(0)}, doc)
	var text strings.Builder
	for _, record := range doc.Records() {
		text.Write(record)
	}
	if got := text.String(); strings.Count(got, `"type":"error"`) != 1 ||
		!strings.Contains(got, `"code":"internal"`) || strings.Contains(got, "planted") {
		t.Errorf("wrote %s", got)
	}
}

// gone is a reader who has left.
type gone struct{}

func (gone) Write(stream.Answer) error { return errors.New("gone") }

func (gone) End(string) error { return errors.New("gone") }

// TestNobodyAsksForAReaderWhoLeft: the first answer that cannot be written ends the other calls.
func TestNobodyAsksForAReaderWhoLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, calls := time.Now(), atomic.Int32{}
		s := asking(io.Discard, func(ctx context.Context) (*source.Answer, error) {
			if calls.Add(1) == 2 { // the first one hangs
				return &source.Answer{}, nil
			}
			<-ctx.Done()
			return nil, ctx.Err()
		})
		other, a := userTask(1), by("r")
		other.Question.Place = "elsewhere" // a flight of its own
		a.holding = s.admission.holding()
		s.run(t.Context(), a, []task{userTask(0), other}, gone{})
		if took := time.Since(began); took > 0 || calls.Load() != 2 {
			t.Errorf("after %v, and %d calls", took, calls.Load())
		}
	})
}
