// Package access answers one question: may this person read, or administer, this space? The answer
// is Confluence's, to the person's own token, asked anew each time. Its values are the only keys to
// the store.
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
	// ErrNoUser is returned for a call without a person, or one whose token did not come along:
	// guests, visitors, events and functions.
	ErrNoUser = errors.New("no signed-in user with a token")
	// ErrNotVisible is returned for a space that does not exist or that this person may not see:
	// nobody can tell which.
	ErrNotVisible = errors.New("no such space for this user")
	// ErrNotPlatform is returned for a lifecycle call that cannot have come from the platform
	// alone.
	ErrNotPlatform = errors.New("not a call of the platform")
	// ErrNotAdmin is returned to people who may read the space but not administer it.
	ErrNotAdmin = errors.New("not an administrator of this space")
)

// Operation is one thing a person may do, as Confluence lists it.
type Operation struct {
	Operation  string `json:"operation"`
	TargetType string `json:"targetType"`
}

// administer is what an administrator of a space may do.
// Source: Confluence REST API v2, GET /spaces/{id}/operations.
var administer = Operation{"administer", "space"}

// Operations asks Confluence, as the person whose token it is, what they may do in a space. It
// returns ErrNotVisible for a space they cannot see.
type Operations interface {
	Operations(ctx context.Context, user secret.Value, cloudID, space string) ([]Operation, error)
}

// Reader is a person who may read a space: Confluence said so a moment ago. The zero Reader opens
// nothing.
type Reader struct {
	caller invocation.Caller
	space  string
}

// Admin is a person who may administer a space.
type Admin struct{ reader Reader }

// Reader returns the same person's right to read.
func (a Admin) Reader() Reader { return a.reader }

// Installation returns the installation the right is for, "" for the zero Reader.
func (r Reader) Installation() string { return r.caller.Installation }

// Space returns the id of the space the right is for.
func (r Reader) Space() string { return r.space }

// CloudID returns the site the right is for.
func (r Reader) CloudID() string { return r.caller.CloudID }

// Account returns the person's account id, for the audit's keyed hash alone; "" for an export that
// a function asked for.
func (r Reader) Account() string { return r.caller.Account }

// SystemToken returns the app's token that came with the call; hosted storage is reached with it.
func (r Reader) SystemToken() secret.Value { return r.caller.SystemToken }

// Platform is the platform's own right over a whole installation. No person can have it.
type Platform struct{ caller invocation.Caller }

// Installation returns the installation the right is for, "" for the zero Platform.
func (p Platform) Installation() string { return p.caller.Installation }

// CloudID returns the installation's site.
func (p Platform) CloudID() string { return p.caller.CloudID }

// SystemToken returns the app's token that came with the call.
func (p Platform) SystemToken() secret.Value { return p.caller.SystemToken }

// ByPlatform returns the right of a call that only the platform can make: no principal, no page, no
// user token, and the key of one of the lifecycle's own modules. A browser chooses paths, but none
// of these.
func ByPlatform(caller invocation.Caller, modules ...string) (Platform, error) {
	if caller.Person || caller.OnPage || !caller.UserToken.Empty() ||
		!slices.Contains(modules, caller.Module) {
		return Platform{}, ErrNotPlatform
	}
	return Platform{caller}, nil
}

// Gate asks Confluence and hands out rights.
type Gate struct{ confluence Operations }

// NewGate returns a gate that believes that Confluence.
func NewGate(confluence Operations) *Gate { return &Gate{confluence} }

// Reader returns the caller's right to read the space. asked is the space the request names, ""
// where it names none.
func (g *Gate) Reader(ctx context.Context, caller invocation.Caller, asked string) (Reader, error) {
	if caller.Account == "" {
		return Reader{}, ErrNoUser
	}
	reader, _, err := g.ask(ctx, caller, asked)
	return reader, err
}

// Exporter is Reader for an export. A function of the app asks for those, and its token names
// nobody, even where somebody's user token comes along (Forge runtime reference, invokeRemote). So
// for a call without a person and a page the user token alone says who asks: Confluence tells what
// whoever it belongs to may do.
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
		return Reader{}, nil, ErrNotVisible // an answer that names nothing they may do is a no
	}
	return Reader{caller, space}, operations, nil
}

// spaceID is what Confluence's space ids look like. They become a part of a URL, so nothing else is
// let through.
var spaceID = regexp.MustCompile(`^[1-9][0-9]{0,18}$`)

// claimed returns the space of the call: what the token says or what the request says, and never a
// choice of two.
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
