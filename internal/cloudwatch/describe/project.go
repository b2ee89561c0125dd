package describe

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/alarm/reason"
	"pagewatch/internal/cloudwatch/alarm/rule"
	"pagewatch/internal/display"
)

// project copies from the answer what a reader may see of the requested alarms. Every field but
// name and state may be missing. Unknown values of AWS are left out, except those that make an OK
// doubtful: a doubt must not vanish. It stops where ctx ends, with the error of ctx.
//
// It drops each alarm of the answer that it has copied: a long answer is not in memory twice.
func project(ctx context.Context, out *cloudwatch.DescribeAlarmsOutput, asked alarm.Query,
	now time.Time) ([]alarm.Alarm, error) {
	alarms := make([]alarm.Alarm, 0, len(out.CompositeAlarms)+len(out.MetricAlarms)+
		len(out.LogAlarms))
	kept := func(description *string, lists ...[]string) bool {
		if ctx.Err() != nil {
			return false
		}
		actions := slices.Concat(lists...)
		return asked.KeepsAction(actions...) &&
			asked.KeepsScaling(aws.ToString(description), actions...)
	}
	for i := range out.CompositeAlarms {
		if a := &out.CompositeAlarms[i]; kept(a.AlarmDescription, a.AlarmActions, a.OKActions,
			a.InsufficientDataActions) {
			alarms = append(alarms, composite(a))
		}
		out.CompositeAlarms[i] = types.CompositeAlarm{}
	}
	for i := range out.MetricAlarms {
		if a := &out.MetricAlarms[i]; kept(a.AlarmDescription, a.AlarmActions, a.OKActions,
			a.InsufficientDataActions) {
			alarms = append(alarms, metric(a, now))
		}
		out.MetricAlarms[i] = types.MetricAlarm{}
	}
	for i := range out.LogAlarms {
		if a := &out.LogAlarms[i]; kept(a.AlarmDescription, a.AlarmActions, a.OKActions,
			a.InsufficientDataActions) {
			alarms = append(alarms, log(a, now))
		}
		out.LogAlarms[i] = types.LogAlarm{}
	}
	return alarms, ctx.Err()
}

func composite(a *types.CompositeAlarm) alarm.Alarm {
	c := common{
		kind: alarm.Composite, name: a.AlarmName, arn: a.AlarmArn, description: a.AlarmDescription,
		state: a.StateValue, reason: a.StateReason, transitioned: a.StateTransitionedTimestamp,
		updated: a.StateUpdatedTimestamp,
		enabled: a.ActionsEnabled, actions: a.AlarmActions,
		hidden: [][]string{a.AlarmActions, a.OKActions, a.InsufficientDataActions},
	}
	out := c.alarm()
	out.SuppressedBy = word(a.ActionsSuppressedBy)
	if out.SuppressedBy != "" && a.ActionsSuppressor != nil {
		name, _ := alarm.NameOf(*a.ActionsSuppressor, out.ARN)
		out.Suppressor = display.Cut(name, maxName)
	}
	for _, arn := range reason.Parse(aws.ToString(a.StateReasonData)).Triggers {
		if name, ok := alarm.NameOf(arn, out.ARN); ok {
			out.Trips = append(out.Trips, name)
		}
	}
	if r, ok := rule.Parse(aws.ToString(a.AlarmRule)); ok {
		r = r.Named(func(reference string) (string, bool) {
			return alarm.NameOf(reference, out.ARN)
		})
		out.Rule = &r
	}
	return out
}

// drawn are the sources whose points can be compared with the threshold. AWS does not document what
// the points of metric math and PromQL mean, and a line beside an unrelated threshold would
// mislead.
var drawn = []string{watchMetric, watchAnomaly, watchInsights}

func metric(a *types.MetricAlarm, now time.Time) alarm.Alarm {
	c := common{
		kind: alarm.Metric, name: a.AlarmName, arn: a.AlarmArn, description: a.AlarmDescription,
		state: a.StateValue, reason: a.StateReason, transitioned: a.StateTransitionedTimestamp,
		updated: a.StateUpdatedTimestamp,
		enabled: a.ActionsEnabled, actions: a.AlarmActions,
		hidden: [][]string{a.AlarmActions, a.OKActions, a.InsufficientDataActions, queries(a)},
	}
	out := c.alarm()
	out.Evaluation = word(a.EvaluationState)
	out.WarmingUp = warming(a.WarmUpConfiguration, a.AlarmConfigurationUpdatedTimestamp, out.State,
		now)
	out.Comparison = comparisons[a.ComparisonOperator]
	out.Threshold = finite(a.Threshold)
	out.Points = points(cmp.Or(aws.ToInt32(a.DatapointsToAlarm), aws.ToInt32(a.EvaluationPeriods)),
		a.EvaluationPeriods)
	out.Missing = missing(a.TreatMissingData)
	watch(a, &out)
	evaluated := reason.Parse(aws.ToString(a.StateReasonData))
	out.NoData = noData(evaluated, a.StateReason)
	if slices.Contains(drawn, out.Source) {
		out.Spark = evaluated.Spark
	}
	return out
}

// unseen is in AWS's reason for a state that rests on no data point: "Threshold Crossed: no
// datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching]."
const unseen = "no datapoints were received for"

// noData reports whether an evaluation saw no data point. AWS's sentence counts where the data of
// the evaluation does not list its points.
func noData(evaluated reason.Reason, sentence *string) bool {
	if evaluated.Listed {
		return !evaluated.Seen
	}
	return strings.Contains(aws.ToString(sentence), unseen)
}

// log leaves out the query, the log groups, and the role that reads them.
func log(a *types.LogAlarm, now time.Time) alarm.Alarm {
	c := common{
		kind: alarm.Log, name: a.AlarmName, arn: a.AlarmArn, description: a.AlarmDescription,
		state: a.StateValue, reason: a.StateReason, transitioned: a.StateTransitionedTimestamp,
		updated: a.StateUpdatedTimestamp,
		enabled: a.ActionsEnabled, actions: a.AlarmActions,
		hidden: [][]string{a.AlarmActions, a.OKActions, a.InsufficientDataActions,
			logSecrets(a)},
	}
	out := c.alarm()
	out.Evaluation = word(a.EvaluationState)
	out.WarmingUp = warming(a.WarmUpConfiguration, a.AlarmConfigurationUpdatedTimestamp, out.State,
		now)
	out.Comparison = comparisons[a.ComparisonOperator]
	out.Threshold = finite(a.Threshold)
	out.Points = points(aws.ToInt32(a.QueryResultsToAlarm), a.QueryResultsToEvaluate)
	out.Missing = missing(a.TreatMissingData)
	out.NoData = noData(reason.Parse(aws.ToString(a.StateReasonData)), a.StateReason)
	return out
}

func logSecrets(a *types.LogAlarm) []string {
	secrets := []string{aws.ToString(a.ActionLogLineRoleArn)}
	if q := a.ScheduledQueryConfiguration; q != nil {
		secrets = append(secrets, aws.ToString(q.QueryString),
			aws.ToString(q.AggregationExpression), aws.ToString(q.QueryARN),
			aws.ToString(q.ScheduledQueryRoleARN))
		secrets = append(secrets, q.LogGroupIdentifiers...)
	}
	return secrets
}

// common is the part that alarms of all kinds share.
type common struct {
	kind                   alarm.Kind
	name, arn, description *string
	state                  types.StateValue
	reason                 *string
	transitioned, updated  *time.Time
	enabled                *bool
	// actions are those for the state ALARM.
	actions []string
	// hidden lists texts that the alarm's texts must not quote.
	hidden [][]string
}

func (c common) alarm() alarm.Alarm {
	description, sentence := c.texts()
	return alarm.Alarm{
		Name: aws.ToString(c.name), Kind: c.kind, State: alarm.State(word(c.state)),
		ARN: aws.ToString(c.arn), Description: description, Reason: sentence,
		Since: utc(cmp.Or(c.transitioned, c.updated)), Updated: utc(c.updated),
		// Off only if AWS says so: AWS's default for an absent value is on. An absent list is not
		// an empty one.
		ActionsOff: c.enabled != nil && !*c.enabled,
		NoActions:  c.actions != nil && len(c.actions) == 0,
	}
}

// maxWarmUp, in minutes, is longer than any warm-up and short enough not to overflow.
const maxWarmUp = 60 * 24 * 366

// warming reports whether an alarm is in its warm-up. The alarm stays in INSUFFICIENT_DATA
// meanwhile; another state means that the warm-up ended early.
func warming(w *types.WarmUpConfiguration, configured *time.Time, state alarm.State,
	now time.Time) bool {
	if w == nil || w.WarmUpPeriodDurationInMinutes == nil || configured == nil {
		return false
	}
	ends := configured.Add(
		min(time.Duration(*w.WarmUpPeriodDurationInMinutes), maxWarmUp) * time.Minute)
	whole := aws.ToBool(w.OnlyStartEvaluatingAfterWarmUpPeriodEnds)
	return ends.After(now) && (whole || state == alarm.InsufficientData)
}

// finite drops numbers without JSON.
func finite(v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	return v
}

func utc(t *time.Time) time.Time {
	// JSON has no years outside this range, and neither has an alarm.
	if t == nil || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}
