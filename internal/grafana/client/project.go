package client

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/stack"
)

// recording is the type of a rule that computes a series, and has no state.
const recording = "recording"

// Project returns a rule of a group as Grafana means it. now is the clock that evaluations are
// compared with.
func Project(g RuleGroup, r Rule, now time.Time) alert.Rule {
	out := placed(g, r)
	out.Name, out.Group, out.Evaluated = r.Name, g.Name, set(r.LastEvaluation)
	out.For, out.KeepFiring = r.For, r.KeepFiringFor
	out.Labels, out.LabelsCut = shownLabels(r.Labels), r.LabelsCut
	out.Counts, out.Instances, out.InstancesCut = counted(r), instancesOf(r), len(r.Beyond) > 0
	out.Runbook, out.RunbookHost = link(r.Annotations["runbook_url"])
	out.State = ruleState(r, out.Counts)
	out.Since = since(out, r)
	out.Summary, out.Description = texts(r, out.State)
	out.Blind = reasons(g, r, out, now)
	return out
}

// placed returns a rule of which nothing is known but its UID, folder, dashboard and panel.
func placed(g RuleGroup, r Rule) alert.Rule {
	out := alert.Rule{UID: r.UID, Folder: folderOf(g, r)}
	if !stack.IsUID(out.UID) {
		out.UID = ""
	}
	if uid := r.Annotations["__dashboardUid__"]; stack.IsUID(uid) {
		out.Dashboard = uid
		if id, err := strconv.Atoi(r.Annotations["__panelId__"]); err == nil && id > 0 {
			out.Panel = id
		}
	}
	return out
}

// folderOf returns the folder of a rule: older versions name it by its path alone.
func folderOf(g RuleGroup, r Rule) alert.Folder {
	folder := alert.Folder{UID: r.FolderUID, Title: g.File}
	if folder.UID == "" {
		folder.UID = g.FolderUID
	}
	if !stack.IsUID(folder.UID) {
		folder.UID = ""
	}
	return folder
}

// set returns a time, and the zero time for Grafana's own zero and for a year that JSON cannot have.
func set(t time.Time) time.Time {
	if t = t.UTC(); t.Year() <= 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t
}

// counted counts the instances by state: by Grafana's totals, which count all of them, or else by
// the instances that came.
func counted(r Rule) map[alert.State]int {
	counts := map[alert.State]int{}
	for key, n := range r.Totals {
		state := states[key]
		if state == "" {
			state = alert.Unknown
		}
		switch {
		case n > 0:
			counts[state] += n
		case n < 0:
			counts[alert.Unknown]++
		}
	}
	if len(counts) > 0 {
		return counts
	}
	for _, a := range r.Alerts {
		state, _ := read(a.State)
		counts[state]++
	}
	for text, n := range r.Beyond {
		state, _ := read(text)
		counts[state] += n
	}
	return counts
}

// ruleStates are Grafana's words for the state of a rule. Rules without data, failing ones, paused
// ones and those that never ran are all inactive.
var ruleStates = map[string]alert.State{
	"firing": alert.Firing, "recovering": alert.Recovering, "pending": alert.Pending,
	"inactive": alert.Normal,
}

// healths are Grafana's words for how the last evaluation of a rule went.
var healths = map[string]alert.State{
	"ok": alert.Normal, "error": alert.Error, "nodata": alert.NoData, "unknown": alert.Normal,
}

// ruleState returns the worst of what the rule, its evaluation and its instances say.
func ruleState(r Rule, counts map[alert.State]int) alert.State {
	own, health := ruleStates[r.State], healths[r.Health]
	if own == "" || health == "" {
		own = or(own, alert.Unknown)
		health = or(health, alert.Unknown)
	}
	all := map[alert.State]int{own: 1, health: 1}
	for state := range counts {
		all[state]++
	}
	for _, a := range r.Alerts { // totals may be of another moment
		state, _ := read(a.State)
		all[state]++
	}
	for text := range r.Beyond {
		state, _ := read(text)
		all[state]++
	}
	return alert.WorstOf(all)
}

func or(state, otherwise alert.State) alert.State {
	if state == "" {
		return otherwise
	}
	return state
}

func instancesOf(r Rule) []alert.Instance {
	out := make([]alert.Instance, 0, len(r.Alerts))
	for _, a := range r.Alerts {
		state, reason := read(a.State)
		out = append(out, alert.Instance{State: state, Reason: reason, Since: set(a.ActiveAt),
			Labels: shownLabels(a.Labels), LabelsCut: a.LabelsCut, Value: a.Value})
	}
	slices.SortStableFunc(out, func(a, b alert.Instance) int {
		return a.State.Rank() - b.State.Rank()
	})
	return out
}

// since returns since when the worst instance is in its state.
func since(out alert.Rule, r Rule) time.Time {
	var first time.Time
	for _, i := range out.Instances {
		if i.State == out.State && !i.Since.IsZero() && (first.IsZero() || i.Since.Before(first)) {
			first = i.Since
		}
	}
	if first.IsZero() {
		return set(r.ActiveAt)
	}
	return first
}

// texts returns the summary and the description of a rule: where they are templates, those of an
// instance in the rule's state, in which Grafana has filled them in. Without one, a template stays
// as its author wrote it.
func texts(r Rule, state alert.State) (summary, description string) {
	summary, description = r.Annotations["summary"], r.Annotations["description"]
	worst := slices.IndexFunc(r.Alerts, func(a *Alert) bool {
		own, _ := read(a.State)
		return own == state
	})
	if worst < 0 {
		return summary, description
	}
	filled := r.Alerts[worst].Annotations
	return filledIn(summary, filled.Summary), filledIn(description, filled.Description)
}

func filledIn(text, filled string) string {
	if filled != "" && isTemplate(text) {
		return filled
	}
	return text
}

// isTemplate reports whether an annotation has something for Grafana to fill in.
func isTemplate(text string) bool { return strings.Contains(text, "{{") }

// shownLabels leaves out the labels that Grafana adds for itself. Labels without any are not copied.
func shownLabels(labels map[string]string) map[string]string {
	own := 0
	for name := range labels {
		if strings.HasPrefix(name, "__") {
			own++
		}
	}
	switch own {
	case 0:
		return labels
	case len(labels):
		return nil
	}
	out := make(map[string]string, len(labels)-own)
	for name, value := range labels {
		if !strings.HasPrefix(name, "__") {
			out[name] = value
		}
	}
	return out
}
