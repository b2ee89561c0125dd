package confluence

import (
	"strings"
	"time"
)

// span is a piece of a line of text.
type span struct {
	Text string
	Code bool
}

// inline divides text at backticks: every second piece is code. An unpaired last backtick is text.
func inline(text string) []span {
	pieces := strings.Split(text, "`")
	var spans []span
	for i, piece := range pieces {
		switch {
		case i%2 == 1 && i == len(pieces)-1:
			spans = append(spans, span{Text: "`" + piece})
		case piece != "":
			spans = append(spans, span{Text: piece, Code: i%2 == 1})
		}
	}
	return spans
}

// piece is a span of a paragraph, or the place of a macro in it, by its index.
type piece struct {
	span
	Macro bool
	Index int
}

// sentence divides a paragraph at its macros, and the text between them at backticks.
func sentence(text string) []piece {
	var pieces []piece
	for i, between := range strings.Split(text, placeholder) {
		if i > 0 {
			pieces = append(pieces, piece{Macro: true, Index: i - 1})
		}
		for _, s := range inline(between) {
			pieces = append(pieces, piece{span: s})
		}
	}
	return pieces
}

// lines returns the lines that are not empty.
func lines(text string) []string {
	var kept []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
	}
	return kept
}

// rows returns the cells of each line.
func rows(text string) [][]string {
	var table [][]string
	for _, line := range lines(text) {
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		table = append(table, cells)
	}
	return table
}

func date(t time.Time) string { return t.Format("2 January 2006, 15:04 MST") }

// initials returns the first letters of the first two words.
func initials(name string) string {
	letters := ""
	for _, word := range strings.Fields(name) {
		if letters += word[:1]; len(letters) == 2 {
			break
		}
	}
	return strings.ToUpper(letters)
}
