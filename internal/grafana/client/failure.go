package client

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"

	"pagewatch/internal/budget"
	"pagewatch/internal/upstream"
)

var (
	errRefused = errors.New("an answer other than a success")
	errNotJSON = errors.New("a success without the promised content")
)

// The causes that a failure may have: who answered, and what it says.
const (
	// Of Grafana, about the token.
	TokenInvalid  = "token-invalid"
	TokenExpired  = "token-expired"
	TokenRevoked  = "token-revoked"
	TokenDisabled = "token-disabled"
	TokenElse     = "token-elsewhere"
	// Redirected: Grafana's login page, or a stack that has moved.
	Redirected = "redirected"
	// Of the edge in front of the stacks, which answers where no stack does.
	NoStack = "no-stack"
	Waking  = "waking"
	// Edge is any other answer of the edge. The error has its code.
	Edge = "edge"
)

// maxRefusal bounds what is read of a refusal, in bytes.
const maxRefusal = 4 << 10

// refusal is what Grafana, its edge and its API server say of a failure. The edge has a word for a
// code, and Grafana none: the API server's is a number.
type refusal struct {
	Code      json.RawMessage `json:"code"`
	Message   string          `json:"message"`
	MessageID string          `json:"messageId"`
}

// failure turns the failure of a request into an *upstream.Error without the upstream's own text.
func failure(ctx context.Context, resp *http.Response, err error) *upstream.Error {
	switch {
	case errors.Is(err, errRefused):
		return refused(resp)
	case errors.Is(err, errTooLarge), errors.Is(err, errNotJSON):
		return &upstream.Error{Kind: upstream.Malformed, Status: resp.StatusCode}
	case errors.Is(err, budget.ErrWait) && upstream.Ended(ctx) == upstream.Timeout:
		return &upstream.Error{Kind: upstream.Crowded, Status: resp.StatusCode}
	case ctx.Err() != nil:
		return &upstream.Error{Kind: upstream.Ended(ctx)}
	case resp == nil && isLate(err):
		return &upstream.Error{Kind: upstream.Timeout}
	case resp == nil:
		return &upstream.Error{Kind: upstream.Unreachable}
	}
	return &upstream.Error{Kind: upstream.Malformed, Status: resp.StatusCode}
}

// isLate reports whether the transport waited in vain for an answer to a request that it had sent.
func isLate(err error) bool {
	var late net.Error
	var socket *net.OpError
	return errors.As(err, &late) && late.Timeout() &&
		!(errors.As(err, &socket) && socket.Op == "dial")
}

func refused(resp *http.Response) *upstream.Error {
	out := &upstream.Error{Kind: upstream.Refused, Status: resp.StatusCode}
	if resp.StatusCode < http.StatusBadRequest {
		out.Kind = upstream.Malformed
		if resp.StatusCode >= http.StatusMultipleChoices {
			out.Cause = Redirected
		}
		return out
	}
	var said refusal
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxRefusal))
	if err != nil || json.Unmarshal(body, &said) != nil {
		return out
	}
	var word string
	if json.Unmarshal(said.Code, &word) == nil && word != "" {
		out.Cause, out.Code = edge(word)
		return out
	}
	out.Code = upstream.CleanCode(said.MessageID)
	if resp.StatusCode == http.StatusUnauthorized {
		out.Cause = tokenFault(said)
	}
	return out
}

// edge returns the cause of an answer of the edge, and its code where that is a plain word. Sources:
// Grafana's Terraform provider, issue 1725 and internal/resources/cloud.
func edge(code string) (cause, word string) {
	if word = upstream.CleanCode(code); len(word) > 32 {
		word = ""
	}
	switch word {
	case "NotFound":
		return NoStack, word
	case "Loading":
		return Waking, word
	}
	return Edge, word
}

// tokenFaults are Grafana's words for a token that it does not accept: the message's id since
// version 10, a part of the message before. Source: Grafana, pkg/services/authn/clients/api_key.go.
var tokenFaults = []struct{ id, part, cause string }{
	{"api-key.expired", "expired", TokenExpired},
	{"api-key.revoked", "revoked", TokenRevoked},
	{"api-key.organization-mismatch", "organization", TokenElse},
	{"", "disabled", TokenDisabled},
	{"api-key.invalid", "invalid", TokenInvalid},
}

func tokenFault(said refusal) string {
	message := strings.ToLower(said.Message)
	for _, fault := range tokenFaults {
		if fault.id != "" && said.MessageID == fault.id || strings.Contains(message, fault.part) {
			return fault.cause
		}
	}
	return TokenInvalid
}
