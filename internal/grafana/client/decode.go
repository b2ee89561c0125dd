package client

import (
	"encoding/json"
	"errors"
	"time"

	"pagewatch/internal/budget"
	"pagewatch/internal/grafana/alert"
)

// rulesAnswer decodes a page rule by rule: only what is kept of a rule stays in memory.
type rulesAnswer struct {
	RulesPage
	now    time.Time
	groups int
	// cut means that the page has more rules than may be kept.
	cut bool
	// kept is about how many bytes the call's rules hold so far, those of earlier pages included.
	kept   int64
	memory *budget.Lease
	keep   func(alert.Rule) bool // as in RulesQuery
}

func (a *rulesAnswer) decode(d *json.Decoder) error {
	var status string
	whole := false
	err := object(d, []string{"status", "data"}, func(key string) error {
		switch key {
		case "status":
			return d.Decode(&status)
		}
		var err error
		whole, err = a.data(d)
		return err
	})
	if (err == nil || errors.Is(err, errEnough)) && (status != "success" || !whole) {
		return errNotJSON
	}
	return err
}

// data reports whether the answer has a list of groups, which may be empty or null.
func (a *rulesAnswer) data(d *json.Decoder) (whole bool, err error) {
	err = object(d, []string{"groups", "groupNextToken"}, func(key string) error {
		if key == "groups" {
			whole = true
			return array(d, a.group)
		}
		if err := d.Decode(&a.Next); err != nil || len(a.Next) <= maxToken {
			return err
		}
		return errTooLarge
	})
	return whole, err
}

var groupFields = []string{"name", "file", "folderUid", "interval", "rules"}

// group reads a group. What it says of all its rules may come after them; where the page ends before,
// they count as evaluated once a minute.
func (a *rulesAnswer) group(d *json.Decoder) error {
	if a.groups++; a.groups > maxGroups {
		return errTooLarge
	}
	var group RuleGroup
	var rules []*Rule
	err := object(d, groupFields, func(key string) error {
		switch key {
		case "name":
			return d.Decode(&group.Name)
		case "file":
			return d.Decode(&group.File)
		case "folderUid":
			return d.Decode(&group.FolderUID)
		case "interval":
			return d.Decode(&group.Interval)
		}
		return array(d, func(d *json.Decoder) error { return a.rule(d, group, &rules) })
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
func (a *rulesAnswer) rule(d *json.Decoder, group RuleGroup, rules *[]*Rule) error {
	var r Rule
	if err := d.Decode(&r); err != nil {
		return err
	}
	if r.Type == recording || a.keep != nil && !a.keep(placed(group, r)) {
		return nil
	}
	if a.kept += r.size(); a.kept > maxKept {
		a.cut = true
		return errEnough
	}
	a.memory.Keep(a.kept)
	*rules = append(*rules, &r)
	return nil
}
