package alert

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
)

// Selection applies a query to rules.
type Selection struct {
	query    Query
	patterns []*regexp.Regexp // by matcher, nil for a plain one
}

// Selection prepares a checked query.
func (q Query) Selection() Selection {
	s := Selection{query: q}
	for _, m := range q.Labels {
		var pattern *regexp.Regexp
		if m.Op == "=~" {
			pattern, _ = m.pattern()
		}
		s.patterns = append(s.patterns, pattern)
	}
	return s
}

// InScope reports whether the query is about a rule, whatever its labels and state. Folders are the
// caller's matter: only it knows their subfolders.
func (s Selection) InScope(r Rule) bool {
	q := s.query
	return (len(q.Rules) == 0 || slices.Contains(q.Rules, r.UID)) &&
		(q.Dashboard == "" || q.Dashboard == r.Dashboard) && (q.Panel == 0 || q.Panel == r.Panel)
}

// Keeps reports whether the query's filters keep a rule in scope: its labels and its state.
func (s Selection) Keeps(r Rule) bool {
	states := s.query.States
	return (len(states) == 0 || slices.Contains(states, r.State)) && s.matchesSome(r)
}

// matchesSome reports whether the labels match for an instance of the rule. An instance has the
// rule's labels and its own.
func (s Selection) matchesSome(r Rule) bool {
	all := 0
	for _, n := range r.Counts {
		all += n
	}
	if all > len(r.Instances) && s.matches(r.Labels, true) {
		return true // perhaps for one that did not come
	}
	return len(r.Instances) == 0 && s.matches(r.Labels, false) ||
		slices.ContainsFunc(r.Instances, func(i Instance) bool {
			labels := maps.Clone(r.Labels)
			if labels == nil {
				labels = map[string]string{}
			}
			maps.Copy(labels, i.Labels)
			return s.matches(labels, false)
		})
}

// matches reports whether all matchers hold. A missing label is "", or else fits every matcher.
func (s Selection) matches(labels map[string]string, missingFits bool) bool {
	for i, m := range s.query.Labels {
		value, there := labels[m.Name]
		if !there && missingFits {
			continue
		}
		if !m.holds(value, s.patterns[i]) {
			return false
		}
	}
	return true
}

func (m Matcher) holds(value string, pattern *regexp.Regexp) bool {
	switch m.Op {
	case "=":
		return value == m.Value
	case "!=":
		return value != m.Value
	case "=~":
		return pattern != nil && pattern.MatchString(value)
	}
	return false
}

// Worst returns at most limit rules, the worst first, each rule after those that are as bad and
// older; 0 is no limit. left is how many there are beyond.
func Worst(rules []Rule, limit int) (shown []Rule, left int) {
	slices.SortStableFunc(rules, func(a, b Rule) int {
		return cmp.Or(a.State.Rank()-b.State.Rank(),
			b.Since.Compare(a.Since), cmp.Compare(a.Name, b.Name))
	})
	if limit == 0 || len(rules) <= limit {
		return rules, 0
	}
	return rules[:limit], len(rules) - limit
}
