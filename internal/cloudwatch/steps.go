package cloudwatch

import (
	"cmp"
	"context"
	"slices"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/cloudwatch/externalid"
	"pagewatch/internal/connection"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

// newRoleDelay is how many seconds to wait before another attempt to assume a role. AWS may not
// know a new role everywhere yet.
const newRoleDelay = 5

// A step's note about composite alarms.
const (
	seen     = "seen"
	noneSeen = "none-seen"
)

// trial is one step in progress.
type trial struct {
	source.Trial
	source.Call
	link connection.Link
}

// step asks one question of a test.
type step func(*Provider, context.Context, trial) source.Finding

// steps are the questions of a test. The proof decides which may be asked when.
var steps = map[proof.Step]step{
	account.Principal: (*Provider).testPrincipal,
	account.Assume:    (*Provider).testAssume,
	account.RefuseMissing: refusal("trust_missing_id",
		func(account.Target) secret.Value { return secret.Value{} }),
	account.RefuseRandom:  refusal("trust_random_id", unrelated(externalid.Random)),
	account.RefuseForeign: refusal("trust_foreign_id", unrelated(externalid.Foreign)),
	account.RefuseSibling: refusal("trust_sibling_id",
		func(t account.Target) secret.Value { return externalid.Sibling(t.ExternalID) }),
	account.RefuseFormer: refusal("trust_former_id",
		func(t account.Target) secret.Value { return t.FormerID }),
	account.KeyOwner:   (*Provider).testKeyOwner,
	account.Alarms:     (*Provider).testAlarms,
	account.Composites: (*Provider).testComposites,
}

// unrelated ignores the target: the made-up External ID does not depend on it.
func unrelated(id func() secret.Value) func(account.Target) secret.Value {
	return func(account.Target) secret.Value { return id() }
}

// Test runs one step. A step that the provider does not have is inconclusive.
func (p *Provider) Test(ctx context.Context, link connection.Link, t source.Trial,
	call source.Call) source.Finding {
	ask, known := steps[t.Step]
	if !known {
		return source.Finding{Outcome: proof.Inconclusive, Code: codeRefused}
	}
	return ask(p, ctx, trial{t, call, link})
}

func passed() source.Finding { return source.Finding{Outcome: proof.Passed} }

func failed(code string) source.Finding {
	return source.Finding{Outcome: proof.Failed, Code: code}
}

// judged turns a failed call into a finding.
func judged(call source.Call, err error) source.Finding {
	f := source.Finding{Outcome: proof.Inconclusive, Code: call.Code(err), Err: err}
	if slices.Contains(conclusive, f.Code) {
		f.Outcome = proof.Failed
	}
	return f
}

// denied are the codes by which AWS refuses a caller that a trust policy excludes. A bare 403 is
// not one.
var denied = []string{"AccessDenied", "AccessDeniedException"}

// conclusive are the codes by which AWS judges the role, the keys, the Region or the permission
// under test. A step that ends with any other code proves nothing about the customer's account.
//
// A service control policy that denies AssumeRole is none of the customer's: it binds the callers
// of an organization, and Pagewatch calls.
var conclusive = []string{
	"aws_assume_denied", "aws_assume_rcp", "aws_alarms_denied", "aws_alarms_scp", "aws_alarms_rcp",
	"aws_bad_keys", "aws_bad_signature", "aws_expired", "aws_region_disabled", "aws_invalid",
	"aws_sts_disabled",
}

// ofRole are the codes that judge a role, or Pagewatch's right to assume it.
var ofRole = []string{"aws_assume_denied", "aws_assume_scp", "aws_assume_rcp", "aws_invalid"}

// testPrincipal checks which principal AWS takes Pagewatch for.
func (p *Provider) testPrincipal(ctx context.Context, t trial) source.Finding {
	same, trace, err := p.Credentials.IsPrincipal(ctx)
	t.Used(trace, t.Code(err))
	switch {
	case err != nil:
		return unclear(judged(t.Call, err))
	case !same: // no fault of the customer's
		return source.Finding{Outcome: proof.Inconclusive, Code: "principal_other"}
	}
	return passed()
}

// testAssume assumes the role as a view does. In a rotation it asks with the new External ID, and
// a denial has a code of its own.
func (p *Provider) testAssume(ctx context.Context, t trial) source.Finding {
	_, trace, err := p.Credentials.Assume(ctx, *t.link.AWS, p.SessionName(t.Site))
	t.Used(trace, t.Code(err))
	if err == nil {
		return passed()
	}
	f := judged(t.Call, err)
	if f.Code == "aws_assume_denied" {
		f.RetryAfter = newRoleDelay
		if !t.link.AWS.FormerID.Empty() {
			f.Code = p.deniedNew(ctx, t)
		}
	}
	return f
}

// deniedNew returns the code of a denial with the new External ID. Pages of a connection that waits
// use the former one, so AWS is asked with that one too.
func (p *Provider) deniedNew(ctx context.Context, t trial) string {
	if !t.link.Waits() {
		return account.NeedsNew
	}
	if err := t.Turn(ctx); err != nil {
		return account.FormerUnknown
	}
	trace, err := p.Credentials.Probe(ctx, *t.link.AWS, t.link.AWS.FormerID, p.SessionName(t.Site))
	t.Used(trace, t.Code(err))
	switch judgedRefusal(t.Call, "", err).Outcome {
	case proof.Failed:
		return account.AcceptsFormer
	case proof.Passed:
		return account.RefusesBoth
	}
	return account.FormerUnknown
}

// refusal returns a step that passes if AWS explicitly denies access to another External ID. Any
// other answer is inconclusive.
func refusal(accepted string, other func(account.Target) secret.Value) step {
	return func(p *Provider, ctx context.Context, t trial) source.Finding {
		trace, err := p.Credentials.Probe(ctx, *t.link.AWS, other(*t.link.AWS),
			p.SessionName(t.Site))
		f := judgedRefusal(t.Call, accepted, err)
		t.Used(trace, cmp.Or(f.Code, t.Code(nil)))
		return f
	}
}

func judgedRefusal(call source.Call, accepted string, err error) source.Finding {
	if err == nil {
		return failed(accepted)
	}
	up := upstream.As(err)
	if up != nil && up.Service == awscall.STS && slices.Contains(denied, up.Code) {
		return passed()
	}
	f := unclear(judged(call, err))
	f.Outcome = proof.Inconclusive
	return f
}

// unclear makes a finding that judges the role inconclusive: AWS was asked something else, or did
// not refuse explicitly.
func unclear(f source.Finding) source.Finding {
	if slices.Contains(ofRole, f.Code) {
		f.Outcome, f.Code = proof.Inconclusive, codeRefused
	}
	return f
}

// testKeyOwner asks AWS which account an IAM user's keys belong to.
func (p *Provider) testKeyOwner(ctx context.Context, t trial) source.Finding {
	id, root, trace, err := p.Credentials.Owner(ctx, t.link.AWS.Keys)
	t.Used(trace, t.Code(err))
	switch {
	case err != nil:
		return unclear(judged(t.Call, err))
	case root:
		return failed("user_root")
	case slices.Contains(p.OwnAccounts, id):
		return failed("user_own_account")
	}
	return source.Finding{Outcome: proof.Passed, Owner: id}
}

// testAlarms reads the alarms of one Region as a view does, with a call of its own and no shared
// answer.
func (p *Provider) testAlarms(ctx context.Context, t trial) source.Finding {
	var page alarm.Page
	if prefixes := t.link.AWS.NamePrefixes; len(prefixes) > 0 {
		page.NamePrefix = prefixes[0]
	}
	got, err := p.describe(ctx, t.link, t.Place, page, t.Call)
	if err != nil {
		return judged(t.Call, err)
	}
	f := source.Finding{Outcome: proof.Passed, Composites: noneSeen, Counted: &source.Counted{
		Truncated: got.Next != "", NamePrefix: page.NamePrefix,
	}}
	for _, a := range got.Alarms {
		if !page.Keeps(a.Name) {
			continue
		}
		if f.Alarms++; a.Kind == alarm.Composite {
			f.Composites = seen
		}
	}
	return f
}

// testComposites concludes from the answers of the Regions.
func (p *Provider) testComposites(_ context.Context, t trial) source.Finding {
	f := source.Finding{Outcome: proof.Passed, Composites: noneSeen}
	for _, r := range t.Proof.Results {
		if r.Composites == seen {
			f.Composites = seen
		}
	}
	return f
}
