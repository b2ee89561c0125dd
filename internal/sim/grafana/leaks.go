package grafana

import (
	"fmt"
	"hash/fnv"
	"maps"
	"strings"
	"time"

	"pagewatch/internal/sim/grafana/estate"
)

// alerts lists the instances of all rules, also of folders that the token may not see. Grafana does
// the same; a client that asks here is caught.
func (q *request) alerts() answer {
	all := []object{}
	for _, r := range q.stack.rules() {
		for _, i := range r.Instances {
			all = append(all, q.instanceOf(r, i))
		}
	}
	return ok(object{"status": "success", "data": object{"alerts": all}})
}

// managedAlerts lists what the Alertmanager was sent, of all folders too. It has other names for
// rules without data and rules that failed.
func (q *request) managedAlerts() answer {
	all := []object{}
	for _, r := range q.stack.rules() {
		for _, i := range r.Instances {
			if base(i.State) == estate.Alerting || i.State == estate.NoData ||
				i.State == estate.Failed {
				all = append(all, q.managedAlert(r, i))
			}
		}
	}
	return ok(all)
}

func (q *request) managedAlert(r estate.Rule, i estate.Instance) object {
	alert := q.instanceOf(r, i)
	labels := alert["labels"].(map[string]string)
	labels["__alert_rule_uid__"] = r.UID
	if base(i.State) != estate.Alerting {
		labels["alertname"], labels["rulename"] = "Datasource"+i.State, r.Title
	}
	annotations := maps.Clone(alert["annotations"].(map[string]string))
	annotations["__orgId__"] = "1"
	if _, reason, ok := strings.Cut(i.State, " "); ok {
		annotations["grafana_state_reason"] = strings.Trim(reason, "()")
	}
	sum := fnv.New64a()
	fmt.Fprint(sum, r.UID, labels)
	milli := func(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }
	return object{
		"annotations": annotations, "labels": labels,
		"startsAt": milli(i.Active), "endsAt": milli(q.now.Add(4 * time.Minute)),
		"updatedAt":   milli(q.now.Add(-10 * time.Second)),
		"fingerprint": fmt.Sprintf("%016x", sum.Sum64()),
		"generatorURL": "https://" + q.stack.slug + Suffix + "/alerting/grafana/" + r.UID +
			"/view",
		"receivers": []object{{"active": nil, "integrations": nil,
			"name": "grafana-default-email"}},
		"status": object{"state": "active", "silencedBy": []string{}, "inhibitedBy": []string{}},
	}
}
