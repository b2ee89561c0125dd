package sts

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// harmless allows nothing: if a probe succeeds, its keys are useless.
const harmless = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}`

// Probe tries to assume the target's role with another External ID than its own, or with none if
// other is empty. It drops any keys unread. A nil error means that AWS let it in, which it never
// should.
//
// The rest of the request equals a view's, the session's name included: a trust policy may require
// it, and a refusal for any other reason than the External ID would prove nothing.
func (a *Assumer) Probe(ctx context.Context, target account.Target, other secret.Value,
	session string) (upstream.Trace, error) {
	in := &sts.AssumeRoleInput{
		RoleArn:         aws.String(target.RoleARN),
		RoleSessionName: aws.String(session),
		DurationSeconds: aws.Int32(sessionSeconds),
		Policy:          aws.String(harmless),
	}
	if !other.Empty() {
		in.ExternalId = aws.String(other.Reveal())
	}
	_, trace, err := a.assume(ctx, in)
	return trace, err
}
