// Package stream writes records out as they come: one JSON object a line where the browser reads a
// stream, one JSON document where it cannot. docs/wire.md describes them.
package stream

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"pagewatch/internal/source"
)

// Error is an error as people and programs read it, wherever it appears.
type Error struct {
	// Code is stable; programs may act on it.
	Code string `json:"code"`
	// Message and Hint are for people: the cause, and the next step.
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	// Field names the culprit of a refused request.
	Field     string `json:"field,omitempty"`
	RequestID string `json:"requestId,omitempty"`
	// RetryAfter is in seconds, 0 where it is unknown whether waiting helps.
	RetryAfter int `json:"retryAfter,omitempty"`
}

// Source announces an answer; its records follow.
type Source struct {
	Source     int       `json:"source"` // the index in the request's sources
	Connection string    `json:"connection"`
	Name       string    `json:"name"`
	Region     string    `json:"region"`
	RegionName string    `json:"regionName"`
	Account    string    `json:"account,omitempty"`
	AsOf       time.Time `json:"asOf"`
	Count      int       `json:"count"`
	Truncated  bool      `json:"truncated"`
	// Stack is the host of a Grafana stack, for links.
	Stack string `json:"stack,omitempty"`
	// Narrowed means that the question or a fence left out anything at all, and Missing that
	// something that they name did not come.
	Narrowed bool `json:"narrowed,omitempty"`
	Missing  bool `json:"missing,omitempty"`
	// Left is what the filters of a source left out.
	Left *source.Left `json:"left,omitempty"`
	// Simulated means that a simulation answered in place of the service.
	Simulated bool `json:"simulated,omitempty"`
	// NamePrefix is the one AWS was asked with: the view's own, or the only one of the connection's
	// fence.
	NamePrefix string `json:"namePrefix,omitempty"`
	// Cursor asks for the rest, in a view of its own; "" where there is none or it cannot be had.
	Cursor string `json:"cursor,omitempty"`
}

// Failure stands in the place of a source that has no answer.
type Failure struct {
	Source int `json:"source"`
	// Name and RegionName are what people call the source, as far as it is known.
	Name       string `json:"name,omitempty"`
	RegionName string `json:"regionName,omitempty"`
	Error      Error  `json:"error"`
}

// End is always the last record: an answer without it was cut.
type End struct {
	Sources   int    `json:"sources"`
	Alarms    int    `json:"alarms"`
	RequestID string `json:"requestId"`
}

// Header is one of Source, Failure and End.
type Header interface{ kind() string }

func (Source) kind() string  { return "source" }
func (Failure) kind() string { return "error" }
func (End) kind() string     { return "end" }

// ErrEncoding is returned for a record that has no JSON. Nothing of it has been written.
var ErrEncoding = errors.New("a record has no JSON")

// Encode returns a header as one line of JSON without its newline. The type comes first.
func Encode(h Header) ([]byte, error) {
	body, err := json.Marshal(h)
	if err != nil {
		return nil, ErrEncoding
	}
	kind := `{"type":"` + h.kind() + `",`
	line := append(make([]byte, 0, len(kind)+len(body)), kind...) // a byte more: for the line's end
	return append(line, body[1:]...), nil
}

// encodeRecord returns a record of the source with that index, as Encode does. The record stands in
// the field that its type names. The buffer is for the records of one answer: a long one leaves
// less garbage.
func encodeRecord(buffer *bytes.Buffer, index int, r source.Record) ([]byte, error) {
	buffer.Reset()
	_, _ = fmt.Fprintf(buffer, `{"type":"%s","source":%d,"%[1]s":`, r.Type(), index)
	if err := json.NewEncoder(buffer).Encode(r); err != nil {
		return nil, ErrEncoding
	}
	line := buffer.Bytes()
	line[len(line)-1] = '}'                                   // it was a newline
	return append(make([]byte, 0, len(line)+1), line...), nil // a byte more: for the line's end
}
