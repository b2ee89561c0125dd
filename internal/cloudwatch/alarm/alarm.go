// Package alarm is what Pagewatch came for: alarms as a reader should see them. It is pure; package
// cloudwatch fills it.
package alarm

import (
	"time"

	"pagewatch/internal/cloudwatch/alarm/reason"
	"pagewatch/internal/cloudwatch/alarm/rule"
)

// State is what AWS says of an alarm. A word that is not one of these passes through: the reader
// sees it as unknown.
type State string

// The states of November 2026.
const (
	OK               State = "OK"
	Firing           State = "ALARM"
	InsufficientData State = "INSUFFICIENT_DATA"
)

// Kind is the kind of an alarm.
type Kind string

// The kinds that DescribeAlarms returns, in lists of their own.
const (
	Metric    Kind = "metric"
	Composite Kind = "composite"
	Log       Kind = "log"
)

// Alarm is one alarm as it goes to the browser; docs/wire.md says what each field means. Log
// groups, query texts, and the ARNs of roles and actions are left out on purpose: they tell a
// reader more about the account than the alarm's state does. Every text is the AWS account's own
// words: show it, never interpret it.
type Alarm struct {
	Name        string `json:"name"`
	Kind        Kind   `json:"kind"`
	State       State  `json:"state"`
	ARN         string `json:"arn,omitempty"`
	Description string `json:"description,omitempty"`
	// Reason is AWS's sentence on why the alarm is in its state.
	Reason string `json:"reason,omitempty"`
	// Since is when the state last changed; Updated when it was last evaluated to be written.
	Since   time.Time `json:"since,omitzero"`
	Updated time.Time `json:"updated,omitzero"`
	// ActionsOff means that nobody is told when the alarm fires, NoActions that there is nobody to
	// tell.
	ActionsOff bool `json:"actionsOff,omitempty"`
	NoActions  bool `json:"noActions,omitempty"`
	// SuppressedBy says what keeps a composite alarm's actions back: WaitPeriod, ExtensionPeriod or
	// Alarm. Suppressor is the name of the alarm for which it does.
	SuppressedBy string `json:"suppressedBy,omitempty"`
	Suppressor   string `json:"suppressor,omitempty"`
	// Evaluation is PARTIAL_DATA, EVALUATION_ERROR or EVALUATION_FAILURE. An OK beside it is not to
	// be trusted.
	Evaluation string `json:"evaluation,omitempty"`
	// WarmingUp means that it was changed so recently that AWS does not evaluate it yet.
	WarmingUp bool `json:"warmingUp,omitempty"`
	// Source is what a metric alarm watches: metric, math, insights, promql or anomaly. Namespace,
	// Metric and Dimensions are those of a plain metric.
	Source     string      `json:"source,omitempty"`
	Namespace  string      `json:"namespace,omitempty"`
	Metric     string      `json:"metric,omitempty"`
	Dimensions []Dimension `json:"dimensions,omitempty"`
	Statistic  string      `json:"statistic,omitempty"`
	// Period is in seconds.
	Period int32 `json:"period,omitempty"`
	// Comparison is >, >=, <, <=, or of a band outside, below or above.
	Comparison string   `json:"comparison,omitempty"`
	Threshold  *float64 `json:"threshold,omitempty"`
	Points     *Points  `json:"points,omitempty"`
	// Missing is how missing data is treated: breaching, notBreaching, ignore or missing.
	Missing string `json:"missing,omitempty"`
	// Spark is what the last evaluation saw.
	Spark *reason.Spark `json:"spark,omitempty"`
	// Rule is a composite's, nil where it cannot be read. Trips are the names of the alarms that
	// decided.
	Rule  *rule.Rule `json:"rule,omitempty"`
	Trips []string   `json:"trips,omitempty"`
}

// Dimension narrows a metric.
type Dimension struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Points says how many of how many data points must be over.
type Points struct {
	Needed int32 `json:"needed"`
	Of     int32 `json:"of"`
}

// Page is what one request asks for: a query, and where to go on.
type Page struct {
	Query
	// Next is AWS's token for the rest of an answer, "" for its beginning. It never reaches a
	// browser unsealed.
	Next string
}

// Answer is one DescribeAlarms answer.
type Answer struct {
	Alarms []Alarm
	// Next goes on where this answer ends, "" where AWS has no more.
	Next string
	// AsOf is when the answer came.
	AsOf time.Time
}
