// Package source is what the resolver and a provider exchange about one source of a view: what is
// asked, what came, and how a test of its connection went. It is pure, so that no provider imports
// the resolver.
package source

import (
	"context"
	"time"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/proof"
	"pagewatch/internal/upstream"
	"pagewatch/internal/verdict"
)

// Source is one source of a view, as the request names it.
type Source struct {
	Connection string `json:"connection"`
	Region     string `json:"region"`
	// Account is the one that the macro's author saw and confirmed, "" where that is not known. It
	// gives no right: a connection that reaches another account does not answer.
	Account string `json:"account"`
	// Cursor continues where an earlier answer of this source ended.
	Cursor string `json:"cursor"`
	// Alerts selects alert rules of a stack, nil for all of them.
	Alerts *alert.Query `json:"alerts"`
	// Index is the place in the request, for the fields of errors.
	Index int `json:"-"`
	// Query is the view's: its sources share it.
	Query alarm.Query `json:"-"`
}

// Question is what a provider asks for a source, held inside the connection's fence. Two equal
// questions on one version of one connection have the same answer.
type Question struct {
	// Text is the provider's own.
	Text string `json:"text,omitempty"`
	// Next is the upstream's token for the rest of an answer, "" for its beginning. It never
	// reaches a browser unsealed.
	Next string `json:"next,omitempty"`
	// Place is a Region. Calls in one place share a quota.
	Place string `json:"place,omitempty"`
	// NamePrefix is the one that is asked with: the view's own, or the fence's.
	NamePrefix string `json:"namePrefix,omitempty"`
}

// Record is one thing that a source shows, such as an alarm. Readers share it: nothing changes it.
type Record interface {
	// Type names the record on the wire, and the field that holds it.
	Type() string
	// Standing is what the record lets a reader believe.
	Standing() verdict.Standing
	// Row is the record in an export.
	Row() Row
	// Size is about how many bytes of JSON the record has.
	Size() int
}

// Row is a record in words.
type Row struct {
	Name string
	// State is the upstream's word, "" for one that this version does not know.
	State string
	// Text is the state for people, with a sign that needs no colour.
	Text   string
	Since  time.Time
	Reason string
	// Folder and Group are where the record is in its source, "" for a source without them.
	Folder, Group string
	// Runbook is where people read on, the zero Link where the record names nothing.
	Runbook Link
	// Owner is whom the record names as its owner, "" for nobody.
	Owner string
}

// Link is an https address that shows its host, and its text.
type Link struct{ Text, Address string }

// Answer is a provider's answer to a question. Readers share it: nothing changes it.
type Answer struct {
	Records []Record
	// Next continues where the answer ends, "" where the upstream has no more.
	Next string
	// AsOf is when the answer came.
	AsOf time.Time
	// Truncated means that the service has more than came, also where nothing can ask for it.
	Truncated bool
	// Narrowed means that the question or a fence left out anything at all.
	Narrowed bool
	// Missing means that something that the question names did not come.
	Missing bool
	// Left is what is in the question's scope and was not asked for.
	Left *Left
	// Simulated means that a simulation answered in place of the service.
	Simulated bool
}

// Left counts records that a filter left out.
type Left struct {
	Count int `json:"count"`
	// Worst is the state of the worst of them, in the provider's words.
	Worst string `json:"worst"`
}

// Size returns about how many bytes of JSON the records have.
func (a *Answer) Size() int {
	size := 0
	for _, r := range a.Records {
		size += r.Size()
	}
	return size
}

// Call is what a provider gets from the resolver for one question or step.
type Call struct {
	// Site is the caller's, for names in the customer's own logs.
	Site string
	// Code returns the code of an error, "ok" for none.
	Code func(error) string
	// Used records a use of the connection's secrets and its outcome.
	Used func(trace upstream.Trace, outcome string)
}

// Trial is one step of a connection's test.
type Trial struct {
	Step  proof.Step
	Place string
	// Proof holds the results of the earlier steps.
	Proof proof.Proof
	// Turn waits for the turn of one more call of the step. Its first call has one already.
	Turn func(context.Context) error
}

// Finding is the result of a step.
type Finding struct {
	Outcome proof.Outcome
	// Code names the fault, "" for a step that passed; Err is the error behind it, if there is one.
	Code string
	Err  error
	// Detail is a sentence that the message of the fault ends with, of plain words.
	Detail string
	// RetryAfter is in seconds, 0 where waiting does not help.
	RetryAfter int
	*Counted
	Composites string
	// Notes are what a step that passed found remarkable.
	Notes []proof.Note
	// Folders are the folders that the step found, for an admin to choose from.
	Folders []Folder
	// Owner names the account behind the tested credentials, where the step found it out.
	Owner string
}

// Folder is a folder of rules and dashboards. Parent is the UID of the folder around it, "" at the
// top.
type Folder struct {
	UID    string `json:"uid"`
	Title  string `json:"title"`
	Parent string `json:"parent,omitempty"`
}

// AskedWith returns the name prefix that the step asked with.
func (f Finding) AskedWith() string {
	if f.Counted == nil {
		return ""
	}
	return f.Counted.NamePrefix
}

// Counted is what a step that reads alarms saw.
type Counted struct {
	Alarms    int  `json:"alarms"`
	Truncated bool `json:"truncated"`
	// NamePrefix is the one that was asked with.
	NamePrefix string `json:"namePrefix,omitempty"`
}

// Words are what a code means to people.
type Words struct {
	// Message names the cause.
	Message string
	// Hint is the next step of anybody who reads a page. AdminHint is that of a space admin in the
	// settings, "" where it is the same; only it names what is configured in the service.
	Hint, AdminHint string
	// RetryAfter is in seconds, 0 where nobody can tell.
	RetryAfter int
	// NotPermitted marks a code by which the upstream refuses to be read.
	NotPermitted bool
}

// HintFor returns the next step of an admin in the settings, or of a reader.
func (w Words) HintFor(admin bool) string {
	if admin && w.AdminHint != "" {
		return w.AdminHint
	}
	return w.Hint
}

// Errors are how the failures of a provider are named.
type Errors struct {
	// Code returns the code of a failed call on a connection of the kind, "" for a service that is
	// not the provider's.
	Code func(kind string, err *upstream.Error) string
	// Busy and Timeout are the codes of a call that got no turn, and of one whose time was up after
	// the service was asked.
	Busy, Timeout string
	// Words holds every code of the provider.
	Words map[string]Words
	// Notes holds the words of notes on steps that passed. A code may mean less there than as a
	// failure.
	Notes map[string]Words
}
