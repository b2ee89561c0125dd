package cloudwatch

import (
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/source"
)

// record is an alarm as the resolver handles it. Its JSON is the alarm's.
type record struct{ alarm.Alarm }

// Type implements source.Record.
func (record) Type() string { return "alarm" }

// Row implements source.Record.
func (r record) Row() source.Row {
	row := source.Row{Name: r.Name, Text: r.StateText(), Since: r.Since, Reason: r.Reason}
	if r.Known() {
		row.State = string(r.State)
	}
	return row
}

// Records returns alarms as records of a source.
func Records(alarms []alarm.Alarm) []source.Record {
	out := make([]source.Record, 0, len(alarms))
	kept := make([]record, len(alarms))
	for i, a := range alarms {
		kept[i] = record{a}
		out = append(out, &kept[i])
	}
	return out
}
