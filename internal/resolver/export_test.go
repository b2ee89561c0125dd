package resolver

import (
	"encoding/json"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/resolver/export"
	"pagewatch/internal/source"
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
				ActionPrefix: "arn:aws:sns:", FiringOnly: true, WithoutAutoScaling: true},
			[]string{""},
			"Asked for: names that begin with “a”; only metric and log alarms; actions that begin with “arn:aws:sns:”; without Auto Scaling alarms; only those in alarm."},
		{"a fence of all", alarm.Query{}, []string{"pay-", "pay-"},
			"Asked for: names that begin with “pay-”."},
		{"a fence of one", alarm.Query{}, []string{"", "pay-"}, ""},
		{"another fence", alarm.Query{}, []string{"pay-", "ship-"}, ""},
		{"long", alarm.Query{NamePrefix: long}, []string{""},
			"Asked for: names that begin with “" + long[:120] + "…”."},
	}
	for _, row := range rows {
		req := viewRequest{Query: row.asked, Sources: make([]source.Source, len(row.fences))}
		var tasks []task
		for i, fence := range row.fences {
			tasks = append(tasks, task{Index: i, Question: source.Question{NamePrefix: fence}})
		}
		q := (&service{}).exportQuestion(req, tasks, nil)
		for _, badge := range []bool{false, true} {
			doc, err := json.Marshal(export.NewCollector(q).Document(export.Macro{Badge: badge}))
			if err != nil || !strings.Contains(string(doc), row.want) ||
				row.want == "" && strings.Contains(string(doc), "Asked for") {
				t.Errorf("%s, badge %v: %s %v, want %q", row.name, badge, doc, err, row.want)
			}
		}
	}
}
