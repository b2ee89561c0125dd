package alert_test

import (
	"encoding/json"
	"os"
	"testing"

	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/verdict"
)

// TestStandings goes through the rules that the browser's tests read too.
func TestStandings(t *testing.T) {
	raw, err := os.ReadFile("../../../testdata/wire/rules.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Name     string
		Rule     alert.Rule
		Standing verdict.Standing
	}
	if err := json.Unmarshal(raw, &rows); err != nil || len(rows) < 50 {
		t.Fatal(len(rows), err)
	}
	for _, row := range rows {
		if got := row.Rule.Standing(); got != row.Standing {
			t.Errorf("%s: %s, want %s", row.Name, got, row.Standing)
		}
	}
}
