package service_test

import (
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

// TestAlarmsReachTheReader: every kind is answered, with the marks of a doubtful OK; fields that
// disclose more about the account than the alarm's state do not reach the browser.
func TestAlarmsReachTheReader(t *testing.T) {
	b := servicetest.New(t, nil)
	body := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", b.LinkRole(nil)+frankfurt)).Body
	for _, want := range []string{
		`"kind":"metric"`, `"kind":"composite"`, `"kind":"log"`, `"state":"ALARM"`, `"state":"OK"`,
		`"state":"INSUFFICIENT_DATA"`,
		`"actionsOff":true`, `"suppressedBy":"`, `"evaluation":"PARTIAL_DATA"`,
		`"evaluation":"EVALUATION_ERROR"`, `"since":"20`, `"reason":"`,
		`"evaluation":"EVALUATION_FAILURE"`, `"noActions":true`, `"warmingUp":true`,
		`"suppressor":"deploy-in-progress"`,
		`"source":"metric"`, `"source":"math"`, `"source":"insights"`, `"source":"promql"`,
		`"source":"anomaly"`,
		`"dimensions":[{"name":"LoadBalancer"`, `"statistic":"p99"`, `"period":60`,
		`"threshold":0,`, `"comparison":"outside"`, `"missing":"notBreaching"`,
		`"points":{"needed":3,"of":5}`, `"values":[4,11,31,48,86],"threshold":25`,
		`"values":[0,null,null,0,0]`, `"lower":[212.4,`, `"upper":[318.9,`,
		`{"op":"not","of":[{"state":"ALARM","name":"deploy-in-progress"}]}`,
		`{"op":"atLeast","needed":2,"of":[`,
		`{"state":"ALARM","name":"reports-sftp-upload"}`, `"trips":["checkout-customer-impact"]`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in the answer", want)
		}
	}
	for _, hidden := range []string{
		"LogAlarmQueries", "/ecs/authorisation", "scheduled-query", "fields @", "filter @",
		"0001-01-01",
		"arn:aws:sns:", "arn:aws:iam:", "arn:aws:logs:", "SELECT", "histogram_quantile",
		"ANOMALY_DETECTION_BAND", "m1 / m2", "oncall"} {
		if strings.Contains(body, hidden) {
			t.Errorf("%q reached the browser", hidden)
		}
	}
}
