// Package verdict decides what a view may claim of all its sources together. It is pure, and knows
// no provider: each record carries its Standing. testdata/wire/verdicts.json holds its cases, which
// the browser's tests read too.
package verdict

import "slices"

// Standing is what one record lets a reader believe. Its provider computes it.
type Standing string

// The standings of a record.
const (
	// Firing: it asks for attention now.
	Firing Standing = "firing"
	// Pending: what it watches is wrong, but not for long enough yet to fire.
	Pending Standing = "pending"
	// Doubtful: it reports to be well, and could not have reported otherwise.
	Doubtful Standing = "doubtful"
	// Insufficient: it was evaluated without data.
	Insufficient Standing = "insufficient"
	// Unevaluated: its evaluation fails, is paused, or has not begun.
	Unevaluated Standing = "unevaluated"
	// OK: it is well.
	OK Standing = "ok"
	// Unknown: a state that this version does not know.
	Unknown Standing = "unknown"
)

// Item is a record as a verdict sees it.
type Item struct {
	// Name is "" where the view's names are not about the item's source.
	Name     string
	Standing Standing
}

// Asked is what a view asks of every source.
type Asked struct {
	// FiringOnly leaves out what does not fire: an empty answer proves nothing of the rest.
	FiringOnly bool
	// Narrow leaves out anything at all.
	Narrow bool
	// Names are those that have to be there, from any source.
	Names []string
}

// The words of a Source's Status. Any other word counts as no answer.
const (
	Answered = "answered"
	Failed   = "failed"
	Asking   = "asking"
)

// Source is what is known of one source so far.
type Source struct {
	Status string
	// NotPermitted marks a failure by which the service refuses to be read.
	NotPermitted bool
	// Truncated means that the source has more records than came.
	Truncated bool
	// Narrowed means that the fence of the connection, or a filter of this source alone, left out
	// anything.
	Narrowed bool
	// Left means that filters of this source are known to have left out some of its records.
	Left bool
	// Missing means that something which this source alone has to have did not come.
	Missing bool
	// Needed means that this source has to have a record: those of others prove nothing of it.
	Needed bool
	Items  []Item
}

// Empty reports whether the source has to have a record, and answered in full without any.
func (s Source) Empty() bool {
	return s.Needed && s.Status == Answered && !s.Truncated && len(s.Items) == 0
}

func (s Source) limited() bool { return s.Narrowed || s.Left }

// The words of a verdict. docs/wire.md explains them, and those of its reasons.
const (
	firing  = "firing"
	pending = "pending"
	blind   = "blind"
	ok      = "ok"
	unknown = "unknown"
)

// Of returns the verdict and the reason for it. It is never "ok" unless everything that was asked
// for came, is well, and could have reported otherwise. A firing record is reported whatever else
// is missing.
func Of(asked Asked, sources []Source) (verdict, reason string) {
	var items []Item
	for _, s := range sources {
		items = append(items, s.Items...)
	}
	if has(items, Firing) {
		return firing, "firing"
	}
	if why := missing(sources); why != "" {
		return unknown, why
	}
	if why := inconclusive(asked, sources, items); why != "" {
		return unknown, why
	}
	if has(items, Pending) {
		return pending, "pending"
	}
	if has(items, Doubtful, Insufficient, Unevaluated) {
		return blind, "blind"
	}
	return ok, "all-ok"
}

func has(items []Item, standings ...Standing) bool {
	return slices.ContainsFunc(items, func(i Item) bool {
		return slices.Contains(standings, i.Standing)
	})
}

// missing returns why the sources have not all answered in full, "" where they have.
func missing(sources []Source) string {
	some := func(such func(Source) bool) bool { return slices.ContainsFunc(sources, such) }
	switch {
	case some(func(s Source) bool { return s.Status == Asking }):
		return "asking"
	case some(func(s Source) bool { return s.Status == Failed && s.NotPermitted }):
		return "not-permitted"
	case len(sources) == 0, some(func(s Source) bool { return s.Status != Answered }):
		return "no-answer"
	case some(func(s Source) bool { return s.Truncated }):
		return "truncated"
	}
	return ""
}

// inconclusive returns why a full answer without anything that fires proves nothing, "" where it
// does.
func inconclusive(asked Asked, sources []Source, items []Item) string {
	some := func(such func(Source) bool) bool { return slices.ContainsFunc(sources, such) }
	lacking := func(s Source) bool { return s.Missing }
	absent := func(name string) bool {
		return !slices.ContainsFunc(items, func(i Item) bool { return i.Name == name })
	}
	known := []Standing{Pending, OK, Doubtful, Insufficient, Unevaluated}
	switch {
	case slices.ContainsFunc(items, func(i Item) bool {
		return !slices.Contains(known, i.Standing)
	}):
		return "unknown-state"
	case asked.FiringOnly:
		return "none-firing"
	case slices.ContainsFunc(asked.Names, absent), some(lacking):
		return "some-missing"
	case some(func(s Source) bool { return s.Empty() && s.limited() }),
		len(items) == 0 && (asked.Narrow || some(Source.limited)):
		return "none-match"
	case len(items) == 0, some(Source.Empty):
		return "no-alarms"
	}
	return ""
}
