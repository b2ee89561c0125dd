package alarm

import (
	"regexp"
	"slices"
	"strings"
)

// mark precedes the name in an alarm's ARN:
// arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-5xx.
const mark = ":alarm:"

// NameOf returns the name of an alarm that another alarm refers to, by name or by ARN. An ARN must
// be of the same account and Region as referrer, the ARN of the referring alarm: CloudWatch accepts
// no other, and the reader would take the name for an alarm of this account and Region.
func NameOf(reference, referrer string) (name string, ok bool) {
	parts := strings.SplitN(reference, ":", 7)
	if len(parts) != 7 || parts[0] != "arn" || parts[2] != "cloudwatch" || parts[5] != "alarm" {
		return reference, true
	}
	if here, _, known := strings.Cut(referrer, mark); known &&
		here+mark != strings.TrimSuffix(reference, parts[6]) {
		return "", false
	}
	return parts[6], true
}

// ofAlarm matches an alarm's ARN up to the name.
var ofAlarm = regexp.MustCompile(`arn:[a-z-]+:cloudwatch:[a-z0-9-]+:[0-9]{12}:alarm:`)

// Brief returns the reason with the names of alarms in place of their ARNs: AWS names a composite's
// children by ARN, people by name.
func (a Alarm) Brief() string { return ofAlarm.ReplaceAllString(a.Reason, "") }

// Within returns a copy of the alarm for a view whose fence has these prefixes; an empty fence
// covers everything. The alarm itself is covered. The names of other alarms outside the fence are
// removed: in the rule, in what caused the state, as suppressor, and in the reason, in which
// CloudWatch quotes them. The description stays: people wrote it, for the readers of this alarm.
func (a Alarm) Within(prefixes []string) Alarm {
	if len(prefixes) == 0 {
		return a
	}
	covered := func(name string) bool {
		return slices.ContainsFunc(prefixes,
			func(p string) bool { return strings.HasPrefix(name, p) })
	}
	quotable := true
	if a.Rule != nil {
		r := a.Rule.Named(func(name string) (string, bool) { return name, covered(name) })
		a.Rule, quotable = &r, r.Whole()
	} else if a.Kind == Composite {
		quotable = false // the reason may quote any alarm
	}
	trips := slices.DeleteFunc(slices.Clone(a.Trips),
		func(name string) bool { return !covered(name) })
	if len(trips) < len(a.Trips) {
		a.Trips, quotable = trips, false
	}
	if !covered(a.Suppressor) {
		a.Suppressor = ""
	}
	if !quotable || quotes(a.Reason, func(name string) bool { return !covered(name) }) {
		a.Reason = ""
	}
	return a
}

// quotes reports whether a text contains the ARN of an alarm for whose name such returns true. The
// end of the name in the text is unknown, so such gets the whole rest of the text and compares its
// beginning.
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
