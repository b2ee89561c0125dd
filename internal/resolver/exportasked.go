package resolver

import (
	"fmt"
	"slices"
	"strings"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/platform/adf"
)

// maxAsked is how many characters of a prefix are written.
const maxAsked = 120

// askedFor says in words what the view was narrowed to, "" for nothing: what is well may be well
// among a few only. The words are the page's (frontend/src/macro/filter-words.ts). Where the macro
// has no prefix of its own, a fence narrows as well, if all sources have the same.
func (h *heard) askedFor() string {
	q := h.asked
	if q.NamePrefix == "" && len(q.Names) == 0 {
		q.NamePrefix = h.fence()
	}
	var words []string
	say := func(format string, value any) { words = append(words, fmt.Sprintf(format, value)) }
	switch len(q.Names) {
	case 0:
	case 1:
		say("the name “%s”", adf.Cut(q.Names[0], maxAsked))
	default:
		say("one of %d exact names", len(q.Names))
	}
	if q.NamePrefix != "" {
		say("names that begin with “%s”", adf.Cut(q.NamePrefix, maxAsked))
	}
	if kinds := someKinds(q.Kinds); kinds != "" {
		say("only %s alarms", kinds)
	}
	if q.ActionPrefix != "" {
		say("actions that begin with “%s”", adf.Cut(q.ActionPrefix, maxAsked))
	}
	if q.FiringOnly {
		words = append(words, "only those in alarm")
	}
	if len(words) == 0 {
		return ""
	}
	return " Asked for: " + strings.Join(words, "; ") + "."
}

// fence returns the prefix that all sources were fenced to, "" where they differ or there is none.
func (h *heard) fence() string {
	prefix := ""
	for i, a := range h.sources {
		if i > 0 && a.fence != prefix {
			return ""
		}
		prefix = a.fence
	}
	return prefix
}

// someKinds lists the kinds, "" where they are all there are.
func someKinds(kinds []alarm.Kind) string {
	all := []alarm.Kind{alarm.Metric, alarm.Composite, alarm.Log}
	missing := slices.ContainsFunc(all, func(k alarm.Kind) bool {
		return !slices.Contains(kinds, k)
	})
	if len(kinds) == 0 || !missing {
		return ""
	}
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return strings.Join(names, " and ")
}
