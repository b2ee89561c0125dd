package alarm_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/alarm/rule"
)

// TestSize: the estimate is at least nine tenths of the length of the JSON, and at most 650 bytes
// above it.
func TestSize(t *testing.T) {
	text := strings.Repeat("d", 1000)
	leaf := rule.Rule{Name: text, State: "ALARM"}
	for name, a := range map[string]alarm.Alarm{
		"plain": {Name: "a", State: alarm.OK},
		"texts": {Name: text, ARN: text, Description: text, Reason: text, Suppressor: text,
			Trips: []string{text, text}},
		"escapes": {Description: strings.Repeat("<", 1000)},
		"rule": {
			Rule: &rule.Rule{
				Op: rule.Or, Of: []rule.Rule{leaf, leaf, {Op: rule.Not, Of: []rule.Rule{leaf}}}}},
	} {
		text, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Size(); got < len(text)*9/10 || got > len(text)+650 {
			t.Errorf("%s: %d for %d bytes", name, got, len(text))
		}
	}
}
