package client

import (
	"maps"
	"slices"
	"time"

	"pagewatch/internal/grafana/alert"
)

// An evaluation is fresh for three intervals, and for leastFresh at least. It may seem to lie in the
// future by as much. Grafana's default interval is a minute.
const (
	usualInterval = time.Minute
	leastFresh    = 5 * time.Minute
	clockSkew     = 30 * time.Second
)

// reasons lists why a rule could not report. A paused rule has that one reason.
func reasons(g RuleGroup, r Rule, out alert.Rule, now time.Time) []alert.Blind {
	if r.Paused {
		return []alert.Blind{alert.Paused}
	}
	var blind []alert.Blind
	add := func(b alert.Blind) {
		if b != "" && !slices.Contains(blind, b) {
			blind = append(blind, b)
		}
	}
	never := out.Evaluated.IsZero()
	switch {
	case never:
		add(alert.NeverEvaluated)
	case now.Sub(out.Evaluated).Abs() > fresh(g)+clockSkew:
		add(alert.Stale)
	}
	if r.Health == "error" || r.Failed || out.Counts[alert.Error] > 0 {
		add(alert.Failing)
	}
	if r.Health == "nodata" || out.Counts[alert.NoData] > 0 {
		add(alert.WithoutData)
	}
	for _, i := range out.Instances {
		add(blindness(i.State, i.Reason))
	}
	for _, text := range slices.Sorted(maps.Keys(r.Beyond)) {
		add(blindness(read(text)))
	}
	if out.Counts[alert.Unknown] > 0 || ruleStates[r.State] == "" || healths[r.Health] == "" {
		add(alert.UnknownState)
	}
	if r.Health == "unknown" && !never {
		add(alert.HealthUnknown)
	}
	if r.State == "inactive" && len(out.Counts) == 0 && !never && len(blind) == 0 {
		add(alert.NoInstances)
	}
	if unseen(out) {
		add(alert.Unseen)
	}
	return blind
}

// unseen reports whether instances that were asked for did not come. Totals count them by state, but
// not by reason: Normal (NoData) is "normal" there, so they prove nothing about an instance. Grafana
// gives one reason to all instances of a rule whose query returns nothing or fails, so the first
// AlertsPerRule stand for the rest.
func unseen(out alert.Rule) bool {
	all := 0
	for _, n := range out.Counts {
		all += n
	}
	return len(out.Instances) < min(all, AlertsPerRule)
}

// fresh returns how old an evaluation of the group may be.
func fresh(g RuleGroup) time.Duration {
	interval := usualInterval
	if g.Interval > 0 && g.Interval < 24*60*60 {
		interval = time.Duration(g.Interval * float64(time.Second))
	}
	return max(3*interval, leastFresh)
}
