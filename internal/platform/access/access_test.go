package access_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
)

// spaces imitates Confluence: the operations of each token in each space.
type spaces struct {
	may   map[string][]access.Operation // "token site space"
	asked []string
}

func (s *spaces) Operations(_ context.Context, user secret.Value, cloudID, space string) (
	[]access.Operation, error) {
	key := user.Reveal() + " " + cloudID + " " + space
	s.asked = append(s.asked, key)
	operations, ok := s.may[key]
	if !ok {
		return nil, access.ErrNotVisible
	}
	return operations, nil
}

var (
	read  = access.Operation{Operation: "read", TargetType: "space"}
	admin = access.Operation{Operation: "administer", TargetType: "space"}
)

func caller(token, space string) invocation.Caller {
	return invocation.Caller{Installation: "inst", CloudID: "site", Account: "acc", Space: space,
		UserToken: secret.New(token)}
}

func TestGate(t *testing.T) {
	isField := func(err error) bool {
		var e *input.Error
		return errors.As(err, &e) && e.Field == "spaceId"
	}
	isUnnamed := func(err error) bool {
		return isField(err) && strings.Contains(err.Error(), "Name the space")
	}
	is := func(want error) func(error) bool {
		return func(err error) bool { return errors.Is(err, want) }
	}
	rows := []struct {
		name          string
		caller        invocation.Caller
		asked         string
		reader, admin func(error) bool // nil: allowed
		calls         int              // of Confluence, per right
	}{
		{"admin", caller("ada", "1"), "1", nil, nil, 1},
		{"admin, space in the token only", caller("ada", "1"), "", nil, nil, 1},
		{"admin, space in the request only", caller("ada", ""), "1", nil, nil, 1},
		{"reader", caller("ravi", "1"), "", nil, is(access.ErrNotAdmin), 1},
		{"may administer pages, not the space", caller("pia", "1"), "", nil, is(access.ErrNotAdmin),
			1},
		{"may do nothing in the space", caller("ned", "1"), "", is(access.ErrNotVisible),
			is(access.ErrNotVisible), 1},
		{"space with leading zeros", caller("ada", "01"), "", isField, isField, 0},
		{"space zero", caller("ada", "0"), "", isField, isField, 0},
		{"no right to the space", caller("lena", "1"), "", is(access.ErrNotVisible),
			is(access.ErrNotVisible), 1},
		{"no such space", caller("ada", "9"), "", is(access.ErrNotVisible),
			is(access.ErrNotVisible), 1},
		{"two spaces", caller("ada", "1"), "2", isField, isField, 0},
		{"no space", caller("ada", ""), "", isUnnamed, isUnnamed, 0},
		{"space with a path", caller("ada", "1/../2"), "", isField, isField, 0},
		{"space with a query", caller("ada", ""), "1?x", isField, isField, 0},
		{"visitor", invocation.Caller{Space: "1", UserToken: secret.New("ada")}, "",
			is(access.ErrNoUser), is(access.ErrNoUser), 0},
		{"no user token", invocation.Caller{Space: "1", Account: "acc"}, "", is(access.ErrNoUser),
			is(access.ErrNoUser), 0},
	}
	for _, row := range rows {
		confluence := &spaces{may: map[string][]access.Operation{
			"ada site 1":  {read, admin},
			"ravi site 1": {read},
			"pia site 1": {read, {Operation: "administer", TargetType: "page"},
				{Operation: "update", TargetType: "space"}},
			"ned site 1":  {{Operation: "export", TargetType: "page"}},
			"lena site 2": {read, admin},
		}}
		gate := access.NewGate(confluence)
		reader, err := gate.Reader(context.Background(), row.caller, row.asked)
		check(t, row.name+" as reader", err, row.reader)
		if err == nil && (reader.Space() != "1" || reader.Installation() != "inst" ||
			reader.CloudID() != "site") {
			t.Errorf("%s: reader of %q in %q", row.name, reader.Space(), reader.Installation())
		}
		adminRight, err := gate.Admin(context.Background(), row.caller, row.asked)
		check(t, row.name+" as admin", err, row.admin)
		if err != nil && adminRight.Reader().Installation() != "" {
			t.Errorf("%s: a right came with the refusal", row.name)
		}
		if len(confluence.asked) != 2*row.calls {
			t.Errorf("%s: Confluence was asked %d times, want %d", row.name, len(confluence.asked),
				2*row.calls)
		}
	}
}

// TestExporter: a function's call has a user token and no person. A page's call is checked as in
// Reader.
func TestExporter(t *testing.T) {
	function := func(change func(*invocation.Caller)) invocation.Caller {
		c := invocation.Caller{Installation: "inst", CloudID: "site", UserToken: secret.New("ravi")}
		if change != nil {
			change(&c)
		}
		return c
	}
	is := func(want error) func(error) bool {
		return func(err error) bool { return errors.Is(err, want) }
	}
	rows := []struct {
		name   string
		caller invocation.Caller
		want   func(error) bool
		calls  int
	}{
		{"function with a user token", function(nil), nil, 1},
		{"function without", function(func(c *invocation.Caller) { c.UserToken = secret.Value{} }),
			is(access.ErrNoUser), 0},
		{"function with the token of another user",
			function(func(c *invocation.Caller) { c.UserToken = secret.New("lena") }),
			is(access.ErrNotVisible), 1},
		{"reader on a page", caller("ravi", "1"), nil, 1},
		{"visitor on a page", function(func(c *invocation.Caller) { c.OnPage = true }),
			is(access.ErrNoUser), 0},
		{"guest", function(func(c *invocation.Caller) { c.Person = true }), is(access.ErrNoUser),
			0},
	}
	for _, row := range rows {
		confluence := &spaces{may: map[string][]access.Operation{"ravi site 1": {read}}}
		right, err := access.NewGate(confluence).Exporter(context.Background(), row.caller, "1")
		check(t, row.name, err, row.want)
		if (err == nil) != (right.Space() == "1") || len(confluence.asked) != row.calls {
			t.Errorf("%s: a right to %q after %d calls", row.name, right.Space(),
				len(confluence.asked))
		}
	}
}

// TestAuthors: whoever may add pages to the space is an author, and nobody else is.
func TestAuthors(t *testing.T) {
	page := access.Operation{Operation: "create", TargetType: "page"}
	for name, row := range map[string]struct {
		may  []access.Operation
		want bool
	}{
		"reader":              {[]access.Operation{read}, false},
		"author":              {[]access.Operation{read, page}, true},
		"admin without pages": {[]access.Operation{read, admin}, false},
		"commenter": {[]access.Operation{read, {Operation: "create", TargetType: "comment"}},
			false},
		"reads pages": {[]access.Operation{read, {Operation: "read", TargetType: "page"}}, false},
	} {
		gate := access.NewGate(&spaces{may: map[string][]access.Operation{"ada site 1": row.may}})
		reader, err := gate.Reader(context.Background(), caller("ada", "1"), "")
		if err != nil || reader.MayWrite() != row.want {
			t.Errorf("%s: may write %v, %v", name, reader.MayWrite(), err)
		}
	}
}

func check(t *testing.T, name string, err error, want func(error) bool) {
	t.Helper()
	switch {
	case want == nil && err != nil:
		t.Errorf("%s: refused: %v", name, err)
	case want != nil && (err == nil || !want(err)):
		t.Errorf("%s: wrong answer: %v", name, err)
	}
}
