package cloudwatch

import (
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/display"
	"pagewatch/internal/source"
	"pagewatch/internal/verdict"
)

// record is an alarm as the resolver handles it. Its JSON is the alarm's.
type record alarm.Alarm

// Type implements source.Record.
func (*record) Type() string { return "alarm" }

// Standing implements source.Record.
func (r *record) Standing() verdict.Standing { return alarm.Alarm(*r).Standing() }

// Size implements source.Record.
func (r *record) Size() int { return (*alarm.Alarm)(r).Size() }

// Row implements source.Record.
func (r *record) Row() source.Row {
	a := alarm.Alarm(*r)
	row := source.Row{Name: a.Name, Text: a.StateText(), Since: a.Since, Reason: a.Brief(),
		Owner: display.Owner(a.Description)}
	row.Runbook.Address, row.Runbook.Text = display.Runbook(a.Description)
	if a.Known() {
		row.State = string(a.CountsAs())
	}
	return row
}

// Records returns alarms as a source shows them, in the texts that readers get. Nothing may change
// the alarms from here on.
func Records(alarms []alarm.Alarm) []source.Record {
	out := make([]source.Record, 0, len(alarms))
	for i := range alarms {
		shown := record(alarms[i].Shown())
		out = append(out, &shown)
	}
	return out
}
