package alert_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pagewatch/internal/grafana/alert"
)

// TestNoTextOfARuleHidesOrReorders: each text of a rule is shown without what hides or reorders
// others; names that differ stay apart, and the rule itself is as it was.
func TestNoTextOfARuleHidesOrReorders(t *testing.T) {
	const odd = "a\u202eb\u200b"
	labels := map[string]string{odd: odd, "ab": "x"}
	rule := alert.Rule{Name: odd, Group: odd, Folder: alert.Folder{Title: odd}, Labels: labels,
		Summary: odd, Description: odd + "\n" + odd, Instances: []alert.Instance{
			{Reason: odd, Value: odd, Labels: labels}}}
	before, _ := json.Marshal(rule)
	shown := rule.Shown()
	text, err := json.Marshal(shown)
	if err != nil || strings.ContainsAny(string(text), "\u202e\u200b") {
		t.Errorf("%s, %v", text, err)
	}
	if shown.Name != "a⟨U+202E⟩b⟨U+200B⟩" || len(shown.Labels) != 2 || shown.Labels[shown.Name] != "ab" ||
		len(shown.Instances[0].Labels) != 2 || !strings.Contains(shown.Description, "\n") {
		t.Errorf("%+v", shown)
	}
	if after, _ := json.Marshal(rule); string(after) != string(before) {
		t.Errorf("the rule was changed: %s", after)
	}
}
