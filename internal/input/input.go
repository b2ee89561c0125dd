// Package input helps to validate requests. It has an error that names the wrong field and says
// what to send, a check that refuses JSON that two parsers may read differently, and changes of
// fields that a request may leave out.
package input

import (
	"errors"
	"fmt"
)

// Error reports a wrong field of a request.
type Error struct {
	// Field names the field in the notation of the wire: sources[0].region.
	Field string
	// Message says what the field should be, in a sentence for people.
	Message string
	// Fence marks well-formed input outside the fence of a connection.
	Fence bool
}

// Error implements error.
func (e *Error) Error() string { return e.Field + ": " + e.Message }

// Field returns an error about one field. The message is a sentence for people.
func Field(field, format string, args ...any) error {
	return &Error{Field: field, Message: fmt.Sprintf(format, args...)}
}

// Outside returns an error about a field that is outside the fence of a connection.
func Outside(field, format string, args ...any) error {
	return &Error{Field: field, Message: fmt.Sprintf(format, args...), Fence: true}
}

// In returns err with its field moved below parent: In("connection", Field("name", …)) is about
// connection.name. Errors of other kinds pass unchanged.
func In(parent string, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	return &Error{Field: parent + "." + e.Field, Message: e.Message, Fence: e.Fence}
}

// Set changes a field to what a request gives for it, nil for nothing.
func Set[T any](field, given *T) {
	if given != nil {
		*field = *given
	}
}
