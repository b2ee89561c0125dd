// Package access decides whether a person may read or administer a space. It asks Confluence on
// every call, with the person's own token. A store of connections is reached only with a right of
// this package.
package access

import (
	"context"
	"errors"
	"regexp"
	"slices"

	"pagewatch/internal/input"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
)

var (
	// ErrNoUser is returned for a call without a signed-in user or without that user's token: from
	// guests, visitors, events and functions.
	ErrNoUser = errors.New("no signed-in user with a token")
	// ErrNotVisible is returned for a space that does not exist or that the person may not see.
	// Confluence does not distinguish the two.
	ErrNotVisible = errors.New("no such space for this user")
	// ErrNotPlatform is returned for a lifecycle call that a caller other than the platform could
	// have made.
	ErrNotPlatform = errors.New("not a call of the platform")
	// ErrNotAdmin is returned for a person who may read the space and not administer it.
	ErrNotAdmin = errors.New("not an administrator of this space")
)

// Operation is one permitted operation, as Confluence lists it.
type Operation struct {
	Operation  string `json:"operation"`
	TargetType string `json:"targetType"`
}

// administer is the operation that an administrator of a space may perform. Source: Confluence REST
// API v2, GET /spaces/{id}/operations.
var administer = Operation{"administer", "space"}

// author is the operation that whoever adds and edits pages of a space may perform: a space has one
// permission for both. Source: as above.
var author = Operation{"create", "page"}

// Operations lists the operations that the owner of a user token may perform in a space. It returns
// ErrNotVisible for a space that the owner cannot see.
type Operations interface {
	Operations(ctx context.Context, user secret.Value, cloudID, space string) ([]Operation, error)
}

// Reader is the right of a person to read a space, confirmed by Confluence during the call. The
// zero Reader gives access to nothing.
type Reader struct {
	caller invocation.Caller
	space  string
	writes bool
}

// Admin is the right of a person to administer a space.
type Admin struct{ reader Reader }

// Reader returns the same person's right to read.
func (a Admin) Reader() Reader { return a.reader }

// Installation returns the installation the right is for, "" for the zero Reader.
func (r Reader) Installation() string { return r.caller.Installation }

// Space returns the id of the space the right is for.
func (r Reader) Space() string { return r.space }

// MayWrite reports whether the person may add and edit pages of the space. It says nothing about the
// restrictions of one page.
func (r Reader) MayWrite() bool { return r.writes }

// CloudID returns the site the right is for.
func (r Reader) CloudID() string { return r.caller.CloudID }

// Account returns the person's account id, for the keyed hash in audit records alone; "" for an
// export that a function requested.
func (r Reader) Account() string { return r.caller.Account }

// Exporter tells apart the persons who have no account here, as invocation.Caller does; "" for a
// person with one.
func (r Reader) Exporter() string { return r.caller.Exporter }

// SystemToken returns the app's token of the call, which authenticates to Forge storage.
func (r Reader) SystemToken() secret.Value { return r.caller.SystemToken }

// Platform is the right of the platform over a whole installation. No person can get it.
type Platform struct{ caller invocation.Caller }

// Installation returns the installation the right is for, "" for the zero Platform.
func (p Platform) Installation() string { return p.caller.Installation }

// CloudID returns the installation's site.
func (p Platform) CloudID() string { return p.caller.CloudID }

// SystemToken returns the app's token of the call.
func (p Platform) SystemToken() secret.Value { return p.caller.SystemToken }

// ByPlatform returns the right of a call that only the platform can make: no principal, no page, no
// user token, and the key of one of the modules. A browser can choose the path of a call, and none
// of these.
func ByPlatform(caller invocation.Caller, modules ...string) (Platform, error) {
	if caller.Person || caller.OnPage || !caller.UserToken.Empty() ||
		!slices.Contains(modules, caller.Module) {
		return Platform{}, ErrNotPlatform
	}
	return Platform{caller}, nil
}

// Gate asks Confluence and returns rights.
type Gate struct{ confluence Operations }

// NewGate returns a gate that asks confluence.
func NewGate(confluence Operations) *Gate { return &Gate{confluence} }

// Reader returns the caller's right to read the space. asked is the space that the request names,
// "" if it names none.
func (g *Gate) Reader(ctx context.Context, caller invocation.Caller, asked string) (Reader, error) {
	if caller.Account == "" {
		return Reader{}, ErrNoUser
	}
	reader, _, err := g.ask(ctx, caller, asked)
	return reader, err
}

// Exporter is Reader for an export. A function of the app requests exports, and its invocation
// token names no person, even where the request has a user token (Forge runtime reference,
// invokeRemote). So for a call without a person and a page the user token alone identifies the
// person, and Confluence's answer is about its owner.
func (g *Gate) Exporter(ctx context.Context, caller invocation.Caller, asked string) (Reader,
	error) {
	if caller.Person || caller.OnPage {
		return g.Reader(ctx, caller, asked)
	}
	reader, _, err := g.ask(ctx, caller, asked)
	return reader, err
}

// Admin returns the caller's right to administer the space.
func (g *Gate) Admin(ctx context.Context, caller invocation.Caller, asked string) (Admin, error) {
	if caller.Account == "" {
		return Admin{}, ErrNoUser
	}
	reader, operations, err := g.ask(ctx, caller, asked)
	if err != nil {
		return Admin{}, err
	}
	for _, o := range operations {
		if o == administer {
			return Admin{reader}, nil
		}
	}
	return Admin{}, ErrNotAdmin
}

func (g *Gate) ask(ctx context.Context, caller invocation.Caller, asked string) (Reader,
	[]Operation, error) {
	if caller.UserToken.Empty() {
		return Reader{}, nil, ErrNoUser
	}
	space, err := claimed(caller.Space, asked)
	if err != nil {
		return Reader{}, nil, err
	}
	operations, err := g.confluence.Operations(ctx, caller.UserToken, caller.CloudID, space)
	if err != nil {
		return Reader{}, nil, err
	}
	if !slices.ContainsFunc(operations, func(o Operation) bool { return o.TargetType == "space" }) {
		return Reader{}, nil, ErrNotVisible // no operation on the space is no right
	}
	return Reader{caller, space, slices.Contains(operations, author)}, operations, nil
}

// spaceID is the form of Confluence's space ids. They become part of a URL, so any other form is
// refused.
var spaceID = regexp.MustCompile(`^[1-9][0-9]{0,18}$`)

// claimed returns the space that the token or the request names. It refuses two different ones.
func claimed(inToken, asked string) (string, error) {
	space := inToken
	if space == "" {
		space = asked
	}
	switch {
	case space == "":
		return "", input.Field("spaceId",
			"Name the space: the invocation does not say which one it is about.")
	case asked != "" && asked != space:
		return "", input.Field("spaceId", "This is not the space that the invocation is about.")
	case !spaceID.MatchString(space):
		return "", input.Field("spaceId", "A space id is a number.")
	}
	return space, nil
}
