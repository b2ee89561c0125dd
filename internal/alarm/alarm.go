// Package alarm is what Pagewatch came for: alarms as a reader should see them. It is pure; package cloudwatch
// fills it.
package alarm

import "time"

// State is what AWS says of an alarm. A word that is not one of these passes through: the reader sees it as unknown.
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

// Alarm is one alarm as it goes to the browser. Log group names, query texts and role ARNs are left out on purpose:
// they tell a reader more about the account than the alarm's state does. Every text is the AWS account's own words:
// show it, never interpret it.
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
	// ActionsOff means that nobody is told when the alarm fires.
	ActionsOff bool `json:"actionsOff,omitempty"`
	// SuppressedBy says what keeps a composite alarm's actions back: WaitPeriod, ExtensionPeriod or Alarm.
	SuppressedBy string `json:"suppressedBy,omitempty"`
	// Evaluation is PARTIAL_DATA, EVALUATION_ERROR or EVALUATION_FAILURE. An OK beside it is not to be trusted.
	Evaluation string `json:"evaluation,omitempty"`
	Namespace  string `json:"namespace,omitempty"`
	Metric     string `json:"metric,omitempty"`
}

// Page is what one request asks for: a query, and where to go on.
type Page struct {
	Query
	// Next is AWS's token for the rest of an answer, "" for its beginning. It never reaches a browser unsealed.
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
