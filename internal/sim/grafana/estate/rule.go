package estate

import (
	"fmt"
	"time"
)

// Rule is a Grafana-managed alert rule or recording rule.
type Rule struct {
	UID, Title, Folder, Group    string
	Interval, For, KeepFiringFor time.Duration
	Expr, DataSource             string
	Labels, Annotations          map[string]string
	Instances                    []Instance
	Health                       string // ok, nodata or error
	LastError                    string
	Recording, Paused            bool
	Never                        bool          // not evaluated yet
	Behind                       time.Duration // how long ago the evaluations stopped
}

// Instance is one set of labels that a rule watches. State may have a reason behind it, as in
// "Normal (NoData)".
type Instance struct {
	Labels map[string]string
	State  string
	Active time.Time // the zero time for an instance that never left Normal
	Value  string
}

// The states of an instance.
const (
	Normal     = "Normal"
	Pending    = "Pending"
	Alerting   = "Alerting"
	Recovering = "Recovering"
	NoData     = "NoData"
	Failed     = "Error"
)

// group is what the rules of one group have in common.
type group struct {
	folder, name string
	interval     time.Duration
	team         string
	dashboard    string // which shows the rules, panel by panel
}

// rule makes an alert rule of the group that is evaluated as it should be.
func (g group) rule(uid, title, severity string, panel int, instances ...Instance) Rule {
	annotations := map[string]string{
		"summary":     title + " on {{ $labels.instance }}",
		"description": "What to look at first, and who knows more, is in the runbook.",
		"runbook_url": "https://runbooks.example/" + uid,
	}
	if panel > 0 {
		annotations["__dashboardUid__"] = g.dashboard
		annotations["__panelId__"] = fmt.Sprint(panel)
	}
	return Rule{
		UID: uid, Title: title, Folder: g.folder, Group: g.name, Interval: g.interval,
		For: 5 * time.Minute, Expr: "sum by (instance) (rate(" + g.name + "_errors_total[5m])) > 5",
		DataSource: "grafanacloud-prom", Health: "ok", Instances: instances,
		Labels:      map[string]string{"severity": severity, "team": g.team},
		Annotations: annotations,
	}
}

// instances makes n instances in a state since that time.
func instances(n int, prefix, state string, since time.Time) []Instance {
	var made []Instance
	for i := range n {
		instance := Instance{
			Labels: map[string]string{"instance": fmt.Sprintf("%s-%02d", prefix, i+1)},
			State:  state, Active: since,
		}
		switch state {
		case Alerting, Pending:
			instance.Value = fmt.Sprintf("B: %d.5e+00, C: 1e+00", i%9+1)
		case Recovering:
			instance.Value = "B: 2e+00, C: 0e+00"
		case Normal:
			instance.Active = time.Time{}
		}
		made = append(made, instance)
	}
	return made
}

// one makes the single instance of a rule.
func one(state string, since time.Time) []Instance { return instances(1, "pod", state, since) }
