package stream_test

import (
	"time"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/alarm/reason"
	"pagewatch/internal/cloudwatch/alarm/rule"
)

func number(v float64) *float64 { return &v }

// spark is one of five minutes' steps that ends at asOf.
func spark(threshold *float64, values ...*float64) *reason.Spark {
	from := asOf.Add(-time.Duration(len(values)-1) * 5 * time.Minute)
	return &reason.Spark{From: from, To: asOf, Period: 300, Values: values, Threshold: threshold}
}

func banded() *reason.Spark {
	s := spark(nil, number(238), nil, number(71))
	s.Lower = []*float64{number(212.4), nil, number(208)}
	s.Upper = []*float64{number(318.9), nil, number(301.5)}
	return s
}

func leaf(state, name string) rule.Rule { return rule.Rule{State: state, Name: name} }

// shapes are alarms of every shape there is, one of each.
var shapes = []alarm.Alarm{
	{
		Name: "metric", Kind: alarm.Metric, State: alarm.Firing,
		ARN:         "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:metric",
		Description: "Runbook: https://wiki.example/metric",
		Reason:      "Threshold Crossed: 2 out of the last 3 datapoints…",
		Since:       asOf.Add(-40 * 24 * time.Hour), Updated: asOf.Add(-40 * 24 * time.Hour),
		Source: "metric", Namespace: "AWS/ApplicationELB", Metric: "TargetResponseTime",
		Statistic: "p99", Period: 300,
		Dimensions: []alarm.Dimension{
			{Name: "LoadBalancer", Value: "app/checkout/50dc6c495c0c9188"},
			{Name: "TargetGroup", Value: "ü"}},
		Comparison: ">=", Threshold: number(1.5), Points: &alarm.Points{Needed: 2, Of: 3},
		Missing: "breaching",
		Spark:   spark(number(1.5), number(0.71), nil, number(1.62), number(1e-9)),
	},
	{Name: "threshold zero", Kind: alarm.Metric, State: alarm.OK, Source: "metric",
		Metric: "Errors", Comparison: ">", Threshold: number(0),
		Spark: spark(number(0), number(0))},
	{Name: "every point missing", Kind: alarm.Metric, State: alarm.InsufficientData,
		Source: "metric", Metric: "Heartbeat", Missing: "missing", NoData: true,
		Spark: spark(number(1), nil, nil)},
	{Name: "OK without a data point", Kind: alarm.Metric, State: alarm.OK, Source: "math",
		Missing: "notBreaching", NoData: true},
	{Name: "anomaly", Kind: alarm.Metric, State: alarm.Firing, Source: "anomaly", Statistic: "Sum",
		Period: 300, Comparison: "outside", Spark: banded()},
	{Name: "math", Kind: alarm.Metric, State: alarm.OK, Source: "math", Period: 60, Comparison: "<",
		Threshold: number(-2)},
	{Name: "insights", Kind: alarm.Metric, State: alarm.OK, Source: "insights", Period: 60,
		Comparison: "<=", Threshold: number(90), Evaluation: "PARTIAL_DATA"},
	{Name: "promql", Kind: alarm.Metric, State: alarm.OK, Source: "promql"},
	{Name: "warming up", Kind: alarm.Metric, State: alarm.InsufficientData, Source: "metric",
		Metric: "Requests", WarmingUp: true},
	{Name: "actions off", Kind: alarm.Metric, State: alarm.OK, ActionsOff: true},
	{Name: "no actions", Kind: alarm.Metric, State: alarm.OK, NoActions: true},
	{Name: "evaluation error", Kind: alarm.Metric, State: alarm.OK, Evaluation: "EVALUATION_ERROR"},
	{Name: "log", Kind: alarm.Log, State: alarm.Firing, Comparison: ">", Threshold: number(40),
		Points: &alarm.Points{Needed: 1, Of: 2}, Missing: "notBreaching"},
	{
		Name: "composite", Kind: alarm.Composite, State: alarm.Firing, SuppressedBy: "Alarm",
		Suppressor: "deploy-running", Trips: []string{"metric", "log"},
		Rule: &rule.Rule{Op: rule.And, Of: []rule.Rule{
			{
				Op: rule.Or, Of: []rule.Rule{
					leaf("ALARM", "metric"), leaf("INSUFFICIENT_DATA", "not in this answer"),
					{State: "ALARM", Outside: true}}},
			{Op: rule.Not, Of: []rule.Rule{leaf("OK", "log")}},
			{Op: rule.AtLeast, Needed: 2, Of: []rule.Rule{
				leaf("ALARM", "math"), leaf("ALARM", "promql"), leaf("ALARM", "insights")}},
			{Op: rule.True},
		}},
	},
	{Name: "composite of one", Kind: alarm.Composite, State: alarm.OK, SuppressedBy: "WaitPeriod",
		Rule: &rule.Rule{State: "ALARM", Name: "composite"}},
	{Name: "composite that never fires", Kind: alarm.Composite, State: alarm.OK,
		Rule: &rule.Rule{Op: rule.False}},
	{Name: "composite that cannot be read", Kind: alarm.Composite, State: alarm.InsufficientData},
	{Name: "words of tomorrow", Kind: "forecast", State: "SNOOZED", Evaluation: "ASLEEP",
		SuppressedBy: "Moon"},
	{Name: "<b>&\u2028\"', ١٢٣ \U0001F6A8", Kind: alarm.Metric, State: alarm.OK,
		Description: "[link](javascript:alert(1)) https://wiki.example/a?b=c&d=%22"},
}
