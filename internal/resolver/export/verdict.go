package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pagewatch/internal/verdict"
)

// verdicts are the verdicts in words, by the reason for them. Reasons that count have a place for
// both counts: the records that the verdict rests on, and all of them. The first is a text.
var verdicts = map[string]string{
	"firing":        "▲ Firing: %s of %d alarms.",
	"pending":       "△ Pending: none is in alarm, but %s of %d may be soon.",
	"all-ok":        "✓ OK: %s of %d alarms are OK.",
	"unknown-state": "◆ Unknown: %s of %d alarms are in a state that Pagewatch does not know.",
	"truncated":     "◆ Unknown: none of these is in alarm, but a source has more than came.",
	"not-permitted": "◆ Unknown: Pagewatch may not read all of what was asked for.",
	"no-answer":     "◆ Unknown: not all that was asked for was answered.",
	"no-alarms":     "◆ Unknown: there are no alarms here.",
	"none-match":    "◆ Unknown: no alarm matches what this macro asks for.",
	"some-missing":  "◆ Unknown: not every alarm that this macro names is there.",
	"none-firing":   "◆ None is in alarm. Whether alarms exist was not asked.",
}

// The words for the reason "firing" where a source did not answer in full: more may fire.
const (
	truncatedFiring  = "▲ Firing: %s of the first %d alarms; a source has more."
	incompleteFiring = "▲ Firing: %s of the %d alarms that came; not every source answered."
)

// lackingVerdicts are the words around the names of sources that have to have a record and have
// none, where others have some.
var lackingVerdicts = map[string][2]string{
	"none-match": {"◆ Unknown: no alert rule of ", " matches what this macro asks for."},
	"no-alarms":  {"◆ Unknown: there are no alert rules in ", "."},
}

// verdict is the first line of a document, in the parts of a text.
func (c *Collector) verdict() []string {
	judged := c.judged()
	_, reason := verdict.Of(c.question.Asked, judged)
	words, rests := lackingVerdicts[reason]
	if lacking := c.lacking(judged); rests && c.some() {
		return append(append([]string{words[0]}, listed(lacking, ", ")...), words[1])
	}
	return []string{c.counted(reason)}
}

// some reports whether any source has a record.
func (c *Collector) some() bool {
	return slices.ContainsFunc(c.sources, func(a received) bool { return len(a.Records) > 0 })
}

// lacking names the sources that have to have a record and have none, each name once.
func (c *Collector) lacking(judged []verdict.Source) (names []string) {
	for i, src := range judged {
		if name := c.sources[i].Source.Name; src.Empty() && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// counted is a verdict for a reason, with its counts.
func (c *Collector) counted(reason string) string {
	text := verdicts[reason]
	if reason == "firing" && !c.whole() {
		text = c.partlyFiring()
	}
	if reason == "blind" {
		return c.blind()
	}
	if text == "" { // an unknown reason is not believed
		text = verdicts["no-answer"]
	}
	if !strings.Contains(text, "%s") {
		return text
	}
	some, all := 0, 0
	for _, a := range c.sources {
		for _, record := range a.Records {
			all++
			if restsOn(reason, record.Standing()) {
				some++
			}
		}
	}
	return fmt.Sprintf(text, c.count(some), all)
}

// blind returns the words for "blind", which are the page's: testdata/wire/blind-words.json has them.
func (c *Collector) blind() string {
	counts := map[verdict.Standing]int{}
	all := 0
	for _, a := range c.sources {
		for _, record := range a.Records {
			counts[record.Standing()]++
			all++
		}
	}
	word, text := blindWords(counts)
	return fmt.Sprintf("◇ %s: none of %d is in alarm, but %s.", word, all, text)
}

// blindness are the standings behind "blind", and the page's words for them. The last word that fits
// names the verdict: rules that fail or rest are not called "no data".
var blindness = []struct {
	standing   verdict.Standing
	word, text string
}{
	{verdict.Insufficient, "No data", "without data"},
	{verdict.Unevaluated, "Not reporting", "not reporting"},
	{verdict.Doubtful, "", "with a caveat"},
}

// blindWords names a blind verdict, and counts what it rests on.
func blindWords(counts map[verdict.Standing]int) (word, text string) {
	word = "Caveat"
	var parts []string
	for _, group := range blindness {
		n := counts[group.standing]
		if n == 0 {
			continue
		}
		word = cmp.Or(group.word, word)
		parts = append(parts, fmt.Sprintf("%d %s", n, group.text))
	}
	last := max(0, len(parts)-1)
	text = strings.Join(parts[last:], "")
	if last > 0 {
		text = strings.Join(parts[:last], ", ") + " and " + text
	}
	return word, text
}

// partlyFiring returns the words for "firing" where a source did not answer in full.
func (c *Collector) partlyFiring() string {
	if slices.ContainsFunc(c.sources, func(a received) bool { return a.Source.Truncated }) {
		return truncatedFiring
	}
	return incompleteFiring
}

// judged are the answers as a verdict takes them.
func (c *Collector) judged() []verdict.Source {
	var out []verdict.Source
	for i, a := range c.sources {
		src := verdict.Source{Truncated: a.Source.Truncated, Missing: a.Source.Missing,
			Narrowed: c.question.Sources[i].Fenced || a.Source.Narrowed, Left: a.Source.Left != nil,
			Needed: a.Source.Stack != ""}
		switch {
		case a.Failure != nil:
			src.Status = verdict.Failed
			src.NotPermitted = c.question.NotPermitted(a.Failure.Error.Code)
		case a.came:
			src.Status = verdict.Answered
		}
		for _, record := range a.Records {
			item := verdict.Item{Standing: record.Standing()}
			if a.Source.Stack == "" { // a query names alarms of AWS
				item.Name = record.Row().Name
			}
			src.Items = append(src.Items, item)
		}
		out = append(out, src)
	}
	return out
}

// restsOn reports whether a record is one of those that gave the verdict its reason.
func restsOn(reason string, s verdict.Standing) bool {
	switch reason {
	case "firing":
		return s == verdict.Firing
	case "pending":
		return s == verdict.Pending
	case "unknown-state":
		return s == verdict.Unknown
	}
	return true
}
