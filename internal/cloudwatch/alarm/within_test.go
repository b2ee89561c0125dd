package alarm_test

import (
	"reflect"
	"testing"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/alarm/rule"
)

const arnPrefix = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:"

func TestNameOf(t *testing.T) {
	rows := []struct {
		name, reference, referrer string
		want                      string
		ok                        bool
	}{
		{"a name", "checkout", arnPrefix + "me", "checkout", true},
		{"an ARN", arnPrefix + "checkout", arnPrefix + "me", "checkout", true},
		{"a name with colons", arnPrefix + "a:alarm:b", arnPrefix + "me", "a:alarm:b", true},
		{"another Region", "arn:aws:cloudwatch:us-east-1:111122223333:alarm:checkout", arnPrefix + "me",
			"", false},
		{"another account", "arn:aws:cloudwatch:eu-central-1:999999999999:alarm:checkout",
			arnPrefix + "me", "", false},
		{"another partition", "arn:aws-cn:cloudwatch:eu-central-1:111122223333:alarm:checkout",
			arnPrefix + "me", "", false},
		{"an unknown referrer", arnPrefix + "checkout", "", "checkout", true},
		{"a name that looks like an ARN", "arn:aws:sns:eu-central-1:111122223333:x:y", arnPrefix + "me",
			"arn:aws:sns:eu-central-1:111122223333:x:y", true},
		{"a name that is short of an ARN", "arn:aws:cloudwatch", arnPrefix + "me", "arn:aws:cloudwatch",
			true},
	}
	for _, row := range rows {
		if got, ok := alarm.NameOf(row.reference, row.referrer); got != row.want || ok != row.ok {
			t.Errorf("%s: %q, %v", row.name, got, ok)
		}
	}
}

func parsed(t *testing.T, text string) *rule.Rule {
	t.Helper()
	r, ok := rule.Parse(text)
	if !ok {
		t.Fatalf("%s cannot be read", text)
	}
	return &r
}

// TestWithin holds a row per place in which an alarm names others.
func TestWithin(t *testing.T) {
	fence := []string{"checkout-", "ledger-"}
	const covered, outside = arnPrefix + "checkout-5xx", arnPrefix + "secret-5xx"
	base := alarm.Alarm{Name: "checkout-impact", Kind: alarm.Composite,
		Description: "See secret-5xx."}
	with := func(change func(*alarm.Alarm)) alarm.Alarm {
		a := base
		a.Rule = parsed(t, `ALARM("checkout-5xx")`)
		a.Reason = covered + " transitioned to ALARM"
		change(&a)
		return a
	}
	hidden := &rule.Rule{
		Op: rule.Or, Of: []rule.Rule{
			{State: "ALARM", Name: "checkout-5xx"}, {State: "OK", Outside: true}}}
	rows := []struct {
		name     string
		is, want alarm.Alarm
	}{
		{"all covered", with(func(*alarm.Alarm) {}), with(func(*alarm.Alarm) {})},
		{
			"a child outside",
			with(func(a *alarm.Alarm) {
				a.Rule = parsed(t, `ALARM("checkout-5xx") OR OK("secret-5xx")`)
			}),
			with(func(a *alarm.Alarm) { a.Rule, a.Reason = hidden, "" })},
		{"a rule that cannot be read", with(func(a *alarm.Alarm) { a.Rule = nil }),
			with(func(a *alarm.Alarm) { a.Rule, a.Reason = nil, "" })},
		{
			"decided outside",
			with(func(a *alarm.Alarm) { a.Trips = []string{"secret-5xx", "ledger-cpu"} }),
			with(func(a *alarm.Alarm) { a.Trips, a.Reason = []string{"ledger-cpu"}, "" })},
		{"a reason of an older rule",
			with(func(a *alarm.Alarm) { a.Reason = outside + " transitioned to ALARM" }),
			with(func(a *alarm.Alarm) { a.Reason = "" })},
		{"a reason with two", with(func(a *alarm.Alarm) { a.Reason = covered + " and " + outside }),
			with(func(a *alarm.Alarm) { a.Reason = "" })},
		{"an ARN that is almost covered",
			with(func(a *alarm.Alarm) { a.Reason = arnPrefix + "checkout" }),
			with(func(a *alarm.Alarm) { a.Reason = "" })},
		{"suppressed from outside",
			with(func(a *alarm.Alarm) { a.SuppressedBy, a.Suppressor = "Alarm", "secret-deploy" }),
			with(func(a *alarm.Alarm) { a.SuppressedBy = "Alarm" })},
		{"suppressed by a covered one",
			with(func(a *alarm.Alarm) { a.SuppressedBy, a.Suppressor = "Alarm", "ledger-deploy" }),
			with(func(a *alarm.Alarm) { a.SuppressedBy, a.Suppressor = "Alarm", "ledger-deploy" })},
		{"a metric's reason", alarm.Alarm{Kind: alarm.Metric, Reason: "Threshold Crossed"},
			alarm.Alarm{Kind: alarm.Metric, Reason: "Threshold Crossed"}},
	}
	for _, row := range rows {
		before := row.is
		if row.is.Rule != nil {
			before.Rule = parsed(t, row.is.Rule.String())
		}
		trips := append([]string(nil), row.is.Trips...)
		if got := row.is.Within(fence); !reflect.DeepEqual(got, row.want) {
			t.Errorf("%s: %+v, want %+v", row.name, got, row.want)
		}
		if !reflect.DeepEqual(row.is.Rule, before.Rule) ||
			len(trips) > 0 && !reflect.DeepEqual(row.is.Trips, trips) {
			t.Errorf("%s: the alarm itself was changed", row.name)
		}
		if got := row.is.Within(nil); !reflect.DeepEqual(got, row.is) {
			t.Errorf("%s: changed without a fence", row.name)
		}
	}
}
