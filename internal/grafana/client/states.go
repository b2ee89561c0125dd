package client

import (
	"cmp"
	"strings"

	"pagewatch/internal/grafana/alert"
)

// states are Grafana's words for the state of an instance, and for the keys of totals. Source:
// Grafana, pkg/services/ngalert/eval.
var states = map[string]alert.State{
	"Alerting": alert.Firing, "Recovering": alert.Recovering, "Pending": alert.Pending,
	"NoData": alert.NoData, "Error": alert.Error, "Normal": alert.Normal,

	"alerting": alert.Firing, "recovering": alert.Recovering, "pending": alert.Pending,
	"nodata": alert.NoData, "error": alert.Error, "normal": alert.Normal,
}

// resting are the reasons for which an instance in a state of rest could not have reported.
var resting = map[string]alert.Blind{
	"": "", "NoData": alert.NoDataIsOK, "Error": alert.NoDataIsOK, "KeepLast": alert.KeepLast,
	"MissingSeries": alert.MissingSeries, "Updated": alert.Reset, "Paused": alert.Reset,
	"RuleDeleted": alert.Reset,
}

// read parses Grafana's state of an instance, with its optional reasons: Normal (NoData), or
// Alerting (Error, KeepLast). The last of several reasons counts where all are known. Else the
// reason is all of them together, which is none that is known.
func read(text string) (state alert.State, reason string) {
	plain, rest, with := strings.Cut(text, " (")
	reasons, closed := strings.CutSuffix(rest, ")")
	switch state = states[plain]; {
	case state == "" || with != closed:
		return alert.Unknown, ""
	case !with:
		return state, ""
	}
	for part := range strings.SplitSeq(reasons, ", ") {
		if resting[part] == "" {
			return state, cmp.Or(reasons, "()")
		}
		reason = part
	}
	return state, reason
}

// blindness returns why an instance in that state could not have reported otherwise, "" where it
// could.
func blindness(state alert.State, reason string) alert.Blind {
	switch state {
	case alert.NoData:
		return alert.WithoutData
	case alert.Error:
		return alert.Failing
	case alert.Unknown:
		return alert.UnknownState
	case alert.Normal:
		if blind, known := resting[reason]; known {
			return blind
		}
		return alert.UnknownState
	}
	if reason == "KeepLast" {
		return alert.KeepLast
	}
	return "" // it reports
}
