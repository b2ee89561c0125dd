package alert_test

import (
	"fmt"
	"testing"

	"pagewatch/internal/grafana/alert"
)

// TestLabelsOfInstances: an instance has the rule's labels and its own, and one that did not come may
// have any of its own.
func TestLabelsOfInstances(t *testing.T) {
	rule := alert.Rule{Labels: map[string]string{"team": "a"},
		Counts: map[alert.State]int{alert.Firing: 2}, Instances: []alert.Instance{
			{Labels: map[string]string{"pod": "p-1"}},
			{Labels: map[string]string{"pod": "p-2", "team": "b"}}}}
	cut, beyond := rule, rule
	cut.Counts = map[alert.State]int{alert.Firing: 40}
	beyond.InstancesCut = true // which the counts do not tell
	bare := alert.Rule{Labels: map[string]string{"team": "a"}}
	more := alert.Rule{Labels: map[string]string{"team": "a"}, LabelsCut: true}
	for _, row := range []struct {
		name, op, value  string
		whole, cut, bare bool
	}{
		{"pod", "=", "p-1", true, true, false},
		{"pod", "=", "p-9", false, true, false},
		{"pod", "=", "", false, true, true},
		{"pod", "=~", "p-.*", true, true, false},
		{"pod", "!=", "p-1", true, true, true},
		{"team", "=", "a", true, true, true},
		{"team", "=", "b", true, true, false},
		{"team", "=", "c", false, false, false},
		{"team", "=~", "", false, false, false},
	} {
		s := alert.Query{Labels: []alert.Matcher{{Name: row.name, Op: row.op, Value: row.value}}}.
			Selection()
		if s.Keeps(more) != (row.bare || row.name == "pod") {
			t.Errorf("%s%s%q, and labels that were cut", row.name, row.op, row.value)
		}
		if s.Keeps(rule) != row.whole || s.Keeps(cut) != row.cut ||
			s.Keeps(beyond) != row.cut || s.Keeps(bare) != row.bare {
			t.Errorf("%s%s%q: %v, %v, %v", row.name, row.op, row.value, s.Keeps(rule), s.Keeps(cut),
				s.Keeps(bare))
		}
	}
}

// TestPatternsThatTakeTooLong: regular expressions on values that all differ end the selection;
// values that repeat cost nothing.
func TestPatternsThatTakeTooLong(t *testing.T) {
	query := alert.Query{Labels: []alert.Matcher{
		{Name: "x", Op: "=~", Value: "(?:.?.?){60}b"}, {Name: "x", Op: "=~", Value: "(?:.?.?){60}"}}}
	for name, row := range map[string]struct {
		value func(i int) string
		want  bool
	}{
		"values that differ": {func(i int) string { return fmt.Sprintf("%0200d", i) }, true},
		"values that repeat": {func(i int) string { return fmt.Sprintf("%0200d", i%10) }, false},
	} {
		s := query.Selection()
		for i := range 2000 {
			s.Keeps(alert.Rule{Labels: map[string]string{"x": row.value(i)}})
		}
		if s.Exhausted() != row.want {
			t.Errorf("%s: exhausted %v", name, !row.want)
		}
	}
	if s := (alert.Query{}).Selection(); s.Exhausted() || !s.Keeps(alert.Rule{}) {
		t.Error("nothing is too much")
	}
}
