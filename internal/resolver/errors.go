package resolver

import (
	"cmp"
	"context"
	"errors"
	"math"
	"net/http"
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
	// errOtherAccount is for a connection whose account is not the one that a macro was set up for.
	errOtherAccount = errors.New("the connection reaches another account")
	// errIncomplete is for a change of the External ID that did not reach every connection.
	errIncomplete = errors.New("a connection keeps the former External ID")
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
	codeBusy            = "busy"
	codeUnknownUpstream = "unknown_upstream"
	codeGone            = "caller_gone"
	codeCrowded         = "crowded"
	codeTimeout         = "timeout"
)

// sentinels is the table of errors that stand for one code.
var sentinels = []struct {
	err  error
	code string
}{
	{errGone, codeGone},
	// first: an error of a store after its caller left says nothing about the store
	{context.Canceled, codeGone},
	// before those of a store: the change itself met none of them
	{errIncomplete, "store_unavailable"},
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
	{connection.ErrNotOffered, "not_offered"},
	{proof.ErrRequired, "proof_required"},
	{proof.ErrInvalid, "proof_invalid"},
	{errNoReceipt, "no_receipt"},
	{errOtherAccount, "other_account"},
	{errCrowded, codeCrowded},
	{errTimeout, codeTimeout},
	{errUpstreamTimeout, codeTimeout},
}

// code returns the stable code of an error. An error without a row in the table is internal.
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

// taskCode is sourceCode for a source that was asked: its provider names the failures of its own
// services, and the quota and the deadline that a call to them met.
func (s *service) taskCode(t task, err error) string {
	code := sourceCode(err)
	p := s.Providers.of(t.Link.Kind)
	if p == nil {
		return code
	}
	names := p.Errors()
	switch {
	case errors.Is(err, errUpstreamTimeout):
		return names.Timeout
	case code == codeBusy:
		return names.Busy
	case code == codeUnknownUpstream:
		return cmp.Or(names.Code(string(t.Link.Kind), upstream.As(err)), code)
	}
	return code
}

// toReaders marks an error that a page shows.
const toReaders = false

// describe puts a code into words for a reader, or for an admin in the settings. The message of a
// refused field is the only text that comes from elsewhere, and it is ours.
func (s *service) describe(err error, code, requestID string, admin bool) stream.Error {
	w := s.wording(code)
	out := stream.Error{Code: code, Message: w.Message, Hint: w.HintFor(admin),
		RequestID: requestID, RetryAfter: wait(err, w)}
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
	status := s.wording(code).status
	if status >= http.StatusInternalServerError && !errors.Is(err, errPanic) {
		// The errors that end here are of our own making: none of them quotes anybody.
		s.Log.ErrorContext(c.r.Context(), "a call failed", "requestId", c.id, "code", code, "error",
			err.Error())
	}
	if status == http.StatusUnauthorized {
		// One identical answer for every failure: not even the request id differs.
		c.w.Header().Set("WWW-Authenticate", "Bearer")
		c.send(status, map[string]stream.Error{"error": s.describe(err, code, "", c.admin)})
		return
	}
	answer := s.describe(err, code, c.id, c.admin)
	if status == http.StatusServiceUnavailable {
		c.w.Header().Set("Retry-After", strconv.Itoa(cmp.Or(answer.RetryAfter, retryAfter)))
	}
	c.send(status, map[string]stream.Error{"error": answer})
}

// retryAfter is in seconds, for an answer whose cause asks for no other wait.
const retryAfter = 5

// wait returns after how many seconds a retry may help, 0 where that is unknown. What the service
// that was asked says of it counts first.
func wait(err error, w wording) int {
	if busy := limit.AsBusy(err); busy != nil {
		return busy.Seconds()
	}
	if up := upstream.As(err); up != nil && up.RetryAfter > 0 {
		return int(math.Ceil(up.RetryAfter.Seconds()))
	}
	return w.RetryAfter
}
