package grafana

import (
	"cmp"

	"pagewatch/internal/display"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/source"
	"pagewatch/internal/verdict"
)

// record is a rule as the resolver handles it. Its JSON is the rule's.
type record alert.Rule

// Type implements source.Record.
func (*record) Type() string { return "rule" }

// Standing implements source.Record.
func (r *record) Standing() verdict.Standing { return alert.Rule(*r).Standing() }

// Size implements source.Record.
func (r *record) Size() int { return (*alert.Rule)(r).Size() }

// shownAs are the states by which a macro chooses what it shows; what has none is always shown.
var shownAs = map[verdict.Standing]string{
	verdict.Firing: "ALARM", verdict.Insufficient: "INSUFFICIENT_DATA",
	verdict.Unevaluated: "INSUFFICIENT_DATA", verdict.Doubtful: "OK", verdict.OK: "OK",
}

// Row implements source.Record.
func (r *record) Row() source.Row {
	rule := alert.Rule(*r)
	row := source.Row{Name: rule.Name, Text: rule.StateText(), Since: rule.Since,
		Reason: rule.Reason(), Folder: rule.Folder.Title, Group: rule.Group}
	row.State = shownAs[rule.Standing()]
	about := rule.Summary + "\n" + rule.Description
	row.Owner = cmp.Or(rule.Labels["team"], rule.Labels["owner"], display.Owner(about))
	row.Runbook = source.Link{Text: rule.RunbookHost, Address: rule.Runbook}
	if rule.Runbook == "" {
		row.Runbook.Address, row.Runbook.Text = display.Runbook(about)
	}
	return row
}

// Records returns rules as a source shows them.
func Records(rules []alert.Rule) []source.Record {
	out := make([]source.Record, 0, len(rules))
	for _, rule := range rules {
		shown := record(rule.Shown())
		out = append(out, &shown)
	}
	return out
}
