package resolver

import (
	"encoding/json"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/alarm"
)

// TestExportsNameWhatWasAskedFor: "2 of 2 alarms are OK" is no good news of those that nobody asked
// for.
func TestExportsNameWhatWasAskedFor(t *testing.T) {
	long := strings.Repeat("x", 255)
	rows := []struct {
		name   string
		asked  alarm.Query
		fences []string
		want   string
	}{
		{"all", alarm.Query{}, []string{"", ""}, ""},
		{"all kinds", alarm.Query{Kinds: []alarm.Kind{alarm.Log, alarm.Metric, alarm.Composite}},
			[]string{""}, ""},
		{"a prefix", alarm.Query{NamePrefix: "sessions-"}, []string{""},
			"Asked for: names that begin with “sessions-”."},
		{"one name", alarm.Query{Names: []string{"a"}}, []string{""}, "Asked for: the name “a”."},
		{"names", alarm.Query{Names: []string{"a", "b"}}, []string{"a"},
			"Asked for: one of 2 exact names."},
		{
			"much", alarm.Query{NamePrefix: "a", Kinds: []alarm.Kind{alarm.Metric, alarm.Log},
				ActionPrefix: "arn:aws:sns:", FiringOnly: true}, []string{""},
			"Asked for: names that begin with “a”; only metric and log alarms; actions that begin with “arn:aws:sns:”; only those in alarm."},
		{"a fence of all", alarm.Query{}, []string{"pay-", "pay-"},
			"Asked for: names that begin with “pay-”."},
		{"a fence of one", alarm.Query{}, []string{"", "pay-"}, ""},
		{"another fence", alarm.Query{}, []string{"pay-", "ship-"}, ""},
		{"long", alarm.Query{NamePrefix: long}, []string{""},
			"Asked for: names that begin with “" + long[:maxAsked] + "…”."},
	}
	for _, row := range rows {
		h := &heard{asked: row.asked}
		for _, fence := range row.fences {
			h.sources = append(h.sources,
				heardSource{came: true, fence: fence,
					Answer: answerOf("x", alarm.Alarm{Name: "a", State: alarm.OK})})
		}
		if got := strings.TrimSpace(h.askedFor()); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
		for _, layout := range []string{"", badge} {
			out, err := json.Marshal(h.document(macroConfig{Layout: layout}))
			if err != nil || !strings.Contains(string(out), row.want) {
				t.Errorf("%s, layout %q: %s %v", row.name, layout, out, err)
			}
		}
	}
}
