package alert

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pagewatch/internal/verdict"
)

// texts are the states as the macro's page writes them. testdata/wire/rule-words.json has the words
// of both sides.
var texts = map[State]string{
	Firing: "Firing", Recovering: "Recovering", Pending: "Pending", Unknown: "Unknown",
	Error: "Error", NoData: "No data", Normal: "Normal",
}

// signs tell the standings apart where a file is printed without colours.
var signs = map[verdict.Standing]string{
	verdict.Firing: "▲", verdict.Pending: "△", verdict.Unknown: "◆", verdict.Insufficient: "◌",
	verdict.Unevaluated: "○", verdict.Doubtful: "◇", verdict.OK: "✓",
}

// reasons are all reasons in the order of the page, and its words for them.
var reasons = []struct {
	blind Blind
	text  string
}{
	{Paused, "Evaluation paused"}, {NeverEvaluated, "Never evaluated"},
	{Stale, "Not evaluated lately"}, {Failing, "Query fails"},
	{WithoutData, "Query finds nothing"}, {NoDataIsOK, "Normal without data"},
	{KeepLast, "State kept"}, {MissingSeries, "A series is gone"}, {Reset, "State reset"},
	{HealthUnknown, "Health unknown"}, {NoInstances, "Watches nothing"},
	{Unseen, "Instances not seen"}, {UnknownState, "Unknown word"},
}

// known reports whether this version knows the reason.
func (b Blind) known() bool {
	for _, reason := range reasons {
		if reason.blind == b {
			return true
		}
	}
	return false
}

// StateText returns the state and what it leaves open, in the words of the macro's page, after a sign
// of its standing.
func (r Rule) StateText() string {
	text := signs[r.Standing()] + " " + r.stateWord()
	var doubts []string
	for _, reason := range reasons {
		if slices.Contains(r.Blind, reason.blind) {
			doubts = append(doubts, reason.text)
		}
	}
	if len(doubts) > 0 {
		text += " (" + strings.Join(doubts, ", ") + ")"
	}
	return text
}

// stateWord returns the state in words. A rule that never reported is not "normal".
func (r Rule) stateWord() string {
	standing := r.Standing()
	switch {
	case r.State != Normal:
		return cmp.Or(texts[r.State], texts[Unknown])
	case standing == verdict.Unknown:
		return texts[Unknown]
	case slices.Contains(r.Blind, Paused):
		return "Paused"
	case standing == verdict.Unevaluated:
		return "Never run"
	}
	return texts[Normal]
}

// Reason returns in words how many instances are in the rule's state, and whether missing data or a
// failing query put them there; "" where neither says anything.
func (r Rule) Reason() string {
	if r.State == Normal {
		return ""
	}
	var parts []string
	all := 0
	for _, n := range r.Counts {
		all += n
	}
	if n := r.Counts[r.State]; all > 1 && n > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d instances", n, all))
	}
	first := slices.IndexFunc(r.Instances, func(i Instance) bool { return i.State == r.State })
	if first >= 0 && r.State != NoData && r.State != Error {
		switch r.Instances[first].Reason {
		case "NoData":
			parts = append(parts, "because data is missing")
		case "Error":
			parts = append(parts, "because its query fails")
		}
	}
	return strings.Join(parts, ", ")
}

// Size estimates how many bytes of JSON the rule has.
func (r *Rule) Size() int {
	const rest = 512 // the names of fields, and what is short
	size := rest + weight(r.Name, r.Group, r.Folder.Title, r.Summary, r.Description, r.Runbook)
	for name, value := range r.Labels {
		size += weight(name, value)
	}
	for _, i := range r.Instances {
		const each = 96
		size += each + weight(i.Value, i.Reason)
		for name, value := range i.Labels {
			size += weight(name, value)
		}
	}
	return size
}

// weight is about how many bytes texts have in JSON, where a control character has six.
func weight(all ...string) int {
	bytes := 0
	for _, text := range all {
		bytes += len(text) + 8
		for _, c := range []byte(text) {
			if c < ' ' || c == '<' || c == '>' || c == '&' {
				bytes += 5
			} else if c == '"' || c == '\\' {
				bytes++
			}
		}
	}
	return bytes
}
