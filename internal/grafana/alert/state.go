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
	case r.State == Unknown, slices.Contains(r.Blind, UnknownState):
		return verdict.Unknown
	case r.State == Pending:
		return verdict.Pending
	case r.State == NoData, r.State == Error, slices.Contains(r.Blind, Paused),
		slices.Contains(r.Blind, NeverEvaluated):
		return verdict.Insufficient
	case len(r.Blind) > 0:
		return verdict.Doubtful
	case r.State == Normal:
		return verdict.OK
	}
	return verdict.Unknown
}
