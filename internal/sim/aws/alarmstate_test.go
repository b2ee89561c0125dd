package aws_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/sim/aws"
)

const statesPath = "/console/states"

// setting is the form of the states page.
func setting(place, name, state, reason string) url.Values {
	return url.Values{"button": {"set"}, "place": {place}, "name": {name}, "state": {state},
		"reason": {reason}}
}

// named asks for one alarm of Payments in eu-central-1.
func named(w *world, name string) *cloudwatch.DescribeAlarmsOutput {
	w.t.Helper()
	in := all()
	in.AlarmNames = []string{name}
	out, err := w.alarms(w.assume(right(paymentsRole)), "eu-central-1").DescribeAlarms(
		context.Background(), in)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// TestSetAlarmState checks that an alarm of each kind changes state, once, and is reset.
func TestSetAlarmState(t *testing.T) {
	w := newWorld(t).trust()
	const payments = "111122223333/eu-central-1"
	before := named(w, "checkout-cpu").MetricAlarms[0]
	for _, name := range []string{"checkout-cpu", "ledger-health", "ledger-panics"} {
		got := w.visit(http.MethodPost, statesPath, setting(payments, name, "ALARM", "A drill <b>"))
		page := w.visit(http.MethodGet, got.Header().Get("Location"), nil).Body.String()
		if !strings.Contains(page, "<code>"+name+"</code></td><td>ALARM</td>") ||
			!strings.Contains(page, "Set.") {
			t.Errorf("%s: %d, and the page does not show it", name, got.Code)
		}
	}
	composite, log := named(w, "ledger-health").CompositeAlarms[0],
		named(w, "ledger-panics").LogAlarms[0]
	if composite.StateValue != types.StateValueAlarm || log.StateValue != types.StateValueAlarm ||
		*log.StateReason != "A drill <b>" {
		t.Errorf("the composite is %s, the log alarm %s", composite.StateValue, log.StateValue)
	}
	changed := named(w, "checkout-cpu").MetricAlarms[0]
	if changed.StateValue != types.StateValueAlarm || changed.StateReasonData != nil ||
		!changed.StateTransitionedTimestamp.After(*before.StateTransitionedTimestamp) {
		t.Errorf("the metric alarm is %+v", changed)
	}
	w.offset = time.Minute
	w.visit(http.MethodPost, statesPath, setting(payments, "checkout-cpu", "ALARM", "Still"))
	again := named(w, "checkout-cpu").MetricAlarms[0]
	if !again.StateTransitionedTimestamp.Equal(*changed.StateTransitionedTimestamp) ||
		!again.StateUpdatedTimestamp.After(*changed.StateUpdatedTimestamp) {
		t.Error("an alarm that stays in its state has changed it")
	}
	if other := named(w, "checkout-memory").MetricAlarms[0]; other.StateValue !=
		types.StateValueOk {
		t.Errorf("another alarm is %s", other.StateValue)
	}
	got := w.visit(http.MethodPost, statesPath, url.Values{"button": {"reset"}})
	if page := w.visit(http.MethodGet, got.Header().Get("Location"),
		nil).Body.String(); !strings.Contains(page, "Undone.") ||
		!strings.Contains(page, "<p>None.</p>") {
		t.Error("the page does not say that it was undone")
	}
	if after := named(w, "checkout-cpu").MetricAlarms[0]; after.StateValue != before.StateValue ||
		*after.StateReason != *before.StateReason {
		t.Errorf("it was not undone: %s", after.StateValue)
	}
}

func TestSetAlarmStateRefuses(t *testing.T) {
	w := newWorld(t)
	const payments = "111122223333/eu-central-1"
	tests := []struct {
		name   string
		form   url.Values
		status int
		why    string
	}{
		{"an unknown alarm", setting(payments, "nowhere", "OK", ""), 422,
			"There is no alarm of this name"},
		{"an alarm of another Region", setting("111122223333/us-east-1", "checkout-cpu", "OK", ""),
			422, "There is no alarm of this name"},
		{"no place", setting("", "checkout-cpu", "OK", ""), 422, "There is no alarm of this name"},
		{"an unknown state", setting(payments, "checkout-cpu", "FINE", ""), 422, "Choose a state"},
		{"too long a reason", setting(payments, "checkout-cpu", "OK", strings.Repeat("ü", 1024)),
			422, "at most 1023"},
		{"no button", url.Values{}, 400, "no such button"},
		{"too large", setting(payments, strings.Repeat("x", 65<<10), "OK", ""), 400,
			"could not be read"},
	}
	for _, tt := range tests {
		if got := w.visit(http.MethodPost, statesPath, tt.form); got.Code != tt.status ||
			!strings.Contains(got.Body.String(), tt.why) {
			t.Errorf("%s: %d without %q", tt.name, got.Code, tt.why)
		}
	}
	kept := w.visit(http.MethodPost, statesPath,
		setting(payments, "nowhere", "INSUFFICIENT_DATA", "why")).Body.String()
	for _, want := range []string{`value="nowhere"`, `"111122223333/eu-central-1" selected`,
		`selected>INSUFFICIENT_DATA`, `value="why"`, "Not set."} {
		if !strings.Contains(kept, want) {
			t.Errorf("the form does not keep %s", want)
		}
	}
	foreign := w.visit(http.MethodPost, statesPath, setting(payments, "checkout-cpu", "ALARM", ""),
		func(r *http.Request) { r.Header.Del("Origin") })
	if foreign.Code != http.StatusForbidden || len(w.AlarmStates()) != 0 {
		t.Errorf("%d, and set is %+v", foreign.Code, w.AlarmStates())
	}
	if err := w.SetAlarmState(aws.StateOf{Name: "nowhere"}); !errors.Is(err, aws.ErrNoSuchAlarm) {
		t.Errorf("got %v", err)
	}
}
