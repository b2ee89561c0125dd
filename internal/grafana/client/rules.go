package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"pagewatch/internal/grafana/alert"
)

// Limits of one request for rules. Source for the time: Grafana's own clients wait 30 s for rules;
// a view has 25 s in all, and several pages.
const (
	rulesTimeout = 12 * time.Second
	maxRulesPage = 8 << 20
	// groupsPerPage is how many groups a page may have; a group comes whole.
	groupsPerPage = 100
	// AlertsPerRule is how many instances of a rule come with their labels, the most important ones
	// first. Totals count all of them.
	AlertsPerRule = 20
	maxGroups     = 2000
)

// RulesQuery narrows a request for rules. Grafana ignores what it does not know, and older versions
// ignore filters after the first page: callers filter again. Source: Grafana,
// pkg/services/ngalert/api/prometheus.
type RulesQuery struct {
	// Folder is the UID of a folder; its subfolders are others.
	Folder string
	// Dashboard is the UID of a dashboard, and Panel the number of one of its panels, 0 for all.
	Dashboard string
	Panel     int
	// Rules are the UIDs of rules.
	Rules []string
	// Next continues where an earlier page ended.
	Next string
}

// RulesPage is one page of alert rules.
type RulesPage struct {
	// Rules are the alerting rules; recording rules have no state.
	Rules []alert.Rule
	// Next continues where the page ends, "" after the last.
	Next string
}

// RuleGroup is a group of rules, which Grafana evaluates together.
type RuleGroup struct {
	Name      string `json:"name"`
	File      string `json:"file"` // the path of the folder, by titles
	FolderUID string `json:"folderUid"`
	// Interval is in seconds.
	Interval float64 `json:"interval"`
	Rules    []Rule  `json:"rules"`
}

// Rule is one rule as Grafana reports it. What is absent in older versions is "" or nil.
type Rule struct {
	UID            string            `json:"uid"`
	FolderUID      string            `json:"folderUid"`
	Name           string            `json:"name"`
	State          string            `json:"state"`
	Health         string            `json:"health"`
	Type           string            `json:"type"`
	Paused         bool              `json:"isPaused"`
	For            float64           `json:"duration"` // in seconds
	KeepFiringFor  float64           `json:"keepFiringFor"`
	ActiveAt       time.Time         `json:"activeAt"`
	LastEvaluation time.Time         `json:"lastEvaluation"`
	LastError      presence          `json:"lastError"`
	Labels         map[string]string `json:"labels"`
	Annotations    map[string]string `json:"annotations"`
	Alerts         []Alert           `json:"alerts"`
	// Totals counts the instances by state, in lower case.
	Totals map[string]int `json:"totals"`
}

// Failed reports whether the last evaluation left an error. Its text may hold hosts and queries, and
// is not kept.
func (r Rule) Failed() bool { return bool(r.LastError) }

// Alert is one instance of a rule.
type Alert struct {
	Labels map[string]string `json:"labels"`
	State  string            `json:"state"`
	// ActiveAt is since when the state holds; the zero time, where Grafana does not say.
	ActiveAt time.Time `json:"activeAt"`
	Value    string    `json:"value"`
}

// presence is whether a text is there.
type presence bool

// UnmarshalJSON implements json.Unmarshaler.
func (p *presence) UnmarshalJSON(b []byte) error {
	*p = len(b) > 2 && b[0] == '"'
	return nil
}

// Rules requests one page of the stack's Grafana-managed rules. The error is an *upstream.Error.
func (c *Client) Rules(ctx context.Context, s Stack, q RulesQuery) (RulesPage, Answer, error) {
	page := rulesAnswer{now: c.settings.Now()}
	answer, err := c.get(ctx, s, request{
		operation: "rules", path: rulesPath, query: q.values(),
		limit: maxRulesPage, timeout: rulesTimeout,
	}, &page)
	return page.RulesPage, answer, err
}

func (q RulesQuery) values() url.Values {
	v := url.Values{
		"group_limit":  {strconv.Itoa(groupsPerPage)},
		"limit_alerts": {strconv.Itoa(AlertsPerRule)},
	}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("group_next_token", q.Next)
	set("folder_uid", q.Folder)
	set("dashboard_uid", q.Dashboard)
	if q.Panel > 0 && q.Dashboard != "" {
		v.Set("panel_id", strconv.Itoa(q.Panel))
	}
	if len(q.Rules) > 0 {
		v["rule_uid"] = q.Rules
	}
	return v
}

// rulesAnswer decodes a page group by group.
type rulesAnswer struct {
	RulesPage
	now    time.Time
	groups int
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
	if err == nil && (status != "success" || !whole) {
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
			return d.Decode(&a.Next)
		}
		return skip(d)
	})
	return whole, err
}

func (a *rulesAnswer) group(d *json.Decoder) error {
	var group RuleGroup
	if err := d.Decode(&group); err != nil {
		return err
	}
	if a.groups++; a.groups > maxGroups {
		return fmt.Errorf("more than %d groups", maxGroups)
	}
	group = group.bounded()
	for _, r := range group.Rules {
		if r.Type != recording {
			a.Rules = append(a.Rules, Project(group, r, a.now))
		}
	}
	return nil
}
