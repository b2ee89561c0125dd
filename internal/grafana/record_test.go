package grafana_test

import (
	"testing"

	"pagewatch/internal/grafana"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/source"
)

// TestRows: an export names the folder, the group, the runbook and the owner of a rule as the page
// does. Labels come before texts, the first of which counts.
func TestRows(t *testing.T) {
	const wiki, runbook = "https://wiki.example/a", "https://runbooks.example/a"
	for name, row := range map[string]struct {
		rule alert.Rule
		want source.Row
	}{
		"nothing": {alert.Rule{}, source.Row{}},
		"a place": {alert.Rule{Folder: alert.Folder{UID: "prod", Title: "Production/Team A"},
			Group: "api"}, source.Row{Folder: "Production/Team A", Group: "api"}},
		"labels": {alert.Rule{Labels: map[string]string{"team": "Payments", "owner": "Ada"},
			Description: "Owner: Ravi"}, source.Row{Owner: "Payments"}},
		"a label of an owner": {alert.Rule{Labels: map[string]string{"owner": "Ada"}},
			source.Row{Owner: "Ada"}},
		"texts": {alert.Rule{Summary: "Slow, see " + wiki, Description: "Team: Ledger\n" + runbook},
			source.Row{Owner: "Ledger", Runbook: source.Link{Text: "wiki.example", Address: wiki}}},
		"a runbook": {alert.Rule{Runbook: runbook, RunbookHost: "runbooks.example",
			Description: wiki}, source.Row{
			Runbook: source.Link{Text: "runbooks.example", Address: runbook}}},
	} {
		row.rule.State, row.want.State, row.want.Text = alert.Normal, "OK", "✓ Normal"
		if got := grafana.Records([]alert.Rule{row.rule})[0].Row(); got != row.want {
			t.Errorf("%s: %+v, want %+v", name, got, row.want)
		}
	}
}
