package resolver

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/platform/adf"
	"pagewatch/internal/resolver/stream"
)

// Bounds of a document: of its rows, and of its texts in characters. They keep the worst one under
// half of the 5 MB that a function of Forge may return.
const (
	maxRows   = 500
	maxTitle  = 255
	maxReason = 300
)

// staticExport is the document where nothing live may be shown, with the reason if there is one to
// tell. testdata/wire/export-static.json has it; the function that asks for exports has the same
// words.
func staticExport(why string) adf.Document {
	blocks := []adf.Node{
		adf.Paragraph(
			adf.Text(
				"Live alarms are not part of this export. Open the page in Confluence to see them as they are now."))}
	if why != "" {
		blocks = append(blocks, adf.Paragraph(adf.Text("Reason: "+why)))
	}
	return adf.New(blocks...)
}

const (
	notChosen    = "No alarms have been chosen for this macro."
	otherVersion = "This macro was configured by another version of Pagewatch."
	tooLarge     = "The configuration of this macro is too large."
)

// heard collects what the sources of an export say.
type heard struct {
	asked alarm.Query

	mu      sync.Mutex
	sources []heardSource // in the order of the request
}

// heardSource is what one of them said.
type heardSource struct {
	stream.Answer
	came bool
	// fence is the name prefix that the connection's fence asked for, "" where the macro did.
	fence string
}

func newHeard(req viewRequest, plans []plan) *heard {
	h := &heard{asked: req.Query, sources: make([]heardSource, len(req.Sources))}
	for _, p := range plans {
		if req.Query.NamePrefix == "" {
			h.sources[p.Index].fence = p.Page.NamePrefix
		}
	}
	return h
}

// Write takes an answer.
func (h *heard) Write(a stream.Answer) error {
	at := a.Source.Source
	if a.Failure != nil {
		at = a.Failure.Source
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sources[at].Answer, h.sources[at].came = a, true
	return nil
}

// End is for streams.
func (h *heard) End(string) error { return nil }

// document writes down what was heard: the verdict, of when it is and what was asked for, the
// alarms, and what each source said.
func (h *heard) document(macro macroConfig) adf.Document {
	verdict := adf.Paragraph(adf.Strong(h.verdict()), adf.Text(h.asOf()+h.askedFor()))
	if macro.Layout == badge {
		return adf.New(verdict)
	}
	var blocks []adf.Node
	if macro.Title != "" {
		blocks = append(blocks, adf.Paragraph(adf.Strong(adf.Cut(macro.Title, maxTitle))))
	}
	blocks = append(blocks, verdict)
	rows, notes := h.rows(macro.States)
	if len(rows) > 0 {
		blocks = append(blocks,
			adf.Table([]string{"State", "Alarm", "Since", "Reason", "Account and Region"}, rows))
	}
	for _, note := range append(notes, h.told()...) {
		blocks = append(blocks, adf.Paragraph(adf.Text(note)))
	}
	return adf.New(blocks...)
}

// asOf says of when the oldest answer is.
func (h *heard) asOf() string {
	var oldest time.Time
	for _, a := range h.sources {
		if at := a.Source.AsOf; oldest.IsZero() || !at.IsZero() && at.Before(oldest) {
			oldest = at
		}
	}
	if oldest.IsZero() {
		return ""
	}
	return " As of " + oldest.UTC().Format("2006-01-02 15:04:05 UTC") + "."
}

// placed is an alarm and where it is.
type placed struct {
	alarm.Alarm
	place string
}

// rows returns the cells of the alarms in the chosen states, the most urgent and the latest change
// first, and what is to be said of those that are left out.
func (h *heard) rows(states []string) (rows [][]string, notes []string) {
	var shown []placed
	hidden := 0
	for _, a := range h.sources {
		for _, record := range a.Alarms {
			if known := stateWords[record.Alarm.State] != ""; known && states != nil &&
				!slices.Contains(states, string(record.Alarm.State)) {
				hidden++
				continue
			}
			shown = append(shown, placed{record.Alarm, place(a.Source)})
		}
	}
	slices.SortStableFunc(shown, func(a, b placed) int {
		return cmp.Or(cmp.Compare(urgency(a.Alarm), urgency(b.Alarm)), b.Since.Compare(a.Since),
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
		rows = append(rows,
			[]string{stateText(p.Alarm), adf.Cut(p.Name, maxName), moment(p.Since),
				adf.Cut(p.Reason, maxReason), p.place})
	}
	return rows, notes
}

// place names a source as people know it.
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

// told says what came from each source.
func (h *heard) told() []string {
	var lines []string
	for _, a := range h.sources {
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

// failureLine says why a source has no alarms here.
func failureLine(f stream.Failure) string {
	name := cmp.Or(f.Name, "A connection")
	if f.RegionName != "" {
		name += ", " + f.RegionName
	}
	return name + ": " + f.Error.Message
}
