package alert

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Selection applies a query to rules. It belongs to one goroutine.
type Selection struct {
	query    Query
	patterns []*pattern // by matcher, nil for a plain one
	spent    *int
}

// pattern is a regular expression that looks at each value once.
type pattern struct {
	*regexp.Regexp
	work  int // for each byte of a value
	known map[string]bool
}

// maxSpent bounds the work on the values of one answer, in instructions of regular expressions: about
// a tenth of a second. Labels of real stacks repeat, and need a hundredth of it.
const maxSpent = 30_000_000

// Selection prepares a checked query.
func (q Query) Selection() Selection {
	s := Selection{query: q, spent: new(int)}
	for _, m := range q.Labels {
		var p *pattern
		if m.Op == "=~" {
			compiled, _ := m.pattern()
			p = &pattern{compiled, m.work(), map[string]bool{}}
		}
		s.patterns = append(s.patterns, p)
	}
	return s
}

// Exhausted reports whether the regular expressions needed too much work, so that what the selection
// keeps means nothing.
func (s Selection) Exhausted() bool { return *s.spent > maxSpent }

// matchesValue reports whether a pattern matches a value, false once the work is exhausted.
func (s Selection) matchesValue(p *pattern, value string) bool {
	matches, known := p.known[value]
	if known {
		return matches
	}
	*s.spent += p.work * (len(value) + 1)
	if p.Regexp == nil || s.Exhausted() {
		return false
	}
	p.known[value] = p.MatchString(value)
	return p.known[value]
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
	if len(s.query.Labels) == 0 {
		return true
	}
	all := 0
	for _, n := range r.Counts {
		all += n
	}
	if (all > len(r.Instances) || r.InstancesCut) && s.matches(r.Labels, true) {
		return true // perhaps for one that did not come
	}
	return len(r.Instances) == 0 && s.matches(r.Labels, r.LabelsCut) ||
		slices.ContainsFunc(r.Instances, func(i Instance) bool {
			labels := maps.Clone(r.Labels)
			if labels == nil {
				labels = map[string]string{}
			}
			maps.Copy(labels, i.Labels)
			return s.matches(labels, r.LabelsCut || i.LabelsCut)
		})
}

// matches reports whether all matchers hold. A missing label is "". Where there may be more than is
// known, a missing label fits every matcher, and so does a value that looks as if it were cut.
func (s Selection) matches(labels map[string]string, more bool) bool {
	for i, m := range s.query.Labels {
		value, there := labels[m.Name]
		if more && (!there || strings.HasSuffix(value, "…")) {
			continue
		}
		if !s.holds(i, value) {
			return false
		}
	}
	return true
}

// holds reports whether a matcher of the query holds for a value.
func (s Selection) holds(matcher int, value string) bool {
	switch m := s.query.Labels[matcher]; m.Op {
	case "=":
		return value == m.Value
	case "!=":
		return value != m.Value
	case "=~":
		return s.matchesValue(s.patterns[matcher], value)
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
