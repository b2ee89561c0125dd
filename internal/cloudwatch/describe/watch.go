package describe

import (
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/display"
)

// What a metric alarm watches.
const (
	watchMetric   = "metric"
	watchMath     = "math"
	watchInsights = "insights"
	watchPromQL   = "promql"
	watchAnomaly  = "anomaly"
)

var comparisons = map[types.ComparisonOperator]string{
	types.ComparisonOperatorGreaterThanThreshold:                     ">",
	types.ComparisonOperatorGreaterThanOrEqualToThreshold:            ">=",
	types.ComparisonOperatorLessThanThreshold:                        "<",
	types.ComparisonOperatorLessThanOrEqualToThreshold:               "<=",
	types.ComparisonOperatorLessThanLowerOrGreaterThanUpperThreshold: "outside",
	types.ComparisonOperatorLessThanLowerThreshold:                   "below",
	types.ComparisonOperatorGreaterThanUpperThreshold:                "above",
}

// extended matches percentiles, trimmed means and related statistics: p99.9, tm99, IQM,
// PR(100:2000), TS(10%:90%). Source: CloudWatch User Guide, "CloudWatch statistics definitions".
var extended = regexp.MustCompile(
	`(?i)^(iqm|(p|tm|wm|tc|ts)[0-9.]{1,12}|(tm|wm|pr|tc|ts)\([0-9.%:]{1,40}\))$`)

// watch fills in what a metric alarm watches. Of queries and expressions it copies only the kind.
func watch(a *types.MetricAlarm, out *alarm.Alarm) {
	out.Source = source(a)
	plain := types.MetricStat{
		Metric: &types.Metric{Namespace: a.Namespace, MetricName: a.MetricName,
			Dimensions: a.Dimensions}, Period: a.Period, Stat: a.ExtendedStatistic,
	}
	if a.Statistic != "" {
		plain.Stat = aws.String(string(a.Statistic))
	}
	// a metric of another account, or under a band, is one of a list
	if stats := measured(a); len(stats) == 1 {
		plain = *stats[0]
	}
	if out.Period = aws.ToInt32(plain.Period); out.Period <= 0 {
		out.Period = max(shared(a.Metrics), 0)
	}
	if out.Source == watchMetric || out.Source == watchAnomaly {
		out.Statistic = statistic(plain.Stat)
	}
	if out.Source == watchMetric && plain.Metric != nil {
		name(plain.Metric, out)
	}
}

// name fills in the name of a metric. Some of too many dimensions would name another metric.
func name(m *types.Metric, out *alarm.Alarm) {
	if len(m.Dimensions) > maxDimensions {
		return
	}
	out.Namespace = display.Cut(aws.ToString(m.Namespace), maxName)
	out.Metric = display.Cut(aws.ToString(m.MetricName), maxName)
	for _, d := range m.Dimensions {
		out.Dimensions = append(out.Dimensions, alarm.Dimension{
			Name:  display.Cut(aws.ToString(d.Name), maxName),
			Value: display.Cut(aws.ToString(d.Value), maxValue)})
	}
}

// source returns the kind of what the alarm watches, "" if it is unknown.
func source(a *types.MetricAlarm) string {
	_, promQL := a.EvaluationCriteria.(*types.EvaluationCriteriaMemberPromQLCriteria)
	expressions := slices.ContainsFunc(a.Metrics,
		func(q types.MetricDataQuery) bool { return q.Expression != nil })
	switch {
	case promQL:
		return watchPromQL
	case a.EvaluationCriteria != nil:
		return ""
	case a.ThresholdMetricId != nil:
		return watchAnomaly
	case slices.ContainsFunc(a.Metrics, selects):
		return watchInsights
	case expressions:
		return watchMath
	case a.MetricName != nil || len(measured(a)) == 1:
		return watchMetric
	}
	return ""
}

// selects reports whether an expression is a Metrics Insights query: those are written in SQL.
func selects(q types.MetricDataQuery) bool {
	words := strings.Fields(aws.ToString(q.Expression))
	return len(words) > 0 && strings.EqualFold(words[0], "SELECT")
}

// queries returns the texts that must not reach a reader.
func queries(a *types.MetricAlarm) []string {
	var texts []string
	for _, q := range a.Metrics {
		texts = append(texts, aws.ToString(q.Expression))
	}
	if criteria, ok := a.EvaluationCriteria.(*types.EvaluationCriteriaMemberPromQLCriteria); ok {
		texts = append(texts, aws.ToString(criteria.Value.Query))
	}
	return texts
}

// measured returns the metrics in an alarm's list of queries.
func measured(a *types.MetricAlarm) []*types.MetricStat {
	var stats []*types.MetricStat
	for _, q := range a.Metrics {
		if q.MetricStat != nil {
			stats = append(stats, q.MetricStat)
		}
	}
	return stats
}

// shared returns the common period of all queries, 0 if they have none or differ.
func shared(queries []types.MetricDataQuery) int32 {
	var period int32
	for _, q := range queries {
		own := aws.ToInt32(q.Period)
		if q.MetricStat != nil {
			own = aws.ToInt32(q.MetricStat.Period)
		}
		if own == 0 {
			continue
		}
		if period != 0 && own != period {
			return 0
		}
		period = own
	}
	return period
}

func statistic(s *string) string {
	word := aws.ToString(s)
	if slices.Contains(types.Statistic("").Values(), types.Statistic(word)) ||
		extended.MatchString(word) {
		return word
	}
	return ""
}

func points(needed int32, of *int32) *alarm.Points {
	if needed < 1 || needed > aws.ToInt32(of) {
		return nil
	}
	return &alarm.Points{Needed: needed, Of: *of}
}

func missing(treated *string) string {
	if word := aws.ToString(treated); slices.Contains(
		[]string{"breaching", "notBreaching", "ignore", "missing"}, word) {
		return word
	}
	return ""
}
