package estate_test

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/sim/aws/estate"
)

var now = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

func TestSizes(t *testing.T) {
	tests := []struct {
		account, region         string
		metric, composite, logs int
	}{
		{estate.Payments, "eu-central-1", 35, 5, 2},
		{estate.Payments, "us-east-1", 340, 0, 0},
		{estate.Payments, "eu-west-1", 12, 0, 0},
		{estate.Payments, "ap-southeast-1", 0, 0, 0},
		{estate.Logistics, "eu-central-1", 10, 1, 0},
		{estate.Logistics, "us-east-1", 4, 0, 0},
		{estate.FaultLab, "eu-north-1", 2, 0, 0},
		{"999999999999", "eu-central-1", 0, 0, 0},
	}
	for _, tt := range tests {
		a := estate.Of(tt.account, tt.region, now)
		if len(a.Metric) != tt.metric || len(a.Composite) != tt.composite || len(a.Log) != tt.logs {
			t.Errorf("%s %s: %d metric, %d composite, %d log alarms, want %d, %d, %d",
				tt.account, tt.region, len(a.Metric), len(a.Composite), len(a.Log), tt.metric,
				tt.composite, tt.logs)
		}
		if a.Len() != tt.metric+tt.composite+tt.logs {
			t.Errorf("%s %s: Len() = %d", tt.account, tt.region, a.Len())
		}
	}
}

func TestSameOnEveryRun(t *testing.T) {
	a, b := estate.Of(estate.Payments, "eu-central-1", now),
		estate.Of(estate.Payments, "eu-central-1", now)
	if !reflect.DeepEqual(a, b) {
		t.Error("two runs differ")
	}
}

// TestEveryKindOfTrouble checks that the estate covers every kind of alarm that a reader may see.
func TestEveryKindOfTrouble(t *testing.T) {
	a := estate.Of(estate.Payments, "eu-central-1", now)
	found := map[string]bool{}
	for _, m := range a.Metric {
		found["metric "+string(m.StateValue)] = true
		found["evaluation "+string(m.EvaluationState)] = true
		found["actions off"] = found["actions off"] || !*m.ActionsEnabled
		found["no metric name"] = found["no metric name"] || m.MetricName == nil
		found["no threshold"] = found["no threshold"] || m.Threshold == nil
		old := m.StateValue == types.StateValueAlarm &&
			now.Sub(*m.StateTransitionedTimestamp) > 30*24*time.Hour
		found["firing for over 30 days"] = found["firing for over 30 days"] || old
		found["no actions"] = found["no actions"] || len(m.AlarmActions) == 0
		found["warm-up"] = found["warm-up"] || m.WarmUpConfiguration != nil &&
			m.AlarmConfigurationUpdatedTimestamp.Add(time.Hour).After(now)
		found["PromQL"] = found["PromQL"] || m.EvaluationCriteria != nil
		found["a runbook"] = found["a runbook"] ||
			(m.AlarmDescription != nil && strings.Contains(*m.AlarmDescription, "https://"))
		found["a link that is a script"] = found["a link that is a script"] ||
			(m.AlarmDescription != nil && strings.Contains(*m.AlarmDescription, "javascript:"))
		for _, q := range m.Metrics {
			found["insights"] = found["insights"] || q.Expression != nil &&
				strings.HasPrefix(*q.Expression, "SELECT ")
		}
		data := ""
		if m.StateReasonData != nil {
			data = *m.StateReasonData
		}
		found["a missing point"] = found["a missing point"] || missed(t, data)
		found["a band"] = found["a band"] || strings.Contains(data, "recentLowerThresholds")
		found["markup"] = found["markup"] ||
			(m.AlarmDescription != nil &&
				strings.Contains(*m.AlarmDescription, "<img src=x onerror=alert(1)>"))
	}
	for _, c := range a.Composite {
		found["composite "+string(c.StateValue)] = true
		for word, in := range map[string]string{
			"NOT": " NOT ", "AT_LEAST": "AT_LEAST(", "a child that is gone": estate.Removed,
			"a composite child": "checkout-customer-impact"} {
			found[word] = found[word] || strings.Contains(*c.AlarmRule, in)
		}
		found["suppressed"] = found["suppressed"] ||
			c.ActionsSuppressedBy == types.ActionsSuppressedByAlarm
	}
	for _, l := range a.Log {
		found["log "+string(l.StateValue)] = true
	}
	for _, want := range []string{"metric OK", "metric ALARM", "metric INSUFFICIENT_DATA",
		"composite OK", "composite ALARM", "log OK", "log ALARM",
		"evaluation PARTIAL_DATA", "evaluation EVALUATION_ERROR", "evaluation EVALUATION_FAILURE",
		"actions off", "no actions", "no metric name", "no threshold",
		"firing for over 30 days", "markup", "suppressed", "warm-up", "PromQL", "insights",
		"a band", "a missing point", "a runbook", "a link that is a script",
		"NOT", "AT_LEAST", "a child that is gone", "a composite child"} {
		if !found[want] {
			t.Errorf("no alarm with %s", want)
		}
	}
}

// missed reports whether some of the evaluated points came and some did not.
func missed(t *testing.T, document string) bool {
	t.Helper()
	if document == "" {
		return false
	}
	points, _ := members(t, document)["evaluatedDatapoints"].([]any)
	came := 0
	for _, p := range points {
		if _, ok := p.(map[string]any)["value"]; ok {
			came++
		}
	}
	return came > 0 && came < len(points)
}

// TestLimits holds every alarm against the sizes AWS documents for its fields.
func TestLimits(t *testing.T) {
	for _, region := range []string{"eu-central-1", "us-east-1", "eu-west-1"} {
		for _, m := range estate.Of(estate.Payments, region, now).Metric {
			if n := len([]rune(*m.AlarmName)); n > 255 {
				t.Errorf("%s: name of %d characters", *m.AlarmName, n)
			}
			if len(*m.StateReason) > 1023 || m.StateReasonData != nil &&
				len(*m.StateReasonData) > 4000 {
				t.Errorf("%s: reason or its data too long", *m.AlarmName)
			}
			if m.StateTransitionedTimestamp.After(now) {
				t.Errorf("%s: changed in the future", *m.AlarmName)
			}
		}
	}
}

// TestReasonDataShape compares the documents with recordings from AWS: they have no other members.
func TestReasonDataShape(t *testing.T) {
	raw, err := os.ReadFile("testdata/state-reason-data.json")
	if err != nil {
		t.Fatal(err)
	}
	var recorded []struct{ StateReasonData *string }
	if err := json.Unmarshal(raw, &recorded); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, r := range recorded {
		if r.StateReasonData != nil {
			for name := range members(t, *r.StateReasonData) {
				known[name] = true
			}
		}
	}
	a := estate.Of(estate.Payments, "eu-central-1", now)
	documents := []string{*a.Composite[0].StateReasonData}
	for _, m := range a.Metric {
		if m.StateReasonData != nil { // one on a PromQL query has none
			documents = append(documents, *m.StateReasonData)
		}
	}
	for _, d := range documents {
		for name := range members(t, d) {
			if !known[name] {
				t.Errorf("%s is in no recorded document: %s", name, d)
			}
		}
	}
}

func members(t *testing.T, document string) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(document), &m); err != nil {
		t.Fatalf("%s: %v", document, err)
	}
	return m
}

func TestReasonWords(t *testing.T) {
	want := map[string]string{
		"checkout-5xx": "Threshold Crossed: 3 out of the last 5 datapoints [86.0 (21/11/26 09:47:00), 48.0 (21/11/26 09:46:00), 31.0 (21/11/26 09:45:00)] " +
			"were greater than the threshold (25.0) (minimum 3 datapoints for OK -> ALARM transition).",
		"checkout-healthy-hosts":  "Threshold Crossed: 1 out of the last 3 datapoints [6.0 (12/11/26 09:59:00)] was not less than the threshold (3.0) (minimum 1 datapoint for ALARM -> OK transition).",
		"fraud-model-invocations": "Insufficient Data: 1 datapoint was unknown.",
		"tokens-vault-latency":    "Evaluation error: the expression refers to the metric m3, which is not defined.",
		"checkout-orders-anomaly": "Thresholds Crossed: 1 out of the last 1 datapoints [71.0 (21/11/26 09:45:00)] was less than the lower thresholds [212.4] " +
			"or greater than the upper thresholds [318.9] (minimum 1 datapoint for OK -> ALARM transition).",
	}
	for _, m := range estate.Of(estate.Payments, "eu-central-1", now).Metric {
		if text, ok := want[*m.AlarmName]; ok && *m.StateReason != text {
			t.Errorf("%s: reason %q, want %q", *m.AlarmName, *m.StateReason, text)
		}
		delete(want, *m.AlarmName)
	}
	if len(want) > 0 {
		t.Errorf("alarms not found: %v", want)
	}
}

// TestCompositesNameTheirChildren checks that every name in a rule is an alarm of the same Region,
// except for the deliberately missing one.
func TestCompositesNameTheirChildren(t *testing.T) {
	for _, account := range []string{estate.Payments, estate.Logistics} {
		a := estate.Of(account, "eu-central-1", now)
		names := map[string]bool{}
		for _, m := range a.Metric {
			names[*m.AlarmName] = true
		}
		for _, l := range a.Log {
			names[*l.AlarmName] = true
		}
		for _, c := range a.Composite {
			names[*c.AlarmName], names[*c.AlarmArn] = true, true
		}
		for _, c := range a.Composite {
			for _, m := range regexp.MustCompile(`"([^"]+)"`).FindAllStringSubmatch(*c.AlarmRule,
				-1) {
				if !names[m[1]] && m[1] != estate.Removed {
					t.Errorf("%s names %s, which does not exist", *c.AlarmName, m[1])
				}
			}
		}
	}
}
