// Package input holds what every reader of a request needs: an error that names the wrong field and
// says what to do, and a check for JSON that two readers may understand differently.
package input

import (
	"errors"
	"fmt"
)

// Error names the field that is wrong, in the notation of the wire (sources[0].region), and says
// what it should be.
type Error struct {
	Field   string
	Message string
	// Fence marks input that is well-formed but outside what an admin allowed.
	Fence bool
}

// Error implements error.
func (e *Error) Error() string { return e.Field + ": " + e.Message }

// Field returns an error about one field. The message is a sentence for people.
func Field(field, format string, args ...any) error {
	return &Error{Field: field, Message: fmt.Sprintf(format, args...)}
}

// Outside returns an error about a field that asks beyond the fence of a connection.
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
