package client_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/verdict"
)

// decoded returns a rule of a stack's.
func decoded(t *testing.T, text string) client.Rule {
	t.Helper()
	var rule client.Rule
	if err := json.Unmarshal([]byte(text), &rule); err != nil {
		t.Fatalf("%.80s: %v", text, err)
	}
	return rule
}

// TestTextsOfARuleAreShort: each text of a rule and an instance is cut.
func TestTextsOfARuleAreShort(t *testing.T) {
	long := `"` + strings.Repeat("x", 2000) + `"`
	texts := strings.ReplaceAll(`{"uid":L,"folderUid":L,"name":L,"state":L,"health":L,"type":L,`+
		`"totals":{L:1},"annotations":{"summary":L,"description":"{{ x }}","y":L},`+
		`"alerts":[{"state":L,"value":L,"annotations":{"summary":L,"description":L}}]}`, "L", long)
	r := decoded(t, texts)
	a := r.Alerts[0]
	for name, row := range map[string]struct {
		text string
		most int
	}{
		"uid": {r.UID, 64}, "folder": {r.FolderUID, 64}, "name": {r.Name, 200}, "state": {r.State, 64},
		"health": {r.Health, 64}, "type": {r.Type, 64}, "summary": {r.Annotations["summary"], 1000},
		"total":       {slices.Collect(maps.Keys(r.Totals))[0], 64},
		"an instance": {a.State, 64}, "its value": {a.Value, 200},
		"its summary": {a.Annotations.Summary, 1000}, "its description": {a.Annotations.Description, 1000},
	} {
		if want := strings.Repeat("x", row.most) + "…"; row.text != want {
			t.Errorf("%s has %d bytes", name, len(row.text))
		}
	}
	if len(r.Annotations) != 2 {
		t.Errorf("%d annotations", len(r.Annotations))
	}
}

// TestLastErrors: whatever stands in the place of an error is one.
func TestLastErrors(t *testing.T) {
	for text, want := range map[string]bool{`null`: false, `""`: false, `"x"`: true, `" "`: true,
		`"failed to query"`: true, `{"x":1}`: true, `[]`: true, `1`: true, `false`: true} {
		if got := decoded(t, `{"lastError":`+text+`}`).Failed; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestTheFolderOfARule: the folder of a rule comes before that of its group.
func TestTheFolderOfARule(t *testing.T) {
	for _, row := range []struct{ group, rule, want string }{
		{"prod", "dev", "dev"}, {"prod", "", "prod"}, {"", "dev", "dev"}, {"prod", "no uid", ""},
		{"no uid", "", ""},
	} {
		got := client.Project(client.RuleGroup{FolderUID: row.group},
			client.Rule{FolderUID: row.rule}, now)
		if got.Folder.UID != row.want {
			t.Errorf("%+v: %q", row, got.Folder.UID)
		}
	}
}

// TestReasons: a rule is OK only where every word of a state is known.
func TestReasons(t *testing.T) {
	for state, want := range map[string]verdict.Standing{
		"Normal": verdict.OK, "Normal (NoData)": verdict.Doubtful,
		"Normal (KeepLast, MissingSeries)": verdict.Doubtful,
		"Normal (NoData )":                 verdict.Unknown, "Normal (Datasource gone!)": verdict.Unknown,
		"Normal ()": verdict.Unknown, "Normal ( )": verdict.Unknown, "Normal (ß)": verdict.Unknown,
		"Normal (Keine Daten für ß)": verdict.Unknown, "Normal (NoData, )": verdict.Unknown,
		"Normal (Foo, NoData)": verdict.Unknown, "Normal (NoData,Error)": verdict.Unknown,
		"Normal (NoData) ": verdict.Unknown, "Normal(NoData)": verdict.Unknown,
		"Normal ((NoData))": verdict.Unknown, "": verdict.Unknown,
		"Alerting ()": verdict.Firing, "Alerting (Foo, KeepLast)": verdict.Firing,
	} {
		if got := client.Project(minute, well(state), now); got.Standing() != want {
			t.Errorf("%s: %s, %v", state, got.Standing(), got.Blind)
		}
	}
}

// TestInstancesBeyondTheFirst: older versions send all instances. Those that are not kept count all
// the same.
func TestInstancesBeyondTheFirst(t *testing.T) {
	const head = `{"state":"inactive","health":"ok","lastEvaluation":"2026-11-29T11:59:30Z",` +
		`"totals":%s,"alerts":[{"state":"Normal"}%s,%s]}`
	var many []string
	for i := range 30 {
		many = append(many, fmt.Sprintf(`{"state":"Alerting (%d)"}`, i))
	}
	for _, row := range []struct {
		totals, last string
		standing     verdict.Standing
		counts       map[alert.State]int
	}{
		{"null", `{"state":"Normal"}`, verdict.OK, map[alert.State]int{alert.Normal: 21}},
		{"null", `null`, verdict.OK, map[alert.State]int{alert.Normal: 20}},
		{"null", `{"state":"Normal (NoData)"}`, verdict.Doubtful, map[alert.State]int{alert.Normal: 21}},
		{`{"normal":21}`, `{"state":"Normal (NoData)"}`, verdict.Doubtful,
			map[alert.State]int{alert.Normal: 21}},
		{`{"normal":21}`, `{"state":"Alerting"}`, verdict.Firing,
			map[alert.State]int{alert.Normal: 21}},
		{"null", `{"state":"Alerting"}`, verdict.Firing,
			map[alert.State]int{alert.Normal: 20, alert.Firing: 1}},
		{"null", `{"labels":{"a":"b"}}`, verdict.Unknown,
			map[alert.State]int{alert.Normal: 20, alert.Unknown: 1}},
		{"null", `{"state":"Normal"},{"state":"Normal"}`, verdict.OK,
			map[alert.State]int{alert.Normal: 22}},
		{"null", strings.Join(many, ","), verdict.Firing,
			map[alert.State]int{alert.Normal: 20, alert.Firing: 20, alert.Unknown: 10}},
	} {
		rule := decoded(t, fmt.Sprintf(head, row.totals, strings.Repeat(`,{"state":"Normal"}`, 19), row.last))
		got := client.Project(minute, rule, now)
		if got.Standing() != row.standing || !maps.Equal(got.Counts, row.counts) ||
			len(got.Instances) != client.AlertsPerRule || got.InstancesCut != (row.last != "null") {
			t.Errorf("%.40s: %s, %v, %v", row.last, got.Standing(), got.Blind, got.Counts)
		}
	}
}

// TestTimesThatAreNone: a time that JSON cannot have is none, and breaks no answer.
func TestTimesThatAreNone(t *testing.T) {
	for text, want := range map[string]bool{"0001-01-01T00:00:00Z": false,
		"0001-12-31T23:59:59-12:00": true, "9999-12-31T23:59:59Z": true,
		"9999-12-31T23:59:59-12:00": false, "0002-01-01T00:00:00+12:00": false} {
		got := client.Project(minute, decoded(t, `{"activeAt":"`+text+`","lastEvaluation":"`+text+`"}`), now)
		if _, err := json.Marshal(got); err != nil || got.Since.IsZero() == want ||
			got.Evaluated.IsZero() == want {
			t.Errorf("%s: %v, %v", text, got.Since, err)
		}
	}
}

// TestWhyARuleIsBlind: a reason that explains the others stands alone.
func TestWhyARuleIsBlind(t *testing.T) {
	rule := with("", func(r *client.Rule) { r.Alerts, r.Failed = nil, true })
	if got := client.Project(minute, rule, now); !slices.Equal(got.Blind, []alert.Blind{alert.Failing}) {
		t.Errorf("%v", got.Blind)
	}
	old := with("Normal", func(r *client.Rule) { r.LastEvaluation = now.AddDate(0, 0, -3) })
	for interval, stale := range map[float64]bool{86399: false, 86400: true} {
		got := client.Project(client.RuleGroup{Interval: interval}, old, now.Add(-5*60e9))
		if slices.Contains(got.Blind, alert.Stale) != stale {
			t.Errorf("every %v s: %v", interval, got.Blind)
		}
	}
}
