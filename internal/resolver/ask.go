package resolver

import (
	"cmp"
	"context"
	"errors"
	"sync"

	"pagewatch/internal/audit"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/resolver/limit"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

// asker is the call for which sources are asked.
type asker struct {
	requestID string
	// account is the person's, for the audit and for turns; "" for an export of a function.
	account string
	// exporter takes its place for turns where the account is empty.
	exporter string
	*holding
	*ownRecord
}

// person returns whose turns the call takes. All persons of whom nothing is known are one.
func (a asker) person() string { return cmp.Or(a.account, a.exporter) }

// asker returns the call as the one for which a person's sources are asked.
func (c *call) asker(account string) asker {
	return asker{requestID: c.id, account: account, holding: c.holding,
		ownRecord: &ownRecord{event: &c.event}}
}

// run asks every source side by side and writes each answer as it comes. From here on the call
// holds no slot while it waits.
func (s *service) run(ctx context.Context, a asker, tasks []task, out stream.Writer) {
	a.slot.release()
	// The first answer of several would keep a slot until the last has come: memory is reserved
	// for them, and a slot taken for a single one.
	hold := func(ctx context.Context, answer *source.Answer) error {
		if len(tasks) > 1 {
			return a.memory.take(ctx, tasks[0].Site, answer)
		}
		return a.slot.move(ctx, s.admission.answers)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var wg sync.WaitGroup
	for _, t := range tasks {
		wg.Go(func() {
			if err := s.write(ctx, a, t, hold, out); err != nil {
				stop() // the reader has left
			}
		})
	}
	wg.Wait()
}

// write asks one source and writes its answer. An answer that cannot be encoded, or panics while it
// is, fails its source alone; writers write nothing of it.
func (s *service) write(ctx context.Context, a asker, t task,
	hold func(context.Context, *source.Answer) error, out stream.Writer) (err error) {
	defer func() {
		if recover() != nil {
			s.panickedSource(ctx, a)
			err = out.Write(s.failed(t, errPanic, a.requestID))
		}
	}()
	err = out.Write(s.ask(ctx, a, t, hold))
	if errors.Is(err, stream.ErrEncoding) {
		err = out.Write(s.failed(t, err, a.requestID))
	}
	return err
}

// panickedSource logs the place of a panic, and not its value, which may hold anything.
func (s *service) panickedSource(ctx context.Context, a asker) {
	s.Log.ErrorContext(ctx, "a source panicked", "requestId", a.requestID, "at", panicPlace())
}

// ask asks one source and always has an answer. hold waits until the answer may be kept.
func (s *service) ask(ctx context.Context, a asker, t task,
	hold func(context.Context, *source.Answer) error) (answer stream.Answer) {
	defer func() {
		if recover() != nil {
			s.panickedSource(ctx, a)
			answer = s.failed(t, errPanic, a.requestID)
		}
	}()
	got, err := s.fetch(ctx, a, t)
	if err == nil {
		err = hold(ctx, got)
	}
	if err != nil {
		return s.failed(t, err, a.requestID)
	}
	return s.answered(t, got)
}

func (s *service) failed(t task, err error, requestID string) stream.Answer {
	return stream.Answer{Failure: &stream.Failure{
		Source: t.Index, Name: t.Link.Name, RegionName: s.placeName(t.Question.Place),
		Error: s.describe(err, s.taskCode(t, err), requestID, toReaders),
	}}
}

func (s *service) answered(t task, got *source.Answer) stream.Answer {
	return stream.Answer{Records: got.Records, Source: stream.Source{
		Source: t.Index, Connection: t.Link.ID, Name: t.Link.Name,
		Region: t.Question.Place, RegionName: s.placeName(t.Question.Place),
		Account: t.Link.Account(), AsOf: got.AsOf, Count: len(got.Records),
		Truncated: got.Next != "" || got.Truncated, Cursor: s.cursor(t, got.Next),
		Stack: t.Link.Stack(), Narrowed: got.Narrowed, Missing: got.Missing, Left: got.Left,
		Simulated:  got.Simulated,
		NamePrefix: t.Question.NamePrefix,
	}}
}

// fetch answers a source. Readers who ask the same at the same time share one flight, each after
// their own authentication and authorisation. The answer may be others' too: nothing changes it.
//
// The first of them takes the turn. Where that is refused, the others ask for turns of their own.
func (s *service) fetch(ctx context.Context, a asker, t task) (*source.Answer, error) {
	own, leave := s.waiters.join(ctx, t.key())
	defer leave()
	answer, joined, err := s.board(ctx, a, t)
	for joined && refusedAnother(a, err) {
		answer, joined, err = s.board(ctx, a, t)
	}
	err = s.waited(own, err)
	switch {
	case limit.AsBusy(err) != nil:
		s.refused(ctx, a, t, err)
	case joined:
		t.Purpose = "joined a flight"
		s.record(ctx, a, t, upstream.Trace{}, s.outcome(t, err))
	}
	return answer, err
}

// refusedAnother reports whether a flight got no turn because of another person's calls.
func refusedAnother(a asker, err error) bool {
	busy := limit.AsBusy(err)
	return busy != nil && busy.Person != a.person()
}

// board joins the flight of a task's question, or begins one.
func (s *service) board(ctx context.Context, a asker, t task) (answer *source.Answer, joined bool,
	err error) {
	key := t.key()
	return s.flights.Do(ctx, key, func(ctx context.Context) (got *source.Answer, err error) {
		ctx = invocation.WithArrivals(ctx,
			func() invocation.Arrival { return s.waiters.first(key) })
		defer func() {
			if recover() != nil {
				s.panickedSource(ctx, a)
				err = errPanic
			}
		}()
		return s.fly(ctx, a, t)
	})
}

// fly asks the provider when it is the connection's turn.
func (s *service) fly(ctx context.Context, a asker, t task) (*source.Answer, error) {
	p, err := s.provider(t)
	if err != nil {
		s.record(ctx, a, t, upstream.Trace{}, s.outcome(t, err))
		return nil, err
	}
	if err := s.turn(ctx, a, t); err != nil {
		if limit.AsBusy(err) == nil {
			s.record(ctx, a, t, upstream.Trace{}, s.outcome(t, err))
		}
		return nil, err
	}
	release, err := s.admission.question(ctx, t)
	if err != nil {
		s.record(ctx, a, t, upstream.Trace{}, s.outcome(t, err))
		return nil, err
	}
	defer release()
	defer s.waiters.ask(t.key())()
	return p.Ask(ctx, t.Link, t.Question, s.call(ctx, a, t))
}

// call is what a provider gets for a task.
func (s *service) call(ctx context.Context, a asker, t task) source.Call {
	return source.Call{
		Site: t.Site,
		Code: func(err error) string { return s.outcome(t, err) },
		Used: func(trace upstream.Trace, outcome string) { s.record(ctx, a, t, trace, outcome) },
	}
}

// interrupted returns errGone for the context of a caller who left, errTimeout for one whose time
// was up, and any other error as it is.
func interrupted(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return errGone
	case errors.Is(err, context.DeadlineExceeded):
		return errTimeout
	}
	return err
}

// waited returns what ended the wait for a flight, as interrupted does. Where the time was up after
// the flight had asked another service, that is errUpstreamTimeout.
func (s *service) waited(own *waiter, err error) error {
	err = interrupted(err)
	if errors.Is(err, errTimeout) && s.waiters.asked(own) {
		return errUpstreamTimeout
	}
	return err
}

// outcome returns the audit's word for the end of a task.
func (s *service) outcome(t task, err error) string {
	if err == nil {
		return codeOK
	}
	return s.taskCode(t, err)
}

// record leaves the audit record of a task.
func (s *service) record(ctx context.Context, a asker, t task, trace upstream.Trace,
	outcome string) {
	s.Audit.Record(context.WithoutCancel(ctx), audit.Event{
		Operation: cmp.Or(t.Purpose, "use of a connection"), Outcome: outcome,
		RequestID: a.requestID, Account: a.account, Installation: t.Installation, Space: t.Space,
		Connection: t.Link.ID, Region: t.Question.Place, Upstream: trace,
	})
}
