package alert_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/verdict"
)

var update = flag.Bool("update", false, "rewrite the golden file")

const wordsPath = "../../../testdata/wire/rule-words.json"

var (
	states = []alert.State{alert.Firing, alert.Recovering, alert.Pending, alert.Unknown, alert.Error,
		alert.NoData, alert.Normal}
	blinds = []alert.Blind{alert.Paused, alert.NeverEvaluated, alert.Stale, alert.Failing,
		alert.WithoutData, alert.NoDataIsOK, alert.KeepLast, alert.MissingSeries, alert.Reset,
		alert.HealthUnknown, alert.NoInstances, alert.Unseen, alert.UnknownState}
	signs = map[verdict.Standing]string{
		verdict.Firing: "▲ ", verdict.Pending: "△ ", verdict.Unknown: "◆ ",
		verdict.Insufficient: "◌ ", verdict.Unevaluated: "○ ", verdict.Doubtful: "◇ ", verdict.OK: "✓ "}
)

// everyRule returns each state without a reason, with each of them, and with each two neighbours in
// the wrong order.
func everyRule() []alert.Rule {
	var all []alert.Rule
	for _, state := range states {
		all = append(all, alert.Rule{State: state})
		for i, blind := range blinds {
			all = append(all, alert.Rule{State: state, Blind: []alert.Blind{blind}})
			if i > 0 {
				all = append(all, alert.Rule{State: state,
					Blind: []alert.Blind{blind, blinds[i-1]}})
			}
		}
	}
	return all
}

// TestWordsAreThoseOfThePage: each state with each reason has the words of the page after the sign
// of its standing. The browser's test holds the page and its copies to the same file, which go test
// -run WordsAreThoseOfThePage -update writes.
func TestWordsAreThoseOfThePage(t *testing.T) {
	var rows []string
	for _, rule := range everyRule() {
		text, found := strings.CutPrefix(rule.StateText(), signs[rule.Standing()])
		if !found {
			t.Errorf("%s %s begins with another sign than %s: %s", rule.State, rule.Blind,
				signs[rule.Standing()], rule.StateText())
		}
		row, _ := json.Marshal(struct {
			State alert.State   `json:"state"`
			Blind []alert.Blind `json:"blind,omitempty"`
			Text  string        `json:"text"`
		}{rule.State, rule.Blind, text})
		rows = append(rows, "  "+string(row))
	}
	want := "[\n" + strings.Join(rows, ",\n") + "\n]\n"
	if *update {
		if err := os.WriteFile(wordsPath, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(wordsPath); err != nil || string(got) != want {
		t.Errorf("%s differs from the code (%v): run this test with -update and review the change",
			wordsPath, err)
	}
}

// TestReasonsInWords: how many instances are in the state of the rule, and what put them there.
func TestReasonsInWords(t *testing.T) {
	of := func(state alert.State, reason string, counts map[alert.State]int) alert.Rule {
		return alert.Rule{State: state, Counts: counts, Instances: []alert.Instance{
			{State: state, Reason: reason}}}
	}
	for want, rule := range map[string]alert.Rule{
		"":                        of(alert.Normal, "NoData", map[alert.State]int{alert.Normal: 2}),
		"because data is missing": of(alert.Firing, "NoData", map[alert.State]int{alert.Firing: 1}),
		"because its query fails": of(alert.Pending, "Error", nil),
		"2 of 3 instances": of(alert.NoData, "NoData",
			map[alert.State]int{alert.NoData: 2, alert.Normal: 1}),
		"1 of 2 instances, because its query fails": of(alert.Firing, "Error",
			map[alert.State]int{alert.Firing: 1, alert.Normal: 1}),
	} {
		if got := rule.Reason(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
