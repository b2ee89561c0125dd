package resolver

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/proof"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/source"
)

// testRequest is the body of POST /v1/connections/test: one step of the test of a draft, or of a
// saved connection with the changes it is about to get.
type testRequest struct {
	SpaceID    string          `json:"spaceId"`
	ID         string          `json:"id"`
	Connection json.RawMessage `json:"connection"`
	Step       proof.Step      `json:"step"`
	Region     string          `json:"region"`
	Proof      string          `json:"proof"`
}

func (r testRequest) space() string { return r.SpaceID }

type testResponse struct {
	Step    proof.Step    `json:"step"`
	Region  string        `json:"region,omitempty"`
	Outcome proof.Outcome `json:"outcome"`
	// Complete means that every step of the test has passed.
	Complete bool          `json:"complete"`
	Proof    string        `json:"proof"`
	Error    *stream.Error `json:"error,omitempty"`
	// RetryAfter is how many seconds to wait where waiting may help.
	RetryAfter int `json:"retryAfter,omitempty"`
	*source.Counted
	Account    string `json:"account,omitempty"`
	Composites string `json:"composites,omitempty"`
	// Notes are what a step that passed found remarkable, in words.
	Notes []testNote `json:"notes,omitempty"`
	// Folders are those that the step found, for an admin to choose from.
	Folders []source.Folder `json:"folders,omitempty"`
}

// testNote is a note of a step with its words.
type testNote struct {
	proof.Note
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

// noted returns notes with their words for an admin.
func (s *service) noted(notes []proof.Note) []testNote {
	var out []testNote
	for _, note := range notes {
		w := s.Providers.noteWords(note.Code)
		out = append(out, testNote{note, w.Message, w.HintFor(true)})
	}
	return out
}

// test is POST /v1/connections/test. A failure of AWS is an answer here, not an error. What the
// browser claims of earlier steps counts only as far as its proof confirms it.
func (s *service) test(ctx context.Context, c *call, right access.Admin, req testRequest) (reply,
	error) {
	link, err := s.candidate(ctx, right, req)
	if err != nil {
		return reply{}, err
	}
	subject := link.Subject(right)
	found, err := s.Proofs.Open(req.Proof, subject)
	if err != nil {
		return reply{}, err
	}
	if err := found.Ask(subject.Steps, req.Step, req.Region); err != nil {
		return reply{}, askedWrongly(err, req)
	}
	c.slot.release()
	t := task{Link: link, Site: right.Reader().CloudID(),
		Question:     source.Question{Place: req.Region},
		Purpose:      "test of a connection: " + string(req.Step),
		Installation: right.Reader().Installation(), Space: right.Reader().Space()}
	f, err := s.step(ctx, c.asker(right.Reader().Account()), t,
		source.Trial{Step: req.Step, Place: req.Region, Proof: found})
	if err != nil {
		return reply{}, err
	}
	found = found.With(subject.Steps, proof.Result{
		Step: req.Step, Place: req.Region, Outcome: f.Outcome, Code: f.Code,
		At: s.Now().UTC().Truncate(time.Millisecond), NamePrefix: f.AskedWith(),
		Composites: f.Composites, Notes: f.Notes,
	})
	c.event.Operation += " " + string(req.Step)
	c.event.Connection, c.event.Region = req.ID, req.Region
	if f.Code != "" {
		c.event.Outcome = f.Code
	}
	if f.Owner != "" {
		found.Owner = f.Owner
	}
	out := testResponse{
		Step: req.Step, Region: req.Region, Outcome: f.Outcome, Complete: found.Complete(subject),
		Proof:      s.Proofs.Seal(found, subject),
		RetryAfter: f.RetryAfter, Counted: f.Counted, Account: f.Owner, Composites: f.Composites,
		Notes: s.noted(f.Notes), Folders: f.Folders,
	}
	if f.Code != "" {
		failure := s.describe(f.Err, f.Code, c.id, c.admin)
		failure.Message = strings.TrimSpace(failure.Message + " " + f.Detail)
		out.Error = &failure
	}
	asItIs := req.ID != "" && len(req.Connection) == 0
	if asItIs && (out.Complete || f.Outcome != proof.Passed) {
		kept := trialOf{right, link, connection.TestOf(found, subject)}
		if err := s.keepTest(ctx, c, kept); err != nil {
			return reply{}, err
		}
	}
	return ok(out)
}

// trialOf is a test of a saved connection, and the right of its tester.
type trialOf struct {
	right access.Admin
	link  connection.Link
	test  connection.Test
}

// keepTest stores the test of a saved connection as it is. A connection that the test moved to the
// space's new External ID leaves a record of its own.
func (s *service) keepTest(ctx context.Context, c *call, t trialOf) error {
	if err := s.Store.PutTest(ctx, t.right, t.link, t.test); err != nil {
		return err
	}
	if t.link.Waits() && t.test.Outcome == proof.Passed {
		event := c.event
		event.Operation, event.Outcome = "move of a connection to the new External ID", codeOK
		s.Audit.Record(context.WithoutCancel(ctx), event)
	}
	return nil
}

// step asks one step when it is its turn. A provider that calls once more takes another.
func (s *service) step(ctx context.Context, a asker, t task, trial source.Trial) (source.Finding,
	error) {
	p, err := s.provider(t)
	if err != nil {
		return source.Finding{}, err
	}
	if err := s.stepTurn(ctx, a, t); err != nil {
		return s.unasked(t, err), nil
	}
	trial.Turn = func(ctx context.Context) error { return s.stepTurn(ctx, a, t) }
	return p.Test(ctx, t.Link, trial, s.call(ctx, a, t)), nil
}

// askedWrongly names the field that asked for a step that is not to be asked.
func askedWrongly(err error, req testRequest) error {
	if errors.Is(err, proof.ErrTooEarly) {
		return input.Field("step",
			"This step comes after others that have not passed. Begin with the first.")
	}
	if errors.Is(err, proof.ErrNoPlace) {
		return input.Field("region", "Name one of the connection's Regions.")
	}
	return input.Field("step", "The test of this kind of connection has no such step.")
}

// candidate returns the connection to test. Its External ID is the space's own, never the
// request's.
func (s *service) candidate(ctx context.Context, right access.Admin, req testRequest) (
	connection.Link, error) {
	if req.ID != "" {
		var change connection.Change
		if len(req.Connection) > 0 {
			if err := strict(req.Connection, &change); err != nil {
				return connection.Link{}, input.In("connection", err)
			}
		}
		link, err := s.Store.Preview(ctx, right, req.ID, change)
		return link, input.In("connection", err)
	}
	if len(req.Connection) == 0 {
		return connection.Link{}, input.Field("connection",
			"Describe a connection, or name a saved one by its id.")
	}
	var draft connection.Draft
	if err := strict(req.Connection, &draft); err != nil {
		return connection.Link{}, input.In("connection", err)
	}
	link, err := s.Store.DraftLink(ctx, right, draft)
	link.ID = "" // nothing has it yet, nor will
	return link, input.In("connection", err)
}
