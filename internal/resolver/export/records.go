package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"pagewatch/internal/display"
	"pagewatch/internal/platform/adf"
	"pagewatch/internal/source"
	"pagewatch/internal/verdict"
)

// Bounds of a document: of its rows and of the names beside them, and of its texts in characters.
// They keep the worst one under 4 MB: a function of Forge may return 5.
const (
	maxRows   = 500
	maxNames  = 100
	maxName   = 255
	maxReason = 300
	maxFolder = 200
	maxLink   = 500
)

// shown is a record and where it is.
type shown struct {
	source.Row
	standing verdict.Standing
	place    []string // the parts of a text
}

// records writes down the records in the chosen states: a table of those that fire or that nothing
// was measured of, a paragraph with the names of the others, and notes about what is left out.
func (c *Collector) records(states []string) []adf.Node {
	all, hidden := c.chosen(states)
	calm := slices.IndexFunc(all, func(s shown) bool { return urgency(s.standing) == calmest })
	if calm < 0 {
		calm = len(all)
	}
	urgent, rest := all[:calm], all[calm:]
	listed := urgent[:min(len(urgent), maxRows)]
	var blocks []adf.Node
	if len(listed) > 0 {
		blocks = append(blocks, c.table(listed))
	}
	if len(rest) > 0 {
		blocks = append(blocks, c.names(rest))
	}
	for _, note := range []struct {
		text  string
		count int
	}{
		{"Alarms in states that this macro does not show: ", hidden},
		{"Alarms for which there is no room here: ", len(urgent) - len(listed)},
	} {
		if note.count > 0 {
			blocks = append(blocks, adf.Paragraph(adf.Text(note.text+c.count(note.count)+".")))
		}
	}
	return blocks
}

// count is a number of records, "at least" so many where a source did not answer in full.
func (c *Collector) count(n int) string {
	if c.whole() {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("at least %d", n)
}

// chosen returns the records in the chosen states, the most urgent and the latest change first, and
// how many others came.
func (c *Collector) chosen(states []string) (all []shown, hidden int) {
	for _, a := range c.sources {
		for _, record := range a.Records {
			row := record.Row()
			if row.State != "" && states != nil && !slices.Contains(states, row.State) {
				hidden++
				continue
			}
			all = append(all, shown{row, record.Standing(), place(a.Source)})
		}
	}
	slices.SortStableFunc(all, func(a, b shown) int {
		return cmp.Or(cmp.Compare(urgency(a.standing), urgency(b.standing)),
			b.Since.Compare(a.Since), cmp.Compare(a.Name, b.Name))
	})
	return all, hidden
}

// calmest is the urgency of what needs no row.
const calmest = 3

// urgency orders records as the page does: what fires, then what may fire soon, then what nothing is
// known of, then the others.
func urgency(s verdict.Standing) int {
	switch s {
	case verdict.Firing:
		return 0
	case verdict.Pending:
		return 1
	case verdict.OK, verdict.Doubtful:
		return calmest
	}
	return 2
}

// table has a column for the source where there are several, one for folders and groups, and one for
// runbooks and owners, where a record names one.
func (c *Collector) table(rows []shown) adf.Node {
	placed := len(c.sources) > 1
	some := func(such func(shown) bool) bool { return slices.ContainsFunc(rows, such) }
	sorted := some(func(s shown) bool { return s.Folder != "" || s.Group != "" })
	guided := some(func(s shown) bool { return s.Runbook.Address != "" || s.Owner != "" })
	headings := []string{"State", "Alarm", "Since", "Reason"}
	if sorted {
		headings = append(headings, "Folder and group")
	}
	if guided {
		headings = append(headings, "Runbook and owner")
	}
	if placed {
		headings = append(headings, c.placeHeading())
	}
	var cells [][]adf.Node
	for _, s := range rows {
		row := []adf.Node{
			text(s.Text), text(display.Cut(s.Name, maxName)),
			adf.Paragraph(adf.Node{Type: "text", Text: moment(s.Since)}), // not cleaned
			text(display.Cut(s.Reason, maxReason))}
		if sorted {
			row = append(row, text(sortedInto(s.Row)...))
		}
		if guided {
			row = append(row, guide(s.Row))
		}
		if placed {
			row = append(row, text(s.place...))
		}
		cells = append(cells, row)
	}
	return adf.Table(headings, cells)
}

// placeHeading heads the column of the sources.
func (c *Collector) placeHeading() string {
	if slices.ContainsFunc(c.sources, func(a received) bool { return a.Source.Stack != "" }) {
		return "Source"
	}
	return "Account and Region"
}

func text(parts ...string) adf.Node { return adf.Paragraph(adf.Text(parts...)) }

// sortedInto names a record's folder and group, in the parts of a text.
func sortedInto(row source.Row) []string {
	var parts []string
	for _, part := range []string{row.Folder, row.Group} {
		if part != "" {
			parts = append(parts, display.Cut(part, maxFolder))
		}
	}
	return listed(parts, ", ")
}

// guide links a record's runbook and names its owner. A link that is too long is left out.
func guide(row source.Row) adf.Node {
	var parts []adf.Node
	if address := row.Runbook.Address; address != "" && len(address) <= maxLink {
		parts = append(parts, adf.Link(display.Cut(row.Runbook.Text, maxName), address))
	}
	if row.Owner != "" && len(parts) > 0 {
		parts = append(parts, adf.Text(", "))
	}
	return adf.Paragraph(append(parts, adf.Text(row.Owner))...)
}

// names is a paragraph with the names of the records that need no row, those in doubt first.
func (c *Collector) names(rest []shown) adf.Node {
	slices.SortStableFunc(rest, func(a, b shown) int { return cmp.Compare(a.Name, b.Name) })
	left := maxNames
	var parts []adf.Node
	for _, group := range []struct {
		label    string
		standing verdict.Standing
	}{{"OK with a caveat: ", verdict.Doubtful}, {"OK: ", verdict.OK}} {
		var names []string
		more := 0
		for _, s := range rest {
			switch {
			case s.standing != group.standing:
			case left == 0:
				more++
			default:
				names, left = append(names, display.Cut(s.Name, maxName)), left-1
			}
		}
		if more > 0 {
			names = append(names, c.count(more)+" more")
		}
		if len(names) == 0 {
			continue
		}
		if len(parts) > 0 {
			parts = append(parts, adf.Text(" "))
		}
		parts = append(parts, adf.Strong(group.label), adf.Text(append(listed(names, ", "), ".")...))
	}
	return adf.Paragraph(parts...)
}

// moment is a time that no line break divides. It has no hyphens, at which browsers break lines.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strings.ReplaceAll(t.UTC().Format("2 Jan 2006 15:04 UTC"), " ", "\u00a0")
}
