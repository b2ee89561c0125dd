// Package connection is a linked account: what it is, what may be said of it, and the store it is
// kept in.
package connection

import (
	"errors"
	"time"

	"pagewatch/internal/platform/access"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

var (
	// ErrNotFound is returned for a connection that is not in the space, wherever else it may be.
	ErrNotFound = errors.New("no such connection in this space")
	// ErrExists is returned by a conditional create of something that is there.
	ErrExists = errors.New("already exists")
	// ErrMore is returned beside the first of more records than one listing holds.
	ErrMore = errors.New("there are more records than one listing holds")
	// ErrCorrupt is returned for a record that cannot be opened or does not belong where it was
	// found.
	ErrCorrupt = errors.New("a stored record cannot be opened: wrong key, altered, or moved")
	// ErrTooLarge is returned for a value of more than MaxValue bytes.
	ErrTooLarge = errors.New("the record is larger than the store keeps")
	// ErrUnavailable is returned when the store does not answer, or is too busy to.
	ErrUnavailable = errors.New("the store does not answer")
	// ErrNoLongerAllowed is returned for a connection that the operator's rules of today would not
	// let be linked.
	ErrNoLongerAllowed = errors.New("the operator's rules do not allow this connection any more")
	// ErrUnknownKind is returned for a connection of a kind that this version does not know, such
	// as one that a later version has kept.
	ErrUnknownKind = errors.New("this version does not know the connection's kind")
	// ErrNotOffered is returned for a connection of a kind that this deployment does not offer.
	ErrNotOffered = errors.New("this deployment does not offer this kind of connection")
)

// Status is how far a connection's creation went.
type Status string

const (
	// Ready connections can be viewed.
	Ready Status = "ready"
	// Pending connections were not completely written. They can be removed.
	Pending Status = "pending"
	// Damaged connections cannot be read. They can be removed.
	Damaged Status = "damaged"
)

// Connection is what people may see of a connection: everything but its secrets.
type Connection struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	Shown
	Status  Status    `json:"status"`
	Created time.Time `json:"createdAt"`
	Updated time.Time `json:"updatedAt"`
	// Version is the secret record's. It changes with every change, so that a copy that fell behind
	// is noticed.
	Version string `json:"version"`
	// Test is what the last whole test said, nil where there was none since the connection reached
	// something else.
	Test *Test `json:"test,omitempty"`
}

// Link is a connection with all that a view needs, secrets included. It lives for one call.
type Link struct {
	ID   string
	Name string
	Kind Kind
	Target
	// Version changes with every change of the connection.
	Version string
	// access changes with everything a test is about, but for the principal.
	access    string
	principal string
}

// Subject returns what a proof about the link has to be about.
func (l Link) Subject(admin access.Admin) proof.Subject {
	right := admin.Reader()
	return proof.Subject{
		Installation: right.Installation(), Space: right.Space(), Account: right.Account(),
		About: append([]secret.Value{secret.New(l.principal), secret.New(string(l.Kind))},
			l.subject()...),
		Steps: l.steps(l.Kind),
	}
}

// Principal returns who Pagewatch is to the target, "" where it has no identity of its own.
func (l Link) Principal() string { return l.principal }
