// Package export writes down the answers of a view's sources as a document, for a PDF or a Word
// file: the verdict, its time and what was asked for, the records, and one line for each source.
package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"pagewatch/internal/platform/adf"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/source"
	"pagewatch/internal/verdict"
)

// Bounds of a document: of its rows, and of its texts in characters. They keep the worst one under
// half of the 5 MB that a function of Forge may return.
const (
	maxRows   = 500
	maxTitle  = 255
	maxName   = 255
	maxReason = 300
)

// Reasons for a document without alarms.
const (
	NotChosen    = "No alarms have been chosen for this macro."
	OtherVersion = "This macro was configured by another version of Pagewatch."
	TooLarge     = "The configuration of this macro is too large."
)

// Static is the document where nothing live may be shown, with the reason where one may be given.
// testdata/wire/export-static.json holds it; the function that asks for exports has the same words.
func Static(why string) adf.Document {
	blocks := []adf.Node{adf.Paragraph(adf.Text("Live alarms are not part of this export. " +
		"Open the page in Confluence to see them as they are now."))}
	if why != "" {
		blocks = append(blocks, adf.Paragraph(adf.Text("Reason: "+why)))
	}
	return adf.New(blocks...)
}

// Macro is the part of a macro's configuration that concerns its looks.
type Macro struct {
	Title string
	// States are the states to show; nil shows all. A state that is not known is always shown.
	States []string
	// Badge is a macro inside a sentence: its document is the verdict alone.
	Badge bool
}

// Question is what the view asks.
type Question struct {
	verdict.Asked
	// Words list what the view is narrowed to, by itself or by a fence that all sources share.
	Words []string
	// Fenced reports of each source whether its connection's fence narrows it.
	Fenced []bool
	// NotPermitted reports the codes by which a service refuses to be read.
	NotPermitted func(code string) bool
}

// Collector gathers the answers of an export's sources. It implements stream.Writer.
type Collector struct {
	question Question

	mu      sync.Mutex
	sources []received // in the order of the request
}

// received is the answer of one source.
type received struct {
	stream.Answer
	came bool
}

// NewCollector returns a collector for a question, which has as many sources as Fenced entries.
func NewCollector(q Question) *Collector {
	return &Collector{question: q, sources: make([]received, len(q.Fenced))}
}

// Write takes an answer.
func (c *Collector) Write(a stream.Answer) error {
	at := a.Source.Source
	if a.Failure != nil {
		at = a.Failure.Source
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sources[at] = received{a, true}
	return nil
}

// End is for streams.
func (c *Collector) End(string) error { return nil }

// Document writes down what came.
func (c *Collector) Document(macro Macro) adf.Document {
	summary := adf.Paragraph(adf.Strong(c.verdict()), adf.Text(c.asOf()+c.askedFor()))
	if macro.Badge {
		return adf.New(summary)
	}
	var blocks []adf.Node
	if macro.Title != "" {
		blocks = append(blocks, adf.Paragraph(adf.Strong(adf.Cut(macro.Title, maxTitle))))
	}
	blocks = append(blocks, summary)
	rows, notes := c.rows(macro.States)
	if len(rows) > 0 {
		headings := []string{"State", "Alarm", "Since", "Reason", "Account and Region"}
		blocks = append(blocks, adf.Table(headings, rows))
	}
	for _, note := range append(notes, c.lines()...) {
		blocks = append(blocks, adf.Paragraph(adf.Text(note)))
	}
	return adf.New(blocks...)
}

// asOf is the time of the oldest answer.
func (c *Collector) asOf() string {
	var oldest time.Time
	for _, a := range c.sources {
		if at := a.Source.AsOf; oldest.IsZero() || !at.IsZero() && at.Before(oldest) {
			oldest = at
		}
	}
	if oldest.IsZero() {
		return ""
	}
	return " As of " + oldest.UTC().Format("2006-01-02 15:04:05 UTC") + "."
}

// askedFor is what the view was narrowed to, "" for nothing: what is well may be well among a few
// only.
func (c *Collector) askedFor() string {
	if len(c.question.Words) == 0 {
		return ""
	}
	return " Asked for: " + strings.Join(c.question.Words, "; ") + "."
}

// placed is a record and where it is.
type placed struct {
	source.Row
	urgency int
	place   string
}

// rows returns the cells of the records in the chosen states, the most urgent and the latest change
// first, and a note about those that are left out.
func (c *Collector) rows(states []string) (rows [][]string, notes []string) {
	var shown []placed
	hidden := 0
	for _, a := range c.sources {
		for _, record := range a.Records {
			row := record.Row()
			if row.State != "" && states != nil && !slices.Contains(states, row.State) {
				hidden++
				continue
			}
			shown = append(shown, placed{row, urgency(record.Standing()), place(a.Source)})
		}
	}
	slices.SortStableFunc(shown, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.urgency, b.urgency), b.Since.Compare(a.Since),
			cmp.Compare(a.Name, b.Name))
	})
	if hidden > 0 {
		notes = append(notes,
			fmt.Sprintf("Alarms in states that this macro does not show: %d.", hidden))
	}
	if len(shown) > maxRows {
		notes = append(notes,
			fmt.Sprintf("Alarms for which there is no room here: %d.", len(shown)-maxRows))
		shown = shown[:maxRows]
	}
	for _, p := range shown {
		rows = append(rows, []string{p.Text, adf.Cut(p.Name, maxName), moment(p.Since),
			adf.Cut(p.Reason, maxReason), p.place})
	}
	return rows, notes
}

// urgency orders records: what fires, then what cannot be trusted, then what is well.
func urgency(s verdict.Standing) int {
	switch s {
	case verdict.Firing:
		return 0
	case verdict.OK:
		return 2
	}
	return 1
}

// place names a source for people.
func place(src stream.Source) string {
	text := src.Name + ", " + src.RegionName
	if src.Account != "" {
		text += ", account " + src.Account
	}
	return text
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

// lines summarise each source.
func (c *Collector) lines() []string {
	var lines []string
	for _, a := range c.sources {
		switch {
		case !a.came:
			lines = append(lines, "No answer came from one of the sources.")
		case a.Failure != nil:
			lines = append(lines, failureLine(*a.Failure))
		default:
			line := fmt.Sprintf("%s: alarms %d.", place(a.Source), a.Source.Count)
			if a.Source.Truncated {
				line += fmt.Sprintf(" AWS has more than these %d.", a.Source.Count)
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// failureLine is why a source has no records here.
func failureLine(f stream.Failure) string {
	name := cmp.Or(f.Name, "A connection")
	if f.RegionName != "" {
		name += ", " + f.RegionName
	}
	return name + ": " + f.Error.Message
}
