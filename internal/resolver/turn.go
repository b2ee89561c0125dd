package resolver

import (
	"context"
	"strings"
	"sync/atomic"

	"pagewatch/internal/audit"
	"pagewatch/internal/proof"
	"pagewatch/internal/resolver/limit"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

// quota names the quota that a task draws on: its connection's, in its place. AWS counts for each
// account, and several connections to one add up; but tenants who shared a quota could exhaust each
// other's.
func (t task) quota() string {
	return strings.Join([]string{t.Installation, t.Space, t.Link.ID, t.Question.Place}, " ")
}

// turn waits until the connection's quota allows one more call. No credentials exist in the
// meantime. The error is a *limit.Busy, errGone or errTimeout.
func (s *service) turn(ctx context.Context, a asker, t task) error {
	return interrupted(s.Limit.Wait(ctx, t.quota(), a.person()))
}

// stepTurn waits for the turn of a step of a test. A step in a place reads what a view reads there,
// and draws on the same quota. Every other step asks with Pagewatch's own credentials, whose quota
// all customers share, and takes one of the space's turns.
func (s *service) stepTurn(ctx context.Context, a asker, t task) error {
	if t.Question.Place != "" {
		return s.turn(ctx, a, t)
	}
	return interrupted(s.Steps.Wait(ctx, t.Installation+" "+t.Space, a.person()))
}

// unasked is the finding of a step that got no turn: it proves nothing.
func (s *service) unasked(t task, err error) source.Finding {
	f := source.Finding{Outcome: proof.Inconclusive, Code: s.taskCode(t, err), Err: err}
	if busy := limit.AsBusy(err); busy != nil {
		f.RetryAfter = busy.Seconds()
	}
	return f
}

// ownRecord is the audit record of a call. It names one source that got no turn.
type ownRecord struct {
	event *audit.Event
	named atomic.Bool
}

// refused records that a source got no turn: in the record of its call, or in one of its own where
// that names another source.
func (s *service) refused(ctx context.Context, a asker, t task, err error) {
	if own := a.ownRecord; own != nil && own.named.CompareAndSwap(false, true) {
		own.event.Outcome = s.outcome(t, err)
		own.event.Connection, own.event.Region = t.Link.ID, t.Question.Place
		return
	}
	s.record(ctx, a, t, upstream.Trace{}, s.outcome(t, err))
}
