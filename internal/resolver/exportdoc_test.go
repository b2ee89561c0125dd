package resolver

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/resolver/stream"
)

var updateGolden = flag.Bool("update", false, "rewrite the golden files")

const wire = "../../testdata/wire/"

// golden compares a document, or another answer, with a file that the frontend's tests read too.
func golden(t *testing.T, name string, doc any) {
	t.Helper()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(doc); err != nil {
		t.Fatal(err)
	}
	if *updateGolden {
		if err := os.WriteFile(wire+name, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(wire + name)
	if err != nil || !bytes.Equal(got.Bytes(), want) {
		t.Errorf(
			"%s is not what is written (%v): run this test with -update and review the change. Got %s", name, err, got.String())
	}
}

func TestStaticExport(t *testing.T) {
	golden(t, "export-static.json", staticExport(""))
	golden(t, "export-reason.json", staticExport(words["confluence_throttled"].message))
}

// heardOf is what the sources said, in this order.
func heardOf(asked alarm.Query, answers ...stream.Answer) *heard {
	req := viewRequest{Query: asked, Sources: make([]source, len(answers))}
	h := newHeard(req, nil)
	for i, a := range answers {
		a.Source.Source = i
		if a.Failure != nil {
			a.Failure.Source = i
		}
		_ = h.Write(a)
	}
	return h
}

func at(hour int) time.Time { return time.Date(2026, 11, 21, hour, 0, 0, 0, time.UTC) }

func answerOf(name string, alarms ...alarm.Alarm) stream.Answer {
	a := stream.Answer{Source: stream.Source{
		Connection: "c-1", Name: name, Region: "eu-central-1", RegionName: "Europe (Frankfurt)",
		Account: "111122223333", AsOf: at(10), Count: len(alarms),
	}}
	for _, it := range alarms {
		a.Alarms = append(a.Alarms, stream.Alarm{Alarm: it})
	}
	return a
}

// TestExportDocument has an alarm of every sort, in a document that the format's schema knows.
func TestExportDocument(t *testing.T) {
	first := answerOf("Payments production",
		alarm.Alarm{Name: "ok", State: alarm.OK, Since: at(1)},
		alarm.Alarm{Name: "silent", State: alarm.OK, ActionsOff: true, SuppressedBy: "Alarm",
			Evaluation: "PARTIAL_DATA", WarmingUp: true},
		alarm.Alarm{Name: "broken", State: alarm.OK, Evaluation: "EVALUATION_ERROR"},
		alarm.Alarm{Name: "blank", State: alarm.InsufficientData, Reason: "No data\nfor 5 periods"},
		alarm.Alarm{Name: "older", State: alarm.Firing, Since: at(2),
			Reason: strings.Repeat("long ", 100)},
		alarm.Alarm{Name: "<img src=x onerror=alert(1)> [x](javascript:1) \u202egnp",
			State: alarm.Firing, Since: at(3), ActionsOff: true},
		alarm.Alarm{Name: "odd", State: "STATE_OF_TOMORROW"},
	)
	first.Source.Truncated = true
	second := answerOf("Logistics")
	second.Source.AsOf = at(9)
	lost := stream.Answer{
		Failure: &stream.Failure{Name: "Ledger", RegionName: "US East (Ohio)",
			Error: stream.Error{Code: "aws_throttled", Message: words["aws_throttled"].message}}}
	gone := stream.Answer{
		Failure: &stream.Failure{
			Error: stream.Error{Code: codeNoSource, Message: words[codeNoSource].message}}}
	h := heardOf(alarm.Query{}, first, second, lost, gone)
	h.sources = append(h.sources, heardSource{})
	golden(t, "export.json", h.document(macroConfig{Title: "Checkout"}))
	golden(t, "export-badge.json", h.document(macroConfig{Title: "Checkout", Layout: badge}))
}

// TestExportVerdicts goes through the cases that both sides' verdicts are tested with: each reason
// has words, and what is not well does not read or look like it.
func TestExportVerdicts(t *testing.T) {
	raw, err := os.ReadFile(wire + "verdicts.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name            string
		Asked           alarm.Query
		Sources         []alarm.Source
		Verdict, Reason string
	}
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases) < 40 {
		t.Fatal(len(cases), err)
	}
	for _, c := range cases {
		if verdictWords[c.Reason] == "" && c.Reason != "asking" {
			t.Errorf("%s: no words for %s", c.Name, c.Reason)
		}
		h := &heard{asked: c.Asked}
		for _, src := range c.Sources {
			said := heardSource{came: src.Status == "answered", fence: src.NamePrefix,
				Answer: answerOf("x", src.Alarms...)}
			said.Source.Truncated = src.Truncated
			if src.Status == "failed" {
				said.Answer = stream.Answer{
					Failure: &stream.Failure{Error: stream.Error{Code: src.Code}}}
			}
			h.sources = append(h.sources, said)
		}
		sign := map[string]string{"firing": "▲", "blind": "◇", "ok": "✓", "unknown": "◆"}[c.Verdict]
		if got := h.verdict(); !strings.HasPrefix(got, sign+" ") || strings.Contains(got, "%") {
			t.Errorf("%s: %q does not begin with %s", c.Name, got, sign)
		}
	}
}

// TestWordsOfTomorrowAreCut: a state or a name longer than any that AWS knows does not fill the
// document.
func TestWordsOfTomorrowAreCut(t *testing.T) {
	long := strings.Repeat("x", 5000)
	doc := heardOf(alarm.Query{},
		answerOf("Payments", alarm.Alarm{Name: long, State: alarm.State(long)})).document(
		macroConfig{})
	out, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"` + long[:maxName] + `…"`, "(" + long[:maxState] + "…)"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s does not hold %s", out, want)
		}
	}
}

// TestExportIsBounded: ten sources of a hundred alarms, each as large as AWS lets it be and larger
// still in JSON.
func TestExportIsBounded(t *testing.T) {
	var answers []stream.Answer
	for range maxSources {
		var alarms []alarm.Alarm
		for i := range alarm.MaxRecords {
			alarms = append(alarms,
				alarm.Alarm{Name: fmt.Sprint(i, strings.Repeat("<", 252)), State: alarm.Firing,
					Reason: strings.Repeat("<", 1023)})
		}
		answers = append(answers, answerOf(strings.Repeat("<", 100), alarms...))
	}
	doc := heardOf(alarm.Query{}, answers...).document(
		macroConfig{Title: strings.Repeat("<", 32<<10)})
	out, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) > 5<<19 || !strings.Contains(string(out), "no room here: 500.") ||
		strings.Count(string(out), "tableRow") != maxRows+1 {
		t.Errorf("%d bytes with %d rows", len(out), strings.Count(string(out), "tableRow"))
	}
}
