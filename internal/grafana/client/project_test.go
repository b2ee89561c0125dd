package client_test

import (
	"slices"
	"testing"
	"time"

	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/verdict"
)

// well is a rule that was evaluated a moment ago, with one instance.
func well(state string) client.Rule {
	own := map[string]string{"Alerting": "firing", "Pending": "pending", "Recovering": "recovering"}
	rule := client.Rule{UID: "r", Name: "r", State: "inactive", Health: "ok",
		LastEvaluation: now.Add(-30 * time.Second), Alerts: []*client.Alert{{State: state}}}
	for word, as := range own {
		if len(state) >= len(word) && state[:len(word)] == word {
			rule.State = as
		}
	}
	return rule
}

// with changes a rule that is well.
func with(state string, change func(*client.Rule)) client.Rule {
	rule := well(state)
	change(&rule)
	return rule
}

var minute = client.RuleGroup{Name: "g", File: "Production", Interval: 60}

// TestRules holds a row per answer of Grafana: the state that readers see, the rule's standing, and
// why it is blind.
func TestRules(t *testing.T) {
	const day = 24 * time.Hour
	none := func(r *client.Rule) { r.Alerts = nil }
	for name, row := range map[string]struct {
		rule     client.Rule
		state    alert.State
		standing verdict.Standing
		blind    []alert.Blind
	}{
		"well":                  {well("Normal"), alert.Normal, verdict.OK, nil},
		"firing":                {well("Alerting"), alert.Firing, verdict.Firing, nil},
		"firing without data":   {well("Alerting (NoData)"), alert.Firing, verdict.Firing, nil},
		"firing after an error": {well("Alerting (Error)"), alert.Firing, verdict.Firing, nil},
		"firing, kept": {well("Alerting (NoData, KeepLast)"), alert.Firing, verdict.Firing,
			[]alert.Blind{alert.KeepLast}},
		"pending": {well("Pending"), alert.Pending, verdict.Pending, nil},
		"pending, kept": {well("Pending (Error, KeepLast)"), alert.Pending, verdict.Pending,
			[]alert.Blind{alert.KeepLast}},
		"recovering": {well("Recovering"), alert.Recovering, verdict.Firing, nil},
		"no data": {with("NoData", func(r *client.Rule) { r.Health = "nodata" }), alert.NoData,
			verdict.Insufficient, []alert.Blind{alert.WithoutData}},
		"an error": {with("Error", func(r *client.Rule) { r.Health = "error" }), alert.Error,
			verdict.Unevaluated, []alert.Blind{alert.Failing}},
		"an error without health": {with("Normal", func(r *client.Rule) { r.Failed = true }),
			alert.Normal, verdict.Doubtful, []alert.Blind{alert.Failing}},
		"no data is OK": {well("Normal (NoData)"), alert.Normal, verdict.Doubtful,
			[]alert.Blind{alert.NoDataIsOK}},
		"an error is OK": {well("Normal (Error)"), alert.Normal, verdict.Doubtful,
			[]alert.Blind{alert.NoDataIsOK}},
		"normal, kept": {well("Normal (NoData, KeepLast)"), alert.Normal, verdict.Doubtful,
			[]alert.Blind{alert.KeepLast}},
		"a vanished series": {well("Normal (MissingSeries)"), alert.Normal, verdict.Doubtful,
			[]alert.Blind{alert.MissingSeries}},
		"changed": {well("Normal (Updated)"), alert.Normal, verdict.Doubtful,
			[]alert.Blind{alert.Reset}},
		"a reason of a newer Grafana": {well("Normal (Snoozed)"), alert.Normal, verdict.Unknown,
			[]alert.Blind{alert.UnknownState}},
		"a state of a newer Grafana": {well("Dozing"), alert.Unknown, verdict.Unknown,
			[]alert.Blind{alert.UnknownState}},
		"another order of reasons": {well("Normal (NoData, Error)"), alert.Normal, verdict.Doubtful,
			[]alert.Blind{alert.NoDataIsOK}},
		"a reason that does not end": {well("Normal (NoData"), alert.Unknown, verdict.Unknown,
			[]alert.Blind{alert.UnknownState}},
		"a reason that does not begin": {well("Normal)"), alert.Unknown, verdict.Unknown,
			[]alert.Blind{alert.UnknownState}},
		"no state": {well(""), alert.Unknown, verdict.Unknown, []alert.Blind{alert.UnknownState}},
		"a rule's state of a newer Grafana": {
			with("Normal", func(r *client.Rule) { r.State = "dozing" }), alert.Unknown,
			verdict.Unknown, []alert.Blind{alert.UnknownState}},
		"a health of a newer Grafana": {
			with("Normal", func(r *client.Rule) { r.Health = "ill" }), alert.Unknown,
			verdict.Unknown, []alert.Blind{alert.UnknownState}},
		"a total of a newer Grafana": {with("Normal", func(r *client.Rule) {
			r.Totals = map[string]int{"normal": 3, "dozing": 1}
		}), alert.Unknown, verdict.Unknown, []alert.Blind{alert.UnknownState, alert.Unseen}},
		"firing beside an unknown one": {with("Alerting", func(r *client.Rule) {
			r.Totals = map[string]int{"alerting": 1, "dozing": 1}
		}), alert.Firing, verdict.Firing, []alert.Blind{alert.UnknownState, alert.Unseen}},
		"health unknown": {with("Normal", func(r *client.Rule) { r.Health = "unknown" }),
			alert.Normal, verdict.Doubtful, []alert.Blind{alert.HealthUnknown}},
		"paused": {with("", func(r *client.Rule) {
			none(r)
			r.Paused, r.LastEvaluation = true, time.Time{}
		}), alert.Normal, verdict.Unevaluated, []alert.Blind{alert.Paused}},
		"never evaluated": {with("", func(r *client.Rule) {
			none(r)
			r.LastEvaluation = time.Time{}
		}), alert.Normal, verdict.Unevaluated, []alert.Blind{alert.NeverEvaluated}},
		"no instances": {with("", none), alert.Normal, verdict.Doubtful,
			[]alert.Blind{alert.NoInstances}},
		"totals of zero": {with("", func(r *client.Rule) {
			none(r)
			r.Totals = map[string]int{"normal": 0}
		}), alert.Normal, verdict.Doubtful, []alert.Blind{alert.NoInstances}},
		"totals alone": {with("", func(r *client.Rule) {
			none(r)
			r.Totals = map[string]int{"normal": 7}
		}), alert.Normal, verdict.Doubtful, []alert.Blind{alert.Unseen}},
		"more instances than were asked for": {with("Normal", func(r *client.Rule) {
			r.Alerts = slices.Repeat(r.Alerts, client.AlertsPerRule)
			r.Totals = map[string]int{"normal": 40}
		}), alert.Normal, verdict.OK, nil},
		"fewer instances than the totals count": {with("Normal", func(r *client.Rule) {
			r.Totals = map[string]int{"normal": 2}
		}), alert.Normal, verdict.Doubtful, []alert.Blind{alert.Unseen}},
		"firing, which the totals do not count": {with("Alerting", func(r *client.Rule) {
			r.State, r.Totals = "inactive", map[string]int{"normal": 7}
		}), alert.Firing, verdict.Firing, []alert.Blind{alert.Unseen}},
		"a failing evaluation of normal instances": {
			with("Normal", func(r *client.Rule) { r.Health = "error" }), alert.Error,
			verdict.Unevaluated, []alert.Blind{alert.Failing}},
		"an evaluation without data of normal instances": {
			with("Normal", func(r *client.Rule) { r.Health = "nodata" }), alert.NoData,
			verdict.Insufficient, []alert.Blind{alert.WithoutData}},
		"errors in the totals": {with("Normal", func(r *client.Rule) {
			r.Totals = map[string]int{"normal": 7, "error": 1}
		}), alert.Error, verdict.Unevaluated, []alert.Blind{alert.Failing, alert.Unseen}},
		"no data in the totals": {with("Normal", func(r *client.Rule) {
			r.Totals = map[string]int{"normal": 7, "nodata": 1}
		}), alert.NoData, verdict.Insufficient, []alert.Blind{alert.WithoutData, alert.Unseen}},
		"five minutes old": {with("Normal", func(r *client.Rule) {
			r.LastEvaluation = now.Add(-5*time.Minute - 30*time.Second)
		}), alert.Normal, verdict.OK, nil},
		"older": {with("Normal", func(r *client.Rule) {
			r.LastEvaluation = now.Add(-5*time.Minute - 31*time.Second)
		}), alert.Normal, verdict.Doubtful, []alert.Blind{alert.Stale}},
		"of the future": {with("Normal", func(r *client.Rule) {
			r.LastEvaluation = now.Add(day)
		}), alert.Normal, verdict.Doubtful, []alert.Blind{alert.Stale}},
	} {
		got := client.Project(minute, row.rule, now)
		if got.State != row.state || got.Standing() != row.standing ||
			!slices.Equal(got.Blind, row.blind) {
			t.Errorf("%s: %s, %s, %v", name, got.State, got.Standing(), got.Blind)
		}
	}
}

func TestIntervalsOfGroups(t *testing.T) {
	old := with("Normal", func(r *client.Rule) { r.LastEvaluation = now.Add(-29 * time.Minute) })
	for interval, stale := range map[float64]bool{0: true, -1: true, 60: true, 600: false,
		1e300: true} {
		g := client.RuleGroup{Interval: interval}
		got := client.Project(g, old, now)
		if slices.Contains(got.Blind, alert.Stale) != stale {
			t.Errorf("every %v s: %v", interval, got.Blind)
		}
	}
}

// TestOf holds what of a rule is shown, and what is not.
func TestOf(t *testing.T) {
	since := now.Add(-time.Hour)
	got := client.Project(client.RuleGroup{Name: "api", File: "Production/Team A", FolderUID: "prod"},
		client.Rule{
			UID: "r-1", Name: "API 5xx", State: "firing", Health: "ok", LastEvaluation: now,
			Labels: map[string]string{"severity": "critical", "__alert_rule_uid__": "x"},
			Annotations: map[string]string{"summary": "s", "description": "d",
				"runbook_url": "https://runbooks.example/r", "__dashboardUid__": "svc",
				"__panelId__": "3"},
			Alerts: []*client.Alert{{State: "Normal"}, {State: "Alerting", ActiveAt: now},
				{State: "Alerting", ActiveAt: since, Value: "1e+00"}},
			Totals: map[string]int{"alerting": 40, "normal": 3},
		}, now)
	if got.Folder != (alert.Folder{UID: "prod", Title: "Production/Team A"}) || got.Panel != 3 ||
		got.Dashboard != "svc" || got.Runbook != "https://runbooks.example/r" ||
		!got.Since.Equal(since) || len(got.Labels) != 1 || got.Counts[alert.Firing] != 40 ||
		got.Instances[0].State != alert.Firing || got.Instances[2].State != alert.Normal {
		t.Errorf("%+v", got)
	}
	for _, panel := range []string{"0", "-3", "x", "3.5"} {
		annotations := map[string]string{"__dashboardUid__": "svc", "__panelId__": panel}
		if got := client.Project(minute, client.Rule{Annotations: annotations}, now); got.Panel != 0 {
			t.Errorf("panel %s: %d", panel, got.Panel)
		}
	}
	for _, address := range []string{"http://x.example", "javascript:alert(1)", "//x", "https://",
		"https://u:p@x.example", "x", "https://x.example/\x00", "https://аррӏе.com/", "https://1.2/",
		"https://x.example/\u202e", "https://x.example/%zz", "https://x.example/cut…"} {
		bad := client.Project(minute, client.Rule{UID: "../x", FolderUID: "a/b", Annotations: map[string]string{
			"runbook_url": address, "__dashboardUid__": "../../x", "__panelId__": "3"}}, now)
		if bad.UID != "" || bad.Folder.UID != "" || bad.Runbook != "" || bad.Dashboard != "" ||
			bad.Panel != 0 {
			t.Errorf("%q: %+v", address, bad)
		}
	}
}

// TestTemplatesAreFilledIn: a summary with a template is that of an instance in the rule's state;
// any other stays the rule's own.
func TestTemplatesAreFilledIn(t *testing.T) {
	const template, filled = "{{ $labels.pod }} is down", "p-1 is down"
	for name, row := range map[string]struct{ own, state, of, want string }{
		"a template":                    {template, "Alerting", filled, filled},
		"no template":                   {"A pod is down", "Alerting", filled, "A pod is down"},
		"of an instance that is well":   {template, "Normal", filled, template},
		"of an instance without a text": {template, "Alerting", "", template},
	} {
		rule := with("Alerting", func(r *client.Rule) {
			r.Annotations = map[string]string{"summary": row.own, "description": row.own}
			r.Alerts[0].State = row.state
			r.Alerts[0].Annotations.Summary, r.Alerts[0].Annotations.Description = row.of, row.of
		})
		got := client.Project(minute, rule, now)
		if got.Summary != row.want || got.Description != row.want {
			t.Errorf("%s: %q, %q", name, got.Summary, got.Description)
		}
	}
}
