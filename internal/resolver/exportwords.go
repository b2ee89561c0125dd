package resolver

import (
	"fmt"
	"strings"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/platform/adf"
)

// maxState is how many characters of a state are written that is not known today.
const maxState = 40

// stateWords are the states as the macro's page writes them, each with a shape of its own: a file
// may be printed without colours.
var stateWords = map[alarm.State]string{
	alarm.Firing:           "▲ In alarm",
	alarm.InsufficientData: "◌ Insufficient data",
	alarm.OK:               "✓ OK",
}

// stateText says what an alarm lets a reader believe. An OK that could not tell anybody otherwise
// has not the sign of one.
func stateText(a alarm.Alarm) string {
	doubts := strings.Join(doubts(a), ", ")
	switch {
	case stateWords[a.State] == "":
		return "◆ Unknown (" + adf.Cut(string(a.State), maxState) + ")"
	case doubts == "":
		return stateWords[a.State]
	case a.State == alarm.OK:
		return "◇ OK, but " + doubts
	}
	return stateWords[a.State] + " (" + doubts + ")"
}

// doubts lists what keeps an alarm from telling.
func doubts(a alarm.Alarm) []string {
	var out []string
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

// urgency orders alarms: what fires, then what cannot be trusted, then what is well.
func urgency(a alarm.Alarm) int {
	switch {
	case a.State == alarm.Firing:
		return 0
	case a.State == alarm.OK && len(doubts(a)) == 0:
		return 2
	}
	return 1
}

// verdictWords are the verdicts in words, by the reason for them. Reasons that count have a place
// for both counts: the alarms that the verdict rests on, and all of them.
var verdictWords = map[string]string{
	"firing":        "▲ Firing: %d of %d alarms.",
	"blind":         "◇ Blind: none is in alarm, but %d of %d could not tell you.",
	"all-ok":        "✓ OK: %d of %d alarms are OK.",
	"unknown-state": "◆ Unknown: %d of %d alarms are in a state that Pagewatch does not know.",
	"truncated":     "◆ Unknown: none of these is in alarm, but AWS has more alarms than were asked for.",
	"not-permitted": "◆ Unknown: AWS does not let Pagewatch read all of what was asked for.",
	"no-answer":     "◆ Unknown: not all that was asked for was answered.",
	"no-alarms":     "◆ Unknown: there are no alarms here.",
	"none-match":    "◆ Unknown: no alarm matches what this macro asks for.",
	"some-missing":  "◆ Unknown: not every alarm that this macro names is there.",
	"none-firing":   "◆ None is in alarm. Whether alarms exist was not asked.",
}

// verdict is the first line of a document.
func (h *heard) verdict() string {
	_, reason := alarm.Verdict(h.asked, h.judged())
	text := verdictWords[reason]
	if text == "" { // a reason of tomorrow is not believed
		text = verdictWords["no-answer"]
	}
	if !strings.Contains(text, "%d") {
		return text
	}
	some, all := 0, 0
	for _, a := range h.sources {
		for _, record := range a.Alarms {
			all++
			if restsOn(reason, record.Alarm) {
				some++
			}
		}
	}
	return fmt.Sprintf(text, some, all)
}

// judged is what was heard, as the verdict takes it.
func (h *heard) judged() []alarm.Source {
	var out []alarm.Source
	for _, a := range h.sources {
		src := alarm.Source{Status: "unanswered", Truncated: a.Source.Truncated,
			NamePrefix: a.fence}
		switch {
		case a.Failure != nil:
			src.Status, src.Code = "failed", a.Failure.Error.Code
		case a.came:
			src.Status = "answered"
		}
		for _, record := range a.Alarms {
			src.Alarms = append(src.Alarms, record.Alarm)
		}
		out = append(out, src)
	}
	return out
}

// restsOn reports whether an alarm is one of those that gave the verdict its reason.
func restsOn(reason string, a alarm.Alarm) bool {
	switch reason {
	case "firing":
		return a.State == alarm.Firing
	case "blind":
		return urgency(a) == 1
	case "unknown-state":
		return stateWords[a.State] == ""
	}
	return true
}
