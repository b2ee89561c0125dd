package resolver

import (
	"cmp"
	"context"
	"strings"

	"pagewatch/internal/alarm"
	"pagewatch/internal/audit"
	"pagewatch/internal/connection"
	"pagewatch/internal/upstream"
)

// fetch is the heart: keys for one call, one question, and the keys are dropped. Each use of a secret leaves a record.
func (s *service) fetch(ctx context.Context, requestID, account string, p plan) (alarm.Answer, error) {
	keys := p.Link.Keys
	if p.Link.Kind == connection.AWSRole {
		assumed, trace, err := s.Credentials.Assume(ctx, p.Link, p.Session)
		s.record(ctx, requestID, account, p, trace, err)
		if err != nil {
			return alarm.Answer{}, err
		}
		keys = assumed
	}
	answer, trace, err := s.Alarms.Describe(ctx, keys, p.Region, p.Page)
	s.record(ctx, requestID, account, p, trace, err)
	if err != nil {
		return alarm.Answer{}, err
	}
	answer.Alarms = inside(answer.Alarms, p.Page.NamePrefix)
	return answer, nil
}

// inside drops what AWS should not have sent: the fence is ours to keep, whoever answers.
func inside(alarms []alarm.Alarm, prefix string) []alarm.Alarm {
	kept := alarms[:0]
	for _, a := range alarms {
		if strings.HasPrefix(a.Name, prefix) {
			kept = append(kept, a)
		}
	}
	return kept
}

func (s *service) record(ctx context.Context, requestID, account string, p plan, trace upstream.Trace, err error) {
	outcome := codeOK
	if err != nil {
		outcome = planCode(p, err)
	}
	s.recordAs(ctx, requestID, account, p, trace, outcome)
}

// recordAs leaves the record of a call whose outcome is known.
func (s *service) recordAs(ctx context.Context, requestID, account string, p plan, trace upstream.Trace, outcome string) {
	s.Audit.Record(context.WithoutCancel(ctx), audit.Event{
		Operation: cmp.Or(p.Purpose, "use of a connection"), Outcome: outcome, RequestID: requestID, Account: account,
		Installation: p.Installation, Space: p.Space, Connection: p.Link.ID, Region: p.Region, Upstream: trace,
	})
}
