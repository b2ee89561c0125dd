package alert

import (
	"fmt"
	"strings"
)

// texts are the states as the macro's page writes them, each with a symbol of its own: a file may be
// printed without colours.
var texts = map[State]string{
	Firing: "▲ Firing", Recovering: "▲ Recovering", Pending: "△ Pending", Error: "◌ Error",
	NoData: "◌ No data", Normal: "✓ Normal",
}

// because are the reasons in words.
var because = map[Blind]string{
	Paused: "paused", NeverEvaluated: "never evaluated", Stale: "not evaluated lately",
	Failing: "query failed", WithoutData: "no data", NoDataIsOK: "no data counts as normal",
	KeepLast: "no data, last state kept", MissingSeries: "a series has vanished",
	Reset: "changed, not evaluated since", HealthUnknown: "health not known",
	NoInstances: "no instances", UnknownState: "a state not known",
}

// StateText returns the state in words. A doubtful rule does not get the symbol of a normal one.
func (r Rule) StateText() string {
	known := texts[r.State]
	doubts := r.Doubts()
	switch {
	case known == "":
		return "◆ Unknown"
	case doubts == "":
		return known
	case r.State == Normal:
		return "◇ Normal, but " + doubts
	}
	return known + " (" + doubts + ")"
}

// Doubts lists in words why the rule could not report, "" where it could.
func (r Rule) Doubts() string {
	words := make([]string, 0, len(r.Blind))
	for _, b := range r.Blind {
		if b == WithoutData && r.State == NoData { // the state says so
			continue
		}
		words = append(words, because[b])
	}
	return strings.Join(words, ", ")
}

// Reason returns in words how many instances are in the rule's state, "" where that says nothing.
func (r Rule) Reason() string {
	all := 0
	for _, n := range r.Counts {
		all += n
	}
	if n := r.Counts[r.State]; all > 1 && n > 0 && r.State != Normal {
		return fmt.Sprintf("%d of %d instances", n, all)
	}
	return ""
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
