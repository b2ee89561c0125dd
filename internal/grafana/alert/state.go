package alert

import (
	"slices"

	"pagewatch/internal/verdict"
)

// WorstOf returns the worst state of those with a count, "" where there is none.
func WorstOf(counts map[State]int) State {
	for _, state := range order {
		if counts[state] > 0 {
			return state
		}
	}
	return ""
}

// Standing returns the rule's standing in a verdict.
func (r Rule) Standing() verdict.Standing {
	switch {
	case r.State == Firing, r.State == Recovering:
		return verdict.Firing
	case r.unknown():
		return verdict.Unknown
	case r.State == Pending:
		return verdict.Pending
	case r.State == Error, slices.Contains(r.Blind, Paused),
		slices.Contains(r.Blind, NeverEvaluated):
		return verdict.Unevaluated
	case r.State == NoData:
		return verdict.Insufficient
	case len(r.Blind) > 0:
		return verdict.Doubtful
	}
	return verdict.OK
}

// unknown reports whether the rule is in a state, or has a reason, that this version does not know.
func (r Rule) unknown() bool {
	return r.State == Unknown || !slices.Contains(order, r.State) ||
		slices.ContainsFunc(r.Blind, func(b Blind) bool {
			return b == UnknownState || !b.known()
		})
}
