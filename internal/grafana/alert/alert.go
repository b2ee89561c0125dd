// Package alert defines the alert rules that a reader sees, the queries that select them, and their
// part in a verdict. It does no I/O; package grafana fills it.
package alert

import (
	"slices"
	"time"
)

// State is the state of a rule or an instance: for a rule, that of its worst instance.
type State string

// The states, the worst first. A word of Grafana's that is none of them is Unknown.
const (
	Firing     State = "firing"
	Recovering State = "recovering"
	Pending    State = "pending"
	Unknown    State = "unknown"
	Error      State = "error"
	NoData     State = "nodata"
	Normal     State = "normal"
)

// order ranks the states, the worst first.
var order = []State{Firing, Recovering, Pending, Unknown, Error, NoData, Normal}

// Rank orders states, the worst first.
func (s State) Rank() int { return slices.Index(order, s) }

// Blind is a reason why a rule could not report.
type Blind string

// The reasons.
const (
	// Paused: somebody has paused the rule.
	Paused Blind = "paused"
	// NeverEvaluated: Grafana has not evaluated the rule since it started.
	NeverEvaluated Blind = "never_evaluated"
	// Stale: the last evaluation is older than three intervals.
	Stale Blind = "stale"
	// Failing: the query or its evaluation fails.
	Failing Blind = "error"
	// WithoutData: the query returns nothing.
	WithoutData Blind = "no_data"
	// NoDataIsOK: the query fails or returns nothing, and the rule calls that normal.
	NoDataIsOK Blind = "no_data_ok"
	// KeepLast: the query fails or returns nothing, and the rule keeps its earlier state.
	KeepLast Blind = "keep_last"
	// MissingSeries: a series of an instance has vanished.
	MissingSeries Blind = "missing_series"
	// Reset: the rule was changed, and has not been evaluated since.
	Reset Blind = "reset"
	// HealthUnknown: Grafana does not know how the evaluation went.
	HealthUnknown Blind = "health_unknown"
	// NoInstances: the rule has no instance.
	NoInstances Blind = "no_instances"
	// Unseen: Grafana counts instances that it did not send, so why they are in their state is open.
	Unseen Blind = "instances_unseen"
	// UnknownState: a word that this version does not know.
	UnknownState Blind = "unknown_state"
)

// Rule is one alert rule as it goes to the browser; docs/wire.md specifies each field. Its query is
// left out: it discloses more of the stack than the state does. Every text comes from the stack:
// show it, never interpret it.
type Rule struct {
	// UID is "" where the Grafana is too old to tell.
	UID    string `json:"uid,omitempty"`
	Name   string `json:"name"`
	Group  string `json:"group,omitempty"`
	Folder Folder `json:"folder"`
	State  State  `json:"state"`
	// Blind lists why the rule could not report, or not fully.
	Blind []Blind `json:"blind,omitempty"`
	// Since is since when the worst instance is in its state.
	Since     time.Time `json:"since,omitzero"`
	Evaluated time.Time `json:"evaluated,omitzero"`
	// For and KeepFiring are in seconds: how long the condition must hold before the rule fires, and
	// how long it still fires afterwards.
	For        float64           `json:"for,omitempty"`
	KeepFiring float64           `json:"keepFiring,omitempty"`
	Labels     map[string]string `json:"labels,omitempty"`
	// LabelsCut means that Grafana has more labels of the rule, or longer ones.
	LabelsCut bool   `json:"-"`
	Summary   string `json:"summary,omitempty"`
	// Description is what people wrote for the reader.
	Description string `json:"description,omitempty"`
	// Runbook is an https address, Dashboard and Panel are where the rule belongs.
	Runbook     string `json:"runbook,omitempty"`
	RunbookHost string `json:"-"`
	Dashboard   string `json:"dashboard,omitempty"`
	Panel       int    `json:"panel,omitempty"`
	// Counts counts all instances by state; Instances are the worst of them.
	Counts    map[State]int `json:"counts,omitempty"`
	Instances []Instance    `json:"instances,omitempty"`
	// InstancesCut means that instances came that are not kept.
	InstancesCut bool `json:"-"`
}

// Folder is the folder of a rule.
type Folder struct {
	// UID is "" where the Grafana is too old to tell.
	UID   string `json:"uid,omitempty"`
	Title string `json:"title,omitempty"`
}

// Instance is one instance of a rule: the rule applied to one series.
type Instance struct {
	State State `json:"state"`
	// Reason is Grafana's word for why it is in its state: NoData, Error, KeepLast, MissingSeries.
	Reason string            `json:"reason,omitempty"`
	Since  time.Time         `json:"since,omitzero"`
	Labels map[string]string `json:"labels,omitempty"`
	// LabelsCut is as that of a rule.
	LabelsCut bool   `json:"-"`
	Value     string `json:"value,omitempty"`
}
