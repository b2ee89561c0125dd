// Package estate makes up the alarms of the imitated AWS. They are realistic and the same on every
// run, with times relative to the moment of the call.
package estate

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// The accounts that have alarms.
const (
	Payments  = "111122223333" // production: many alarms of every kind
	Logistics = "444455556666" // staging: a few
	FaultLab  = "777788889999" // a few alarms behind services that misbehave
)

// Alarms are the alarms of one account in one Region, each kind in the order of its names.
type Alarms struct {
	Metric    []types.MetricAlarm
	Composite []types.CompositeAlarm
	Log       []types.LogAlarm
}

// Len counts the alarms of all kinds.
func (a Alarms) Len() int { return len(a.Metric) + len(a.Composite) + len(a.Log) }

// Of returns the alarms of an account in a Region at the given time. Most Regions have none.
func Of(account, region string, now time.Time) Alarms {
	p := place{account: account, region: region, now: now.UTC().Truncate(time.Millisecond)}
	var a Alarms
	switch account + "/" + region {
	case Payments + "/eu-central-1":
		a = p.checkout()
	case Payments + "/us-east-1":
		a = Alarms{Metric: p.metrics(fleet())}
	case Payments + "/eu-west-1":
		a = Alarms{Metric: p.metrics(allOK())}
	case Logistics + "/eu-central-1":
		a = p.warehouse()
	case Logistics + "/us-east-1":
		a = Alarms{Metric: p.metrics(carriers())}
	}
	if account == FaultLab {
		a = Alarms{Metric: p.metrics(lab())}
	}
	slices.SortFunc(a.Metric, func(x, y types.MetricAlarm) int {
		return cmp.Compare(*x.AlarmName, *y.AlarmName)
	})
	slices.SortFunc(a.Composite, func(x, y types.CompositeAlarm) int {
		return cmp.Compare(*x.AlarmName, *y.AlarmName)
	})
	slices.SortFunc(a.Log, func(x, y types.LogAlarm) int {
		return cmp.Compare(*x.AlarmName, *y.AlarmName)
	})
	return a
}

// place is the account, Region and time of alarms.
type place struct {
	account, region string
	now             time.Time
}

func (p place) arn(name string) string {
	return strings.Join([]string{"arn:aws:cloudwatch", p.region, p.account, "alarm", name}, ":")
}

// topic returns the SNS topic that alarms notify.
func (p place) topic(name string) []string {
	return []string{strings.Join([]string{"arn:aws:sns", p.region, p.account, name}, ":")}
}

// configured returns when an alarm was last edited: long ago, and not all on the same day.
func (p place) configured(name string) *time.Time {
	at := p.now.Add(-time.Duration(40+len(name)*3) * 24 * time.Hour)
	return &at
}
