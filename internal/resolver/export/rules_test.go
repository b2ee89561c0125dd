package export

import (
	"testing"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/grafana"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/resolver/stream"
)

// TestRulesInADocument writes down rules beside an alarm: a state that nothing was measured of has
// the page's word for it, and a rule its folder and group.
func TestRulesInADocument(t *testing.T) {
	api := alert.Folder{UID: "prod", Title: "Production/Team A"}
	rules := []alert.Rule{
		{Name: "API 5xx", Folder: api, Group: "api", State: alert.Firing, Since: at(3),
			Counts:  map[alert.State]int{alert.Firing: 40, alert.Normal: 17},
			Runbook: "https://runbooks.example/5xx", RunbookHost: "runbooks.example"},
		{Name: "Night batch", Folder: api, State: alert.Normal, Blind: []alert.Blind{alert.Paused}},
		{Name: "New rule", Group: "new", State: alert.Normal,
			Blind: []alert.Blind{alert.NeverEvaluated}},
		{Name: "Payment latency", Folder: api, Group: "db", State: alert.Error,
			Blind: []alert.Blind{alert.Failing}},
		{Name: "Orders", State: alert.NoData, Blind: []alert.Blind{alert.WithoutData}},
		{Name: "Disk", Folder: api, Group: "disk", State: alert.Pending, Since: at(4)},
		{Name: "Certificate", State: alert.Normal, Blind: []alert.Blind{alert.KeepLast}},
		{Name: "Tomorrow", State: alert.Normal, Blind: []alert.Blind{alert.UnknownState}},
		{Name: "CPU", Folder: api, State: alert.Normal},
	}
	c := collected(alarm.Query{}, answerOf("Payments", alarm.Alarm{Name: "a", State: alarm.Firing}),
		stream.Answer{Records: grafana.Records(rules), Source: stream.Source{
			Name: "Payments Grafana", Stack: "example.grafana.net", AsOf: at(10),
			Count: len(rules)}})
	golden(t, "export-rules.json", c.Document(Macro{}))
}
