package grafana_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/grafana"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/proof"
	"pagewatch/internal/source"
)

// noted asks a step of a stack, and returns its notes by their codes.
func noted(t *testing.T, step proof.Step, h http.HandlerFunc) map[string][]string {
	t.Helper()
	p, call, _ := stacked(t, h)
	notes := map[string][]string{}
	for _, note := range p.Test(context.Background(), fenced(), source.Trial{Step: step}, call).Notes {
		notes[note.Code] = append([]string{}, note.About...)
	}
	return notes
}

// TestNotesArePlainAndFew: the record of a test keeps at most twenty plain words of a stack's.
func TestNotesArePlainAndFew(t *testing.T) {
	permissions := `{"alert.rules:read":["*"],"folders:read":["*"],"<b>:write":["*"],"grafana-irm-app.incidents:delete":["*"],"` +
		strings.Repeat("x", 65) + `:write":["*"]`
	for i := range 30 {
		permissions += fmt.Sprintf(`,"r%02d:write":["*"]`, i)
	}
	notes := noted(t, stack.Rights, guarding(map[string]said{rightsPath: {200, permissions + "}"}}))
	if broad := notes["grafana_token_broad"]; len(broad) != 20 || broad[0] != "r00:write" ||
		slices.Contains(broad, "<b>:write") {
		t.Errorf("%q", broad)
	}
	if plugins := notes["grafana_plugin_rights"]; !slices.Equal(plugins, []string{"grafana-irm-app.incidents:delete"}) {
		t.Errorf("%q", plugins)
	}
	missing := notes["grafana_rights_missing"]
	if !slices.Contains(missing, "dashboards:read") || notes["grafana_sees_everything"] == nil {
		t.Errorf("%q", notes)
	}
	notes = noted(t, stack.Alerts, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Api-Deprecation-Date", "2026-10-29")
		guarding(nil)(w, r)
	})
	if day := notes["grafana_deprecated"]; !slices.Equal(day, []string{"2026-10-29"}) {
		t.Errorf("%q", notes)
	}
}

// TestACutPageHasMoreRules: a stack is not said to have no rules where another page follows, and the
// rules of a page that was cut are not all.
func TestACutPageHasMoreRules(t *testing.T) {
	for name, row := range map[string]struct {
		page string
		more bool
	}{
		"whole":        {page("", "a1 dev Normal"), false},
		"cut":          {heavy("", "pay", 200), true},
		"another page": {page("n", "a1 dev Normal"), true},
	} {
		p, call, _ := stacked(t, guarding(map[string]said{rulesPath: {200, row.page}}))
		f := p.Test(context.Background(), fenced("pay"), source.Trial{Step: stack.Alerts}, call)
		none := slices.ContainsFunc(f.Notes, func(n proof.Note) bool { return n.Code == "grafana_no_rules" })
		if f.Outcome != proof.Passed || none == row.more || f.Counted.Truncated != row.more {
			t.Errorf("%s: %s, no rules %v, %+v", name, f.Outcome, none, f.Counted)
		}
	}
}

// TestRowsOfRules: a macro that shows only what is well shows no rule of which that is not known.
func TestRowsOfRules(t *testing.T) {
	for state, want := range map[alert.State]string{alert.Firing: "ALARM", alert.Recovering: "ALARM",
		alert.Pending: "", alert.Unknown: "", "dozing": "", alert.Error: "INSUFFICIENT_DATA",
		alert.NoData: "INSUFFICIENT_DATA", alert.Normal: "OK"} {
		records := grafana.Records([]alert.Rule{{Name: "r", State: state}})
		if got := records[0].Row().State; got != want {
			t.Errorf("%s: %q, want %q", state, got, want)
		}
	}
}
