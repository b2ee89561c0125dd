package connection_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// page is what the settings page of an admin shows.
type page struct {
	admin access.Admin
	scene
	id    secret.Value // the newest External ID
	begun time.Time    // of the rotation
}

// rotationActs are what two admins may do at the same moment.
var rotationActs = map[string]func(*connection.Store, page) error{
	"begin": func(s *connection.Store, p page) error {
		_, err := s.BeginRotation(ctx, p.admin)
		return err
	},
	"end": func(s *connection.Store, p page) error {
		_, err := s.EndRotation(ctx, p.admin, p.begun)
		return err
	},
	"move": passes,
	"begin and move": func(s *connection.Store, p page) error {
		if _, err := s.BeginRotation(ctx, p.admin); err != nil {
			return err
		}
		return passes(s, p)
	},
	"re-issue": func(s *connection.Store, p page) error {
		_, err := s.Reissue(ctx, p.admin, p.id)
		return err
	},
	"open the settings": func(s *connection.Store, p page) error {
		_, err := s.Repair(ctx, p.admin)
		return err
	},
	"remove": func(s *connection.Store, p page) error {
		_, err := s.Remove(ctx, p.admin, p.c.ID)
		return err
	},
}

// passes stores a test of the connection in which every step passed but the last, which asks with
// the former External ID.
func passes(s *connection.Store, p page) error {
	link, err := s.Preview(ctx, p.admin, p.c.ID, connection.Change{})
	if err != nil {
		return err
	}
	subject := link.Subject(p.admin)
	passed := connectiontest.Passed(subject, time.Now())
	passed.Results = slices.DeleteFunc(passed.Results, func(r proof.Result) bool {
		return r.Step == account.RefuseFormer
	})
	return s.PutTest(ctx, p.admin, link, connection.TestOf(passed, subject))
}

// The states of a space in which two admins meet.
const (
	atRest = "at rest"
	beside = "in a rotation"
	moved  = "moved"
)

// TestTwoAdminsInARotation stops one act at each of its calls while another one runs to its end.
// Whatever the order: every role has an External ID of its space, and nothing is left of a removed
// one. Only a re-issue takes a tested ID from a role, and what it has replaced does not come back.
//
// Those two do not hold for an act that was stopped right before a write, because the hosted store
// has no conditional one. Then too, the ID of before a rotation does not come back, and a test
// makes the role a tested one of the newest ID.
func TestTwoAdminsInARotation(t *testing.T) {
	if testing.Short() {
		t.Skip("make test tries every order")
	}
	for first, act := range rotationActs {
		for second, other := range rotationActs {
			for _, state := range []string{atRest, beside, moved} {
				calls := callsOf(t, act, state)
				for at, more := 1, true; more; at++ {
					when := fmt.Sprintf("%s: %s stopped at call %d for %s", state, first, at, second)
					p := newPage(t, state)
					acts := []string{first, second}
					var stopped error
					actor := newActor(t, p.Backend, func(s *connection.Store) {
						stopped = act(s, p)
					})
					more = actor.steps(at)
					err := other(p.s, p)
					actor.finish()
					for _, err := range []error{err, stopped} {
						if err != nil && !errors.Is(err, connection.ErrExists) &&
							!errors.Is(err, connection.ErrNotFound) {
							t.Errorf("%s: %v", when, err)
						}
					}
					if slices.Contains(acts, "remove") {
						wantNothingLeft(t, p.Backend, p.c.ID, when)
						continue
					}
					link := p.wantItsOwn(t, when)
					if err == nil && second == "re-issue" {
						p.wantReplaced(t, state != atRest && calls.writes(at), when)
					}
					tested := state == moved ||
						slices.Contains(acts, "begin and move") && !slices.Contains(acts, "end")
					if calls.writes(at) {
						p.wantTestable(t, when)
						continue
					}
					if !tested || slices.Contains(acts, "re-issue") {
						continue
					}
					if link.AWS.Untried || link.AWS.ExternalID.Reveal() == p.old.Reveal() {
						t.Errorf("%s: the role has lost the ID that its test passed with", when)
					}
				}
			}
		}
	}
}

// calls are the calls of an act to its store, in order: true for a write.
type calls struct {
	connection.Backend
	made []bool
}

func (c *calls) Get(ctx context.Context, tenant connection.Tenant, key connection.Key) ([]byte,
	error) {
	c.made = append(c.made, false)
	return c.Backend.Get(ctx, tenant, key)
}

func (c *calls) Put(ctx context.Context, tenant connection.Tenant, item connection.Item) error {
	c.made = append(c.made, true)
	return c.Backend.Put(ctx, tenant, item)
}

func (c *calls) Delete(ctx context.Context, tenant connection.Tenant, key connection.Key) error {
	c.made = append(c.made, true)
	return c.Backend.Delete(ctx, tenant, key)
}

func (c *calls) List(ctx context.Context, tenant connection.Tenant, space string) (
	[]connection.Item, error) {
	c.made = append(c.made, false)
	return c.Backend.List(ctx, tenant, space)
}

// writes reports whether the nth call is a write.
func (c *calls) writes(n int) bool { return n <= len(c.made) && c.made[n-1] }

// callsOf returns the calls of an act that nothing stops.
func callsOf(t *testing.T, act func(*connection.Store, page) error, state string) *calls {
	t.Helper()
	p := newPage(t, state)
	c := &calls{Backend: p.Backend}
	_ = act(newStore(t, c), p)
	return c
}

// newPage returns the settings of a space with a role.
func newPage(t *testing.T, state string) page {
	t.Helper()
	p := page{admin: accesstest.Admin(t, instA, "1"), scene: newScene(t)}
	p.id = p.old
	if state != atRest {
		repaired, err := p.s.BeginRotation(ctx, p.admin)
		if err != nil {
			t.Fatal(err)
		}
		p.id, p.begun = repaired.ExternalID, repaired.Rotation.Begun
	}
	if state == moved {
		if err := passes(p.s, p); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// wantItsOwn checks that the role has an External ID of its space, before the settings are opened
// and after, and returns the role.
func (p page) wantItsOwn(t *testing.T, when string) connection.Link {
	t.Helper()
	before, err := p.s.Link(ctx, p.admin.Reader(), p.c.ID)
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	repaired, err := p.s.Repair(ctx, p.admin)
	if err != nil || repaired.Failed != nil {
		t.Fatalf("%s: %v, %v", when, err, repaired.Failed)
	}
	after, err := p.s.Link(ctx, p.admin.Reader(), p.c.ID)
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	own := []string{repaired.ExternalID.Reveal()}
	if repaired.Rotation != nil {
		own = append(own, repaired.Rotation.Former.Reveal())
	}
	for _, link := range []connection.Link{before, after} {
		if !slices.Contains(own, link.AWS.ExternalID.Reveal()) {
			t.Errorf("%s: the role has an External ID that its space does not have", when)
		}
	}
	return after
}

// wantReplaced checks that the space's newest External ID is none that a re-issue has replaced. back:
// the one of the rotation may have come back.
func (p page) wantReplaced(t *testing.T, back bool, when string) {
	t.Helper()
	now, err := p.s.ExternalID(ctx, p.admin)
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	if now.Reveal() == p.old.Reveal() || now.Reveal() == p.id.Reveal() && !back {
		t.Errorf("%s: an External ID that was replaced is back", when)
	}
}

// wantTestable checks that a test gives the role the newest External ID as a tested one.
func (p page) wantTestable(t *testing.T, when string) {
	t.Helper()
	if err := passes(p.s, p); err != nil {
		t.Errorf("%s: the test: %v", when, err)
	}
	link, err := p.s.Link(ctx, p.admin.Reader(), p.c.ID)
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	if now, err := p.s.ExternalID(ctx, p.admin); err != nil || link.AWS.Untried ||
		link.AWS.ExternalID.Reveal() != now.Reveal() {
		t.Errorf("%s: after a test the role has not the newest ID (%v)", when, err)
	}
}

// TestAnEndMayBringAReissuedIDBack: an end that is stopped right before its write, while another
// admin replaces the External ID, brings the replaced one back. The next replacement holds, and the
// ID of before the rotation stays away.
func TestAnEndMayBringAReissuedIDBack(t *testing.T) {
	end, back := rotationActs["end"], 0
	calls := callsOf(t, end, beside)
	for at := range len(calls.made) {
		if !calls.writes(at + 1) {
			continue
		}
		p := newPage(t, beside)
		ending := newActor(t, p.Backend, func(s *connection.Store) { _ = end(s, p) })
		ending.steps(at + 1)
		if err := rotationActs["re-issue"](p.s, p); err != nil {
			t.Fatal(err)
		}
		ending.finish()
		p.wantReplaced(t, true, "ended")
		now := p.wantItsOwn(t, "ended").AWS.ExternalID
		if now.Reveal() == p.id.Reveal() {
			back++
		}
		if _, err := p.s.Reissue(ctx, p.admin, now); err != nil {
			t.Fatal(err)
		}
		p.wantItsOwn(t, "replaced once more")
		p.wantReplaced(t, false, "replaced once more")
	}
	if back != 1 {
		t.Errorf("%d writes of an end bring a replaced ID back, want its first alone", back)
	}
}

// TestABeginningKeepsNothingPending: a creation and a rotation, each stopped at any of its calls,
// end with a connection that is ready.
func TestABeginningKeepsNothingPending(t *testing.T) {
	if testing.Short() {
		t.Skip("make test tries every order")
	}
	for at := 1; at <= 14; at++ {
		for more := 1; more <= 40; more += 2 {
			p := newPage(t, atRest)
			draft := connectiontest.Role()
			draft.Name = "Second"
			evidence := connectiontest.Evidence(t, p.s, p.admin, draft)
			creation := newActor(t, p.Backend, func(s *connection.Store) {
				_, _ = s.Create(ctx, p.admin, draft, evidence)
			})
			beginning := newActor(t, p.Backend, func(s *connection.Store) {
				_, _ = s.BeginRotation(ctx, p.admin)
			})
			creation.steps(at)
			beginning.steps(more)
			creation.finish()
			beginning.finish()
			list, err := p.s.List(ctx, p.admin.Reader())
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range list {
				if c.Status != connection.Ready {
					t.Errorf("%d, %d: %s is %s", at, more, c.Name, c.Status)
				}
			}
		}
	}
}
