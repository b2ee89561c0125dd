// Package connection is a linked account: what it is, what may be said of it, and the store it is
// kept in.
package connection

import (
	"errors"
	"slices"
	"strings"
	"time"

	"pagewatch/internal/input"
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
	// ErrUserKeysForbidden is returned where the operator allows IAM roles only.
	ErrUserKeysForbidden = errors.New("the operator does not allow IAM user keys")
)

// Kind is how a connection authenticates.
type Kind string

const (
	// AWSRole assumes an IAM role with the space's External ID. Recommended.
	AWSRole Kind = "aws-role"
	// AWSUser uses the long-lived keys of an IAM user. Discouraged.
	AWSUser Kind = "aws-user"
)

// known reports whether this version can use connections of the kind.
func (k Kind) known() bool { return k == AWSRole || k == AWSUser }

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
	ID           string    `json:"id"`
	Name         string    `json:"name"`
	Kind         Kind      `json:"kind"`
	RoleARN      string    `json:"roleArn,omitempty"`
	Account      string    `json:"account,omitempty"` // 12 digits, "" where not known
	Regions      []string  `json:"regions"`
	NamePrefixes []string  `json:"namePrefixes"`
	Status       Status    `json:"status"`
	Created      time.Time `json:"createdAt"`
	Updated      time.Time `json:"updatedAt"`
	// Version is the secret record's. It changes with every change, so that a copy that fell behind
	// is noticed.
	Version string `json:"version"`
	// Test is what the last whole test said, nil where there was none since the connection reached
	// something else.
	Test *Test `json:"test,omitempty"`
}

// Keys are AWS credentials: an IAM user's, or the temporary ones that STS gave for one call.
type Keys struct {
	AccessKeyID     secret.Value
	SecretAccessKey secret.Value
	SessionToken    secret.Value // empty for an IAM user
}

// Link is a connection with all that a view needs, secrets included. It lives for one call.
type Link struct {
	ID      string
	Name    string
	Kind    Kind
	RoleARN string
	// ExternalID is the space's, empty for an IAM user.
	ExternalID secret.Value
	// Keys are an IAM user's, empty for a role.
	Keys  Keys
	Fence Fence
	// Account is 12 digits, "" where not known.
	Account string
	// Version changes with every change of the connection.
	Version string
	// access changes with everything a test is about, but for the principal.
	access    string
	principal string
}

// Subject is what a proof about the link has to be about.
func (l Link) Subject(admin access.Admin) proof.Subject {
	right := admin.Reader()
	return proof.Subject{
		Installation: right.Installation(), Space: right.Space(), Account: right.Account(),
		Principal: l.principal,
		Kind:      proof.Kind(l.Kind), RoleARN: l.RoleARN, ExternalID: l.ExternalID,
		Regions:     l.Fence.Regions,
		AccessKeyID: l.Keys.AccessKeyID, SecretAccessKey: l.Keys.SecretAccessKey,
	}
}

// Fence is what an admin lets a connection show: Regions and, where there are any, name prefixes.
type Fence struct {
	Regions      []string
	NamePrefixes []string
}

// Region checks that a Region is inside the fence. The error names field.
func (f Fence) Region(field, id string) error {
	if !slices.Contains(f.Regions, id) {
		return input.Outside(field,
			"This connection does not show the Region %q. Choose one of its Regions.", id)
	}
	return nil
}

// Prefix returns the name prefix to ask AWS for. A fence with one prefix supplies it where none is
// asked; with several, one must be chosen. The error names field.
func (f Fence) Prefix(field, asked string) (string, error) {
	if len(f.NamePrefixes) == 0 {
		return asked, nil
	}
	if asked == "" && len(f.NamePrefixes) == 1 {
		return f.NamePrefixes[0], nil
	}
	for _, p := range f.NamePrefixes {
		if strings.HasPrefix(asked, p) {
			return asked, nil
		}
	}
	return "", input.Outside(field,
		"This connection shows only alarms whose names begin with %s. Give a name prefix that does.", quoted(f.NamePrefixes))
}

// Name checks that an alarm's name is inside the fence. The error names field.
func (f Fence) Name(field, name string) error {
	if len(f.NamePrefixes) == 0 ||
		slices.ContainsFunc(f.NamePrefixes,
			func(p string) bool { return strings.HasPrefix(name, p) }) {
		return nil
	}
	return input.Outside(field,
		"This connection shows only alarms whose names begin with %s. Leave this name out.",
		quoted(f.NamePrefixes))
}

func quoted(words []string) string {
	return `"` + strings.Join(words, `" or "`) + `"`
}
