package service_test

import (
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

// TestAFenceHoldsInsideAnAlarm: a composite names its children, the alarms that caused its state,
// and its suppressor. With a fence, those outside have no name, inline and streamed.
func TestAFenceHoldsInsideAnAlarm(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(servicetest.Map{"namePrefixes": []string{"settlement-", "payments-"}})
	ask := func(way, prefix string) string {
		got := b.Do(servicetest.Call{}, "POST", "/v1/views",
			asking(way, id+frankfurt, servicetest.Map{"namePrefix": prefix}))
		if way == "stream" {
			var out struct{ Grant string }
			got.Into(b, &out)
			got = b.Stream(out.Grant, servicetest.Origin)
		}
		return got.Body
	}
	for _, way := range []string{"inline", "stream"} {
		overall, settlement := ask(way, "payments-"), ask(way, "settlement-")
		for _, outside := range []string{
			"checkout-", "refunds-", "ledger-", "transitioned to", "trips"} {
			if strings.Contains(overall, outside) {
				t.Errorf("%s: %q is outside the fence: %s", way, outside, overall)
			}
		}
		if !strings.Contains(overall, `{"state":"ALARM","outside":true}`) {
			t.Errorf("%s: the rule is gone: %s", way, overall)
		}
		if strings.Contains(settlement, "deploy-in-progress") ||
			!strings.Contains(settlement, `"suppressedBy":"Alarm"`) {
			t.Errorf("%s: the suppressor is outside: %s", way, settlement)
		}
		for _, inside := range []string{
			`"name":"settlement-lambda-throttles"}`, `"trips":["settlement-lambda-errors"]`,
			"settlement-lambda-errors transitioned to ALARM"} {
			if !strings.Contains(settlement, inside) {
				t.Errorf("%s: no %q: %s", way, inside, settlement)
			}
		}
	}
}
