package cloudwatch

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/alarm"
)

// project copies what a reader may see out of the answer. Everything but name and state may be missing: math, PromQL
// and anomaly alarms have no metric of their own.
func project(out *cloudwatch.DescribeAlarmsOutput) []alarm.Alarm {
	alarms := make([]alarm.Alarm, 0, len(out.CompositeAlarms)+len(out.MetricAlarms)+len(out.LogAlarms))
	for i := range out.CompositeAlarms {
		alarms = append(alarms, composite(&out.CompositeAlarms[i]))
	}
	for i := range out.MetricAlarms {
		alarms = append(alarms, metric(&out.MetricAlarms[i]))
	}
	for i := range out.LogAlarms {
		alarms = append(alarms, log(&out.LogAlarms[i]))
	}
	return alarms
}

func composite(a *types.CompositeAlarm) alarm.Alarm {
	return alarm.Alarm{
		Name:         aws.ToString(a.AlarmName),
		Kind:         alarm.Composite,
		State:        alarm.State(a.StateValue),
		ARN:          aws.ToString(a.AlarmArn),
		Description:  aws.ToString(a.AlarmDescription),
		Reason:       aws.ToString(a.StateReason),
		Since:        since(a.StateTransitionedTimestamp, a.StateUpdatedTimestamp),
		Updated:      utc(a.StateUpdatedTimestamp),
		ActionsOff:   off(a.ActionsEnabled),
		SuppressedBy: string(a.ActionsSuppressedBy),
	}
}

func metric(a *types.MetricAlarm) alarm.Alarm {
	return alarm.Alarm{
		Name:        aws.ToString(a.AlarmName),
		Kind:        alarm.Metric,
		State:       alarm.State(a.StateValue),
		ARN:         aws.ToString(a.AlarmArn),
		Description: aws.ToString(a.AlarmDescription),
		Reason:      aws.ToString(a.StateReason),
		Since:       since(a.StateTransitionedTimestamp, a.StateUpdatedTimestamp),
		Updated:     utc(a.StateUpdatedTimestamp),
		ActionsOff:  off(a.ActionsEnabled),
		Evaluation:  string(a.EvaluationState),
		Namespace:   aws.ToString(a.Namespace),
		Metric:      aws.ToString(a.MetricName),
	}
}

// log leaves out log groups, query texts and role ARNs.
func log(a *types.LogAlarm) alarm.Alarm {
	return alarm.Alarm{
		Name:        aws.ToString(a.AlarmName),
		Kind:        alarm.Log,
		State:       alarm.State(a.StateValue),
		ARN:         aws.ToString(a.AlarmArn),
		Description: aws.ToString(a.AlarmDescription),
		Reason:      aws.ToString(a.StateReason),
		Since:       since(a.StateTransitionedTimestamp, a.StateUpdatedTimestamp),
		Updated:     utc(a.StateUpdatedTimestamp),
		ActionsOff:  off(a.ActionsEnabled),
		Evaluation:  string(a.EvaluationState),
	}
}

// off is true only where AWS says so: an absent value is AWS's default, on.
func off(enabled *bool) bool { return enabled != nil && !*enabled }

func since(transitioned, updated *time.Time) time.Time {
	if transitioned != nil {
		return utc(transitioned)
	}
	return utc(updated)
}

func utc(t *time.Time) time.Time {
	// JSON has no years beyond these, and neither has an alarm.
	if t == nil || t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}
