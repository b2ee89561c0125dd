package grafana

import (
	"encoding/json"
	"net/http"
	"time"

	"pagewatch/internal/sim/grafana/estate"
)

// queries are the steps of a rule: a query, its last value, and a threshold.
func queries(r estate.Rule) []object {
	expression := object{"type": "__expr__", "uid": "__expr__"}
	step := func(ref, source string, from int, model object) object {
		model["refId"], model["intervalMs"], model["maxDataPoints"] = ref, 1000, 43200
		return object{"refId": ref, "queryType": "", "datasourceUid": source, "model": model,
			"relativeTimeRange": object{"from": from, "to": 0}}
	}
	return []object{
		step("A", r.DataSource, 600, object{"expr": r.Expr,
			"datasource": object{"type": "prometheus", "uid": r.DataSource}}),
		step("B", "__expr__", 0, object{"type": "reduce", "reducer": "last", "expression": "A",
			"datasource": expression}),
		step("C", "__expr__", 0, object{"type": "math", "expression": "$B > 5",
			"datasource": expression}),
	}
}

// queryText returns the steps of a rule as the Prometheus-style routes have them.
func queryText(r estate.Rule) string {
	text, err := json.Marshal(queries(r))
	if err != nil {
		panic("encoding a rule's queries: " + err.Error()) // maps, strings and numbers only
	}
	return string(text)
}

// whenMissing returns what a rule does without data and after an error, read off its instances.
func whenMissing(r estate.Rule) (noData, failed string) {
	noData, failed = "NoData", "Error"
	for _, i := range r.Instances {
		switch i.State {
		case "Normal (NoData)":
			noData = "OK"
		case "Normal (Error)":
			failed = "OK"
		case "Alerting (NoData)":
			noData = "Alerting"
		case "Alerting (Error)":
			failed = "Alerting"
		case "Normal (NoData, KeepLast)":
			noData = "KeepLast"
		}
	}
	return noData, failed
}

// short writes a duration as definitions do, such as 5m or 0s.
func short(d time.Duration) string {
	switch {
	case d > 0 && d%time.Hour == 0:
		return d.String()[:len(d.String())-len("0m0s")]
	case d > 0 && d%time.Minute == 0:
		return d.String()[:len(d.String())-len("0s")]
	}
	return d.String()
}

// ruler lists definitions by folder and group.
func (q *request) ruler() answer {
	body := map[string][]object{}
	id := 0
	for _, g := range q.groups() {
		var rules []object
		for _, r := range g.rules {
			id++
			rules = append(rules, q.rulerRule(id, r))
		}
		body[g.path] = append(body[g.path], object{"name": g.name, "rules": rules,
			"interval": short(g.rules[0].Interval)})
	}
	return ok(body)
}

func (q *request) rulerRule(id int, r estate.Rule) object {
	folder, _ := q.stack.estate.Folder(r.Folder)
	noData, failed := whenMissing(r)
	alert := object{"title": r.Title, "condition": "C", "data": queries(r), "updated": created,
		"version": 2, "uid": r.UID, "intervalSeconds": int(r.Interval.Seconds()),
		"namespace_uid": folder.UID, "rule_group": r.Group, "no_data_state": noData,
		"exec_err_state": failed, "provenance": "api", "is_paused": r.Paused}
	if !q.stack.version.from(12, 0) {
		alert["id"], alert["orgId"], alert["namespace_id"] = id, 1, folder.ID
	}
	return object{"expr": "", "for": short(r.For), "labels": r.Labels,
		"annotations": r.Annotations, "grafana_alert": alert}
}

// mayProvision refuses who may not read definitions. Newer versions also accept who may read rules.
func (q *request) mayProvision() *answer {
	if q.may.may("alert.provisioning:read") ||
		q.stack.version.from(12, 0) && q.may.may("alert.rules:read") {
		return nil
	}
	a := denied("alert.provisioning:read")
	return &a
}

// provisioned lists the definitions of the folders whose rules the token may read.
func (q *request) provisioned() answer {
	if refused := q.mayProvision(); refused != nil {
		return *refused
	}
	all := []object{}
	for _, g := range q.groups() {
		for _, r := range g.rules {
			all = append(all, definition(len(all)+1, r))
		}
	}
	return ok(all)
}

func (q *request) provisionedRule() answer {
	if refused := q.mayProvision(); refused != nil {
		return *refused
	}
	for _, g := range q.groups() {
		for i, r := range g.rules {
			if r.UID == q.params["uid"] {
				return ok(definition(i+1, r))
			}
		}
	}
	return message(http.StatusNotFound, "could not find alert rule")
}

func definition(id int, r estate.Rule) object {
	noData, failed := whenMissing(r)
	return object{"id": id, "uid": r.UID, "orgID": 1, "folderUID": r.Folder,
		"ruleGroup": r.Group, "title": r.Title, "condition": "C", "data": queries(r),
		"updated": created, "noDataState": noData, "execErrState": failed, "for": short(r.For),
		"annotations": r.Annotations, "labels": r.Labels, "provenance": "api",
		"isPaused": r.Paused}
}
