package grafana

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"time"

	"pagewatch/internal/sim/grafana/estate"
)

// ruleFilter reports whether a rule is asked for.
type ruleFilter func(estate.Rule) bool

// stateWords are the states that the query may name, and those of rules that they mean. No rule has
// the state nodata or error.
var stateWords = map[string]string{"normal": "inactive", "inactive": "inactive",
	"alerting": "firing", "firing": "firing", "pending": "pending", "recovering": "recovering",
	"nodata": "nodata", "error": "error"}

// ruleFilters reads the filters of the query. A version ignores those that it does not know.
func (q *request) ruleFilters() ([]ruleFilter, *answer) {
	var filters []ruleFilter
	if uid := q.query.Get("dashboard_uid"); uid != "" {
		filters = append(filters, annotated("__dashboardUid__", uid))
	}
	if panel := q.query.Get("panel_id"); panel != "" {
		if _, err := strconv.Atoi(panel); err != nil {
			return nil, q.bad("panel_id must be a number")
		}
		if !q.query.Has("dashboard_uid") {
			return nil, q.bad("panel_id must be set with dashboard_uid")
		}
		filters = append(filters, annotated("__panelId__", panel))
	}
	if !q.limited() {
		return filters, nil
	}
	for name, of := range map[string]func(estate.Rule) string{
		"rule_group": func(r estate.Rule) string { return r.Group },
		"rule_name":  func(r estate.Rule) string { return r.Title },
		"rule_uid":   func(r estate.Rule) string { return r.UID },
		"health":     func(r estate.Rule) string { return r.Health },
		"rule_type":  ruleType,
	} {
		if values := q.query[name]; len(values) > 0 {
			filters = append(filters, func(r estate.Rule) bool {
				return slices.Contains(values, of(r))
			})
		}
	}
	return q.stateFilters(filters)
}

// stateFilters adds the filters by state and by label.
func (q *request) stateFilters(filters []ruleFilter) ([]ruleFilter, *answer) {
	var states []string
	for _, word := range q.query["state"] {
		state, known := stateWords[word]
		if !known {
			return nil, q.bad("unknown state '" + word + "'")
		}
		states = append(states, state)
	}
	if len(states) > 0 {
		filters = append(filters, func(r estate.Rule) bool {
			return slices.Contains(states, ruleState(r))
		})
	}
	for _, text := range q.query["matcher"] {
		m, err := readMatcher(text)
		if err != nil {
			return nil, q.bad("invalid matcher")
		}
		filters = append(filters, m.fits)
	}
	return filters, nil
}

func annotated(name, value string) ruleFilter {
	return func(r estate.Rule) bool { return r.Annotations[name] == value }
}

func ruleType(r estate.Rule) string {
	if r.Recording {
		return "recording"
	}
	return "alerting"
}

// matcher selects rules by a label. Types are 0 =, 1 !=, 2 =~ and 3 !~.
type matcher struct {
	Type        int
	Name, Value string

	pattern *regexp.Regexp
}

func readMatcher(text string) (m matcher, err error) {
	if err = json.Unmarshal([]byte(text), &m); err != nil {
		return m, err
	}
	if m.Type >= 2 {
		m.pattern, err = regexp.Compile("^(?:" + m.Value + ")$")
	}
	return m, err
}

func (m matcher) fits(r estate.Rule) bool {
	equal := r.Labels[m.Name] == m.Value
	if m.pattern != nil {
		equal = m.pattern.MatchString(r.Labels[m.Name])
	}
	return equal == (m.Type%2 == 0)
}

// evaluated returns when a rule was evaluated last, the zero time for a rule that was not.
func (q *request) evaluated(r estate.Rule) time.Time {
	if r.Paused || r.Never {
		return time.Time{}
	}
	return q.now.Add(-r.Behind).Truncate(r.Interval)
}
