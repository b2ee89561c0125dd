package service_test

import (
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

// TestAConfirmedStackStays: a source of alert rules names the stack that its author confirmed. No
// other stack answers it, and none answers a source that names none; the other sources are answered.
func TestAConfirmedStackStays(t *testing.T) {
	const pages = 2 // of an answer
	b := servicetest.New(t, nil)
	stacks := b.FaceStacks(stackOf(leaky(twoFolders)))
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil))
	for host, want := range map[string][2]string{
		"example.grafana.net":         {},
		"other.grafana.net":           {"other_account", ""},
		"Example.grafana.net":         {"other_account", ""},
		"https://example.grafana.net": {"other_account", ""},
		"":                            {"invalid_request", "sources[0].account"},
	} {
		view := servicetest.AlertViewOf(host, id, servicetest.Map{}, servicetest.Map{})
		other := view["sources"].([]servicetest.Map)[1]
		other["account"], other["alerts"] = "example.grafana.net", servicetest.Map{"limit": 9}
		stacks.Asked()
		answer := b.Do(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views", view)
		if answer.Status != http.StatusOK {
			t.Fatalf("%q: %d %s", host, answer.Status, answer.Body)
		}
		var got [2]string
		sources := 0
		for _, record := range answer.Records(b) {
			switch record.Type {
			case "error":
				got = [2]string{record.Error.Code, record.Error.Field}
			case "source":
				sources++
			}
		}
		refused := want[0] != ""
		if got != want || refused == (sources == 2) || refused == (len(stacks.Asked()) > pages) {
			t.Errorf("%q: %q, %d sources: %s", host, got, sources, answer.Body)
		}
		if host == "" && !strings.Contains(answer.Body, "which stack its author confirmed") {
			t.Errorf("no words: %s", answer.Body)
		}
		config := servicetest.Map{"v": 1, "sources": view["sources"].([]servicetest.Map)[:1]}
		file := b.Do(servicetest.Call{}, "POST", export, exporting(config))
		if refused == strings.Contains(file.Body, "open-1") {
			t.Errorf("%q, an export: %s", host, file.Body)
		}
	}
}
