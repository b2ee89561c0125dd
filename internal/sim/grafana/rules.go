package grafana

import (
	"encoding/base64"
	"maps"
	"net/http"
	"slices"
	"strings"

	"pagewatch/internal/sim/grafana/estate"
)

// ruleGroup is a group of rules in one folder.
type ruleGroup struct {
	folder, path, name string
	rules              []estate.Rule
}

// key orders groups and names one in a page token.
func (g ruleGroup) key() string { return g.path + "/" + g.name }

// groups returns the groups of the folders whose rules the token may read, in order.
func (q *request) groups() []ruleGroup {
	var all []ruleGroup
	for _, r := range q.stack.rules() {
		if !q.may.onRules(q.stack.estate, r.Folder) {
			continue
		}
		at := slices.IndexFunc(all, func(g ruleGroup) bool {
			return g.folder == r.Folder && g.name == r.Group
		})
		if at < 0 {
			at = len(all)
			all = append(all, ruleGroup{folder: r.Folder, name: r.Group,
				path: q.stack.estate.Path(r.Folder)})
		}
		all[at].rules = append(all[at].rules, r)
	}
	slices.SortStableFunc(all, func(a, b ruleGroup) int { return strings.Compare(a.key(), b.key()) })
	return all
}

// rules answers with rules and their instances, and with an empty list where the token sees no
// folder.
func (q *request) rules() answer {
	filters, wrong := q.ruleFilters()
	if wrong != nil {
		return *wrong
	}
	data := object{}
	all := q.groups()
	// An unknown folder, or one that the token may not see, is ignored.
	if folder := q.query.Get("folder_uid"); q.stack.version.from(11, 0) &&
		slices.ContainsFunc(all, func(g ruleGroup) bool { return g.folder == folder }) {
		filters = append(filters, func(r estate.Rule) bool { return r.Folder == folder })
	}
	token := q.query.Get("group_next_token")
	if q.fault.Do == FaultLeak && token != "" {
		filters = nil
	}
	groups := q.filter(all, filters)
	if q.paged() {
		var next string
		groups, next = q.page(groups, token)
		if next == "" && q.fault.Do == FaultRepeat && len(all) > 0 {
			next = tokenOf(all[len(all)-1])
		}
		if next != "" {
			data["groupNextToken"] = next
		}
	} else if q.limited() {
		data["totals"] = q.totals(groups)
	}
	shown := []object{}
	for _, g := range groups {
		shown = append(shown, q.groupOf(g))
	}
	data["groups"] = shown
	return ok(object{"status": "success", "data": data})
}

// filter keeps the rules that pass every filter, and the groups with any.
func (q *request) filter(all []ruleGroup, filters []ruleFilter) []ruleGroup {
	var kept []ruleGroup
	for _, g := range all {
		var rules []estate.Rule
		for _, r := range g.rules {
			if !slices.ContainsFunc(filters, func(f ruleFilter) bool { return !f(r) }) {
				rules = append(rules, r)
			}
		}
		if g.rules = rules; len(rules) > 0 {
			kept = append(kept, g)
		}
	}
	return kept
}

// limited reports whether the version knows limits at all.
func (q *request) limited() bool { return q.stack.version.from(11, 0) }

func (q *request) paged() bool { return q.limited() && q.query.Has("group_limit") }

// page cuts one page out of the groups. The token names the first group of the next page.
func (q *request) page(groups []ruleGroup, token string) (shown []ruleGroup, next string) {
	limit := q.number("group_limit", -1)
	if limit < 0 {
		return groups, ""
	}
	from, _ := base64.URLEncoding.DecodeString(token) // junk begins at the first group
	for _, g := range groups {
		if g.key() < string(from) {
			continue
		}
		if len(shown) == limit {
			if limit == 0 {
				return nil, ""
			}
			return shown, tokenOf(g)
		}
		shown = append(shown, g)
	}
	return shown, ""
}

func tokenOf(g ruleGroup) string { return base64.URLEncoding.EncodeToString([]byte(g.key())) }

// totals counts the rules of groups by their states, and by their health where that is not well.
func (q *request) totals(groups []ruleGroup) map[string]int {
	counts := map[string]int{}
	for _, g := range groups {
		for _, r := range g.rules {
			counts[ruleState(r)]++
			if r.Health != "ok" {
				counts[r.Health]++
			}
		}
	}
	return counts
}

// groupOf describes a group. Its last evaluation is that of its last rule.
func (q *request) groupOf(g ruleGroup) object {
	var rules []object
	for _, r := range g.rules {
		rules = append(rules, q.ruleOf(r))
	}
	last := rules[len(rules)-1]
	body := object{"name": g.name, "file": g.path, "rules": rules,
		"interval": int(g.rules[0].Interval.Seconds()), "lastEvaluation": last["lastEvaluation"],
		"evaluationTime": last["evaluationTime"]}
	if q.limited() {
		body["folderUid"] = g.folder
		body["totals"] = q.totals([]ruleGroup{g})
	}
	return body
}

// ruleOf describes a rule in the shape of the stack's version.
func (q *request) ruleOf(r estate.Rule) object {
	if !q.stack.version.from(12, 0) {
		r = before12(r)
	}
	body := object{"state": ruleState(r), "name": r.Title, "query": queryText(r),
		"labels": r.Labels, "health": r.Health, "type": "alerting",
		"lastEvaluation": stamp(q.evaluated(r)), "evaluationTime": 0.012}
	if r.Paused || r.Never {
		body["evaluationTime"] = 0
	}
	if q.limited() {
		q.addNew(body, r)
	}
	if r.Recording {
		body["type"] = "recording"
		return body
	}
	body["annotations"] = r.Annotations
	if r.For > 0 {
		body["duration"] = r.For.Seconds()
	}
	if r.LastError != "" {
		body["lastError"] = r.LastError
	}
	if alerts := q.instancesOf(r); len(alerts) > 0 {
		body["alerts"] = alerts
	}
	return body
}

// addNew adds what versions since 12 say of a rule.
func (q *request) addNew(body object, r estate.Rule) {
	body["uid"], body["folderUid"], body["isPaused"] = r.UID, r.Folder, r.Paused
	if r.Recording {
		return
	}
	body["queriedDatasourceUIDs"] = []string{r.DataSource}
	body["keepFiringFor"] = r.KeepFiringFor.Seconds()
	body["totals"] = totals(r)
	body["totalsFiltered"] = totals(r)
	body["provenance"] = "api"
	if ruleState(r) == "firing" {
		body["activeAt"] = stamp(r.Instances[0].Active)
	}
}

// before12 returns a rule as versions have it that know no recovering.
func before12(r estate.Rule) estate.Rule {
	r.Instances = slices.Clone(r.Instances)
	for i := range r.Instances {
		if r.Instances[i].State == estate.Recovering {
			r.Instances[i].State = estate.Normal
		}
	}
	return r
}

// instancesOf lists the instances of a rule, the most important first, up to limit_alerts.
func (q *request) instancesOf(r estate.Rule) []object {
	order := []string{estate.Alerting, estate.Pending, estate.Recovering, estate.Failed,
		estate.NoData, estate.Normal}
	sorted := slices.Clone(r.Instances)
	slices.SortStableFunc(sorted, func(a, b estate.Instance) int {
		return slices.Index(order, base(a.State)) - slices.Index(order, base(b.State))
	})
	limit := len(sorted)
	if n := q.number("limit_alerts", limit); q.limited() && n >= 0 {
		limit = min(n, limit)
	}
	var all []object
	for _, i := range sorted[:limit] {
		all = append(all, q.instanceOf(r, i))
	}
	return all
}

// instanceOf describes an instance.
func (q *request) instanceOf(r estate.Rule, i estate.Instance) object {
	labels := maps.Clone(r.Labels)
	maps.Copy(labels, i.Labels)
	labels["alertname"], labels["grafana_folder"] = r.Title, q.stack.estate.Path(r.Folder)
	annotations := maps.Clone(r.Annotations)
	annotations["summary"] = strings.ReplaceAll(annotations["summary"],
		"{{ $labels.instance }}", i.Labels["instance"])
	return object{"labels": labels, "annotations": annotations, "state": i.State,
		"activeAt": stamp(i.Active), "value": i.Value}
}

// bad refuses parameters as the Prometheus-style routes do.
func (q *request) bad(text string) *answer {
	a := reply(http.StatusBadRequest, object{"status": "error", "errorType": "bad_data",
		"error": text, "data": object{"groups": []object{}}})
	if !q.stack.version.from(10, 0) {
		a = reply(http.StatusBadRequest, object{"message": text, "traceID": ""})
	}
	return &a
}
