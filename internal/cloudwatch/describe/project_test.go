package describe_test

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/describe"
)

// projected returns one alarm as the wire has it, without name, kind and state.
func projected(t *testing.T, out sdk.DescribeAlarmsOutput) string {
	t.Helper()
	alarms := describe.ProjectForTest(&out, now)
	a := alarms[0]
	raw, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"name", "kind", "state"} {
		delete(fields, name)
	}
	rest, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return string(rest)
}

func ofMetric(a types.MetricAlarm) sdk.DescribeAlarmsOutput {
	return sdk.DescribeAlarmsOutput{MetricAlarms: []types.MetricAlarm{a}}
}

// stat is a metric in a list of queries.
func stat(period int32) types.MetricDataQuery {
	return types.MetricDataQuery{MetricStat: &types.MetricStat{
		Metric: &types.Metric{Namespace: aws.String("N"), MetricName: aws.String("M"),
			Dimensions: []types.Dimension{{Name: aws.String("d"), Value: aws.String("v")}}},
		Period: aws.Int32(period), Stat: aws.String("p90"),
	}}
}

func expression(text string) types.MetricDataQuery {
	return types.MetricDataQuery{Expression: &text}
}

// TestWhatAMetricAlarmWatches holds a row per shape.
func TestWhatAMetricAlarmWatches(t *testing.T) {
	promQL := &types.EvaluationCriteriaMemberPromQLCriteria{
		Value: types.AlarmPromQLCriteria{Query: aws.String("up == 0")}}
	rows := []struct {
		name  string
		alarm types.MetricAlarm
		want  string
	}{
		{"nothing", types.MetricAlarm{}, `{}`},
		{
			"metric", types.MetricAlarm{Namespace: aws.String("N"), MetricName: aws.String("M"),
				Dimensions: []types.Dimension{{Name: aws.String("d"), Value: aws.String("v")}},
				Statistic:  types.StatisticSum, Period: aws.Int32(60)},
			`{"dimensions":[{"name":"d","value":"v"}],"metric":"M","namespace":"N","period":60,"source":"metric","statistic":"Sum"}`},
		{"metric by percentile", types.MetricAlarm{
			Namespace: aws.String("N"), MetricName: aws.String("M"),
			ExtendedStatistic: aws.String("TM(10%:90%)")},
			`{"metric":"M","namespace":"N","source":"metric","statistic":"TM(10%:90%)"}`},
		{"metric by a word of tomorrow", types.MetricAlarm{
			MetricName: aws.String("M"), ExtendedStatistic: aws.String("<b>")},
			`{"metric":"M","source":"metric"}`},
		{"metric of another account", types.MetricAlarm{
			Metrics: []types.MetricDataQuery{stat(300)}},
			`{"dimensions":[{"name":"d","value":"v"}],"metric":"M","namespace":"N","period":300,"source":"metric","statistic":"p90"}`},
		{
			"math", types.MetricAlarm{
				Metrics: []types.MetricDataQuery{expression("m1 / m2"), stat(60), stat(60)}},
			`{"period":60,"source":"math"}`},
		{"math of two periods", types.MetricAlarm{
			Metrics: []types.MetricDataQuery{expression("m1 / m2"), stat(60), stat(300)}},
			`{"source":"math"}`},
		{
			"insights", types.MetricAlarm{
				Metrics: []types.MetricDataQuery{
					{Expression: aws.String("\n select AVG(x) FROM y"), Period: aws.Int32(120)}}},
			`{"period":120,"source":"insights"}`},
		{
			"anomaly", types.MetricAlarm{
				ThresholdMetricId: aws.String("b"),
				Metrics: []types.MetricDataQuery{
					stat(60), expression("ANOMALY_DETECTION_BAND(m1, 2)")}},
			`{"period":60,"source":"anomaly","statistic":"p90"}`},
		{"promql", types.MetricAlarm{EvaluationCriteria: promQL}, `{"source":"promql"}`},
		{"criteria of tomorrow", types.MetricAlarm{
			EvaluationCriteria: &types.UnknownUnionMember{Tag: "x"}, MetricName: aws.String("M")},
			`{}`},
	}
	for _, row := range rows {
		if got := projected(t, ofMetric(row.alarm)); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// TestConditions holds a row per comparison, and what is left out of it.
func TestConditions(t *testing.T) {
	rows := []struct {
		name  string
		alarm types.MetricAlarm
		want  string
	}{
		{
			">", types.MetricAlarm{ComparisonOperator: "GreaterThanThreshold",
				Threshold: aws.Float64(0)}, `{"comparison":"\u003e","threshold":0}`},
		{">=", types.MetricAlarm{ComparisonOperator: "GreaterThanOrEqualToThreshold"},
			`{"comparison":"\u003e="}`},
		{
			"<", types.MetricAlarm{ComparisonOperator: "LessThanThreshold",
				Threshold: aws.Float64(-1.5)}, `{"comparison":"\u003c","threshold":-1.5}`},
		{"<=", types.MetricAlarm{ComparisonOperator: "LessThanOrEqualToThreshold"},
			`{"comparison":"\u003c="}`},
		{
			"outside", types.MetricAlarm{
				ComparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold"},
			`{"comparison":"outside"}`},
		{"below", types.MetricAlarm{ComparisonOperator: "LessThanLowerThreshold"},
			`{"comparison":"below"}`},
		{"above", types.MetricAlarm{ComparisonOperator: "GreaterThanUpperThreshold"},
			`{"comparison":"above"}`},
		{"a comparison of tomorrow", types.MetricAlarm{ComparisonOperator: "Near"}, `{}`},
		{"not a number", types.MetricAlarm{Threshold: aws.Float64(math.NaN())}, `{}`},
		{"endless", types.MetricAlarm{Threshold: aws.Float64(math.Inf(-1))}, `{}`},
		{
			"2 of 3", types.MetricAlarm{
				DatapointsToAlarm: aws.Int32(2), EvaluationPeriods: aws.Int32(3)},
			`{"points":{"needed":2,"of":3}}`},
		{"all of 3", types.MetricAlarm{EvaluationPeriods: aws.Int32(3)},
			`{"points":{"needed":3,"of":3}}`},
		{
			"4 of 3", types.MetricAlarm{
				DatapointsToAlarm: aws.Int32(4), EvaluationPeriods: aws.Int32(3)}, `{}`},
		{"2 of none", types.MetricAlarm{DatapointsToAlarm: aws.Int32(2)}, `{}`},
		{"missing data", types.MetricAlarm{TreatMissingData: aws.String("notBreaching")},
			`{"missing":"notBreaching"}`},
		{"missing data of tomorrow", types.MetricAlarm{TreatMissingData: aws.String("guess")},
			`{}`},
		{"a negative period", types.MetricAlarm{MetricName: aws.String("M"), Period: aws.Int32(-1)},
			`{"metric":"M","source":"metric"}`},
		{
			"actions off", types.MetricAlarm{
				ActionsEnabled: aws.Bool(false), AlarmActions: []string{"a"}},
			`{"actionsOff":true}`},
		{
			"no actions", types.MetricAlarm{
				ActionsEnabled: aws.Bool(true), AlarmActions: []string{}, OKActions: []string{"a"}},
			`{"noActions":true}`},
		{"evaluation of tomorrow", types.MetricAlarm{EvaluationState: "ASLEEP"},
			`{"evaluation":"ASLEEP"}`},
	}
	for _, row := range rows {
		if got := projected(t, ofMetric(row.alarm)); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
	log := types.LogAlarm{QueryResultsToAlarm: aws.Int32(1), QueryResultsToEvaluate: aws.Int32(2),
		ComparisonOperator: "GreaterThanThreshold", Threshold: aws.Float64(40),
		TreatMissingData: aws.String("ignore")}
	want := `{"comparison":"\u003e","missing":"ignore","points":{"needed":1,"of":2},"threshold":40}`
	if got := projected(t, sdk.DescribeAlarmsOutput{
		LogAlarms: []types.LogAlarm{log}}); got != want {
		t.Errorf("log: %s, want %s", got, want)
	}
}

// TestSparks: points are passed on only if they can be compared with the threshold.
func TestSparks(t *testing.T) {
	data := aws.String(
		`{"startDate":"2026-11-21T09:00:00.000+0000","period":60,"recentDatapoints":[1],"threshold":2}`)
	query := func(expression string) []types.MetricDataQuery {
		return []types.MetricDataQuery{{Id: aws.String("q"), Expression: aws.String(expression)}}
	}
	ofLog := sdk.DescribeAlarmsOutput{LogAlarms: []types.LogAlarm{{StateReasonData: data}}}
	ofComposite := sdk.DescribeAlarmsOutput{
		CompositeAlarms: []types.CompositeAlarm{{StateReasonData: data}}}
	rows := []struct {
		name   string
		answer sdk.DescribeAlarmsOutput
		drawn  bool
	}{
		{
			"a metric",
			ofMetric(types.MetricAlarm{MetricName: aws.String("M"), StateReasonData: data}), true},
		{
			"a band",
			ofMetric(types.MetricAlarm{ThresholdMetricId: aws.String("q"), StateReasonData: data}),
			true},
		{"a Metrics Insights query",
			ofMetric(types.MetricAlarm{
				Metrics: query("SELECT MAX(M) FROM S"), StateReasonData: data}), true},
		{
			"metric math",
			ofMetric(types.MetricAlarm{Metrics: query("m1 / m2"), StateReasonData: data}), false},
		{
			"PromQL",
			ofMetric(types.MetricAlarm{
				EvaluationCriteria: &types.EvaluationCriteriaMemberPromQLCriteria{},
				StateReasonData:    data}), false},
		{"nothing known today", ofMetric(types.MetricAlarm{StateReasonData: data}), false},
		{"a log", ofLog, false},
		{"a composite", ofComposite, false},
	}
	for _, row := range rows {
		if got := projected(t, row.answer); strings.Contains(got, `"spark":{"from"`) != row.drawn {
			t.Errorf("%s: %s", row.name, got)
		}
	}
}

// TestAlarmsWithoutData: an evaluation that saw no data point is reported for every source and
// state. AWS's sentence counts where the points are not listed.
func TestAlarmsWithoutData(t *testing.T) {
	const sentence = "Threshold Crossed: no datapoints were received for 1 period and 1 missing " +
		"datapoint was treated as [NonBreaching]."
	const empty = `{"recentDatapoints":[],"evaluatedDatapoints":[{"timestamp":"x"}]}`
	const one = `{"recentDatapoints":[1],"evaluatedDatapoints":[{"timestamp":"x"}]}`
	query := func(text string) types.MetricAlarm {
		return types.MetricAlarm{Metrics: []types.MetricDataQuery{expression(text)}}
	}
	watched := map[string]types.MetricAlarm{
		"metric":   {MetricName: aws.String("M")},
		"math":     query("m1 / m2"),
		"insights": query("SELECT MAX(M) FROM S"),
		"anomaly":  {ThresholdMetricId: aws.String("b")},
		"promql":   {EvaluationCriteria: &types.EvaluationCriteriaMemberPromQLCriteria{}},
		"unknown":  {},
	}
	rows := []struct {
		name, data, reason string
		state              types.StateValue
		want               bool
	}{
		{"no value", empty, "", types.StateValueOk, true},
		{"no value, breaching", empty, sentence, types.StateValueAlarm, true},
		{"one value", one, "", types.StateValueOk, false},
		{"one value, whatever the sentence", one, sentence, types.StateValueOk, false},
		{"no data, but the sentence", "", sentence, types.StateValueOk, true},
		{"data that cannot be read", "{", sentence, types.StateValueOk, true},
		{"data without points", `{"version":"1.0"}`, sentence, types.StateValueOk, true},
		{"neither", "", "Unchecked: Initial alarm creation", types.StateValueOk, false},
	}
	for _, row := range rows {
		for source, a := range watched {
			a.StateValue, a.StateReason, a.StateReasonData = row.state, &row.reason, &row.data
			out := ofMetric(a)
			out.LogAlarms = []types.LogAlarm{{StateValue: row.state, StateReason: &row.reason,
				StateReasonData: &row.data}}
			for _, got := range describe.ProjectForTest(&out, now) {
				if got.NoData != row.want {
					t.Errorf("%s, %s %s: %v", row.name, source, got.Kind, got.NoData)
				}
			}
		}
	}
}

func TestWarmingUp(t *testing.T) {
	rows := []struct {
		name       string
		configured time.Duration // ago
		minutes    int32
		whole      bool
		state      types.StateValue
		want       bool
	}{
		{"just changed", time.Minute, 10, false, "INSUFFICIENT_DATA", true},
		{"over", 10 * time.Minute, 10, true, "INSUFFICIENT_DATA", false},
		{"almost over", 10*time.Minute - time.Second, 10, true, "OK", true},
		{"evaluated before it ended", time.Minute, 10, false, "OK", false},
		{"set by hand while it waits", time.Minute, 10, true, "ALARM", true},
		{"no warm-up", time.Minute, 0, true, "INSUFFICIENT_DATA", false},
		{"a negative one", time.Minute, -5, true, "INSUFFICIENT_DATA", false},
		{"an endless one", time.Minute, math.MaxInt32, true, "INSUFFICIENT_DATA", true},
	}
	for _, row := range rows {
		configured := now.Add(-row.configured)
		w := &types.WarmUpConfiguration{
			WarmUpPeriodDurationInMinutes:            &row.minutes,
			OnlyStartEvaluatingAfterWarmUpPeriodEnds: &row.whole}
		out := sdk.DescribeAlarmsOutput{
			MetricAlarms: []types.MetricAlarm{
				{StateValue: row.state, WarmUpConfiguration: w,
					AlarmConfigurationUpdatedTimestamp: &configured}},
			LogAlarms: []types.LogAlarm{
				{StateValue: row.state, WarmUpConfiguration: w,
					AlarmConfigurationUpdatedTimestamp: &configured}},
		}
		for _, a := range describe.ProjectForTest(&out, now) {
			if a.WarmingUp != row.want {
				t.Errorf("%s: %s %v", row.name, a.Kind, a.WarmingUp)
			}
		}
	}
	if a := describe.ProjectForTest(&sdk.DescribeAlarmsOutput{
		MetricAlarms: []types.MetricAlarm{{WarmUpConfiguration: &types.WarmUpConfiguration{}}}},
		now); a[0].WarmingUp {
		t.Error("a warm-up without times")
	}
}

func TestComposites(t *testing.T) {
	const home = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:"
	of := func(a types.CompositeAlarm) sdk.DescribeAlarmsOutput {
		a.AlarmArn = aws.String(home + "me")
		return sdk.DescribeAlarmsOutput{CompositeAlarms: []types.CompositeAlarm{a}}
	}
	me := `"arn":"` + home + `me"`
	rows := []struct {
		name  string
		alarm types.CompositeAlarm
		want  string
	}{
		{"a rule of names and ARNs", types.CompositeAlarm{
			AlarmRule: aws.String(`ALARM(a) OR OK("` + home + `b: c")`)},
			`{` + me +
				`,"rule":{"op":"or","of":[{"state":"ALARM","name":"a"},{"state":"OK","name":"b: c"}]}}`},
		{"a child of another Region", types.CompositeAlarm{
			AlarmRule: aws.String(`ALARM("arn:aws:cloudwatch:us-east-1:111122223333:alarm:b")`)},
			`{` + me + `,"rule":{"state":"ALARM","outside":true}}`},
		{"a rule of tomorrow", types.CompositeAlarm{AlarmRule: aws.String(`MOSTLY(a, b)`)},
			`{` + me + `}`},
		{"suppressed", types.CompositeAlarm{
			ActionsSuppressedBy: "Alarm", ActionsSuppressor: aws.String(home + "deploy")},
			`{` + me + `,"suppressedBy":"Alarm","suppressor":"deploy"}`},
		{"suppressed by a name", types.CompositeAlarm{
			ActionsSuppressedBy: "WaitPeriod", ActionsSuppressor: aws.String("deploy")},
			`{` + me + `,"suppressedBy":"WaitPeriod","suppressor":"deploy"}`},
		{"suppressed in a way of tomorrow", types.CompositeAlarm{ActionsSuppressedBy: "Moon"},
			`{` + me + `,"suppressedBy":"Moon"}`},
		{"could be, but is not", types.CompositeAlarm{
			ActionsSuppressor: aws.String(home + "deploy")}, `{` + me + `}`},
		{"what decided", types.CompositeAlarm{
			StateReasonData: aws.String(`{"triggeringAlarms":[{"arn":"` + home +
				`a"},{"arn":"arn:aws:cloudwatch:eu-central-1:999999999999:alarm:b"}]}`)},
			`{` + me + `,"trips":["a"]}`},
	}
	for _, row := range rows {
		if got := projected(t, of(row.alarm)); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// TestNothingButNameAndStateIsNeeded: an alarm with no other field is still an alarm.
func TestNothingButNameAndStateIsNeeded(t *testing.T) {
	out := sdk.DescribeAlarmsOutput{
		MetricAlarms:    make([]types.MetricAlarm, 1),
		CompositeAlarms: make([]types.CompositeAlarm, 1), LogAlarms: make([]types.LogAlarm, 1)}
	var kinds []alarm.Kind
	for _, a := range describe.ProjectForTest(&out, now) {
		kinds = append(kinds, a.Kind)
	}
	if len(kinds) != 3 || kinds[0] != alarm.Composite || kinds[1] != alarm.Metric ||
		kinds[2] != alarm.Log {
		t.Errorf("got %v", kinds)
	}
}

// TestTheYearOfATimeIsThatOfUTC: JSON has years 1 to 9999, and times are sent in UTC. The zone is
// that of the machine.
func TestTheYearOfATimeIsThatOfUTC(t *testing.T) {
	west, east := time.FixedZone("west", -12*3600), time.FixedZone("east", 14*3600)
	for _, row := range []struct {
		at   time.Time
		kept bool
	}{
		{time.Date(9999, 12, 31, 11, 59, 59, 0, west), true},
		{time.Date(9999, 12, 31, 12, 0, 0, 0, west), false},
		{time.Date(1, 1, 1, 14, 0, 1, 0, east), true},
		{time.Date(1, 1, 1, 13, 0, 0, 0, east), false},
	} {
		out := sdk.DescribeAlarmsOutput{
			MetricAlarms: []types.MetricAlarm{{StateTransitionedTimestamp: &row.at}}}
		since := describe.ProjectForTest(&out, now)[0].Since
		if _, err := since.MarshalJSON(); err != nil || since.IsZero() == row.kept {
			t.Errorf("%v became %v, %v", row.at, since, err)
		}
	}
}

// TestAlarmsOfAutoScaling of every kind are left out where that is asked, by any of their actions.
func TestAlarmsOfAutoScaling(t *testing.T) {
	policy := []string{"arn:aws:autoscaling:eu-central-1:111122223333:scalingPolicy:1:policyName/a"}
	topic := []string{"arn:aws:sns:eu-central-1:111122223333:oncall"}
	made := aws.String("DO NOT EDIT OR DELETE. For TargetTrackingScaling policy a.")
	answer := func() *sdk.DescribeAlarmsOutput {
		return &sdk.DescribeAlarmsOutput{
			MetricAlarms: []types.MetricAlarm{{AlarmActions: policy}, {OKActions: policy},
				{AlarmActions: topic, InsufficientDataActions: policy}, {AlarmDescription: made},
				{AlarmName: aws.String("metric"), AlarmActions: topic}},
			CompositeAlarms: []types.CompositeAlarm{{AlarmActions: policy},
				{AlarmDescription: made}, {AlarmName: aws.String("composite")}},
			LogAlarms: []types.LogAlarm{{OKActions: policy}, {AlarmDescription: made},
				{AlarmName: aws.String("log")}},
		}
	}
	all, names := answer(), []string{}
	if got := describe.ProjectAskedForTest(all, alarm.Query{}); len(got) != 11 {
		t.Errorf("%d alarms, want all 11", len(got))
	}
	if !reflect.DeepEqual(all, &sdk.DescribeAlarmsOutput{
		MetricAlarms:    make([]types.MetricAlarm, len(all.MetricAlarms)),
		CompositeAlarms: make([]types.CompositeAlarm, len(all.CompositeAlarms)),
		LogAlarms:       make([]types.LogAlarm, len(all.LogAlarms))}) {
		t.Errorf("the answer still holds %+v", all)
	}
	out := answer()
	for _, a := range describe.ProjectAskedForTest(out, alarm.Query{WithoutAutoScaling: true}) {
		names = append(names, a.Name)
	}
	if got := strings.Join(names, " "); got != "composite metric log" {
		t.Errorf("kept %q", got)
	}
}
