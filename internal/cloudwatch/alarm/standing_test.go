package alarm_test

import (
	"testing"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/verdict"
)

// TestStates holds a row per state and doubt, with the words that an export has for it.
func TestStates(t *testing.T) {
	rows := []struct {
		name     string
		alarm    alarm.Alarm
		standing verdict.Standing
		counts   alarm.State
		text     string
	}{
		{"firing", alarm.Alarm{State: alarm.Firing}, verdict.Firing, alarm.Firing, "▲ In alarm"},
		{"firing without data", alarm.Alarm{State: alarm.Firing, NoData: true}, verdict.Firing,
			alarm.Firing, "▲ In alarm"},
		{"firing, and nobody is notified", alarm.Alarm{State: alarm.Firing, ActionsOff: true},
			verdict.Firing, alarm.Firing, "▲ In alarm (actions off)"},
		{"no data", alarm.Alarm{State: alarm.InsufficientData, NoData: true},
			verdict.Insufficient, alarm.InsufficientData, "◌ No data"},
		{"no data while it warms up",
			alarm.Alarm{State: alarm.InsufficientData, WarmingUp: true}, verdict.Insufficient,
			alarm.InsufficientData, "◌ No data (warming up)"},
		{"OK", alarm.Alarm{State: alarm.OK}, verdict.OK, alarm.OK, "✓ OK"},
		{"OK in doubt",
			alarm.Alarm{State: alarm.OK, ActionsOff: true, SuppressedBy: "Alarm",
				Evaluation: "PARTIAL_DATA", WarmingUp: true}, verdict.Doubtful, alarm.OK,
			"◇ OK, but actions off, suppressed, partial data, warming up"},
		{"OK without data", alarm.Alarm{State: alarm.OK, NoData: true}, verdict.Insufficient,
			alarm.InsufficientData, "◌ No data (OK without a data point)"},
		{"OK without data, in doubt",
			alarm.Alarm{State: alarm.OK, NoData: true, Evaluation: "EVALUATION_ERROR"},
			verdict.Insufficient, alarm.InsufficientData,
			"◌ No data (OK without a data point, not evaluated)"},
		{"a state of tomorrow", alarm.Alarm{State: "SNOOZED", NoData: true}, verdict.Unknown,
			"SNOOZED", "◆ Unknown (SNOOZED)"},
	}
	for _, row := range rows {
		a := row.alarm
		if a.Standing() != row.standing || a.CountsAs() != row.counts ||
			a.StateText() != row.text {
			t.Errorf("%s: %s, %s, %q, want %s, %s, %q", row.name, a.Standing(), a.CountsAs(),
				a.StateText(), row.standing, row.counts, row.text)
		}
		if fenced := a.Within([]string{"x"}); fenced.Standing() != row.standing {
			t.Errorf("%s: behind a fence it is %s", row.name, fenced.Standing())
		}
	}
}
