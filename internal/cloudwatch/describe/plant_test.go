package describe_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/cloudwatch/describe"
)

var now = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// plant fills every field below v. Each text names its field, so a field that a later SDK adds is
// planted too.
func plant(v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("planted<" + path + ">")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(1.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		plant(v.Elem(), path)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		plant(v.Index(0), path)
	case reflect.Interface:
		plantUnion(v, path)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(now))
			return
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				plant(v.Field(i), strings.TrimPrefix(path+"."+f.Name, "."))
			}
		}
	}
}

func plantUnion(v reflect.Value, path string) {
	for _, member := range []any{&types.EvaluationCriteriaMemberPromQLCriteria{},
		&types.EvaluationWindowMemberWallClockWindow{}} {
		if m := reflect.ValueOf(member); m.Type().Implements(v.Type()) {
			plant(m.Elem(), path)
			v.Set(m)
		}
	}
}

func planted[T any](t *testing.T) T {
	t.Helper()
	var v T
	plant(reflect.ValueOf(&v).Elem(), "")
	if raw, err := json.Marshal(v); err != nil || !strings.Contains(string(raw), "planted") {
		t.Fatalf("nothing was planted: %v", err)
	}
	return v
}

var marker = regexp.MustCompile(`planted<([A-Za-z.]+)>`)

// TestOnlyListedFieldsLeaveTheAccount plants a word in every field of the SDK's types and looks
// for it in the browser's answer: the list of fields that may pass is complete.
func TestOnlyListedFieldsLeaveTheAccount(t *testing.T) {
	whole := planted[types.MetricAlarm](t)
	plain, insights, anomaly, math := whole, whole, whole, whole
	plain.Metrics, plain.EvaluationCriteria, plain.ThresholdMetricId = nil, nil, nil
	other := plain
	other.Namespace, other.MetricName, other.Dimensions = nil, nil, nil
	other.Metrics = []types.MetricDataQuery{
		{Id: aws.String("planted<Id>"), AccountId: aws.String("planted<AccountId>"),
			MetricStat: whole.Metrics[0].MetricStat}}
	insights.EvaluationCriteria, insights.ThresholdMetricId = nil, nil
	insights.Metrics = []types.MetricDataQuery{{Expression: aws.String("SELECT planted<SQL>")}}
	anomaly.EvaluationCriteria = nil
	math.EvaluationCriteria, math.ThresholdMetricId = nil, nil
	common := []string{"AlarmArn", "AlarmDescription", "AlarmName", "EvaluationState",
		"StateReason", "StateValue"}
	ofMetric := []string{"Dimensions.Name", "Dimensions.Value", "MetricName", "Namespace"}
	var ofOther []string
	for _, name := range ofMetric {
		ofOther = append(ofOther, "Metrics.MetricStat.Metric."+name)
	}
	rows := map[string]struct {
		out sdk.DescribeAlarmsOutput
		may []string
	}{
		"composite": {
			sdk.DescribeAlarmsOutput{
				CompositeAlarms: []types.CompositeAlarm{planted[types.CompositeAlarm](t)}},
			[]string{"ActionsSuppressedBy", "ActionsSuppressor", "AlarmArn", "AlarmDescription",
				"AlarmName", "StateReason", "StateValue"}},
		"log": {
			sdk.DescribeAlarmsOutput{LogAlarms: []types.LogAlarm{planted[types.LogAlarm](t)}},
			common},
		"promql": {
			sdk.DescribeAlarmsOutput{MetricAlarms: []types.MetricAlarm{whole}}, common},
		"insights": {
			sdk.DescribeAlarmsOutput{MetricAlarms: []types.MetricAlarm{insights}}, common},
		"anomaly": {
			sdk.DescribeAlarmsOutput{MetricAlarms: []types.MetricAlarm{anomaly}}, common},
		"math": {
			sdk.DescribeAlarmsOutput{MetricAlarms: []types.MetricAlarm{math}}, common},
		"metric": {
			sdk.DescribeAlarmsOutput{MetricAlarms: []types.MetricAlarm{plain}},
			slices.Concat(common, ofMetric)},
		"metric of another account": {
			sdk.DescribeAlarmsOutput{MetricAlarms: []types.MetricAlarm{other}},
			slices.Concat(common, ofOther)},
	}
	for name, row := range rows {
		var got []string
		for _, m := range marker.FindAllStringSubmatch(encoded(t, &row.out), -1) {
			got = append(got, m[1])
		}
		slices.Sort(got)
		slices.Sort(row.may)
		if !slices.Equal(slices.Compact(got), row.may) {
			t.Errorf("%s: %q came, want %q", name, got, row.may)
		}
	}
}

func encoded(t *testing.T, out *sdk.DescribeAlarmsOutput) string {
	t.Helper()
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(describe.ProjectForTest(out, now)); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// TestTextsQuoteNoHiddenText: AWS writes the ARN of an alarm's action into descriptions, and
// may write a query into a reason.
func TestTextsQuoteNoHiddenText(t *testing.T) {
	const policy = "arn:aws:autoscaling:eu-central-1:111122223333:scalingPolicy:6d8972f3:policyName/a"
	metric := types.MetricAlarm{
		AlarmName: aws.String("a"), AlarmActions: []string{policy},
		OKActions: []string{policy + ":createdBy/b"},
		AlarmDescription: aws.String("DO NOT EDIT OR DELETE. For TargetTrackingScaling policy " +
			policy + ":createdBy/b."),
		StateReason: aws.String("The query SELECT AVG(secret) FROM SCHEMA(x) failed."),
		Metrics: []types.MetricDataQuery{
			{Expression: aws.String("SELECT AVG(secret) FROM SCHEMA(x)")}},
	}
	log := types.LogAlarm{
		AlarmName:            aws.String("b"),
		ActionLogLineRoleArn: aws.String("arn:aws:iam::111122223333:role/Lines"),
		AlarmDescription:     aws.String("Panics in /ecs/ledger, by prod."),
		StateReason:          aws.String("Role arn:aws:iam::111122223333:role/Reads may not read."),
		ScheduledQueryConfiguration: &types.ScheduledQueryConfiguration{
			LogGroupIdentifiers:   []string{"/ecs/ledger", "prod"},
			ScheduledQueryRoleARN: aws.String("arn:aws:iam::111122223333:role/Reads"),
		},
	}
	alarms := describe.ProjectForTest(&sdk.DescribeAlarmsOutput{
		MetricAlarms: []types.MetricAlarm{metric}, LogAlarms: []types.LogAlarm{log}}, now)
	for got, want := range map[string]string{
		alarms[0].Description: "DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ….",
		alarms[0].Reason:      "The query … failed.",
		alarms[1].Description: "Panics in …, by prod.",
		alarms[1].Reason:      "Role … may not read.",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
