package grafana

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"pagewatch/internal/sim/grafana/estate"
)

// Act is what a person does to a rule.
type Act string

// The acts. Restore undoes the others.
const (
	SetOff  Act = "set off"
	Heal    Act = "heal"
	Pause   Act = "pause"
	Restore Act = "restore"
)

// Acts are all acts.
var Acts = []Act{SetOff, Heal, Pause, Restore}

// change is an act on a rule.
type change struct {
	act Act
	at  time.Time
}

// errNoRule is the error for a rule that the stack has not.
var errNoRule = errors.New("looking for the rule: there is none of this UID")

// Do acts on a rule of a stack.
func (c *Cloud) Do(slug, rule string, act Act) error {
	found := false
	err := c.change(slug, func(s *stack) {
		for _, r := range s.estate.Rules {
			found = found || r.UID == rule
		}
		if !found {
			return
		}
		if s.changes == nil {
			s.changes = map[string]change{}
		}
		s.changes[rule] = change{act, c.now()}
		if act == Restore {
			delete(s.changes, rule)
		}
	})
	if err == nil && !found {
		return errNoRule
	}
	return err
}

// RuleOf describes a rule of a stack as it is now.
type RuleOf struct {
	UID, Title, Folder, Group, State string
	Act                              Act // "" for a rule that nobody acted on
}

// Rules returns the rules of a stack, by folder and group.
func (c *Cloud) Rules(slug string) []RuleOf {
	var all []RuleOf
	_ = c.change(slug, func(s *stack) { // an unknown stack has no rules
		for _, r := range s.rules() {
			all = append(all, RuleOf{r.UID, r.Title, s.estate.Path(r.Folder), r.Group,
				inWords(r), s.changes[r.UID].act})
		}
	})
	slices.SortStableFunc(all, func(a, b RuleOf) int {
		return strings.Compare(a.Folder+"/"+a.Group, b.Folder+"/"+b.Group)
	})
	return all
}

// inWords describes the state of a rule, with what is odd about it.
func inWords(r estate.Rule) string {
	word := ruleState(r)
	switch {
	case r.Recording:
		return "recording"
	case r.Paused:
		return "paused"
	case r.Never:
		return word + ", never evaluated"
	case len(r.Instances) == 0:
		return word + ", no instances"
	case r.Behind > 0:
		word += ", stale"
	}
	for _, i := range r.Instances {
		if base(i.State) != i.State || i.State == estate.NoData || i.State == estate.Failed {
			return word + ", " + i.State
		}
	}
	return word
}

// rules returns the rules of the stack with what was done to them.
func (s stack) rules() []estate.Rule {
	rules := slices.Clone(s.estate.Rules)
	for i := range rules {
		if done, ok := s.changes[rules[i].UID]; ok && !rules[i].Recording {
			rules[i] = done.to(rules[i])
		}
	}
	return rules
}

// to returns a rule after the act.
func (c change) to(r estate.Rule) estate.Rule {
	r.Paused, r.Never, r.Behind, r.Health, r.LastError = false, false, 0, "ok", ""
	state, value := estate.Normal, ""
	switch c.act {
	case Pause:
		r.Paused, r.Instances = true, nil
		return r
	case SetOff:
		state, value = estate.Alerting, "B: 9e+00, C: 1e+00"
	}
	instances := []estate.Instance{{Labels: map[string]string{}}}
	if len(r.Instances) > 0 {
		instances = slices.Clone(r.Instances)
	}
	for i := range instances {
		instances[i].State, instances[i].Value, instances[i].Active = state, value, time.Time{}
		if c.act == SetOff {
			instances[i].Active = c.at.Truncate(time.Second)
		}
		instances[i].Labels = maps.Clone(instances[i].Labels)
	}
	r.Instances = instances
	return r
}

// ruleState returns the state that Grafana reports for a whole rule, which hides missing data and
// errors.
func ruleState(r estate.Rule) string {
	words := map[string]string{estate.Alerting: "firing", estate.Recovering: "recovering",
		estate.Pending: "pending"}
	for _, state := range []string{estate.Alerting, estate.Pending, estate.Recovering} {
		for _, i := range r.Instances {
			if base(i.State) == state {
				return words[state]
			}
		}
	}
	return "inactive"
}

// base returns the state of an instance without its reason.
func base(state string) string {
	word, _, _ := strings.Cut(state, " ")
	return word
}

// totals counts the instances of a rule by their states.
func totals(r estate.Rule) map[string]int {
	counts := map[string]int{}
	for _, i := range r.Instances {
		counts[strings.ToLower(base(i.State))]++
	}
	return counts
}
