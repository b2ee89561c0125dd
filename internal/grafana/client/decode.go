package client

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"pagewatch/internal/budget"
)

// rulesAnswer decodes a page rule by rule: only what is kept of a rule stays in memory.
type rulesAnswer struct {
	RulesPage
	now    time.Time
	groups int
	// kept is about how many bytes the call's rules hold so far, those of earlier pages included.
	kept   int64
	memory *budget.Lease
}

func (a *rulesAnswer) decode(d *json.Decoder) error {
	var status string
	whole := false
	err := object(d, func(key string) error {
		switch key {
		case "status":
			return d.Decode(&status)
		case "data":
			var err error
			whole, err = a.data(d)
			return err
		}
		return skip(d)
	})
	if (err == nil || errors.Is(err, errEnough)) && (status != "success" || !whole) {
		return errNotJSON
	}
	return err
}

// data reports whether the answer has a list of groups, which may be empty or null.
func (a *rulesAnswer) data(d *json.Decoder) (whole bool, err error) {
	err = object(d, func(key string) error {
		switch key {
		case "groups":
			whole = true
			return array(d, a.group)
		case "groupNextToken":
			if err := d.Decode(&a.Next); err != nil || len(a.Next) <= maxToken {
				return err
			}
			return errTooLarge
		}
		return skip(d)
	})
	return whole, err
}

// group reads a group. What it says of all its rules may come after them; where the page ends before,
// they count as evaluated once a minute.
func (a *rulesAnswer) group(d *json.Decoder) error {
	if a.groups++; a.groups > maxGroups {
		return errTooLarge
	}
	var group RuleGroup
	var rules []*Rule
	err := object(d, func(key string) error {
		switch key {
		case "name":
			return d.Decode(&group.Name)
		case "file":
			return d.Decode(&group.File)
		case "folderUid":
			return d.Decode(&group.FolderUID)
		case "interval":
			return d.Decode(&group.Interval)
		case "rules":
			return array(d, func(d *json.Decoder) error { return a.rule(d, &rules) })
		}
		return skip(d)
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	group = group.bounded()
	for _, r := range rules {
		a.Rules = append(a.Rules, Project(group, *r, a.now))
	}
	return err
}

// rule reads a rule. It ends the page where no more may be kept.
func (a *rulesAnswer) rule(d *json.Decoder, rules *[]*Rule) error {
	var in received
	if err := d.Decode(&in); err != nil {
		return err
	}
	r := in.rule()
	*r = r.bounded()
	if a.kept += r.size(); a.kept > maxKept {
		a.Cut = true
		return errEnough
	}
	a.memory.Keep(a.kept)
	if r.Type != recording {
		*rules = append(*rules, r)
	}
	return nil
}

// received is a rule as it comes. Versions before 10 know no limit of instances: encoding/json
// skips those that an array has no element for.
type received struct {
	Rule
	First [AlertsPerRule]*Alert `json:"alerts"`
}

// rule returns the rule with its instances. A null is none.
func (r *received) rule() *Rule {
	r.Alerts = slices.DeleteFunc(r.First[:], func(a *Alert) bool { return a == nil })
	return &r.Rule
}
