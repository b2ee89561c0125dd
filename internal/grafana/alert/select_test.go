package alert_test

import (
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
	cut := rule
	cut.Counts = map[alert.State]int{alert.Firing: 40}
	bare := alert.Rule{Labels: map[string]string{"team": "a"}}
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
		if s.Keeps(rule) != row.whole || s.Keeps(cut) != row.cut || s.Keeps(bare) != row.bare {
			t.Errorf("%s%s%q: %v, %v, %v", row.name, row.op, row.value, s.Keeps(rule), s.Keeps(cut),
				s.Keeps(bare))
		}
	}
}
