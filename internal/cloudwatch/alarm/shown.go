package alarm

import (
	"slices"

	"pagewatch/internal/cloudwatch/alarm/rule"
	"pagewatch/internal/display"
)

// Shown returns the alarm in the texts that a reader gets, without characters that hide or reorder
// others. Names write them out, so that alarms and the references to them remain apart; so do words
// of AWS, of which an unknown one must not turn into a known one. Comparisons with a query or a
// fence come before. ARN stays as it is: links are made of it, and nothing shows it.
func (a Alarm) Shown() Alarm {
	a.Name, a.Suppressor = display.Name(a.Name), display.Name(a.Suppressor)
	a.State = State(display.Name(string(a.State)))
	a.SuppressedBy, a.Evaluation = display.Name(a.SuppressedBy), display.Name(a.Evaluation)
	a.Description, a.Reason = display.Lines(a.Description), display.Line(a.Reason)
	a.Namespace, a.Metric = display.Line(a.Namespace), display.Line(a.Metric)
	a.Dimensions = each(a.Dimensions, func(d Dimension) Dimension {
		return Dimension{display.Line(d.Name), display.Line(d.Value)}
	})
	a.Trips = each(a.Trips, display.Name)
	if a.Rule != nil && odd(*a.Rule) { // a copy of the longest rules takes a megabyte
		r := a.Rule.Named(func(name string) (string, bool) { return display.Name(name), true })
		a.Rule = &r
	}
	return a
}

// odd reports whether a name in a rule has something to write out.
func odd(r rule.Rule) bool { return display.Name(r.Name) != r.Name || slices.ContainsFunc(r.Of, odd) }

// each returns a list of what show makes of the elements. Readers may share the list it gets.
func each[T any](list []T, show func(T) T) []T {
	var shown []T
	for _, element := range list {
		shown = append(shown, show(element))
	}
	return shown
}
