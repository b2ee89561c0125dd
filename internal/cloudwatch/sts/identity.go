package sts

import (
	"context"
	"regexp"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/upstream"
)

// identity matches an ARN of GetCallerIdentity: an IAM user, a role's session, or an account's root
// user. Source: IAM User Guide, "IAM identifiers".
var identity = regexp.MustCompile(
	`^arn:(aws[a-z-]*):(iam|sts)::([0-9]{12}):(root|user/.+|assumed-role/[^/]+/[^/]+)$`)

// IsPrincipal reports whether AWS takes Pagewatch's own keys for those of the principal that trust
// policies name. The error is an *upstream.Error.
func (a *Assumer) IsPrincipal(ctx context.Context) (bool, upstream.Trace, error) {
	arn, trace, err := a.caller(ctx, a.settings.Principal())
	return err == nil && samePrincipal(a.settings.PrincipalARN, arn), trace, err
}

// Owner returns the account of an IAM user's keys. root reports that they are the root user's,
// whose permissions cannot be limited. The error is an *upstream.Error.
func (a *Assumer) Owner(ctx context.Context, keys account.Keys) (account string, root bool,
	trace upstream.Trace, err error) {
	arn, trace, err := a.caller(ctx, keys)
	if err != nil {
		return "", false, trace, err
	}
	m := identity.FindStringSubmatch(arn)
	return m[3], m[4] == "root", trace, nil
}

// caller returns the ARN of the keys' owner. The call needs no permission. Source: STS API
// Reference, GetCallerIdentity.
func (a *Assumer) caller(ctx context.Context, keys account.Keys) (string, upstream.Trace,
	error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	call := a.start("GetCallerIdentity")
	out, err := a.client(call, keys).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	trace, err := call.End(ctx, err)
	if err != nil {
		return "", trace, err
	}
	arn := aws.ToString(out.Arn)
	if !identity.MatchString(arn) {
		return "", trace, &upstream.Error{
			Service: awscall.STS, Operation: "GetCallerIdentity", Kind: upstream.Malformed,
			Status: trace.Status,
		}
	}
	return arn, trace, nil
}

// samePrincipal compares the ARN that trust policies name with the one that AWS reports. AWS
// reports a role as its session, without its path: arn:aws:iam::1:role/path/Name is
// arn:aws:sts::1:assumed-role/Name/session.
func samePrincipal(named, seen string) bool {
	if named == seen {
		return true
	}
	head, role, isRole := strings.Cut(named, ":role/")
	if !isRole {
		return false
	}
	name := role[strings.LastIndex(role, "/")+1:]
	return strings.HasPrefix(seen, strings.Replace(head, ":iam:", ":sts:", 1)+":assumed-role/"+name+
		"/")
}
