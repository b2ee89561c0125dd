package stream_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/goldentest"
	"pagewatch/internal/resolver/stream"
)

// golden files are read by the browser's tests too.
const golden = "../../../testdata/wire"

var asOf = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// full is an alarm with every field, and a name that wants to be HTML.
var full = alarm.Alarm{
	Name: `checkout-5xx <img src=x onerror=alert(1)> "ü" 🚨`, Kind: alarm.Metric,
	State:       alarm.Firing,
	ARN:         "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-5xx",
	Description: "Runbook: https://wiki.example/checkout",
	Reason:      "Threshold Crossed: 3 out of the last 5 datapoints…",
	Since:       asOf.Add(-time.Hour), Updated: asOf.Add(-time.Minute - 250*time.Millisecond),
	ActionsOff: true, SuppressedBy: "Alarm",
	Evaluation: "PARTIAL_DATA", Namespace: "AWS/ApplicationELB",
	Metric: "HTTPCode_Target_5XX_Count",
}

func answer(source int, truncated bool, alarms ...alarm.Alarm) stream.Answer {
	a := stream.Answer{Source: stream.Source{
		Source: source, Connection: "c-aaaaaaaaaaaaaaaaaaaaaaaaaa", Name: "Payments production",
		Region: "eu-central-1", RegionName: "Europe (Frankfurt)",
		Account: "111122223333", AsOf: asOf, Count: len(alarms), Truncated: truncated,
	}}
	a.Records = cloudwatch.Records(alarms)
	return a
}

func prefixed(a stream.Answer, prefix string) stream.Answer {
	a.Source.NamePrefix = prefix
	return a
}

func failure(source int) stream.Answer {
	return stream.Answer{
		Failure: &stream.Failure{Source: source, Name: "Logistics", RegionName: "US East (Ohio)",
			Error: stream.Error{
				Code:    "aws_throttled",
				Message: "AWS is limiting how often this account's alarms can be read.",
				Hint:    "Wait a moment.", RequestID: "req-1",
			}}}
}

// outsideFence is a source that its connection does not show.
func outsideFence(source int) stream.Answer {
	return stream.Answer{
		Failure: &stream.Failure{Source: source, Name: "Logistics",
			RegionName: "Europe (London)",
			Error: stream.Error{
				Code:    "outside_fence",
				Message: `This connection does not show the Region "eu-west-2".`,
				Hint: "A space admin decides what a connection shows. Somebody who may edit this " +
					"page can choose among that.",
				Field: fmt.Sprintf("sources[%d].region", source), RequestID: "req-1",
			}}}
}

// goldens are the answers of the golden files.
var goldens = map[string][]stream.Answer{
	"one-source": {
		answer(0, false, full, alarm.Alarm{Name: "bare", Kind: alarm.Composite, State: alarm.OK})},
	"no-alarms": {answer(0, false)},
	"fenced": {
		prefixed(
			answer(0, false,
				alarm.Alarm{Name: "checkout-5xx", Kind: alarm.Metric, State: alarm.OK}),
			"checkout-")},
	"outside-fence": {
		outsideFence(0),
		answer(1, false, alarm.Alarm{Name: "checkout-5xx", Kind: alarm.Metric, State: alarm.OK}),
	},
	"shapes": {answer(0, false, shapes...)},
	"mixed": {
		failure(1),
		answer(0, true, alarm.Alarm{Name: "later", Kind: alarm.Log, State: "A_STATE_OF_TOMORROW"},
			alarm.Alarm{Name: "quiet", Kind: alarm.Metric, State: alarm.InsufficientData}),
	},
}

// withRules are golden files with alert rules; the tests of package alert hold their records.
var withRules = []string{"rules", "mixed-providers"}

func TestGoldenStreams(t *testing.T) {
	for name, answers := range goldens {
		w := httptest.NewRecorder()
		lines := stream.NewLines(w)
		for _, a := range answers {
			if err := lines.Write(a); err != nil {
				t.Fatal(err)
			}
		}
		if err := lines.End("req-1"); err != nil {
			t.Fatal(err)
		}
		goldentest.File(t, filepath.Join(golden, name+".ndjson"), w.Body.String())
		if !w.Flushed {
			t.Errorf("%s was not flushed", name)
		}
	}
	files, err := filepath.Glob(filepath.Join(golden, "*.ndjson"))
	if err != nil || len(files) != len(goldens)+len(withRules) {
		t.Errorf("%d golden files for %d answers", len(files), len(goldens))
	}
}

// TestDocumentHoldsTheSameRecords: the two ways differ in their envelope only.
func TestDocumentHoldsTheSameRecords(t *testing.T) {
	for name, answers := range goldens {
		doc := &stream.Document{}
		for _, a := range answers {
			if err := doc.Write(a); err != nil {
				t.Fatal(err)
			}
		}
		if err := doc.End("req-1"); err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		for _, r := range doc.Records() {
			got.Write(append(r, '\n'))
		}
		if want, err := os.ReadFile(filepath.Join(golden, name+".ndjson")); err != nil ||
			got.String() != string(want) {
			t.Errorf("%s: the document differs (%v):\n%s", name, err, got.String())
		}
	}
}

func TestDocumentStaysBelowTheBridgesLimit(t *testing.T) {
	doc := &stream.Document{}
	long := full
	long.Description = strings.Repeat("x", 60<<10)
	var alarms []alarm.Alarm
	for range 100 {
		alarms = append(alarms, long)
	}
	whole := answer(0, true, alarms...)
	whole.Source.Cursor = "behind the alarms that are left out"
	if err := doc.Write(whole); err != nil {
		t.Fatal(err)
	}
	if err := doc.Write(failure(1)); err != nil {
		t.Fatal(err)
	}
	if err := doc.End("req-1"); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(doc.Records())
	if err != nil || len(out) > 4<<20 {
		t.Errorf("%d bytes, %v, want at most 4 MiB", len(out), err)
	}
	var first stream.Source
	if err := json.Unmarshal(doc.Records()[0], &first); err != nil || !first.Truncated ||
		first.Count >= 100 || first.Count < 60 || first.Cursor != "" {
		t.Errorf("announced %+v, %v", first, err)
	}
	var last stream.End
	if err := json.Unmarshal(doc.Records()[len(doc.Records())-1], &last); err != nil ||
		last.Alarms != first.Count || last.Sources != 2 {
		t.Errorf("ended with %+v, %v", last, err)
	}
}

// TestAnswersDoNotMix writes from many goroutines: the records of a source stay together.
func TestAnswersDoNotMix(t *testing.T) {
	w := httptest.NewRecorder()
	lines := stream.NewLines(w)
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() { _ = lines.Write(answer(i, false, full, full, full)) })
	}
	wg.Wait()
	current, left := -1, 0
	for line := range strings.Lines(w.Body.String()) {
		var r struct {
			Type   string
			Source int
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Type == "source" {
			if left != 0 {
				t.Fatalf("source %d begins inside source %d", r.Source, current)
			}
			current, left = r.Source, 3
			continue
		}
		if left--; r.Source != current {
			t.Fatalf("an alarm of source %d stands in source %d", r.Source, current)
		}
	}
}

// gone is a reader who has left.
type gone struct{ http.ResponseWriter }

var errGone = errors.New("gone")

func (gone) Write([]byte) (int, error) { return 0, errGone }

func TestAReaderWhoLeftIsNoticed(t *testing.T) {
	lines := stream.NewLines(gone{httptest.NewRecorder()})
	for name, err := range map[string]error{
		"source": lines.Write(answer(0, false)), "failure": lines.Write(failure(0)),
		"end": lines.End("x"),
	} {
		if !errors.Is(err, errGone) {
			t.Errorf("%s: %v, want the write's error", name, err)
		}
	}
}

// noFlush is Lambda's writer: it cannot flush and does not need to.
type noFlush struct{ http.ResponseWriter }

func TestAWriterThatCannotFlushIsFine(t *testing.T) {
	if err := stream.NewLines(noFlush{httptest.NewRecorder()}).End("x"); err != nil {
		t.Errorf("got %v", err)
	}
}

// TestAnAnswerWithoutJSONLeavesNothingBehind: the other answers of the view are whole.
func TestAnAnswerWithoutJSONLeavesNothingBehind(t *testing.T) {
	odd := full
	odd.Since = time.Date(12345, 1, 1, 0, 0, 0, 0, time.UTC)
	w := httptest.NewRecorder()
	lines, doc := stream.NewLines(w), &stream.Document{}
	for name, out := range map[string]stream.Writer{"lines": lines, "document": doc} {
		if err := out.Write(answer(0, false, full, odd)); !errors.Is(err, stream.ErrEncoding) {
			t.Errorf("%s: %v, want ErrEncoding", name, err)
		}
		if err := errors.Join(out.Write(answer(1, false, full)), out.End("x")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := strings.Count(w.Body.String(), "\n"); n != 3 || len(doc.Records()) != 3 {
		t.Errorf("%d lines and %d records, want 3 of each", n, len(doc.Records()))
	}
}
