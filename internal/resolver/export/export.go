// Package export writes down the answers of a view's sources as a document, for a PDF or a Word
// file: the verdict, its time and what was asked for, a table of the records that need attention,
// the names of the others, and one line for each source.
package export

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"pagewatch/internal/display"
	"pagewatch/internal/platform/adf"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/verdict"
)

// maxTitle bounds a macro's title in characters.
const maxTitle = 255

// Reasons for a document without alarms.
const (
	OtherVersion = "This macro was configured by another version of Pagewatch."
	TooLarge     = "The configuration of this macro is too large."

	notChosen = "No alarms have been chosen for this macro."
	pasted    = "This macro was pasted as a link and not saved. Edit the page and save it."
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

// NotSetUp is the document of a macro without a saved configuration. link is the address that was
// pasted to make it, "" for none.
func NotSetUp(link string) adf.Document {
	if link == "" {
		return Static(notChosen)
	}
	doc := Static(pasted)
	doc.Content = append(doc.Content, adf.Paragraph(adf.Link(display.Cut(link, maxTitle), link)))
	return doc
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
	// Sources are what is known of each source without its answer.
	Sources []Source
	// NotPermitted reports the codes by which a service refuses to be read.
	NotPermitted func(code string) bool
}

// Source is what is known of a source without its answer.
type Source struct {
	// Fenced means that the fence of its connection narrows the question.
	Fenced bool
	// Name is what the macro's author saw the connection called, "" where that is not known. It
	// stands in for the name of a connection that is no longer there.
	Name string
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

// NewCollector returns a collector for a question, of which no source has answered.
func NewCollector(q Question) *Collector {
	return &Collector{question: q, sources: make([]received, len(q.Sources))}
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
	summary := adf.Paragraph(adf.Strong(c.verdict()...), adf.Text(append([]string{c.asOf()}, c.askedFor()...)...))
	if macro.Badge {
		return adf.New(summary)
	}
	var blocks []adf.Node
	if macro.Title != "" {
		blocks = append(blocks, adf.Paragraph(adf.Strong(display.Cut(macro.Title, maxTitle))))
	}
	blocks = append(blocks, summary)
	lines := c.lines()
	if len(lines) == 1 { // the caption of the table
		blocks, lines = append(blocks, adf.Paragraph(adf.Text(lines[0]...))), nil
	}
	blocks = append(blocks, c.records(macro.States)...)
	for _, line := range lines {
		blocks = append(blocks, adf.Paragraph(adf.Text(line...)))
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

// askedFor is what the view was narrowed to, nil for nothing: what is well may be well among a few
// only.
func (c *Collector) askedFor() []string {
	if len(c.question.Words) == 0 {
		return nil
	}
	return append(append([]string{" Asked for: "}, listed(c.question.Words, "; ")...), ".")
}

// listed puts a separator between the elements of a list, as parts of a text.
func listed(list []string, separator string) []string {
	var parts []string
	for i, element := range list {
		if i > 0 {
			parts = append(parts, separator)
		}
		parts = append(parts, element)
	}
	return parts
}

// place names a source for people, in the parts of a text.
func place(src stream.Source) []string {
	if src.Stack != "" {
		return []string{src.Name, ", " + src.Stack}
	}
	parts := []string{src.Name, ", " + src.RegionName}
	if src.Account != "" {
		parts = append(parts, ", account "+src.Account)
	}
	return parts
}

// amount says in words how many records a source has, in the parts of a text.
func amount(src stream.Source) []string {
	what, who := "alarms", "AWS"
	if src.Stack != "" {
		what, who = "alert rules", "the stack"
	}
	parts := []string{fmt.Sprintf(": %s %d.", what, src.Count)}
	if src.Truncated {
		parts[0] = fmt.Sprintf(": the first %d %s; %s has more.", src.Count, what, who)
	}
	switch {
	case src.Left != nil:
		parts = append(parts, leftOut(*src.Left))
	case src.Narrowed:
		parts = append(parts, " Not all rules of the stack were asked for.")
	}
	return parts
}

// lines summarise each source, in the parts of a text.
func (c *Collector) lines() [][]string {
	var lines [][]string
	for i, a := range c.sources {
		switch {
		case !a.came:
			lines = append(lines, []string{"No answer came from one of the sources."})
		case a.Failure != nil:
			lines = append(lines, failureLine(*a.Failure, c.question.Sources[i].Name))
		default:
			lines = append(lines, append(place(a.Source), amount(a.Source)...))
		}
	}
	return lines
}

// failureLine is why a source has no records here. remembered is the name that the macro holds.
func failureLine(f stream.Failure, remembered string) []string {
	parts := []string{cmp.Or(f.Name, remembered, "A connection")}
	if f.RegionName != "" {
		parts = append(parts, ", "+f.RegionName)
	}
	return append(parts, ": "+f.Error.Message)
}

// whole reports whether every source answered in full. Where one did not, each count is a lower
// bound.
func (c *Collector) whole() bool {
	return !slices.ContainsFunc(c.sources, func(a received) bool {
		return !a.came || a.Failure != nil || a.Source.Truncated
	})
}
