package resolver

import (
	"context"
	"encoding/json"

	"pagewatch/internal/access"
	"pagewatch/internal/connection"
	"pagewatch/internal/invalid"
	"pagewatch/internal/stream"
)

// testRequest is the body of POST /v1/connections/test: a draft, or a saved connection with the changes it is about
// to get.
type testRequest struct {
	SpaceID    string          `json:"spaceId"`
	ID         string          `json:"id"`
	Connection json.RawMessage `json:"connection"`
	Region     string          `json:"region"`
}

func (r testRequest) space() string { return r.SpaceID }

type testResponse struct {
	Outcome string `json:"outcome"`
	Region  string `json:"region"`
	// NamePrefix is the one that was tried, the first of a fence.
	NamePrefix string        `json:"namePrefix,omitempty"`
	Alarms     int           `json:"alarms"`
	Truncated  bool          `json:"truncated"`
	Error      *stream.Error `json:"error,omitempty"`
}

// test is POST /v1/connections/test: what a view of one Region would do, and what came of it in words. A failure of
// AWS is an answer here, not an error.
func (s *service) test(ctx context.Context, c *call, right access.Admin, req testRequest) (reply, error) {
	link, err := s.candidate(ctx, right, req)
	if err != nil {
		return reply{}, err
	}
	if err := link.Fence.Region("region", req.Region); err != nil {
		return reply{}, err
	}
	p := plan{
		Link: link, Region: req.Region, Session: s.SessionName(right.Reader().CloudID()),
		Installation: right.Reader().Installation(), Space: right.Reader().Space(),
	}
	if len(link.Fence.NamePrefixes) > 0 {
		p.Page.NamePrefix = link.Fence.NamePrefixes[0]
	}
	got, err := s.fetch(ctx, c.id, right.Reader().Account(), p)
	if err != nil {
		failure := describe(err, planCode(p, err), c.id)
		return ok(testResponse{Outcome: "failed", Region: req.Region, Error: &failure})
	}
	return ok(testResponse{Outcome: "ok", Region: req.Region, NamePrefix: p.Page.NamePrefix, Alarms: len(got.Alarms), Truncated: got.Next != ""})
}

// candidate returns the connection to test. Its External ID is the space's own, never the request's.
func (s *service) candidate(ctx context.Context, right access.Admin, req testRequest) (connection.Link, error) {
	if req.ID != "" {
		var change connection.Change
		if len(req.Connection) > 0 {
			if err := strict(req.Connection, &change); err != nil {
				return connection.Link{}, invalid.In("connection", err)
			}
		}
		link, err := s.Store.Preview(ctx, right, req.ID, change)
		return link, invalid.In("connection", err)
	}
	if len(req.Connection) == 0 {
		return connection.Link{}, invalid.Field("connection", "Describe a connection, or name a saved one by its id.")
	}
	var draft connection.Draft
	if err := strict(req.Connection, &draft); err != nil {
		return connection.Link{}, invalid.In("connection", err)
	}
	link, err := s.Store.DraftLink(ctx, right, draft)
	return link, invalid.In("connection", err)
}
