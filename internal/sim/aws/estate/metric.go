package estate

import (
	"cmp"
	"math"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// metric describes a metric alarm by the fields that differ between alarms.
type metric struct {
	name, about string
	// namespace, metric name and dimensions: "AWS/SQS ApproximateAgeOfOldestMessage
	// QueueName=refunds"
	of     string
	stat   string  // "Sum", or a percentile such as "p99"
	breach string  // ">", ">=", "<" or "<="
	limit  float64 // the threshold
	need   int     // datapoints that must breach; all of them when zero
	// what was evaluated, oldest first, lost where a point is missing; none means insufficient data
	points     []float64
	every      time.Duration
	since      time.Duration // how long ago the state last changed
	quiet      bool          // actions are off
	lonely     bool          // there are no actions
	missing    string        // how missing data is treated; "missing" when empty
	warmUp     time.Duration // the alarm was just changed, and is not evaluated for this long
	evaluation types.EvaluationState
	words      string // the reason, where the points do not determine it
}

// lost is a missing data point. It is on neither side of any threshold.
var lost = math.NaN()

// operators translates the breach column.
var operators = map[string]struct {
	code  types.ComparisonOperator
	words string
	holds func(value, limit float64) bool
}{
	">": {types.ComparisonOperatorGreaterThanThreshold, "greater than",
		func(v, l float64) bool { return v > l }},
	">=": {types.ComparisonOperatorGreaterThanOrEqualToThreshold, "greater than or equal to",
		func(v, l float64) bool { return v >= l }},
	"<": {types.ComparisonOperatorLessThanThreshold, "less than",
		func(v, l float64) bool { return v < l }},
	"<=": {types.ComparisonOperatorLessThanOrEqualToThreshold, "less than or equal to",
		func(v, l float64) bool { return v <= l }},
}

func (p place) metrics(specs []metric) []types.MetricAlarm {
	var alarms []types.MetricAlarm
	for _, m := range specs {
		alarms = append(alarms, p.metric(m))
	}
	return alarms
}

func (p place) metric(m metric) types.MetricAlarm {
	namespace, name, dimensions := split(m.of)
	if m.every == 0 {
		m.every = time.Minute
	}
	changed := p.now.Add(-m.since)
	periods := max(len(m.points), 1)
	a := types.MetricAlarm{
		AlarmName: &m.name, AlarmArn: aws.String(p.arn(m.name)),
		Namespace: &namespace, MetricName: &name, Dimensions: dimensions,
		ComparisonOperator: operators[m.breach].code, Threshold: &m.limit,
		Period:            aws.Int32(int32(m.every / time.Second)),
		EvaluationPeriods: aws.Int32(int32(periods)),
		DatapointsToAlarm: aws.Int32(int32(m.needed())),
		TreatMissingData:  aws.String(cmp.Or(m.missing, "missing")),
		ActionsEnabled:    aws.Bool(!m.quiet), AlarmActions: p.topic("oncall"),
		OKActions: p.topic("oncall"), InsufficientDataActions: []string{},
		StateValue: m.state(), StateReason: aws.String(m.reason(changed)),
		StateReasonData:       aws.String(m.reasonData(changed)),
		StateUpdatedTimestamp: &changed, StateTransitionedTimestamp: &changed,
		AlarmConfigurationUpdatedTimestamp: p.configured(m.name), EvaluationState: m.evaluation,
	}
	if m.about != "" {
		a.AlarmDescription = &m.about
	}
	if m.lonely {
		a.AlarmActions, a.OKActions = []string{}, []string{}
	}
	if m.warmUp > 0 {
		a.AlarmConfigurationUpdatedTimestamp, a.StateReasonData = &changed, nil
		a.WarmUpConfiguration = &types.WarmUpConfiguration{
			WarmUpPeriodDurationInMinutes:            aws.Int32(int32(m.warmUp / time.Minute)),
			OnlyStartEvaluatingAfterWarmUpPeriodEnds: aws.Bool(true),
		}
	}
	if strings.HasPrefix(m.stat, "p") {
		a.ExtendedStatistic = &m.stat
	} else {
		a.Statistic = types.Statistic(m.stat)
	}
	return a
}

// state derives the state from the points, so that it always agrees with the reason.
func (m metric) state() types.StateValue {
	switch {
	case len(m.points) == 0:
		return types.StateValueInsufficientData
	case len(m.breaching()) >= m.needed():
		return types.StateValueAlarm
	}
	return types.StateValueOk
}

func (m metric) needed() int {
	if m.need > 0 {
		return m.need
	}
	return max(len(m.points), 1)
}

// breaching returns the indexes of the points on the wrong side of the threshold.
func (m metric) breaching() []int {
	var indexes []int
	for i, v := range m.points {
		if operators[m.breach].holds(v, m.limit) {
			indexes = append(indexes, i)
		}
	}
	return indexes
}

// split parses the of column of a metric.
func split(of string) (namespace, name string, dimensions []types.Dimension) {
	fields := strings.Fields(of)
	for _, d := range fields[2:] {
		key, value, _ := strings.Cut(d, "=")
		dimensions = append(dimensions, types.Dimension{Name: &key, Value: &value})
	}
	return fields[0], fields[1], dimensions
}
