// Package cloudwatch is the provider of sources in AWS accounts: it answers them with CloudWatch
// alarms. It assumes a role for one DescribeAlarms call and drops the credentials; it caches
// nothing.
package cloudwatch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/connection"
	"pagewatch/internal/input"
	"pagewatch/internal/secret"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

// Credentials obtains the keys for one call to a target.
type Credentials interface {
	Assume(ctx context.Context, target account.Target, session string) (account.Keys,
		upstream.Trace, error)
	// Probe tries to assume the role with another External ID, or with none; a nil error means that
	// AWS let it in.
	Probe(ctx context.Context, target account.Target, other secret.Value, session string) (
		upstream.Trace, error)
	// IsPrincipal reports whether Pagewatch's own keys are the principal's that trust policies
	// name.
	IsPrincipal(ctx context.Context) (bool, upstream.Trace, error)
	// Owner returns the account of an IAM user's keys, and whether they are its root user's.
	Owner(ctx context.Context, keys account.Keys) (id string, root bool, trace upstream.Trace,
		err error)
}

// Alarms requests a Region's alarms in one call.
type Alarms interface {
	Describe(ctx context.Context, keys account.Keys, from alarm.Origin, page alarm.Page) (
		alarm.Answer, upstream.Trace, error)
}

// Provider answers sources in AWS accounts. Every field is required.
type Provider struct {
	Credentials Credentials
	Alarms      Alarms
	// SessionName names a site's sessions in the customer's CloudTrail.
	SessionName func(site string) string
	// OwnAccounts are Pagewatch's own AWS accounts: no connection may reach one.
	OwnAccounts []string
}

// Plan checks a source against the fence of its connection. The error is an *input.Error.
func (p *Provider) Plan(link connection.Link, src source.Source) (source.Question, error) {
	if src.Alerts != nil {
		return source.Question{}, input.Field(fmt.Sprintf("sources[%d].alerts", src.Index),
			"An AWS account has no alert rules.")
	}
	field := fmt.Sprintf("sources[%d].region", src.Index)
	if err := link.AWS.Fence.Region(field, src.Region); err != nil {
		return source.Question{}, err
	}
	query, err := inFence(link.AWS.Fence, src.Query)
	if err != nil {
		return source.Question{}, err
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // it stands in tokens, which are shorter without
	if err := encoder.Encode(query); err != nil {
		return source.Question{}, fmt.Errorf("writing a question: %w", err)
	}
	return source.Question{Text: text.String(), Place: src.Region, NamePrefix: query.NamePrefix},
		nil
}

// inFence returns the view's query, limited to the fence of one connection. Each name must be
// inside the fence, and names need no prefix. The other filters only narrow the query, so any fence
// allows them.
func inFence(fence account.Fence, q alarm.Query) (alarm.Query, error) {
	if len(q.Names) == 0 {
		prefix, err := fence.Prefix("query.namePrefix", q.NamePrefix)
		q.NamePrefix = prefix
		return q, err
	}
	for i, name := range q.Names {
		if err := fence.Name(fmt.Sprintf("query.names[%d]", i), name); err != nil {
			return alarm.Query{}, err
		}
	}
	return q, nil
}

// Ask makes one DescribeAlarms call and drops the credentials. The fence is applied whatever AWS
// answers.
func (p *Provider) Ask(ctx context.Context, link connection.Link, q source.Question,
	call source.Call) (*source.Answer, error) {
	page := alarm.Page{Next: q.Next}
	if err := json.Unmarshal([]byte(q.Text), &page.Query); err != nil {
		return nil, fmt.Errorf("reading a question: %w", err)
	}
	got, err := p.describe(ctx, link, q.Place, page, call)
	if err != nil {
		return nil, err
	}
	kept := got.Alarms[:0]
	for _, a := range got.Alarms {
		if page.Keeps(a.Name) {
			kept = append(kept, a.Within(link.AWS.NamePrefixes))
		}
	}
	return &source.Answer{Records: Records(kept), Next: got.Next, AsOf: got.AsOf}, nil
}

// describe obtains keys for one call, and makes it.
func (p *Provider) describe(ctx context.Context, link connection.Link, region string,
	page alarm.Page, call source.Call) (alarm.Answer, error) {
	keys, err := p.keys(ctx, link, call)
	if err != nil {
		return alarm.Answer{}, err
	}
	answer, trace, err := p.Alarms.Describe(ctx, keys,
		alarm.Origin{Region: region, Site: call.Site, Connection: link.ID}, page)
	call.Used(trace, call.Code(err))
	return answer, err
}

// keys returns the credentials for one call. An unknown kind has none.
func (p *Provider) keys(ctx context.Context, link connection.Link,
	call source.Call) (account.Keys, error) {
	switch link.Kind {
	case connection.AWSRole:
		keys, trace, err := p.Credentials.Assume(ctx, *link.AWS, p.SessionName(call.Site))
		err = whileChanging(*link.AWS, err)
		call.Used(trace, call.Code(err))
		return keys, err
	case connection.AWSUser:
		return link.AWS.Keys, nil
	}
	return account.Keys{}, connection.ErrUnknownKind
}

// whileChanging names the cause of a denial to a target whose External ID was replaced without a
// test: until its trust policy names the new one, nobody else has anything to mend.
func whileChanging(target account.Target, err error) error {
	up := upstream.As(err)
	if up == nil || !target.Untried || up.Cause != "" || !slices.Contains(denied, up.Code) {
		return err
	}
	changing := *up
	changing.Cause = untriedID
	return &changing
}

// Errors implements the resolver's Provider.
func (p *Provider) Errors() source.Errors {
	return source.Errors{Code: Code, Busy: "aws_busy", Timeout: codeTimeout, Words: words}
}
