package export

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/goldentest"
	"pagewatch/internal/platform/adf"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/source"
	"pagewatch/internal/verdict"
)

const wire = "../../../testdata/wire/"

// golden compares a document, or another answer, with a file that the frontend's tests read too.
func golden(t *testing.T, name string, doc any) {
	t.Helper()
	goldentest.JSON(t, wire+name, doc, "")
}

func TestStaticExport(t *testing.T) {
	golden(t, "export-static.json", Static(""))
	golden(t, "export-reason.json",
		Static("Confluence is busy and did not say what you may do here."))
}

// asking is the question of a query whose sources are fenced to these prefixes.
func asking(asked alarm.Query, fences ...string) Question {
	q := Question{Asked: asked.Asked(), Words: asked.Words(), NotPermitted: func(code string) bool {
		return (&cloudwatch.Provider{}).Errors().Words[code].NotPermitted
	}}
	for _, fence := range fences {
		q.Sources = append(q.Sources, Source{Fenced: fence != ""})
	}
	return q
}

// collected are the answers of the sources, in this order.
func collected(asked alarm.Query, answers ...stream.Answer) *Collector {
	c := NewCollector(asking(asked, make([]string, len(answers))...))
	for i, a := range answers {
		a.Source.Source = i
		if a.Failure != nil {
			a.Failure.Source = i
		}
		_ = c.Write(a)
	}
	return c
}

func at(hour int) time.Time { return time.Date(2026, 11, 21, hour, 0, 0, 0, time.UTC) }

func answerOf(name string, alarms ...alarm.Alarm) stream.Answer {
	a := stream.Answer{Source: stream.Source{
		Connection: "c-1", Name: name, Region: "eu-central-1", RegionName: "Europe (Frankfurt)",
		Account: "111122223333", AsOf: at(10), Count: len(alarms),
	}}
	a.Records = cloudwatch.Records(alarms)
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
		alarm.Alarm{Name: "unmeasured", State: alarm.OK, NoData: true,
			Description: "Owner: Payments\nSee https://wiki.example/unmeasured?a=b&c=d."},
		alarm.Alarm{Name: "older", State: alarm.Firing, Since: at(2),
			Reason: strings.Repeat("long ", 100)},
		alarm.Alarm{Name: "<img src=x onerror=alert(1)> [x](javascript:1) \u202egnp",
			State: alarm.Firing, Since: at(3), ActionsOff: true,
			Description: "javascript:alert(1) https://ann@evil.example/ Team: none"},
		alarm.Alarm{Name: "whole", Kind: alarm.Composite, State: alarm.Firing, Since: at(1),
			Reason: "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:older transitioned to " +
				"ALARM at Saturday 21 November, 2026 02:00:00 UTC", Description: "Team: Ledger"},
		alarm.Alarm{Name: "odd", State: "STATE_OF_TOMORROW"},
	)
	first.Source.Truncated = true
	second := answerOf("Logistics")
	second.Source.AsOf = at(9)
	lost := stream.Answer{
		Failure: &stream.Failure{Name: "Ledger", RegionName: "US East (Ohio)",
			Error: stream.Error{Code: "aws_throttled",
				Message: (&cloudwatch.Provider{}).Errors().Words["aws_throttled"].Message}}}
	gone := stream.Answer{
		Failure: &stream.Failure{
			Error: stream.Error{Code: "connection_not_found",
				Message: "This connection is not in this space. It may have been removed."}}}
	c := collected(alarm.Query{}, first, second, lost, gone)
	c.sources = append(c.sources, received{}) // one that has not answered
	c.question.Sources = append(c.question.Sources, Source{})
	c.question.Sources[3].Name = "Payments staging"
	golden(t, "export.json", c.Document(Macro{Title: "Checkout"}))
	golden(t, "export-badge.json", c.Document(Macro{Title: "Checkout", Badge: true}))
	first.Source.Truncated = false
	golden(t, "export-one.json", collected(alarm.Query{NamePrefix: "a"}, first).Document(Macro{}))
}

// paragraphs are the texts of a document's paragraphs outside of tables, and the headings of its
// table.
func paragraphs(doc adf.Document) (lines, headings []string) {
	var text func(adf.Node) string
	text = func(n adf.Node) string {
		out := n.Text
		for _, child := range n.Content {
			out += text(child)
		}
		return out
	}
	for _, block := range doc.Content {
		if block.Type != "table" {
			lines = append(lines, text(block))
			continue
		}
		for _, cell := range block.Content[0].Content {
			headings = append(headings, text(cell))
		}
	}
	return lines, headings
}

// TestWhatAFileSays holds a row per sort of answer: its lines, and the columns of its table.
func TestWhatAFileSays(t *testing.T) {
	fires, well := alarm.Alarm{Name: "f", State: alarm.Firing}, alarm.Alarm{Name: "w", State: "OK"}
	doubtful := alarm.Alarm{Name: "d", State: alarm.OK, ActionsOff: true}
	blank := alarm.Alarm{Name: "b", State: alarm.InsufficientData}
	cut := func(a stream.Answer) stream.Answer {
		a.Source.Truncated = true
		return a
	}
	const place = ", Europe (Frankfurt), account 111122223333: "
	rules := func(change func(*stream.Source)) stream.Answer {
		a := stream.Answer{Records: []source.Record{rule{verdict.OK}}, Source: stream.Source{
			Name: "G", Stack: "x.grafana.net", AsOf: at(10), Count: 1}}
		change(&a.Source)
		return a
	}
	leaving := func(count int, worst string) func(*stream.Source) {
		return func(s *stream.Source) {
			s.Narrowed, s.Left = true, &source.Left{Count: count, Worst: worst}
		}
	}
	empty := func(name string, change ...func(*stream.Source)) stream.Answer {
		a := rules(func(s *stream.Source) { s.Name, s.Count = name, 0 })
		a.Records = nil
		for _, one := range change {
			one(&a.Source)
		}
		return a
	}
	rows := []struct {
		name            string
		states          []string
		answers         []stream.Answer
		lines, headings string
	}{
		{"one source", nil, []stream.Answer{answerOf("P", well, fires, doubtful, blank)},
			"▲ Firing: 1 of 4 alarms.|P" + place + "alarms 4.|OK with a caveat: d. OK: w.",
			"State|Alarm|Since|Reason"},
		{"two sources", nil, []stream.Answer{answerOf("P", fires), answerOf("L", well)},
			"▲ Firing: 1 of 2 alarms.|OK: w.|P" + place + "alarms 1.|L" + place + "alarms 1.",
			"State|Alarm|Since|Reason|Account and Region"},
		{"no data and a caveat", nil, []stream.Answer{answerOf("P", blank, doubtful, well)},
			"◇ No data: none of 3 is in alarm, but 1 without data and 1 with a caveat.|P" + place +
				"alarms 3.|OK with a caveat: d. OK: w.", "State|Alarm|Since|Reason"},
		{"all well", nil, []stream.Answer{answerOf("P", well, alarm.Alarm{Name: "a", State: "OK"})},
			"✓ OK: 2 of 2 alarms are OK.|P" + place + "alarms 2.|OK: a, w.", ""},
		{"right to left", nil, []stream.Answer{answerOf("של", alarm.Alarm{Name: "אב", State: "OK"},
			alarm.Alarm{Name: "12-db", State: "OK"})}, "✓ OK: 2 of 2 alarms are OK.|\u2068של\u2069" +
			place + "alarms 2.|OK: 12-db, \u2068אב\u2069.", ""},
		{"cut", []string{"ALARM"}, []stream.Answer{cut(answerOf("P", fires, well))},
			"▲ Firing: at least 1 of the first 2 alarms; a source has more.|P" + place +
				"the first 2 alarms; AWS has more.|Alarms in states that this macro does not " +
				"show: at least 1.", "State|Alarm|Since|Reason"},
		{"only some states", []string{"OK"}, []stream.Answer{answerOf("P", fires, well, blank)},
			"▲ Firing: 1 of 3 alarms.|P" + place + "alarms 3.|OK: w.|Alarms in states that " +
				"this macro does not show: 2.", ""},
		{"two providers", nil, []stream.Answer{answerOf("P", fires), rules(func(*stream.Source) {})},
			"▲ Firing: 1 of 2 alarms.|OK: .|P" + place + "alarms 1.|G, x.grafana.net: alert rules 1.",
			"State|Alarm|Since|Reason|Source"},
		{"narrowed", nil, []stream.Answer{rules(func(s *stream.Source) { s.Narrowed = true })},
			"✓ OK: 1 of 1 alarms are OK.|G, x.grafana.net: alert rules 1. Not all rules of the " +
				"stack were asked for.|OK: .", ""},
		{"left out", nil, []stream.Answer{rules(leaving(5, "error"))}, "✓ OK: 1 of 1 alarms are OK.|G, x.grafana.net: alert rules 1. Its filters left out 5 " +
			"more, not judged here: the worst is in error.|OK: .", ""},
		{"one left out", nil, []stream.Answer{rules(leaving(1, "firing"))}, "✓ OK: 1 of 1 alarms are " +
			"OK.|G, x.grafana.net: alert rules 1. Its filters left out 1 more, not judged here: it " +
			"is firing.|OK: .", ""},
		{"paused or well, left out", nil, []stream.Answer{rules(leaving(2, "normal"))}, "✓ OK: 1 of 1 " +
			"alarms are OK.|G, x.grafana.net: alert rules 1. Its filters left out 2 more, not judged " +
			"here.|OK: .", ""},
		{"left out in a state of tomorrow", nil, []stream.Answer{rules(leaving(2, "dozing"))}, "✓ OK: " +
			"1 of 1 alarms are OK.|G, x.grafana.net: alert rules 1. Its filters left out 2 more, not " +
			"judged here: the worst is in a state not known.|OK: .", ""},
		{"no rules beside alarms", nil, []stream.Answer{answerOf("P", well), empty("G"), empty("H"),
			empty("G")}, "◆ Unknown: there are no alert rules in G, H.|OK: w.|P" + place +
			"alarms 1.|G, x.grafana.net: alert rules 0.|H, x.grafana.net: alert rules 0.|G, " +
			"x.grafana.net: alert rules 0.", ""},
		{"no rule matches beside alarms", nil, []stream.Answer{answerOf("P", well), empty("G",
			leaving(1, "firing"))}, "◆ Unknown: no alert rule of G matches what this macro asks for.|" +
			"OK: w.|P" + place + "alarms 1.|G, x.grafana.net: alert rules 0. Its filters left out 1 " +
			"more, not judged here: it is firing.", ""},
		{"no rules at all", nil, []stream.Answer{empty("G")},
			"◆ Unknown: there are no alarms here.|G, x.grafana.net: alert rules 0.", ""},
		{"missing", nil, []stream.Answer{rules(func(s *stream.Source) { s.Missing = true })},
			"◆ Unknown: not every alarm that this macro names is there.|G, x.grafana.net: alert " +
				"rules 1.|OK: .", ""},
		{"more rules", nil, []stream.Answer{rules(func(s *stream.Source) { s.Truncated = true })},
			"◆ Unknown: none of these is in alarm, but a source has more than came.|G, " +
				"x.grafana.net: the first 1 alert rules; the stack has more.|OK: .", ""},
	}
	for _, row := range rows {
		lines, headings := paragraphs(
			collected(alarm.Query{}, row.answers...).Document(Macro{States: row.states}))
		lines[0], _, _ = strings.Cut(lines[0], " As of")
		said := strings.Join(lines, "|")
		if said != row.lines || strings.Join(headings, "|") != row.headings {
			t.Errorf("%s: %s\n%q\nwant %s\n%q", row.name, said, headings, row.lines, row.headings)
		}
	}
}

// TestCountsOfPartialAnswers: each count is "at least" once a source failed, sent no answer or was
// truncated, in a document and in that of a badge.
func TestCountsOfPartialAnswers(t *testing.T) {
	fires, well := alarm.Alarm{Name: "f", State: alarm.Firing}, alarm.Alarm{Name: "w", State: "OK"}
	failed := received{came: true, Answer: stream.Answer{
		Failure: &stream.Failure{Source: 1, Error: stream.Error{Code: "aws_throttled"}}}}
	truncated := received{came: true, Answer: answerOf("L")}
	truncated.Source.Truncated = true
	const partial = "▲ Firing: at least 1 of the 2 alarms that came; not every source answered."
	const cut = "▲ Firing: at least 1 of the first 2 alarms; a source has more."
	for _, row := range []struct {
		name             string
		others           []received
		verdict, unshown string
	}{
		{"whole", []received{{came: true, Answer: answerOf("L")}}, "▲ Firing: 1 of 2 alarms.", "1"},
		{"failed", []received{failed}, partial, "at least 1"},
		{"no answer", []received{{}}, partial, "at least 1"},
		{"truncated", []received{truncated}, cut, "at least 1"},
		{"failed and truncated", []received{failed, truncated}, cut, "at least 1"},
	} {
		c := collected(alarm.Query{}, answerOf("P", fires, well))
		for _, other := range row.others {
			c.sources = append(c.sources, other)
			c.question.Sources = append(c.question.Sources, Source{})
		}
		badge, _ := paragraphs(c.Document(Macro{Badge: true}))
		lines, _ := paragraphs(c.Document(Macro{States: []string{"ALARM"}}))
		want := row.verdict + " As of 2026-11-21 10:00:00 UTC."
		if len(badge) != 1 || badge[0] != want || lines[0] != want {
			t.Errorf("%s: %q, %q, want %q", row.name, badge, lines[0], want)
		}
		unshown := "Alarms in states that this macro does not show: " + row.unshown + "."
		if !slices.Contains(lines, unshown) {
			t.Errorf("%s: %q does not hold %q", row.name, lines, unshown)
		}
	}
}

// TestNamesAreBounded: a hundred names stand there, those in doubt first, and the number of the
// others.
func TestNamesAreBounded(t *testing.T) {
	alarms := []alarm.Alarm{{Name: "doubtful", State: alarm.OK, ActionsOff: true}}
	for i := range 105 {
		alarms = append(alarms, alarm.Alarm{Name: fmt.Sprintf("%03d", i), State: alarm.OK})
	}
	whole := answerOf("P", alarms...)
	cut := whole
	cut.Source.Truncated = true
	for ending, answer := range map[string]stream.Answer{
		"098, 6 more.": whole, "098, at least 6 more.": cut} {
		lines, _ := paragraphs(collected(alarm.Query{}, answer).Document(Macro{}))
		names := lines[len(lines)-1]
		if !strings.HasPrefix(names, "OK with a caveat: doubtful. OK: 000, 001, ") ||
			!strings.HasSuffix(names, ending) {
			t.Errorf("%s", names)
		}
	}
}

// TestTimesAreNotDivided: a time in a cell has no place where a line may break.
func TestTimesAreNotDivided(t *testing.T) {
	if got := moment(at(9)); got != "21\u00a0Nov\u00a02026\u00a009:00\u00a0UTC" ||
		moment(time.Time{}) != "" {
		t.Errorf("%q", got)
	}
}

// rule is a record that knows its standing alone.
type rule struct {
	Is verdict.Standing `json:"standing"`
}

func (rule) Type() string                 { return "rule" }
func (r rule) Standing() verdict.Standing { return r.Is }
func (rule) Row() source.Row              { return source.Row{} }
func (rule) Size() int                    { return 0 }

// TestExportVerdicts goes through the cases that both sides' verdicts are tested with: each reason
// has words, and what is not well does not read or look like it.
func TestExportVerdicts(t *testing.T) {
	raw, err := os.ReadFile(wire + "verdicts.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name    string
		Asked   alarm.Query
		Sources []struct {
			Status, Code, NamePrefix     string
			Truncated, Narrowed, Missing bool
			Left                         *source.Left
			Alarms                       []alarm.Alarm
			Rules                        []rule
		}
		Verdict, Reason string
	}
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases) < 40 {
		t.Fatal(len(cases), err)
	}
	for _, one := range cases {
		if verdicts[one.Reason] == "" && one.Reason != "asking" && one.Reason != "blind" {
			t.Errorf("%s: no words for %s", one.Name, one.Reason)
		}
		c := &Collector{question: asking(one.Asked)}
		for _, src := range one.Sources {
			got := received{came: src.Status == "answered", Answer: answerOf("x", src.Alarms...)}
			got.Source.Truncated, got.Source.Missing = src.Truncated, src.Missing
			got.Source.Narrowed, got.Source.Left = src.Narrowed, src.Left
			if src.Rules != nil {
				got.Source.Stack = "x.grafana.net"
			}
			for _, r := range src.Rules {
				got.Records = append(got.Records, r)
			}
			if src.Status == "failed" {
				got.Answer = stream.Answer{
					Failure: &stream.Failure{Error: stream.Error{Code: src.Code}}}
			}
			c.sources = append(c.sources, got)
			c.question.Sources = append(c.question.Sources, Source{
				Fenced: src.NamePrefix != ""})
		}
		sign := map[string]string{
			"firing": "▲", "pending": "△", "blind": "◇", "ok": "✓", "unknown": "◆"}[one.Verdict]
		if got := strings.Join(c.verdict(), ""); !strings.HasPrefix(got, sign+" ") || strings.Contains(got, "%") {
			t.Errorf("%s: %q does not begin with %s", one.Name, got, sign)
		}
	}
}

// TestStatesThatAMacroShows: an alarm is in the state that it counts under.
func TestStatesThatAMacroShows(t *testing.T) {
	alarms := []alarm.Alarm{{Name: "fires", State: alarm.Firing},
		{Name: "blank", State: alarm.InsufficientData}, {Name: "well", State: alarm.OK},
		{Name: "unmeasured", State: alarm.OK, NoData: true}, {Name: "odd", State: "TOMORROW"}}
	for _, row := range []struct {
		states []string
		want   string
	}{
		{nil, "fires blank well unmeasured odd"},
		{[]string{}, "odd"},
		{[]string{"OK"}, "well odd"},
		{[]string{"ALARM", "INSUFFICIENT_DATA"}, "fires blank unmeasured odd"},
	} {
		doc := collected(alarm.Query{}, answerOf("Payments", alarms...)).Document(
			Macro{States: row.states})
		out, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		var shown []string
		for _, a := range alarms {
			if strings.Contains(string(out), a.Name) {
				shown = append(shown, a.Name)
			}
		}
		if got := strings.Join(shown, " "); got != row.want {
			t.Errorf("%q: %s, want %s", row.states, got, row.want)
		}
	}
}

// TestWordsOfTomorrowAreCut: a state or a name longer than any that AWS knows does not fill the
// document.
func TestWordsOfTomorrowAreCut(t *testing.T) {
	long := strings.Repeat("x", 5000)
	doc := collected(alarm.Query{},
		answerOf("Payments", alarm.Alarm{Name: long, State: alarm.State(long)})).Document(Macro{})
	out, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"` + long[:maxName] + `…"`, "(" + long[:40] + "…)"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s does not hold %s", out, want)
		}
	}
}

// TestExportIsBounded: ten sources of a hundred alarms, each as large as AWS lets it be and larger
// still in JSON.
func TestExportIsBounded(t *testing.T) {
	var answers []stream.Answer
	for range 10 {
		var alarms []alarm.Alarm
		for i := range alarm.MaxRecords {
			alarms = append(alarms,
				alarm.Alarm{Name: fmt.Sprint(i, strings.Repeat("<", 252)), State: alarm.Firing,
					Reason: strings.Repeat("<", 1023), Description: "Owner: " +
						strings.Repeat("<", 100) + "\nhttps://" + strings.Repeat("a.", 120) +
						strings.Repeat("/&", maxLink/2-124)})
		}
		answers = append(answers, answerOf(strings.Repeat("<", 100), alarms...))
	}
	doc := collected(alarm.Query{}, answers...).Document(Macro{Title: strings.Repeat("<", 32<<10)})
	out, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) > 4<<20 || !strings.Contains(string(out), "no room here: 500.") ||
		strings.Count(string(out), "tableRow") != maxRows+1 ||
		strings.Count(string(out), `"href"`) != maxRows {
		t.Errorf("%d bytes with %d rows", len(out), strings.Count(string(out), "tableRow"))
	}
}
