package client

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"pagewatch/internal/budget"
	"pagewatch/internal/grafana/alert"
)

// Limits of one request for rules. Source for the time: Grafana's own clients wait 30 s for rules;
// a view has 25 s in all, and several pages.
const (
	rulesTimeout = 12 * time.Second
	// MaxRead bounds the pages of one question together, in bytes, and so the work.
	MaxRead = 8 << 20
	// groupsPerPage is how many groups a page may have; a group comes whole.
	groupsPerPage = 100
	// AlertsPerRule is how many instances of a rule come with their labels, the most important ones
	// first. Totals count all of them.
	AlertsPerRule = 20
	maxGroups     = 2000
	// maxKept bounds what is kept of the rules of a page, in bytes. It leaves a quarter of the
	// connection's memory to what is being decoded.
	maxKept = budget.Longest / 4 * 3
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
	// Next continues where an earlier page ended, and Read is how many bytes the earlier pages had.
	Next string
	Read int64
	// Keep reports by its UID, folder and dashboard whether a rule is asked for, nil for each. Others
	// do not count against the bounds of what is kept, so that no bound tells of their number.
	Keep func(alert.Rule) bool
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
	Name      string
	File      string // the path of the folder, by titles
	FolderUID string
	// Interval is in seconds.
	Interval float64
}

// Rules requests one page of the stack's Grafana-managed rules. The error is an *upstream.Error.
func (c *Client) Rules(ctx context.Context, s Stack, q RulesQuery) (RulesPage, Answer, error) {
	page := rulesAnswer{now: c.settings.Now(), kept: s.Memory.Kept(), memory: s.Memory,
		keep: q.Keep}
	answer, err := c.get(ctx, s, request{
		operation: "rules", path: rulesPath, query: q.values(),
		limit: MaxRead - q.Read, timeout: rulesTimeout,
	}, &page)
	answer.Cut = page.cut
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
