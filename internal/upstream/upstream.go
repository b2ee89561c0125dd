// Package upstream has the error of a call to another service, reduced to what is safe to log: no
// message, no body, no address. Adapters return it, and the resolver maps it to a code and a text.
package upstream

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Service names a called service.
type Service string

// Confluence is the platform that every call asks. The services of a provider are its own.
const Confluence Service = "confluence"

// Kind classifies a failure independently of the service's own code.
type Kind string

// The kinds of failure.
const (
	// Refused: the service answered with an error; Status and Code say which.
	Refused Kind = "refused"
	// Timeout: no complete answer in time.
	Timeout Kind = "timeout"
	// Canceled: the caller disconnected before the answer was complete. The service may be healthy.
	Canceled Kind = "canceled"
	// Crowded: the service began to answer, and the memory budget did not admit reading the answer
	// in time.
	Crowded Kind = "crowded"
	// Unreachable: no connection, or it broke.
	Unreachable Kind = "unreachable"
	// Malformed: an answer that violates the protocol, redirects and oversized ones included.
	Malformed Kind = "malformed"
)

// Ended returns why a call's context has ended: Canceled or Timeout, "" for a context that has not.
func Ended(ctx context.Context) Kind {
	switch cause := context.Cause(ctx); {
	case cause == nil:
		return ""
	case errors.Is(cause, context.DeadlineExceeded):
		return Timeout
	}
	return Canceled
}

// Error is a failed call.
type Error struct {
	Service   Service
	Operation string
	Kind      Kind
	// Status is the HTTP status, 0 without an answer.
	Status int
	// Code is the service's error code, checked to be a plain word; "" where the service sent none.
	Code string
	// Cause is the adapter's own word for what the service's message says, "" for most messages.
	Cause string
	// RetryAfter is how long the service asks to wait before the next call, 0 where it does not.
	RetryAfter time.Duration
}

// Error implements error, without the upstream's own text.
func (e *Error) Error() string {
	return fmt.Sprintf("%s %s: %s (status %d, code %q)", e.Service, e.Operation, e.Kind, e.Status,
		e.Code)
}

// As returns the *Error in err's chain, or nil.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// maxCode is longer than any code AWS documents.
const maxCode = 64

// CleanCode returns code if it is a plain word of at most 64 letters, digits, underscores, dots and
// hyphens, and "" otherwise. Codes are logged, and a service must not be able to put text into the
// log.
func CleanCode(code string) string {
	if len(code) > maxCode {
		return ""
	}
	for _, c := range []byte(code) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && c != '_' && c != '.' && c != '-' {
			return ""
		}
	}
	return code
}

// Trace is the part of a call that an audit record holds, failed or not.
type Trace struct {
	Service   Service
	Operation string
	Status    int
	Code      string
	RequestID string // the service's own, checked to be a plain word
	Duration  time.Duration
}
