package aws_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// protocols are the two that CloudWatch speaks here.
var protocols = map[string]func(*cloudwatch.Options){
	"rpc-v2-cbor": func(*cloudwatch.Options) {}, "awsJson1_0": overJSON}

func names(out *cloudwatch.DescribeAlarmsOutput) []string {
	var names []string
	for _, a := range out.CompositeAlarms {
		names = append(names, *a.AlarmName)
	}
	for _, a := range out.MetricAlarms {
		names = append(names, *a.AlarmName)
	}
	for _, a := range out.LogAlarms {
		names = append(names, *a.AlarmName)
	}
	return names
}

func TestDescribeAlarms(t *testing.T) {
	w := newWorld(t).trust()
	keys := w.assume(right(paymentsRole))
	for name, protocol := range protocols {
		out, err := w.alarms(keys, "eu-central-1", protocol).DescribeAlarms(context.Background(),
			all())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(out.CompositeAlarms) != 5 || len(out.MetricAlarms) != 35 ||
			len(out.LogAlarms) != 2 || out.NextToken != nil {
			t.Errorf("%s: %d composite, %d metric, %d log alarms, token %v", name,
				len(out.CompositeAlarms), len(out.MetricAlarms), len(out.LogAlarms), out.NextToken)
		}
		for _, a := range out.MetricAlarms {
			if *a.AlarmName == "checkout-5xx" &&
				(a.StateValue != types.StateValueAlarm || *a.Threshold != 25 ||
					a.StateTransitionedTimestamp.IsZero() || len(a.Dimensions) != 1) {
				t.Errorf("%s: checkout-5xx came as %+v", name, a)
			}
		}
	}
}

func TestFilters(t *testing.T) {
	tests := []struct {
		name  string
		in    cloudwatch.DescribeAlarmsInput
		count int
	}{
		{"metric alarms unless named", cloudwatch.DescribeAlarmsInput{}, 35},
		{"composite", cloudwatch.DescribeAlarmsInput{
			AlarmTypes: []types.AlarmType{types.AlarmTypeCompositeAlarm}}, 5},
		{"log", cloudwatch.DescribeAlarmsInput{
			AlarmTypes: []types.AlarmType{types.AlarmTypeLogAlarm}}, 2},
		{"names", cloudwatch.DescribeAlarmsInput{
			AlarmNames: []string{"checkout-5xx", "checkout-cpu", "none-such"}}, 2},
		{"prefix", cloudwatch.DescribeAlarmsInput{AlarmNamePrefix: aws.String("ledger-db-")}, 4},
		{"prefix in another case", cloudwatch.DescribeAlarmsInput{
			AlarmNamePrefix: aws.String("Ledger-db-")}, 0},
		{"firing", cloudwatch.DescribeAlarmsInput{StateValue: types.StateValueAlarm}, 8},
		{"insufficient", cloudwatch.DescribeAlarmsInput{
			StateValue: types.StateValueInsufficientData}, 3},
		{"action prefix", cloudwatch.DescribeAlarmsInput{
			ActionPrefix: aws.String("arn:aws:sns:eu-central-1:111122223333:on")}, 34},
		{"other action prefix", cloudwatch.DescribeAlarmsInput{
			ActionPrefix: aws.String("arn:aws:lambda")}, 0},
	}
	w := newWorld(t).trust()
	keys := w.assume(right(paymentsRole))
	for _, tt := range tests {
		for name, protocol := range protocols {
			out, err := w.alarms(keys, "eu-central-1", protocol).DescribeAlarms(
				context.Background(), &tt.in)
			if err != nil {
				t.Fatalf("%s over %s: %v", tt.name, name, err)
			}
			if got := names(out); len(got) != tt.count {
				t.Errorf("%s over %s: %d alarms %v, want %d", tt.name, name, len(got), got,
					tt.count)
			}
		}
	}
}

func TestNoAlarmsIsNotAnEmptyAnswer(t *testing.T) {
	w := newWorld(t).trust()
	out, err := w.alarms(w.assume(right(paymentsRole)), "ap-southeast-1").DescribeAlarms(
		context.Background(), all())
	if err != nil {
		t.Fatal(err)
	}
	if out.MetricAlarms == nil || out.CompositeAlarms == nil || out.LogAlarms == nil ||
		len(names(out)) != 0 {
		t.Errorf("want three empty lists, got %+v", out)
	}
}

func TestPaging(t *testing.T) {
	w := newWorld(t).trust()
	keys := w.assume(right(paymentsRole))
	for name, protocol := range protocols {
		seen := map[string]bool{}
		pages := 0
		in := all()
		for more := true; more; more = in.NextToken != nil {
			out, err := w.alarms(keys, "us-east-1", protocol).DescribeAlarms(context.Background(),
				in)
			if err != nil {
				t.Fatalf("%s: page %d: %v", name, pages, err)
			}
			for _, n := range names(out) {
				if seen[n] {
					t.Errorf("%s: %s came twice", name, n)
				}
				seen[n] = true
			}
			pages++
			in.NextToken = out.NextToken
		}
		if len(seen) != 340 || pages != 4 {
			t.Errorf("%s: %d alarms on %d pages, want 340 on 4", name, len(seen), pages)
		}
	}
	out, err := w.alarms(keys, "us-east-1").DescribeAlarms(context.Background(),
		&cloudwatch.DescribeAlarmsInput{})
	if err != nil || len(out.MetricAlarms) != 50 {
		t.Errorf("without MaxRecords: %d alarms, %v, want 50", len(out.MetricAlarms), err)
	}
}

// TestPageTokenBelongsToItsQuestion uses the token of one question with others.
func TestPageTokenBelongsToItsQuestion(t *testing.T) {
	w, restarted := newWorld(t).trust(), newWorld(t).trust()
	keys := w.assume(right(paymentsRole))
	out, err := w.alarms(keys, "us-east-1").DescribeAlarms(context.Background(), all())
	if err != nil {
		t.Fatal(err)
	}
	narrower := all()
	narrower.StateValue = types.StateValueAlarm
	tests := []struct {
		name   string
		client *cloudwatch.Client
		in     *cloudwatch.DescribeAlarmsInput
		token  string
	}{
		{"other region", w.alarms(keys, "eu-central-1"), all(), *out.NextToken},
		{"other account", w.alarms(w.assume(right(adminRole)), "us-east-1"), all(), *out.NextToken},
		{"other question", w.alarms(keys, "us-east-1"), narrower, *out.NextToken},
		{"after a restart", restarted.alarms(restarted.assume(right(paymentsRole)), "us-east-1"),
			all(), *out.NextToken},
		{"altered", w.alarms(keys, "us-east-1"), all(), "AAAA" + *out.NextToken},
		{"not base64", w.alarms(keys, "us-east-1"), all(), "!"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.in.NextToken = &tt.token
			_, err := tt.client.DescribeAlarms(context.Background(), tt.in)
			wantCode(t, err, "InvalidNextToken")
		})
	}
	smaller := all()
	smaller.NextToken, smaller.MaxRecords = out.NextToken, aws.Int32(7)
	if out, err := w.alarms(keys, "us-east-1").DescribeAlarms(context.Background(),
		smaller); err != nil || len(out.MetricAlarms) != 7 {
		t.Errorf("smaller page: %v", err)
	}
}

func TestDescribeAlarmsRefuses(t *testing.T) {
	many := make([]string, 101)
	for i := range many {
		many[i] = fmt.Sprint("alarm-", i)
	}
	tests := []struct {
		name string
		in   cloudwatch.DescribeAlarmsInput
		code string
	}{
		{"101 records", cloudwatch.DescribeAlarmsInput{MaxRecords: aws.Int32(101)},
			"ValidationError"},
		{"0 records", cloudwatch.DescribeAlarmsInput{MaxRecords: aws.Int32(0)}, "ValidationError"},
		{"101 names", cloudwatch.DescribeAlarmsInput{AlarmNames: many}, "ValidationError"},
		{"empty name", cloudwatch.DescribeAlarmsInput{AlarmNames: []string{""}}, "ValidationError"},
		{"long prefix", cloudwatch.DescribeAlarmsInput{
			AlarmNamePrefix: aws.String(strings.Repeat("x", 256))}, "ValidationError"},
		{"empty action prefix", cloudwatch.DescribeAlarmsInput{ActionPrefix: aws.String("")},
			"ValidationError"},
		{"unknown kind", cloudwatch.DescribeAlarmsInput{AlarmTypes: []types.AlarmType{"Alarm"}},
			"ValidationError"},
		{"unknown state", cloudwatch.DescribeAlarmsInput{StateValue: "BROKEN"}, "ValidationError"},
		{"names and prefix", cloudwatch.DescribeAlarmsInput{
			AlarmNames: []string{"a"}, AlarmNamePrefix: aws.String("a")},
			"InvalidParameterCombination"},
		{"children and a filter", cloudwatch.DescribeAlarmsInput{
			ChildrenOfAlarmName: aws.String("a"), StateValue: types.StateValueOk},
			"InvalidParameterCombination"},
		{"children and parents", cloudwatch.DescribeAlarmsInput{
			ChildrenOfAlarmName: aws.String("a"), ParentsOfAlarmName: aws.String("a")},
			"InvalidParameterCombination"},
		{"children", cloudwatch.DescribeAlarmsInput{
			ChildrenOfAlarmName: aws.String("a"), MaxRecords: aws.Int32(5)},
			"InvalidParameterValue"},
	}
	w := newWorld(t).trust()
	keys := w.assume(right(paymentsRole))
	for _, tt := range tests {
		for name, protocol := range protocols {
			t.Run(tt.name+" over "+name, func(t *testing.T) {
				_, err := w.alarms(keys, "eu-central-1", protocol).DescribeAlarms(
					context.Background(), &tt.in)
				wantCode(t, err, tt.code)
			})
		}
	}
}
