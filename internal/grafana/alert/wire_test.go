package alert_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"pagewatch/internal/grafana/alert"
)

// TestRulesOnTheWire reads the rules that the browser's tests read too, and writes them again.
func TestRulesOnTheWire(t *testing.T) {
	for _, name := range []string{"rules.ndjson", "mixed-providers.ndjson"} {
		raw, err := os.ReadFile("../../../testdata/wire/" + name)
		if err != nil {
			t.Fatal(err)
		}
		rules := 0
		for line := range bytes.Lines(raw) {
			var record struct {
				Type string
				Rule json.RawMessage
			}
			if err := json.Unmarshal(line, &record); err != nil {
				t.Fatal(err)
			}
			if record.Type != "rule" {
				continue
			}
			rules++
			var rule alert.Rule
			decoder := json.NewDecoder(bytes.NewReader(record.Rule))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&rule); err != nil {
				t.Errorf("%s: %v", record.Rule, err)
			}
			var again bytes.Buffer
			encoder := json.NewEncoder(&again)
			encoder.SetEscapeHTML(false)
			if err := encoder.Encode(rule); err != nil ||
				!bytes.Equal(bytes.TrimSpace(again.Bytes()), record.Rule) {
				t.Errorf("%s is written as %s, %v", record.Rule, again.Bytes(), err)
			}
		}
		if rules < 2 {
			t.Errorf("%s has %d rules", name, rules)
		}
	}
}
