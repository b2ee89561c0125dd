package service_test

import (
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

// TestAlarmsSayWhatAReaderNeeds: every kind comes, with the marks by which an OK is not to be trusted; what tells more
// about the account than the alarm's state does stays inside.
func TestAlarmsSayWhatAReaderNeeds(t *testing.T) {
	b := servicetest.New(t, nil)
	body := b.Do(servicetest.Call{}, "POST", "/v1/views", servicetest.View("inline", b.LinkRole(nil)+frankfurt)).Body
	for _, want := range []string{
		`"kind":"metric"`, `"kind":"composite"`, `"kind":"log"`, `"state":"ALARM"`, `"state":"OK"`, `"state":"INSUFFICIENT_DATA"`,
		`"actionsOff":true`, `"suppressedBy":"`, `"evaluation":"PARTIAL_DATA"`, `"evaluation":"EVALUATION_ERROR"`, `"since":"20`, `"reason":"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in the answer", want)
		}
	}
	for _, inside := range []string{"LogAlarmQueries", "/ecs/authorisation", "scheduled-query", "fields @", "filter @", "0001-01-01"} {
		if strings.Contains(body, inside) {
			t.Errorf("%q reached the browser", inside)
		}
	}
}
