package alarm

import "slices"

// Source is what one source of a view has said so far.
type Source struct {
	// Status is answered, failed, unanswered, cut or asking. Any other word counts as no answer.
	Status string `json:"status"`
	// Code is the error's, where it failed.
	Code string `json:"code,omitempty"`
	// Truncated means that AWS has more alarms than came.
	Truncated bool `json:"truncated"`
	// NamePrefix is the one AWS was asked with: the view's own, or one that a fence put in its
	// place.
	NamePrefix string  `json:"namePrefix,omitempty"`
	Alarms     []Alarm `json:"alarms"`
}

// Words of a verdict, and of its reason. docs/wire.md explains them.
const (
	verdictFiring  = "firing"
	verdictBlind   = "blind"
	verdictOK      = "ok"
	verdictUnknown = "unknown"
)

// notPermitted are the codes of sources that AWS refuses.
var notPermitted = []string{"aws_assume_denied", "aws_alarms_denied"}

// Verdict says what a view may claim, out of what was asked and what came, and why. It is never
// "ok" unless all that was asked for came, and says that it is well, and could have said otherwise.
// What fires is said whatever else is missing.
func Verdict(asked Query, sources []Source) (verdict, reason string) {
	var alarms []Alarm
	for _, s := range sources {
		alarms = append(alarms, s.Alarms...)
	}
	if slices.ContainsFunc(alarms, func(a Alarm) bool { return a.State == Firing }) {
		return verdictFiring, "firing"
	}
	if why := unheard(sources); why != "" {
		return verdictUnknown, why
	}
	if why := unclear(asked, sources, alarms); why != "" {
		return verdictUnknown, why
	}
	if slices.ContainsFunc(alarms, Alarm.blind) {
		return verdictBlind, "blind"
	}
	return verdictOK, "all-ok"
}

// unheard says why the sources have not all said all there is, "" where they have.
func unheard(sources []Source) string {
	some := func(such func(Source) bool) bool { return slices.ContainsFunc(sources, such) }
	switch {
	case some(func(s Source) bool { return s.Status == "asking" }):
		return "asking"
	case some(func(s Source) bool {
		return s.Status == "failed" && slices.Contains(notPermitted, s.Code)
	}):
		return "not-permitted"
	case len(sources) == 0, some(func(s Source) bool { return s.Status != "answered" }):
		return "no-answer"
	case some(func(s Source) bool { return s.Truncated }):
		return "truncated"
	}
	return ""
}

// unclear says why an answer without anything that fires proves nothing, "" where it does.
func unclear(asked Query, sources []Source, alarms []Alarm) string {
	switch {
	case slices.ContainsFunc(alarms, func(a Alarm) bool {
		return a.State != OK && a.State != InsufficientData
	}):
		return "unknown-state"
	case asked.FiringOnly:
		return "none-firing"
	case len(alarms) == 0 &&
		(asked.narrow() ||
			slices.ContainsFunc(sources, func(s Source) bool { return s.NamePrefix != "" })):
		return "none-match"
	case len(alarms) == 0:
		return "no-alarms"
	case slices.ContainsFunc(asked.Names, func(name string) bool {
		return !slices.ContainsFunc(alarms, func(a Alarm) bool { return a.Name == name })
	}):
		return "some-missing"
	}
	return ""
}

// narrow reports whether the query leaves out any alarm at AWS.
func (q Query) narrow() bool {
	all := len(q.Kinds) == 0
	if slices.Contains(q.Kinds, Metric) && slices.Contains(q.Kinds, Composite) &&
		slices.Contains(q.Kinds, Log) {
		all = true
	}
	return q.NamePrefix != "" || len(q.Names) > 0 || !all || q.ActionPrefix != "" || q.FiringOnly
}

// blind reports whether an alarm that does not fire could have told nobody if it did.
func (a Alarm) blind() bool {
	return a.State == InsufficientData || a.ActionsOff || a.SuppressedBy != "" ||
		a.Evaluation != "" || a.WarmingUp
}
