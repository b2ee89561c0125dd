package resolver

import (
	"cmp"
	"context"
	"slices"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/externalid"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// patience is how many seconds to wait before asking for a role again that may be too new for AWS
// to know everywhere.
const patience = 5

// finding is what a step found. Its zero value is a step that passed.
type finding struct {
	outcome proof.Outcome
	// code says what is wrong, "" where the step passed; err is the error behind it, if there is
	// one.
	code       string
	err        error
	retryAfter int
	counted    *counted
	composites string
	account    string
}

// steps are the test's questions. Which may be asked when is the proof's to say.
var steps = map[proof.Step]func(*service, context.Context, trial) finding{
	account.Principal: (*service).testPrincipal,
	account.Assume:    (*service).testAssume,
	account.RefuseMissing: refusal("trust_missing_id",
		func(secret.Value) secret.Value { return secret.Value{} }),
	account.RefuseRandom:  refusal("trust_random_id", unrelated(externalid.Random)),
	account.RefuseForeign: refusal("trust_foreign_id", unrelated(externalid.Foreign)),
	account.RefuseSibling: refusal("trust_sibling_id", externalid.Sibling),
	account.KeyOwner:      (*service).testIdentity,
	account.Alarms:        (*service).testAlarms,
	account.Composites:    (*service).testComposites,
}

// prefix returns the name prefix that was asked with.
func (f finding) prefix() string {
	if f.counted == nil {
		return ""
	}
	return f.counted.NamePrefix
}

// What a step notes of composite alarms.
const (
	seen     = "seen"
	noneSeen = "none-seen"
)

// compositesIn returns seen if any Region's answer held a composite alarm.
func compositesIn(p proof.Proof) string {
	for _, r := range p.Results {
		if r.Composites == seen {
			return seen
		}
	}
	return noneSeen
}

// unrelated is for an ID that does not depend on the space's.
func unrelated(id func() secret.Value) func(secret.Value) secret.Value {
	return func(secret.Value) secret.Value { return id() }
}

func passed() finding { return finding{outcome: proof.Passed} }

func failed(code string) finding { return finding{outcome: proof.Failed, code: code} }

// judged turns a failed call into a finding.
func judged(p plan, err error) finding {
	f := finding{outcome: proof.Inconclusive, code: planCode(p, err), err: err}
	if slices.Contains(conclusive, f.code) {
		f.outcome = proof.Failed
	}
	return f
}

// denied is how AWS says, in its own words, that a trust policy does not let somebody in. A bare
// 403 is not that.
var denied = []string{"AccessDenied", "AccessDeniedException"}

// conclusive are the codes by which AWS judges the role, the keys, the Region or the permission
// that a test is about. A step that ends with any other code proves nothing about the customer's
// account.
var conclusive = []string{
	"aws_assume_denied", "aws_alarms_denied", "aws_bad_keys", "aws_bad_signature", "aws_expired",
	"aws_region_disabled", "aws_invalid", "aws_sts_disabled",
}

// trialPlan is how a step reaches AWS, and how the audit knows it.
func (s *service) trialPlan(t trial) plan {
	right := t.right.Reader()
	return plan{
		Link: t.link, Region: t.region, Session: s.SessionName(right.CloudID()),
		Purpose:      "test of a connection: " + string(t.step),
		Installation: right.Installation(), Space: right.Space(),
	}
}

// testPrincipal asks AWS who Pagewatch is.
func (s *service) testPrincipal(ctx context.Context, t trial) finding {
	p := s.trialPlan(t)
	same, trace, err := s.Credentials.IsPrincipal(ctx)
	s.record(ctx, t.requestID, t.right.Reader().Account(), p, trace, err)
	switch {
	case err != nil:
		return unclear(judged(p, err))
	case !same: // our own trouble
		return finding{outcome: proof.Inconclusive, code: "principal_other"}
	}
	return passed()
}

// testAssume assumes the role as a view would.
func (s *service) testAssume(ctx context.Context, t trial) finding {
	p := s.trialPlan(t)
	_, trace, err := s.Credentials.Assume(ctx, *p.Link.AWS, p.Session)
	s.record(ctx, t.requestID, t.right.Reader().Account(), p, trace, err)
	if err == nil {
		return passed()
	}
	f := judged(p, err)
	if f.code == "aws_assume_denied" {
		f.retryAfter = patience
	}
	return f
}

// refusal makes a step that passes when AWS denies access to somebody with another External ID, in
// so many words. Any other answer says nothing.
func refusal(accepted string, other func(secret.Value) secret.Value) func(*service,
	context.Context, trial) finding {
	return func(s *service, ctx context.Context, t trial) finding {
		p := s.trialPlan(t)
		trace, err := s.Credentials.Probe(ctx, *p.Link.AWS, other(t.link.AWS.ExternalID), p.Session)
		f := judgedRefusal(p, accepted, err)
		s.recordAs(ctx, t.requestID, t.right.Reader().Account(), p, trace, cmp.Or(f.code, codeOK))
		return f
	}
}

func judgedRefusal(p plan, accepted string, err error) finding {
	if err == nil {
		return failed(accepted)
	}
	if up := upstream.As(err); up != nil && up.Service == upstream.STS &&
		slices.Contains(denied, up.Code) {
		return passed()
	}
	f := unclear(judged(p, err))
	f.outcome = proof.Inconclusive
	return f
}

// unclear takes back what is said of roles where AWS was asked something else, or did not say it in
// its own words.
func unclear(f finding) finding {
	if f.code == "aws_assume_denied" || f.code == "aws_invalid" {
		f.outcome, f.code = proof.Inconclusive, codeAWSRefused
	}
	return f
}

// testIdentity asks AWS whose an IAM user's keys are.
func (s *service) testIdentity(ctx context.Context, t trial) finding {
	p := s.trialPlan(t)
	account, root, trace, err := s.Credentials.Owner(ctx, t.link.AWS.Keys)
	s.record(ctx, t.requestID, t.right.Reader().Account(), p, trace, err)
	switch {
	case err != nil:
		return unclear(judged(p, err))
	case root:
		return failed("user_root")
	case slices.Contains(s.Rules.AWS.OwnAccounts, account):
		return failed("user_own_account")
	}
	return finding{outcome: proof.Passed, account: account}
}

// testAlarms reads the alarms of one Region as a view would, and always by a call of its own.
func (s *service) testAlarms(ctx context.Context, t trial) finding {
	p := s.trialPlan(t)
	if prefixes := t.link.AWS.Fence.NamePrefixes; len(prefixes) > 0 {
		p.Page.NamePrefix = prefixes[0]
	}
	got, err := s.use(ctx, t.requestID, t.right.Reader().Account(), p)
	if err != nil {
		return judged(p, err)
	}
	f := finding{outcome: proof.Passed, composites: noneSeen}
	f.counted = &counted{Alarms: len(got.Alarms), Truncated: got.Next != "",
		NamePrefix: p.Page.NamePrefix}
	if slices.ContainsFunc(got.Alarms, func(a alarm.Alarm) bool {
		return a.Kind == alarm.Composite
	}) {
		f.composites = seen
	}
	return f
}

// testComposites asks nothing new.
func (s *service) testComposites(_ context.Context, t trial) finding {
	return finding{outcome: proof.Passed, composites: compositesIn(t.proof)}
}
