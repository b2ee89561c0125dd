package reason_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/alarm/reason"
)

// recorded returns documents as AWS wrote them, by name; "" stands for none.
func recorded(t testing.TB) map[string]string {
	raw, err := os.ReadFile("testdata/state-reason-data.json")
	var rows []struct {
		Name            string
		StateReasonData string
	}
	if err != nil || json.Unmarshal(raw, &rows) != nil || len(rows) == 0 {
		t.Fatalf("no documents to read: %v", err)
	}
	documents := map[string]string{}
	for _, row := range rows {
		documents[row.Name] = row.StateReasonData
	}
	return documents
}

func spark(t *testing.T, document string) string {
	t.Helper()
	raw, err := json.Marshal(reason.Parse(document).Spark)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestRecordedDocuments(t *testing.T) {
	want := map[string]string{
		"metric, points only":                                                  `{"from":"2014-04-09T18:44:00Z","to":"2014-04-09T18:49:00Z","period":300,"values":[38.958,40.292],"threshold":70}`,
		"metric, evaluated points with sample counts":                          `{"from":"2024-04-23T20:44:00Z","to":"2024-04-23T20:44:00Z","period":300,"values":[3.4666088898518357],"threshold":20}`,
		"metric, evaluated point without a value (missing data), no startDate": `{"from":"2026-02-01T09:59:40Z","to":"2026-02-01T09:59:40Z","period":20,"values":[null],"threshold":20}`,
		"anomaly band: no threshold, lower and upper edges, no statistic": `{"from":"2019-10-03T15:58:00Z","to":"2019-10-03T15:58:00Z","period":60,"values":[0],` +
			`"lower":[0.020599444741798756],"upper":[0.3006915352732461]}`,
		"missing points treated as breaching": `{"from":"2024-03-01T11:35:40Z","to":"2024-03-01T11:35:50Z","period":10,"values":[null,null],"threshold":2}`,
		"composite: triggering alarms":        "null",
		"composite: several children, all OK": "null",
		"freshly created: no data at all":     "null",
		"state set by hand":                   "null",
	}
	for name, document := range recorded(t) {
		if got := spark(t, document); got != want[name] {
			t.Errorf("%s: %s, want %s", name, got, want[name])
		}
	}
	triggers := reason.Parse(recorded(t)["composite: several children, all OK"]).Triggers
	if len(triggers) != 2 || !strings.HasSuffix(triggers[1], ":alarm:ServerCpuTooHigh") {
		t.Errorf("triggered by %q", triggers)
	}
}

// TestTimesOfValues holds a row per agreement or conflict of the two lists of points.
func TestTimesOfValues(t *testing.T) {
	point := func(minute, value string) string {
		if value != "" {
			value = `,"sampleCount":1.0,"value":` + value
		}
		return `{"timestamp":"2026-11-21T09:` + minute + `:00.000+0000"` + value + `}`
	}
	document := func(recent, evaluated string) string {
		return `{"startDate":"2026-11-21T09:10:00.000+0000","period":60,"recentDatapoints":[` +
			recent + `],"evaluatedDatapoints":[` + evaluated + `]}`
	}
	rows := []struct{ name, document, from, values string }{
		{"the recent ones alone", document("1,2,3", ""), "09:10", "[1,2,3]"},
		{"newest evaluated only", document("1,2,3", point("12", "3.0")), "09:10", "[1,2,3]"},
		{"all evaluated, newest first",
			document("1,2,3", point("12", "3")+","+point("11", "2")+","+point("10", "1")), "09:10",
			"[1,2,3]"},
		{"one missing at the end",
			document("1,2", point("12", "")+","+point("11", "2")+","+point("10", "1")), "09:10",
			"[1,2,null]"},
		{"one missing between",
			document("1,3", point("12", "3")+","+point("11", "")+","+point("10", "1")), "09:10",
			"[1,null,3]"},
		{"one missing before",
			document("2,3", point("11", "3")+","+point("10", "2")+","+point("09", "")), "09:09",
			"[null,2,3]"},
		{"an unexplained gap", document("1,2,4", point("13", "4")), "09:13", "[4]"},
		{"evaluated at odd times",
			document("", point("13", "4")+
				`,{"timestamp":"2026-11-21T09:12:30.000+0000","value":1}`), "", ""},
		{"a gap between evaluated ones", document("", point("14", "4")+","+point("11", "1")),
			"09:11", "[1,null,null,4]"},
		{"the same point twice", document("", point("11", "4")+","+point("11", "4")), "09:11",
			"[4]"},
		{"a null among the recent ones", document("1,null,3", ""), "09:10", "[1,null,3]"},
		{"a time of another zone",
			strings.Replace(document("1,2,3", point("12", "3")), "T09:10:00.000+0000",
				"T11:10:00.000+0200", 1), "09:10", "[1,2,3]"},
		{"a time in RFC 3339",
			strings.Replace(document("1,2,3", point("12", "3")), "T09:10:00.000+0000", "T09:10:00Z",
				1), "09:10", "[1,2,3]"},
		{"no first time", strings.Replace(document("1,2", ""), "startDate", "x", 1), "", ""},
		{"a first time that is none", strings.Replace(document("1,2", ""), "2026-", "20x6-", 1), "",
			""},
		{"a first time of another age", strings.Replace(document("1,2", ""), "2026-", "0026-", 1),
			"", ""},
		{"no points", document("", ""), "", ""},
		{"no period", strings.Replace(document("1,2", ""), `"period":60`, `"period":0`, 1), "", ""},
		{"half a second", strings.Replace(document("1,2", ""), `"period":60`, `"period":0.5`, 1),
			"", ""},
		{
			"an endless period",
			strings.Replace(document("1,2", ""), `"period":60`, `"period":1e300`, 1), "", ""},
		{"a number that is none", document("1e999", ""), "", ""},
		{"a number as text", document(`"NaN"`, ""), "", ""},
		{"points that are no list",
			`{"startDate":"2026-11-21T09:10:00.000+0000","period":60,"recentDatapoints":7}`, "",
			""},
		{"not JSON", "Threshold Crossed", "", ""},
		{"JSON of something else", "[1,2]", "", ""},
		{"deep", strings.Repeat("[", 16000), "", ""},
		{"huge", document(strings.Repeat("1,", 9000)+"1", ""), "", ""},
	}
	for _, row := range rows {
		s := reason.Parse(row.document).Spark
		if row.values == "" {
			if s != nil {
				t.Errorf("%s: %+v, want nothing", row.name, s)
			}
			continue
		}
		if s == nil {
			t.Errorf("%s: nothing", row.name)
			continue
		}
		if values, err := json.Marshal(s.Values); err != nil || string(values) != row.values ||
			s.From.Format("15:04") != row.from {
			t.Errorf("%s: %s from %s (%v), want %s from %s", row.name, values,
				s.From.Format("15:04"), err, row.values, row.from)
		}
		if s.To.Sub(s.From) != time.Duration(len(s.Values)-1)*time.Minute {
			t.Errorf("%s: %d values from %s to %s", row.name, len(s.Values), s.From, s.To)
		}
	}
}

// TestSeenPoints: a single value is a data point that was seen, with or without a place on a time
// line. A document that lists no points says nothing about them.
func TestSeenPoints(t *testing.T) {
	const listed, seen = "listed", "listed and seen"
	rows := []struct{ name, document, want string }{
		{"both lists empty", `{"recentDatapoints":[],"evaluatedDatapoints":[]}`, listed},
		{"the one list there is, empty", `{"recentDatapoints":[]}`, listed},
		{"the other one", `{"evaluatedDatapoints":[]}`, listed},
		{"an evaluated point without a value",
			`{"recentDatapoints":[],"evaluatedDatapoints":[{"timestamp":"x"}]}`, listed},
		{"a null among the recent ones", `{"recentDatapoints":[null]}`, listed},
		{"one recent value", `{"recentDatapoints":[null,0],"evaluatedDatapoints":[]}`, seen},
		{"one evaluated value", `{"evaluatedDatapoints":[{},{"value":0}]}`, seen},
		{"values that are texts", `{"recentDatapoints":["1"]}`, ""},
		{"no lists", `{"version":"1.0"}`, ""},
		{"lists that are null", `{"recentDatapoints":null,"evaluatedDatapoints":null}`, ""},
		{"not JSON", `no datapoints`, ""},
		{"nothing", ``, ""},
		{"huge", `{"recentDatapoints":[` + strings.Repeat(" ", 16<<10) + `]}`, ""},
	}
	for _, row := range rows {
		got := ""
		switch r := reason.Parse(row.document); {
		case r.Listed && r.Seen:
			got = seen
		case r.Listed:
			got = listed
		case r.Seen:
			got = "seen alone"
		}
		if got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestBandsHaveAsManyEdgesAsValues(t *testing.T) {
	document := func(more string) string {
		return `{"startDate":"2026-11-21T09:10:00.000+0000","period":60,"recentDatapoints":[1,2]` +
			more + `}`
	}
	for more, want := range map[string]string{
		`,"recentLowerThresholds":[0,1],"recentUpperThresholds":[5,6]`: `[0,1] [5,6]`,
		`,"recentUpperThresholds":[5,6]`:                               `null [5,6]`,
		`,"recentLowerThresholds":[0,null]`:                            `[0,null] null`,
		`,"recentLowerThresholds":[0],"recentUpperThresholds":[5,6,7]`: `null null`,
		`,"recentLowerThresholds":[],"recentUpperThresholds":null`:     `null null`,
		`,"evaluatedDatapoints":[{"timestamp":"2026-11-21T09:12:00.000+0000"}],"recentLowerThresholds":[0,1],"recentUpperThresholds":[5,6]`: `[0,1,null] [5,6,null]`,
	} {
		s := reason.Parse(document(more)).Spark
		lower, _ := json.Marshal(s.Lower)
		upper, _ := json.Marshal(s.Upper)
		if got := fmt.Sprintf("%s %s", lower, upper); got != want {
			t.Errorf("%s: %s, want %s", more, got, want)
		}
	}
}

// TestAtMostAHundredValues keeps the newest.
func TestAtMostAHundredValues(t *testing.T) {
	var recent []string
	for i := range 150 {
		recent = append(recent, fmt.Sprint(i))
	}
	s := reason.Parse(
		`{"startDate":"2026-11-21T09:00:00.000+0000","period":60,"recentDatapoints":[` +
			strings.Join(recent, ",") + `]}`).Spark
	if s == nil || len(s.Values) != 100 || *s.Values[0] != 50 || *s.Values[99] != 149 ||
		s.From.Format("15:04") != "09:50" {
		t.Errorf("got %+v", s)
	}
	far :=
		`{"period":60,"evaluatedDatapoints":[{"timestamp":"2026-11-21T09:00:00.000+0000","value":1},{"timestamp":"1970-01-01T00:00:00.000+0000","value":2}]}`
	if s := reason.Parse(far).Spark; s == nil || len(s.Values) != 100 || s.Values[0] != nil ||
		*s.Values[99] != 1 {
		t.Errorf("of points half a century apart: %+v", s)
	}
	many := `{"triggeringAlarms":[` + strings.TrimSuffix(strings.Repeat(`{"arn":"a"},`, 500), ",") +
		`]}`
	if n := len(reason.Parse(many).Triggers); n != 100 {
		t.Errorf("%d triggers", n)
	}
}

// FuzzParse: every result is bounded, in order, and has JSON.
func FuzzParse(f *testing.F) {
	for _, document := range recorded(f) {
		f.Add(document)
	}
	f.Add(
		`{"startDate":"2026-11-21T09:10:00.000+0000","period":60,"recentDatapoints":[1,null],"recentLowerThresholds":[0,1],"recentUpperThresholds":[2,3],` +
			`"evaluatedDatapoints":[{"timestamp":"2026-11-21T09:11:00.000+0000"},{"timestamp":"2026-11-21T09:10:00.000+0000","value":1}]}`)
	f.Add(`{"period":-1,"recentDatapoints":"x"}`)
	f.Add(`{"recentDatapoints":[],"evaluatedDatapoints":[{"timestamp":"x"},{"value":0}]}`)
	f.Fuzz(func(t *testing.T, document string) {
		r := reason.Parse(document)
		raw, err := json.Marshal(r)
		if err != nil || len(r.Triggers) > 100 {
			t.Fatalf("%d triggers, %v: %s", len(r.Triggers), err, raw)
		}
		if r.Seen && !r.Listed {
			t.Errorf("%s: a point was seen that is not listed", document)
		}
		s := r.Spark
		if s == nil {
			t.Log("refused")
			return
		}
		t.Log("accepted")
		n := len(s.Values)
		if n == 0 || n > 100 || s.Lower != nil && len(s.Lower) != n ||
			s.Upper != nil && len(s.Upper) != n {
			t.Errorf("%d values, %d and %d edges", n, len(s.Lower), len(s.Upper))
		}
		if s.To.Sub(s.From) != time.Duration(n-1)*time.Duration(s.Period)*time.Second {
			t.Errorf("%d values every %d s from %s to %s", n, s.Period, s.From, s.To)
		}
	})
}
