// Package awscall is the common part of calls to AWS: exactly one request on the wire, and errors
// stripped to what is safe to log.
//
// Every call gets an SDK client of its own. A shared client keeps derived signing keys, matched by
// access key id and day but not by secret: one tenant's requests could be signed with another's key
// (aws-sdk-go-v2 issue 3350).
package awscall

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/upstream"
)

// The services of AWS that Pagewatch calls.
const (
	STS        upstream.Service = "sts"
	CloudWatch upstream.Service = "cloudwatch"
)

const (
	// AppID appears in the User-Agent and so in the customer's CloudTrail.
	AppID = "pagewatch"
	// noCode is the SDK's code for an error whose body it could not read.
	noCode = "UnknownError"
)

var (
	errSecondRequest = errors.New("the SDK tried a second request")
	errNotTheAnswer  = errors.New("a success without the promised content")
	errTooLarge      = errors.New("an answer that is too large")
)

// Request names a request and the form of a successful answer. Callers check the content as well:
// the SDK takes an empty body for an empty answer.
type Request struct {
	Service   upstream.Service
	Operation string
	// Media is the answer's media type.
	Media string
	// Limit bounds the answer in bytes.
	Limit int64
}

// Call is one call: the HTTP client for one SDK client, and the trace of its request.
type Call struct {
	client     *http.Client
	now        func() time.Time
	request    Request
	started    time.Time
	used       bool
	skewed     bool // the answer's Date is far from the signature's
	retryAfter time.Duration
	trace      upstream.Trace
}

// Start begins a call. now is the clock that a date in an answer is compared with.
func Start(client *http.Client, now func() time.Time, request Request) *Call {
	return &Call{
		client: client, now: now, request: request, started: time.Now(),
		trace: upstream.Trace{Service: request.Service, Operation: request.Operation},
	}
}

// Do implements aws.HTTPClient for exactly one request.
func (c *Call) Do(req *http.Request) (*http.Response, error) {
	if c.used {
		return nil, errSecondRequest
	}
	c.used = true
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, err
	}
	c.trace.Status = resp.StatusCode
	c.skewed, c.retryAfter = skewed(req, resp), upstream.RetryAfter(resp, c.now())
	c.trace.RequestID = upstream.CleanCode(resp.Header.Get("X-Amzn-Requestid"))
	if resp.StatusCode < http.StatusMultipleChoices {
		media, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
		if resp.StatusCode != http.StatusOK || media != c.request.Media {
			_ = resp.Body.Close()
			return nil, errNotTheAnswer
		}
	}
	resp.Body = &capped{resp.Body, c.request.Limit}
	return resp, nil
}

// capped returns an error after its limit. A silent end there would pass for the end of the answer.
type capped struct {
	io.ReadCloser
	left int64
}

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if c.left -= int64(n); c.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// End closes the trace and turns the SDK's error into an *upstream.Error. ctx is the call's own.
func (c *Call) End(ctx context.Context, err error) (upstream.Trace, error) {
	c.trace.Duration = time.Since(c.started)
	if err == nil {
		return c.trace, nil
	}
	out := &upstream.Error{Service: c.trace.Service, Operation: c.trace.Operation,
		Status: c.trace.Status, RetryAfter: c.retryAfter}
	out.Kind = c.kind(ctx, err)
	var api smithy.APIError
	if out.Kind == upstream.Refused && errors.As(err, &api) && api.ErrorCode() != noCode {
		out.Code = upstream.CleanCode(api.ErrorCode())
		out.Cause = c.cause(api)
	}
	c.trace.Code = out.Code
	return c.trace, out
}

func (c *Call) kind(ctx context.Context, err error) upstream.Kind {
	switch {
	case errors.Is(err, errNotTheAnswer), errors.Is(err, errTooLarge),
		errors.Is(err, errSecondRequest):
		return upstream.Malformed
	case ctx.Err() != nil:
		return upstream.Ended(ctx)
	case c.trace.Status == 0:
		return upstream.Unreachable
	case c.trace.Status < http.StatusBadRequest: // an answer that cannot be read, or a redirect
		return upstream.Malformed
	}
	return upstream.Refused
}

// Provider returns the keys as one SDK client takes them.
func Provider(k account.Keys) aws.CredentialsProvider {
	return credentials.NewStaticCredentialsProvider(k.AccessKeyID.Reveal(),
		k.SecretAccessKey.Reveal(), k.SessionToken.Reveal())
}

// Endpoint returns a URL as an SDK client's BaseEndpoint takes it: nil for AWS's own.
func Endpoint(url string) *string {
	if url == "" {
		return nil
	}
	return aws.String(url)
}
