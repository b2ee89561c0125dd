// Package adf builds documents in the Atlassian Document Format, as far as an export needs it.
// Texts are never interpreted as markup.
//
// The format is defined by the JSON schema in @atlaskit/adf-schema 56.7.3,
// json-schema/v1/full.json.
package adf

import (
	"net/url"
	"strings"

	"pagewatch/internal/display"
)

// Document is a whole document.
type Document struct {
	Version int    `json:"version"`
	Type    string `json:"type"`
	Content []Node `json:"content"`
}

// Node is a part of a document: a block, a part of a table, or a text.
type Node struct {
	Type    string `json:"type"`
	Text    string `json:"text,omitempty"`
	Marks   []Mark `json:"marks,omitempty"`
	Content []Node `json:"content,omitempty"`
}

// Mark is a format of a text, such as bold, or a link.
type Mark struct {
	Type  string `json:"type"`
	Attrs *Attrs `json:"attrs,omitempty"`
}

// Attrs are the attributes of a link.
type Attrs struct {
	Href string `json:"href"`
}

// version is the version of the format.
const version = 1

// New returns a document of the blocks.
func New(blocks ...Node) Document {
	return Document{Version: version, Type: "doc", Content: append([]Node{}, blocks...)}
}

// Paragraph returns a paragraph of the texts. It leaves out empty ones, which the format does not
// allow.
func Paragraph(texts ...Node) Node {
	p := Node{Type: "paragraph"}
	for _, t := range texts {
		if t.Text != "" {
			p.Content = append(p.Content, t)
		}
	}
	return p
}

// Text returns a text of the parts in one line, without characters that hide or reorder others. Of
// several parts, none changes the order of the others.
func Text(parts ...string) Node {
	var all strings.Builder
	for _, part := range parts {
		part = display.Line(part)
		if len(parts) > 1 {
			part = display.Isolated(part)
		}
		all.WriteString(part)
	}
	return Node{Type: "text", Text: all.String()}
}

// Strong returns a text in bold.
func Strong(parts ...string) Node {
	t := Text(parts...)
	t.Marks = []Mark{{Type: "strong"}}
	return t
}

// Link returns a text that leads to an https address. For an address of another scheme, with user
// info, or with a character that Text would change, it returns the text alone.
func Link(text, address string) Node {
	t := Text(text)
	_, err := url.Parse(address)
	if err == nil && display.Host(address) != "" && display.Line(address) == address {
		t.Marks = []Mark{{Type: "link", Attrs: &Attrs{Href: address}}}
	}
	return t
}

// Table returns a table with a row of headings; each cell of a row is one paragraph.
func Table(headings []string, rows [][]Node) Node {
	header := Node{Type: "tableRow"}
	for _, h := range headings {
		header.Content = append(header.Content,
			Node{Type: "tableHeader", Content: []Node{Paragraph(Strong(h))}})
	}
	table := Node{Type: "table", Content: []Node{header}}
	for _, row := range rows {
		r := Node{Type: "tableRow"}
		for _, cell := range row {
			r.Content = append(r.Content, Node{Type: "tableCell", Content: []Node{cell}})
		}
		table.Content = append(table.Content, r)
	}
	return table
}
