// Package alarm defines the alarms that a reader sees, the queries that select them, and their part
// in a verdict. It does no I/O; package cloudwatch fills it.
package alarm

import (
	"time"

	"pagewatch/internal/cloudwatch/alarm/reason"
	"pagewatch/internal/cloudwatch/alarm/rule"
)

// State is the state that AWS reports. An unknown value passes through, and the reader sees it as
// unknown.
type State string

// The states of November 2026.
const (
	OK               State = "OK"
	Firing           State = "ALARM"
	InsufficientData State = "INSUFFICIENT_DATA"
)

// Kind is the kind of an alarm.
type Kind string

// The kinds that DescribeAlarms returns, each in a list of its own.
const (
	Metric    Kind = "metric"
	Composite Kind = "composite"
	Log       Kind = "log"
)

// Alarm is one alarm as it goes to the browser; docs/wire.md specifies each field. Log groups,
// query texts, and the ARNs of roles and actions are left out: they disclose more about the account
// than the alarm's state does. Every text comes from the AWS account: show it, never interpret it.
type Alarm struct {
	Name        string `json:"name"`
	Kind        Kind   `json:"kind"`
	State       State  `json:"state"`
	ARN         string `json:"arn,omitempty"`
	Description string `json:"description,omitempty"`
	// Reason is AWS's sentence about why the alarm is in its state.
	Reason string `json:"reason,omitempty"`
	// Since is when the state last changed; Updated is when its last evaluation was written.
	Since   time.Time `json:"since,omitzero"`
	Updated time.Time `json:"updated,omitzero"`
	// ActionsOff means that the alarm's actions are disabled, NoActions that it has none.
	ActionsOff bool `json:"actionsOff,omitempty"`
	NoActions  bool `json:"noActions,omitempty"`
	// SuppressedBy is the reason why a composite alarm's actions are suppressed: WaitPeriod,
	// ExtensionPeriod or Alarm. Suppressor is the name of the suppressor alarm.
	SuppressedBy string `json:"suppressedBy,omitempty"`
	Suppressor   string `json:"suppressor,omitempty"`
	// Evaluation is PARTIAL_DATA, EVALUATION_ERROR or EVALUATION_FAILURE. An OK beside it is not
	// trustworthy.
	Evaluation string `json:"evaluation,omitempty"`
	// WarmingUp means that the alarm was changed so recently that AWS does not evaluate it yet.
	WarmingUp bool `json:"warmingUp,omitempty"`
	// NoData means that the last evaluation saw no data point. An OK then is how missing data is
	// treated, and no measurement.
	NoData bool `json:"noData,omitempty"`
	// Source is what a metric alarm watches: metric, math, insights, promql or anomaly. Namespace,
	// Metric and Dimensions are those of a plain metric.
	Source     string      `json:"source,omitempty"`
	Namespace  string      `json:"namespace,omitempty"`
	Metric     string      `json:"metric,omitempty"`
	Dimensions []Dimension `json:"dimensions,omitempty"`
	Statistic  string      `json:"statistic,omitempty"`
	// Period is in seconds.
	Period int32 `json:"period,omitempty"`
	// Comparison is >, >=, <, <=, or for a band outside, below or above.
	Comparison string   `json:"comparison,omitempty"`
	Threshold  *float64 `json:"threshold,omitempty"`
	Points     *Points  `json:"points,omitempty"`
	// Missing is how missing data is treated: breaching, notBreaching, ignore or missing.
	Missing string `json:"missing,omitempty"`
	// Spark holds the data points of the last evaluation.
	Spark *reason.Spark `json:"spark,omitempty"`
	// Rule is a composite's, nil if it cannot be parsed. Trips are the names of the alarms that
	// caused the state.
	Rule  *rule.Rule `json:"rule,omitempty"`
	Trips []string   `json:"trips,omitempty"`
}

// Dimension narrows a metric.
type Dimension struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Points is an "M out of N" rule: Needed of the last Of data points must breach.
type Points struct {
	Needed int32 `json:"needed"`
	Of     int32 `json:"of"`
}

// Origin is where alarms are requested, and for whom: answers to one site or connection are bounded
// apart from those to others.
type Origin struct{ Region, Site, Connection string }

// Page is one request: a query and the position to continue from.
type Page struct {
	Query
	// Next is AWS's token for the next page, "" for the first one. It never reaches a browser
	// unsealed.
	Next string
}

// Answer is one DescribeAlarms answer.
type Answer struct {
	Alarms []Alarm
	// Next is the token for the next page, "" if AWS has no more.
	Next string
	// AsOf is when the answer arrived.
	AsOf time.Time
}
