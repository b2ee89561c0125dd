package resolver

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/proof"
	"pagewatch/internal/resolver/stream"
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
	// Complete says that the proof now proves everything.
	Complete bool          `json:"complete"`
	Proof    string        `json:"proof"`
	Error    *stream.Error `json:"error,omitempty"`
	// RetryAfter is how many seconds to wait where waiting may help.
	RetryAfter int `json:"retryAfter,omitempty"`
	*counted
	Account    string `json:"account,omitempty"`
	Composites string `json:"composites,omitempty"`
}

// counted is what the step "alarms" saw.
type counted struct {
	Alarms    int  `json:"alarms"`
	Truncated bool `json:"truncated"`
	// NamePrefix is the one that was asked with, the first of a fence.
	NamePrefix string `json:"namePrefix,omitempty"`
}

// trial is one step under way.
type trial struct {
	requestID string
	right     access.Admin
	link      connection.Link
	region    string
	step      proof.Step
	proof     proof.Proof
}

// test is POST /v1/connections/test. A failure of AWS is an answer here, not an error. What the
// browser says of earlier steps counts only as far as its proof says so.
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
	slotOf(ctx).release()
	f := steps[req.Step](s, ctx, trial{c.id, right, link, req.Region, req.Step, found})
	found = found.With(subject.Steps, proof.Result{
		Step: req.Step, Place: req.Region, Outcome: f.outcome, Code: f.code,
		At: s.Now().UTC().Truncate(time.Millisecond), NamePrefix: f.prefix(),
		Composites: f.composites,
	})
	c.event.Operation += " " + string(req.Step)
	c.event.Connection, c.event.Region = req.ID, req.Region
	if f.code != "" {
		c.event.Outcome = f.code
	}
	if f.account != "" {
		found.Owner = f.account
	}
	out := testResponse{
		Step: req.Step, Region: req.Region, Outcome: f.outcome, Complete: found.Complete(subject),
		Proof:      s.Proofs.Seal(found, subject),
		RetryAfter: f.retryAfter, counted: f.counted, Account: f.account, Composites: f.composites,
	}
	if f.code != "" {
		failure := describe(f.err, f.code, c.id)
		out.Error = &failure
	}
	asItIs := req.ID != "" && len(req.Connection) == 0
	if asItIs && (out.Complete || f.outcome != proof.Passed) {
		if err := s.Store.PutTest(ctx, right, link, connection.TestOf(found, subject)); err != nil {
			return reply{}, err
		}
	}
	return ok(out)
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
