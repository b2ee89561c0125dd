// Package sts obtains keys for one call from a connection: STS AssumeRole with the External ID, the
// shortest session that AWS offers, and a session policy that allows one action. It caches nothing.
package sts

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

const (
	// sessionSeconds is the shortest session that AWS offers. Source: STS API Reference,
	// AssumeRole, DurationSeconds.
	sessionSeconds = 900
	// sessionPolicy allows one action, whatever else the role allows. Resource is "*" because AWS
	// returns composite alarms only to permissions on "*".
	sessionPolicy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cloudwatch:DescribeAlarms","Resource":"*"}]}`
	// timeout of the call, inside the 25 s of an invocation.
	timeout = 4 * time.Second
	// maxAnswer in bytes; session tokens have at most 4 KiB.
	maxAnswer = 64 << 10
)

// Settings come from the operator, never from a tenant.
type Settings struct {
	// Client sends requests through the egress guard.
	Client *http.Client
	// Region is the one whose STS is called: the deployment's, not the alarms'.
	Region string
	// Endpoint replaces AWS's own STS; "" in production.
	Endpoint string
	// Principal returns Pagewatch's own keys. PrincipalARN is their expected owner.
	Principal    func() account.Keys
	PrincipalARN string
	// Now is the clock; time.Now in production.
	Now func() time.Time
}

// Assumer assumes roles.
type Assumer struct{ settings Settings }

// New returns an assumer.
func New(settings Settings) *Assumer { return &Assumer{settings} }

// SessionName returns the session name that the customer's CloudTrail shows: it identifies the site
// and discloses nothing about it.
func SessionName(cloudID string) string {
	sum := sha256.Sum256([]byte(cloudID))
	return "pagewatch-" + hex.EncodeToString(sum[:6])
}

// Assume assumes the target's role: one request, no retry. The error is an *upstream.Error.
func (a *Assumer) Assume(ctx context.Context, target account.Target, session string) (
	account.Keys, upstream.Trace, error) {
	out, trace, err := a.assume(ctx, &sts.AssumeRoleInput{
		RoleArn:         aws.String(target.RoleARN),
		ExternalId:      aws.String(target.ExternalID.Reveal()),
		RoleSessionName: aws.String(session),
		DurationSeconds: aws.Int32(sessionSeconds),
		Policy:          aws.String(sessionPolicy),
	})
	if err != nil {
		return account.Keys{}, trace, err
	}
	keys, ok := temporary(out)
	if !ok {
		return account.Keys{}, trace, &upstream.Error{
			Service: awscall.STS, Operation: "AssumeRole", Kind: upstream.Malformed,
			Status: trace.Status,
		}
	}
	return keys, trace, nil
}

func (a *Assumer) assume(ctx context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput,
	upstream.Trace, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	call := a.start("AssumeRole")
	out, err := a.client(call, a.settings.Principal()).AssumeRole(ctx, in)
	trace, err := call.End(ctx, err)
	return out, trace, err
}

func (a *Assumer) start(operation string) *awscall.Call {
	return awscall.Start(a.settings.Client, a.settings.Now, awscall.Request{
		Service: awscall.STS, Operation: operation, Media: "text/xml", Limit: maxAnswer})
}

// client returns an SDK client for one call with these keys.
func (a *Assumer) client(call *awscall.Call, keys account.Keys) *sts.Client {
	return sts.New(sts.Options{
		Region:       a.settings.Region,
		BaseEndpoint: awscall.Endpoint(a.settings.Endpoint),
		Credentials:  awscall.Provider(keys),
		HTTPClient:   call,
		Retryer:      aws.NopRetryer{},
		AppID:        awscall.AppID,
	})
}

// temporary copies the keys: the SDK's output keeps the whole exchange in memory.
func temporary(out *sts.AssumeRoleOutput) (account.Keys, bool) {
	c := out.Credentials
	if c == nil || aws.ToString(c.AccessKeyId) == "" || aws.ToString(c.SecretAccessKey) == "" ||
		aws.ToString(c.SessionToken) == "" {
		return account.Keys{}, false
	}
	return account.Keys{
		AccessKeyID:     secret.New(*c.AccessKeyId),
		SecretAccessKey: secret.New(*c.SecretAccessKey),
		SessionToken:    secret.New(*c.SessionToken),
	}, true
}
