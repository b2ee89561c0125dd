package alarm

import (
	"slices"
	"strings"
)

// mark stands before the name in an alarm's ARN:
// arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-5xx.
const mark = ":alarm:"

// NameOf returns the name of an alarm that another refers to, by name or by ARN. The ARN must be of
// the same account and Region as home, the ARN of the alarm that refers: CloudWatch takes no other,
// and one by that name here would be taken for it.
func NameOf(reference, home string) (name string, ok bool) {
	parts := strings.SplitN(reference, ":", 7)
	if len(parts) != 7 || parts[0] != "arn" || parts[2] != "cloudwatch" || parts[5] != "alarm" {
		return reference, true
	}
	if here, _, known := strings.Cut(home, mark); known &&
		here+mark != strings.TrimSuffix(reference, parts[6]) {
		return "", false
	}
	return parts[6], true
}

// Within returns the alarm as somebody may see it whose view is fenced to names with these
// prefixes; none is no fence. The alarm itself is inside. Of the alarms it speaks of, those outside
// lose their names: in the rule, in what decided, as suppressor, and in the reason, in which
// CloudWatch quotes them. The description stays: people wrote it, for the readers of this alarm.
// Nothing of the original is changed.
func (a Alarm) Within(prefixes []string) Alarm {
	if len(prefixes) == 0 {
		return a
	}
	inside := func(name string) bool {
		return slices.ContainsFunc(prefixes,
			func(p string) bool { return strings.HasPrefix(name, p) })
	}
	told := true
	if a.Rule != nil {
		r := a.Rule.Named(func(name string) (string, bool) { return name, inside(name) })
		a.Rule, told = &r, r.Whole()
	} else if a.Kind == Composite {
		told = false // nobody knows whom it would quote
	}
	trips := slices.DeleteFunc(slices.Clone(a.Trips),
		func(name string) bool { return !inside(name) })
	if len(trips) < len(a.Trips) {
		a.Trips, told = trips, false
	}
	if !inside(a.Suppressor) {
		a.Suppressor = ""
	}
	if !told || quotes(a.Reason, func(name string) bool { return !inside(name) }) {
		a.Reason = ""
	}
	return a
}

// quotes reports whether a text has the ARN of an alarm of such a name. Where a name ends in a text
// cannot be known: what follows the ARN is held against how a name begins.
func quotes(text string, such func(string) bool) bool {
	for {
		_, rest, found := strings.Cut(text, mark)
		if !found {
			return false
		}
		if such(rest) {
			return true
		}
		text = rest
	}
}
