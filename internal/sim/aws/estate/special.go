package estate

import (
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// band turns a metric alarm into one on an anomaly detection band. Such an alarm has edges in place
// of a threshold, and only Metrics names its metric.
func (p place) band(m metric, lower, upper float64) types.MetricAlarm {
	a := p.metric(m)
	changed := *a.StateTransitionedTimestamp
	data := reasonData{
		Version: "1.0", QueryDate: changed.Format(stamp), StartDate: m.at(0, changed).Format(stamp),
		Period: int(m.every / time.Second),
		Recent: []decimal{}, Lower: []decimal{}, Upper: []decimal{},
	}
	for _, v := range m.points {
		data.Recent = append(data.Recent, decimal(v))
		data.Lower = append(data.Lower, decimal(lower))
		data.Upper = append(data.Upper, decimal(upper))
	}
	newest := len(m.points) - 1
	a.StateReason = aws.String(
		fmt.Sprintf(
			"Thresholds Crossed: 1 out of the last 1 datapoints [%s] was less than the lower thresholds [%s] "+
				"or greater than the upper thresholds [%s] (minimum 1 datapoint for OK -> ALARM transition).",
			m.listed([]int{newest}, changed), decimal(lower), decimal(upper)))
	a.StateReasonData = aws.String(encoded(data))
	a.ComparisonOperator = types.ComparisonOperatorLessThanLowerOrGreaterThanUpperThreshold
	a.ThresholdMetricId, a.Threshold = aws.String("band"), nil
	a.Metrics = []types.MetricDataQuery{
		{Id: aws.String("m1"), ReturnData: aws.Bool(true), MetricStat: stat(a, m.stat)},
		{Id: aws.String("band"), Expression: aws.String("ANOMALY_DETECTION_BAND(m1, 2)"),
			Label: a.MetricName, ReturnData: aws.Bool(true)},
	}
	return withoutMetric(a)
}

// math turns a metric alarm into one on an expression over its metric, m1, and a second of the same
// dimensions, m2.
func (p place) math(m metric, expression, second string) types.MetricAlarm {
	a := p.metric(m)
	m1 := stat(a, m.stat)
	a.MetricName = &second
	a.Metrics = []types.MetricDataQuery{
		{Id: aws.String("e1"), Expression: &expression, Label: &m.name, ReturnData: aws.Bool(true)},
		{Id: aws.String("m1"), ReturnData: aws.Bool(false), MetricStat: m1},
		{Id: aws.String("m2"), ReturnData: aws.Bool(false), MetricStat: stat(a, m.stat)},
	}
	return withoutMetric(a)
}

// insights turns a metric alarm into one on a Metrics Insights query.
func (p place) insights(m metric, sql string) types.MetricAlarm {
	a := p.metric(m)
	a.Metrics = []types.MetricDataQuery{
		{Id: aws.String("q1"), Expression: &sql, Period: a.Period, ReturnData: aws.Bool(true)}}
	return withoutMetric(a)
}

// promQL turns a metric alarm into one on a PromQL query, which contains the condition. The reason
// counts the series.
func (p place) promQL(m metric, query string) types.MetricAlarm {
	a := p.metric(m)
	a.EvaluationCriteria = &types.EvaluationCriteriaMemberPromQLCriteria{
		Value: types.AlarmPromQLCriteria{
			Query: &query, PendingPeriod: aws.Int32(300), RecoveryPeriod: aws.Int32(300),
		}}
	a.EvaluationInterval = a.Period
	a.ComparisonOperator, a.Threshold, a.TreatMissingData, a.EvaluationPeriods, a.DatapointsToAlarm, a.StateReasonData = "", nil, nil, nil, nil, nil
	return withoutMetric(a)
}

func stat(a types.MetricAlarm, statistic string) *types.MetricStat {
	return &types.MetricStat{
		Metric: &types.Metric{Namespace: a.Namespace, MetricName: a.MetricName,
			Dimensions: a.Dimensions},
		Period: a.Period, Stat: &statistic,
	}
}

func withoutMetric(a types.MetricAlarm) types.MetricAlarm {
	a.Namespace, a.MetricName, a.Dimensions, a.Period, a.Statistic, a.ExtendedStatistic = nil, nil,
		nil, nil, "", nil
	return a
}

// log describes a log alarm: a scheduled query whose results are compared with a threshold.
type log struct {
	name, about, query, group string
	limit                     float64
	results                   []float64
	since                     time.Duration
	evaluation                types.EvaluationState
}

func (p place) log(l log) types.LogAlarm {
	m := metric{name: l.name, stat: "Sum", breach: ">", limit: l.limit, points: l.results,
		every: 5 * time.Minute}
	changed := p.now.Add(-l.since)
	count := aws.Int32(int32(max(len(l.results), 1)))
	return types.LogAlarm{
		AlarmName: &l.name, AlarmArn: aws.String(p.arn(l.name)), AlarmDescription: &l.about,
		ActionsEnabled: aws.Bool(true), AlarmActions: p.topic("oncall"), OKActions: []string{},
		InsufficientDataActions: []string{},
		ComparisonOperator:      operators[m.breach].code, Threshold: &l.limit,
		TreatMissingData:    aws.String("notBreaching"),
		QueryResultsToAlarm: count, QueryResultsToEvaluate: count, EvaluationState: l.evaluation,
		StateValue: m.state(),
		StateReason: aws.String(
			strings.Replace(m.reason(changed), "datapoint", "query result", 1)),
		StateUpdatedTimestamp: &changed, StateTransitionedTimestamp: &changed,
		AlarmConfigurationUpdatedTimestamp: p.configured(l.name),
		ScheduledQueryConfiguration: &types.ScheduledQueryConfiguration{
			QueryString: &l.query, AggregationExpression: aws.String("count(*)"),
			LogGroupIdentifiers: []string{l.group},
			ScheduledQueryRoleARN: aws.String(
				"arn:aws:iam::" + p.account + ":role/LogAlarmQueries"),
			QueryARN: aws.String(
				"arn:aws:logs:" + p.region + ":" + p.account + ":scheduled-query:" + l.name),
			ScheduleConfiguration: &types.ScheduleConfiguration{
				ScheduleExpression: aws.String("rate(5 minutes)"), StartTimeOffset: aws.Int64(360),
				EndTimeOffset: aws.Int64(60)},
		},
	}
}
