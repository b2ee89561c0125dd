// Package connection models linked accounts and stores them. It decides which parts of a connection
// people may see.
package connection

import (
	"errors"
	"time"

	"pagewatch/internal/platform/access"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

var (
	// ErrNotFound is returned for a connection that is not in the space, even if another space has
	// it.
	ErrNotFound = errors.New("no such connection in this space")
	// ErrExists is returned by a conditional create of a record that exists.
	ErrExists = errors.New("already exists")
	// ErrMore is returned beside the first records of a listing that cannot return all of them.
	ErrMore = errors.New("there are more records than one listing holds")
	// ErrCorrupt is returned for a record that cannot be opened or does not belong where it was
	// found.
	ErrCorrupt = errors.New("a stored record cannot be opened: wrong key, altered, or moved")
	// ErrTooLarge is returned for a value of more than MaxValue bytes.
	ErrTooLarge = errors.New("the record is larger than the store keeps")
	// ErrUnavailable is returned if the store does not answer, or is too busy to answer.
	ErrUnavailable = errors.New("the store does not answer")
	// ErrNoLongerAllowed is returned for a connection that the operator's current rules forbid.
	ErrNoLongerAllowed = errors.New("the operator's rules do not allow this connection any more")
	// ErrUnknownKind is returned for a connection of a kind that this version does not know, such
	// as one that a later version stored.
	ErrUnknownKind = errors.New("this version does not know the connection's kind")
	// ErrNotOffered is returned for a connection of a kind that this deployment does not offer.
	ErrNotOffered = errors.New("this deployment does not offer this kind of connection")
)

// Status is the state of a connection's creation.
type Status string

const (
	// Ready connections can be viewed.
	Ready Status = "ready"
	// Pending connections were not completely written. They can be removed.
	Pending Status = "pending"
	// Damaged connections cannot be read. They can be removed.
	Damaged Status = "damaged"
)

// Connection is the part of a connection that people may see: everything but its secrets.
type Connection struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	Shown
	Status  Status    `json:"status"`
	Created time.Time `json:"createdAt"`
	Updated time.Time `json:"updatedAt"`
	// Version is the secret record's. It changes with every change, so that a stale copy is
	// detected.
	Version string `json:"version"`
	// Test is the result of the last whole test, nil if the target was never tested as it is now.
	Test *Test `json:"test,omitempty"`
}

// Link is a connection with everything that a view needs, secrets included. It lives for one call.
type Link struct {
	ID   string
	Name string
	Kind Kind
	Target
	// Version changes with every change of the connection.
	Version string
	// access changes with everything that a test covers, except for the principal.
	access    string
	principal string
	// uses compares the link's External ID with the stored connection's.
	uses usage
}

// usage is what a stored connection has of the External ID that its test uses.
type usage string

const (
	// usesTried: a test has passed with it; so is a connection that needs none.
	usesTried usage = ""
	// usesUntried: the connection got it without a test.
	usesUntried usage = "untried"
	// usesOther: the connection still uses another one.
	usesOther usage = "other"
)

// Waits reports whether the connection still uses the External ID before the link's.
func (l Link) Waits() bool { return l.uses == usesOther }

// Subject returns the subject that a proof about the link must have.
func (l Link) Subject(admin access.Admin) proof.Subject {
	right := admin.Reader()
	return proof.Subject{
		Installation: right.Installation(), Space: right.Space(), Account: right.Account(),
		About: append([]secret.Value{secret.New(l.principal), secret.New(string(l.Kind))},
			l.subject()...),
		Steps: l.steps(l.Kind),
	}
}

// Principal returns Pagewatch's identity at the target, "" if it has none.
func (l Link) Principal() string { return l.principal }
