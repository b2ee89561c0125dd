// Package upstream is the error of a call to somebody else's service, stripped to what is safe to
// log: no message, no body, no address. Adapters return it, the resolver turns it into words.
package upstream

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Service is whom we called.
type Service string

// Confluence is the platform that every call asks. The services of a provider are its own.
const Confluence Service = "confluence"

// Kind is what went wrong, where the service's own code does not say it.
type Kind string

// The kinds of failure.
const (
	// Refused: the service answered with an error; Status and Code say which.
	Refused Kind = "refused"
	// Timeout: no complete answer in time.
	Timeout Kind = "timeout"
	// Canceled: the caller left before the answer was complete. It says nothing about the service.
	Canceled Kind = "canceled"
	// Crowded: the service began to answer, and Pagewatch had no memory to read the answer in time.
	Crowded Kind = "crowded"
	// Unreachable: no connection, or it broke.
	Unreachable Kind = "unreachable"
	// Malformed: an answer that is not what the protocol promises, redirects and oversized ones
	// included.
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
	// Status is the HTTP status, 0 where there was no answer.
	Status int
	// Code is the service's error code, checked to be a plain word; "" where there is none.
	Code string
}

// Error implements error with nothing of the upstream's own text.
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

// CleanCode returns code if it is a plain word, "" otherwise: a code ends up in logs, so a service
// cannot use it to send us text.
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

// Trace is what the audit keeps of a call, failed or not.
type Trace struct {
	Service   Service
	Operation string
	Status    int
	Code      string
	RequestID string // the service's own, checked to be a plain word
	Duration  time.Duration
}
