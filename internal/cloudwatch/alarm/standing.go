package alarm

import (
	"strings"

	"pagewatch/internal/display"
	"pagewatch/internal/verdict"
)

// maxState is the most characters of an unknown state that are written.
const maxState = 40

// stateTexts are the states as the macro's page writes them, each with a symbol of its own: a file
// may be printed without colours.
var stateTexts = map[State]string{
	Firing:           "▲ In alarm",
	InsufficientData: "◌ No data",
	OK:               "✓ OK",
}

// noMeasurement is the doubt of an OK without data.
const noMeasurement = "OK without a data point"

// CountsAs returns the state that the alarm counts under: an OK without data tells as little as
// INSUFFICIENT_DATA.
func (a Alarm) CountsAs() State {
	if a.State == OK && a.NoData {
		return InsufficientData
	}
	return a.State
}

// Standing returns the alarm's standing in a verdict.
func (a Alarm) Standing() verdict.Standing {
	switch state := a.CountsAs(); {
	case state == Firing:
		return verdict.Firing
	case state == InsufficientData:
		return verdict.Insufficient
	case state != OK:
		return verdict.Unknown
	case len(a.doubts()) > 0:
		return verdict.Doubtful
	}
	return verdict.OK
}

// doubts lists in words why the alarm may not report.
func (a Alarm) doubts() []string {
	var out []string
	if a.State != a.CountsAs() {
		out = append(out, noMeasurement)
	}
	if a.ActionsOff {
		out = append(out, "actions off")
	}
	if a.SuppressedBy != "" {
		out = append(out, "suppressed")
	}
	switch a.Evaluation {
	case "":
	case "PARTIAL_DATA":
		out = append(out, "partial data")
	default:
		out = append(out, "not evaluated")
	}
	if a.WarmingUp {
		out = append(out, "warming up")
	}
	return out
}

// StateText returns the state in words. A doubtful OK does not get the symbol of an OK.
func (a Alarm) StateText() string {
	doubts := strings.Join(a.doubts(), ", ")
	known := stateTexts[a.CountsAs()]
	switch {
	case known == "":
		return "◆ Unknown (" + display.Cut(string(a.State), maxState) + ")"
	case doubts == "":
		return known
	case a.CountsAs() == OK:
		return "◇ OK, but " + doubts
	}
	return known + " (" + doubts + ")"
}

// Known reports whether this version knows the alarm's state.
func (a Alarm) Known() bool { return stateTexts[a.State] != "" }
