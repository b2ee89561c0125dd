package estate

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// composite describes a composite alarm.
type composite struct {
	name, about, rule string
	state             types.StateValue
	trigger           string // the child that caused the last change
	since             time.Duration
	suppressor        string // the alarm that suppresses this one's actions, if any
	quiet             bool
}

// triggering is the JSON document in a composite alarm's StateReasonData.
type triggering struct {
	Alarms []triggeringAlarm `json:"triggeringAlarms"`
}

type triggeringAlarm struct {
	ARN   string          `json:"arn"`
	State triggeringState `json:"state"`
}

type triggeringState struct {
	Value     types.StateValue `json:"value"`
	Timestamp string           `json:"timestamp"`
}

func (p place) composite(c composite) types.CompositeAlarm {
	changed := p.now.Add(-c.since)
	child := p.arn(c.trigger)
	data := triggering{
		Alarms: []triggeringAlarm{{child, triggeringState{c.state, changed.Format(stamp)}}}}
	a := types.CompositeAlarm{
		AlarmName: &c.name, AlarmArn: aws.String(p.arn(c.name)), AlarmDescription: &c.about,
		AlarmRule:      &c.rule,
		ActionsEnabled: aws.Bool(!c.quiet), AlarmActions: p.topic("incidents"),
		OKActions: p.topic("incidents"), InsufficientDataActions: []string{},
		StateValue: c.state, StateReasonData: aws.String(encoded(data)),
		StateReason: aws.String(child + " transitioned to " + string(c.state) + " at " +
			changed.Format("Monday 02 January, 2006 15:04:05 MST")),
		StateUpdatedTimestamp: &changed, StateTransitionedTimestamp: &changed,
		AlarmConfigurationUpdatedTimestamp: p.configured(c.name),
	}
	if c.suppressor != "" {
		a.ActionsSuppressedBy = types.ActionsSuppressedByAlarm
		a.ActionsSuppressedReason = aws.String("Actions suppressed by Alarm " + p.arn(c.suppressor))
		a.ActionsSuppressor = aws.String(p.arn(c.suppressor))
		a.ActionsSuppressorWaitPeriod, a.ActionsSuppressorExtensionPeriod = aws.Int32(120),
			aws.Int32(180)
	}
	return a
}
