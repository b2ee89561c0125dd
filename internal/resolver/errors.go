package resolver

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"pagewatch/internal/connection"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/proof"
	"pagewatch/internal/resolver/limit"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/upstream"
)

// The resolver's own refusals.
var (
	errUnauthenticated = errors.New("unauthenticated")
	errNoRoute         = errors.New("no such route")
	errMethod          = errors.New("method not allowed")
	errMediaType       = errors.New("unsupported media type")
	errTooLarge        = errors.New("too large")
	errPanic           = errors.New("panic")
	errGrant           = errors.New("grant invalid")
	errOrigin          = errors.New("origin refused")
	errLicence         = errors.New("no active licence")
	errNoReceipt       = errors.New("no receipt")
	errGone            = errors.New("the caller left")
	// errTimeout is for a call whose time was up before another service was asked,
	// errUpstreamTimeout for one whose time was up after that.
	errTimeout         = errors.New("no answer in time")
	errUpstreamTimeout = errors.New("no answer in time from another service")
)

const (
	codeInternal        = "internal"
	codeInvalid         = "invalid_request"
	codeFence           = "outside_fence"
	codeNoSource        = "connection_not_found"
	codeOK              = "ok"
	codeAWSRefused      = "aws_rejected"
	codeBusy            = "busy"
	codeAWSBusy         = "aws_busy"
	codeUnknownUpstream = "unknown_upstream"
	codeGone            = "caller_gone"
	codeCrowded         = "crowded"
	codeTimeout         = "timeout"
	codeAWSTimeout      = "aws_timeout"
)

// sentinels is the table of errors that stand for one code.
var sentinels = []struct {
	err  error
	code string
}{
	{errGone, codeGone},
	// before the others: what a store says to a caller who left is no word about the store
	{context.Canceled, codeGone},
	{errUnauthenticated, "unauthenticated"},
	{errNoRoute, "no_such_route"},
	{errMethod, "method_not_allowed"},
	{errMediaType, "unsupported_media_type"},
	{errTooLarge, "too_large"},
	{errGrant, "grant_invalid"},
	{errOrigin, "origin_refused"},
	{errLicence, "licence_inactive"},
	{access.ErrNotPlatform, "platform_only"},
	{access.ErrNoUser, "no_user"},
	{access.ErrNotAdmin, "not_admin"},
	{access.ErrNotVisible, "not_found"},
	{connection.ErrNotFound, "not_found"},
	{connection.ErrExists, "conflict"},
	{connection.ErrCorrupt, "store_corrupt"},
	{connection.ErrUnavailable, "store_unavailable"},
	{connection.ErrNoLongerAllowed, "connection_not_allowed"},
	{connection.ErrUserKeysForbidden, "aws_user_forbidden"},
	{connection.ErrUnknownKind, "unknown_kind"},
	{proof.ErrRequired, "proof_required"},
	{proof.ErrInvalid, "proof_invalid"},
	{errNoReceipt, "no_receipt"},
	{errCrowded, codeCrowded},
	{errTimeout, codeTimeout},
	{errUpstreamTimeout, codeTimeout},
}

// code returns the stable code of an error. What nobody thought of is internal.
func code(err error) string {
	var field *input.Error
	if errors.As(err, &field) {
		if field.Fence {
			return codeFence
		}
		return codeInvalid
	}
	for _, s := range sentinels {
		if errors.Is(err, s.err) {
			return s.code
		}
	}
	if up := upstream.As(err); up != nil {
		return upstreamCode(up)
	}
	if limit.AsBusy(err) != nil {
		return codeBusy
	}
	return codeInternal
}

// sourceCode is code for the error of one source of a view: there, "not found" can only be the
// connection.
func sourceCode(err error) string {
	if errors.Is(err, connection.ErrNotFound) {
		return codeNoSource
	}
	return code(err)
}

// planCode is sourceCode for a source that was asked. Whose keys they were makes a difference: STS
// is asked for a role with Pagewatch's own, and CloudWatch with those that STS gave a moment ago.
// It can find them unknown for one reason: the account has not enabled the Region.
func planCode(p plan, err error) string {
	code := sourceCode(err)
	if code == codeBusy {
		return cmp.Or(busyCodes[p.Link.Kind], codeBusy)
	}
	if errors.Is(err, errUpstreamTimeout) {
		return cmp.Or(timeoutCodes[p.Link.Kind], codeTimeout)
	}
	up := upstream.As(err)
	if up == nil || p.Link.Kind != connection.AWSRole {
		return code
	}
	switch {
	case up.Service == upstream.STS && slices.Contains(keyTrouble, code):
		return "principal_refused"
	case up.Service == upstream.CloudWatch && code == "aws_bad_keys":
		return "aws_region_disabled"
	}
	return code
}

// busyCodes name the quota that a connection's limiter leaves to others, by the kind of connection.
var busyCodes = map[connection.Kind]string{
	connection.AWSRole: codeAWSBusy, connection.AWSUser: codeAWSBusy}

// timeoutCodes name the service that took too long, by the kind of connection.
var timeoutCodes = map[connection.Kind]string{
	connection.AWSRole: codeAWSTimeout, connection.AWSUser: codeAWSTimeout}

// keyTrouble are the codes that blame the keys a call was signed with.
var keyTrouble = []string{"aws_bad_keys", "aws_bad_signature", "aws_expired"}

// describe puts a code into words. The message of a refused field is the only text that comes from
// elsewhere, and it is ours.
func describe(err error, code, requestID string) stream.Error {
	w := words[code]
	out := stream.Error{Code: code, Message: w.message, Hint: w.hint, RequestID: requestID,
		RetryAfter: wait(err, code)}
	var field *input.Error
	if errors.As(err, &field) {
		out.Field, out.Message = field.Field, field.Message
	}
	return out
}

// fail answers a call with an error.
func (s *service) fail(c *call, err error) {
	code := code(err)
	c.event.Outcome = code
	status := words[code].status
	if status >= http.StatusInternalServerError && !errors.Is(err, errPanic) {
		// The errors that end here are of our own making: none of them quotes anybody.
		s.Log.ErrorContext(c.r.Context(), "a call failed", "requestId", c.id, "code", code, "error",
			err.Error())
	}
	if status == http.StatusUnauthorized {
		// One identical answer for every failure: not even the request id differs.
		c.w.Header().Set("WWW-Authenticate", "Bearer")
		c.send(status, map[string]stream.Error{"error": describe(err, code, "")})
		return
	}
	if status == http.StatusServiceUnavailable {
		c.w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
	}
	c.send(status, map[string]stream.Error{"error": describe(err, code, c.id)})
}

// retryAfter is in seconds.
const retryAfter = 5

// wait returns after how many seconds asking again may help, 0 where nobody can tell.
func wait(err error, code string) int {
	if busy := limit.AsBusy(err); busy != nil {
		return busy.Seconds()
	}
	if code == "aws_throttled" || code == "aws_sts_throttled" {
		return retryAfter
	}
	return 0
}
