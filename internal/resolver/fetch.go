package resolver

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"strings"

	"pagewatch/internal/audit"
	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/connection"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/upstream"
)

// question is what makes two readers' answers the same: both may read the space, have opened the
// same version of its connection, and ask for the same page of the same query, under the same name
// in CloudTrail. It holds no secret; the version, which is random and changes with every change,
// stands for them.
type question struct {
	installation, space         string
	connection, version, region string
	query, cursor               string
	session                     string
}

func (p plan) question() question {
	query, err := json.Marshal(p.Page.Query)
	if err != nil {
		panic("a query does not marshal")
	}
	return question{
		installation: p.Installation, space: p.Space,
		connection: p.Link.ID, version: p.Link.Version, region: p.Region,
		query: string(query), cursor: p.Page.Next,
		session: p.Session,
	}
}

// turns is whose turns a plan takes: those of its connection, in its Region. AWS counts for each
// account, and several connections to one add up; but tenants who shared their turns could take
// each other's.
func (p plan) turns() string {
	return strings.Join([]string{p.Installation, p.Space, p.Link.ID, p.Region}, " ")
}

// fetch answers a source. Readers who ask the same at the same time share one flight of the last
// two steps, each after steps of their own up to there. The answer may be others' too: it must not
// be changed.
func (s *service) fetch(ctx context.Context, requestID, person string, p plan) (alarm.Answer,
	error) {
	asked := p.question()
	own, leave := s.waiters.join(ctx, asked)
	defer leave()
	answer, joined, err := s.flights.Do(ctx, asked,
		func(ctx context.Context) (answer alarm.Answer, err error) {
			ctx = invocation.WithArrivals(ctx, func() invocation.Arrival {
				return s.waiters.first(asked)
			})
			defer func() {
				if recover() != nil {
					s.Log.ErrorContext(ctx, "a source panicked", "requestId", requestID, "at",
						panicPlace())
					err = errPanic
				}
			}()
			if err := s.waitTurn(ctx, requestID, person, p); err != nil {
				return alarm.Answer{}, err
			}
			defer s.waiters.ask(asked)()
			return s.askUpstream(ctx, requestID, person, p)
		})
	if err = s.waited(own, err); joined {
		p.Purpose = "joined a flight"
		s.record(ctx, requestID, person, p, upstream.Trace{}, err)
	}
	return answer, err
}

// use asks AWS for one caller alone, when it is the connection's turn.
func (s *service) use(ctx context.Context, requestID, person string, p plan) (alarm.Answer,
	error) {
	if err := s.waitTurn(ctx, requestID, person, p); err != nil {
		return alarm.Answer{}, err
	}
	return s.askUpstream(ctx, requestID, person, p)
}

// waitTurn waits until the connection may be used. No credentials exist in the meantime.
func (s *service) waitTurn(ctx context.Context, requestID, person string, p plan) error {
	err := interrupted(s.Limit.Wait(ctx, p.turns()))
	if err != nil {
		s.record(ctx, requestID, person, p, upstream.Trace{}, err)
	}
	return err
}

// askUpstream is the heart: keys for one call, one question, and the keys are dropped. Each use of
// a secret leaves a record.
func (s *service) askUpstream(ctx context.Context, requestID, person string, p plan) (alarm.Answer,
	error) {
	keys, err := s.keys(ctx, requestID, person, p)
	if err != nil {
		return alarm.Answer{}, err
	}
	answer, trace, err := s.Alarms.Describe(ctx, keys, p.Region, p.Page)
	s.record(ctx, requestID, person, p, trace, err)
	if err != nil {
		return alarm.Answer{}, err
	}
	answer.Alarms = withinQuery(answer.Alarms, p.Page.Query)
	return answer, nil
}

// keys returns the credentials for one call. A kind that is not known has none.
func (s *service) keys(ctx context.Context, requestID, person string, p plan) (account.Keys,
	error) {
	switch p.Link.Kind {
	case connection.AWSRole:
		keys, trace, err := s.Credentials.Assume(ctx, *p.Link.AWS, p.Session)
		s.record(ctx, requestID, person, p, trace, err)
		return keys, err
	case connection.AWSUser:
		return p.Link.AWS.Keys, nil
	}
	s.record(ctx, requestID, person, p, upstream.Trace{}, connection.ErrUnknownKind)
	return account.Keys{}, connection.ErrUnknownKind
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

// withinQuery drops alarms that the query did not ask for: the fence holds whatever AWS answers.
func withinQuery(alarms []alarm.Alarm, asked alarm.Query) []alarm.Alarm {
	kept := make([]alarm.Alarm, 0, len(alarms))
	for _, a := range alarms {
		if asked.Keeps(a.Name) {
			kept = append(kept, a)
		}
	}
	return kept
}

func (s *service) record(ctx context.Context, requestID, person string, p plan,
	trace upstream.Trace, err error) {
	outcome := codeOK
	if err != nil {
		outcome = planCode(p, err)
	}
	s.recordAs(ctx, requestID, person, p, trace, outcome)
}

// recordAs leaves the record of a call whose outcome is known.
func (s *service) recordAs(ctx context.Context, requestID, person string, p plan,
	trace upstream.Trace, outcome string) {
	s.Audit.Record(context.WithoutCancel(ctx), audit.Event{
		Operation: cmp.Or(p.Purpose, "use of a connection"), Outcome: outcome, RequestID: requestID,
		Account:      person,
		Installation: p.Installation, Space: p.Space, Connection: p.Link.ID, Region: p.Region,
		Upstream: trace,
	})
}
