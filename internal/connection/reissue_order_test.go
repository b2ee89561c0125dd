package connection_test

import (
	"context"
	"errors"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/secret"
)

// scene is a store with one linked role.
type scene struct {
	connection.Backend
	s   *connection.Store
	c   connection.Connection
	old secret.Value
}

func newScene(t *testing.T) scene {
	t.Helper()
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	c := create(t, s, admin, connectiontest.Role())
	old, err := s.ExternalID(ctx, admin)
	if err != nil {
		t.Fatal(err)
	}
	return scene{backend, s, c, old}
}

// wantOneID checks that every role has the External ID that the settings show.
func (sc scene) wantOneID(t *testing.T, when ...any) {
	t.Helper()
	admin := accesstest.Admin(t, instA, "1")
	now, err := sc.s.ExternalID(ctx, admin)
	if err != nil {
		t.Fatal(err)
	}
	list, err := sc.s.List(ctx, admin.Reader())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		if link, err := sc.s.Link(ctx, admin.Reader(), c.ID); err == nil &&
			link.AWS.ExternalID.Reveal() != now.Reveal() {
			t.Errorf("%v: %s has another External ID than its space", when, c.Name)
		}
	}
}

// TestTwoReissuesAtOnce: in every order at most one succeeds, and it returns the current ID.
func TestTwoReissuesAtOnce(t *testing.T) {
	admin := accesstest.Admin(t, instA, "1")
	for at := 1; at <= 16; at += 2 {
		for more := 1; more <= 16; more += 2 {
			sc := newScene(t)
			reissued := make([]connection.Repaired, 2)
			errs := make([]error, 2)
			reissue := func(i int) actor {
				return newActor(t, sc.Backend, func(s *connection.Store) {
					reissued[i], errs[i] = s.Reissue(ctx, admin, sc.old)
				})
			}
			first, second := reissue(0), reissue(1)
			first.steps(at)
			second.steps(more)
			first.finish()
			second.finish()
			now, err := sc.s.ExternalID(ctx, admin)
			if err != nil {
				t.Fatal(err)
			}
			succeeded := 0
			for i := range reissued {
				if errs[i] != nil && !errors.Is(errs[i], connection.ErrExists) {
					t.Errorf("%d, %d: %v", at, more, errs[i])
				}
				if errs[i] == nil {
					succeeded++
					if reissued[i].ExternalID.Reveal() != now.Reveal() {
						t.Errorf("%d, %d: a re-issue returned an ID that is not current", at, more)
					}
				}
			}
			if succeeded > 1 {
				t.Errorf("%d, %d: both succeeded", at, more)
			}
			sc.wantOneID(t, at, more)
		}
	}
}

// TestNothingUndoesAReissue: opening the settings, a change and a creation, each stopped at any
// call while the External ID is replaced, end with the new one.
func TestNothingUndoesAReissue(t *testing.T) {
	admin := accesstest.Admin(t, instA, "1")
	name := "Renamed"
	for what, act := range map[string]func(scene) func(*connection.Store){
		"reading the settings": func(scene) func(*connection.Store) {
			return func(s *connection.Store) { _, _ = s.Repair(ctx, admin) }
		},
		"a change": func(sc scene) func(*connection.Store) {
			return func(s *connection.Store) {
				_, _ = s.Update(ctx, admin, sc.c.ID, connection.Change{Name: &name}, none)
			}
		},
		"a creation": func(sc scene) func(*connection.Store) {
			draft := connectiontest.Role()
			draft.Name = "Second"
			evidence := connectiontest.Evidence(t, sc.s, admin, draft)
			return func(s *connection.Store) { _, _ = s.Create(ctx, admin, draft, evidence) }
		},
	} {
		for at := 1; ; at++ {
			sc := newScene(t)
			other := newActor(t, sc.Backend, act(sc))
			more := other.steps(at)
			if _, err := sc.s.Reissue(ctx, admin, sc.old); err != nil {
				t.Errorf("%s at %d: %v", what, at, err)
			}
			other.finish()
			sc.wantOneID(t, what, at)
			list, err := sc.s.List(ctx, admin.Reader())
			for _, c := range list {
				if err != nil || c.Status != connection.Ready {
					t.Errorf("%s at %d: %s is %s (%v)", what, at, c.Name, c.Status, err)
				}
			}
			if !more {
				break
			}
		}
	}
}

// timingOut performs each write and returns ErrUnavailable: a store that answers after the
// deadline.
type timingOut struct{ connection.Backend }

func (b timingOut) Put(ctx context.Context, tenant connection.Tenant, item connection.Item) error {
	_ = b.Backend.Put(ctx, tenant, item)
	return connection.ErrUnavailable
}

// dying crashes with its first write: no later call has an effect.
type dying struct {
	connection.Backend
	wrote bool
}

func (b *dying) Get(ctx context.Context, tenant connection.Tenant, key connection.Key) ([]byte,
	error) {
	if b.wrote {
		return nil, errCrash
	}
	return b.Backend.Get(ctx, tenant, key)
}

func (b *dying) Put(ctx context.Context, tenant connection.Tenant, item connection.Item) error {
	b.wrote = true
	_ = b.Backend.Put(ctx, tenant, item)
	return errCrash
}

// TestAFailedChangeRevivesNothing: a change writes its secret after a removal has ended, and then
// fails.
func TestAFailedChangeRevivesNothing(t *testing.T) {
	admin := accesstest.Admin(t, instA, "1")
	name := "Renamed"
	interrupted := func(sc scene, backend connection.Backend) {
		change := newActor(t, backend, func(s *connection.Store) {
			if _, err := s.Update(ctx, admin, sc.c.ID, connection.Change{Name: &name},
				none); err == nil {
				t.Error("the change succeeded")
			}
		})
		change.steps(5) // the next call writes the secret
		if _, err := sc.s.Remove(ctx, admin, sc.c.ID); err != nil {
			t.Fatal(err)
		}
		change.finish()
	}
	t.Run("its store timed out", func(t *testing.T) {
		sc := newScene(t)
		interrupted(sc, timingOut{sc.Backend})
		wantNothingLeft(t, sc.Backend, sc.c.ID, "after the change")
	})
	for name, end := range map[string]func(scene) error{
		"it died, the settings are opened": func(sc scene) error {
			_, err := sc.s.Repair(ctx, admin)
			return err
		},
		"it died, it is removed again": func(sc scene) error {
			_, err := sc.s.Remove(ctx, admin, sc.c.ID)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			sc := newScene(t)
			interrupted(sc, &dying{Backend: sc.Backend})
			if _, err := sc.s.Link(ctx, admin.Reader(), sc.c.ID); err != nil {
				t.Fatalf("nothing was revived, so this tests nothing: %v", err)
			}
			if err := end(sc); err != nil {
				t.Error(err)
			}
			wantNothingLeft(t, sc.Backend, sc.c.ID, name)
		})
	}
}

// TestNoHalfChangeIsShownAsTested: after a crash at any write, the settings do not show an old role
// as tested and ready while views use another.
func TestNoHalfChangeIsShownAsTested(t *testing.T) {
	admin := accesstest.Admin(t, instA, "1")
	role := "arn:aws:iam::999988887777:role/Other"
	for writes := range 5 {
		sc := newScene(t)
		change := connection.Change{AWSChange: connection.AWSChange{RoleARN: &role}}
		planned, err := sc.s.Preview(ctx, admin, sc.c.ID, change)
		if err != nil {
			t.Fatal(err)
		}
		_, err = newStore(t, &breaking{Backend: sc.Backend, left: writes}).Update(ctx, admin,
			sc.c.ID, change, connectiontest.Sealed(t, planned.Subject(admin)))
		if (err == nil) != (writes == 4) {
			t.Errorf("after %d writes: %v", writes, err)
		}
		list, err := sc.s.List(ctx, admin.Reader())
		if err != nil {
			t.Fatal(err)
		}
		link, err := sc.s.Link(ctx, admin.Reader(), sc.c.ID)
		if err != nil {
			t.Fatal(err)
		}
		if list[0].RoleARN != link.AWS.RoleARN && list[0].Status == connection.Ready {
			t.Errorf("after %d writes the settings show %s as ready, and views use %s", writes,
				list[0].RoleARN, link.AWS.RoleARN)
		}
	}
}

// TestARenameDoesNotBringOldKeysBack: a rename stops at any call while the keys are rotated.
func TestARenameDoesNotBringOldKeysBack(t *testing.T) {
	admin := accesstest.Admin(t, instA, "1")
	name, id, key := "Renamed", secret.New("AKIAIOSFODNN7EXAMPL2"),
		secret.New("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE2")
	for at := 1; at <= 4; at++ { // from the fifth call on the hosted store cannot exclude the race
		backend := newBackend(t)
		s := newStore(t, backend)
		c := create(t, s, admin, connectiontest.User())
		var renamed error
		rename := newActor(t, backend, func(s *connection.Store) {
			_, renamed = s.Update(ctx, admin, c.ID, connection.Change{Name: &name}, none)
		})
		rename.steps(at)
		change := connection.Change{
			AWSChange: connection.AWSChange{AccessKeyID: &id, SecretAccessKey: &key}}
		planned, err := s.Preview(ctx, admin, c.ID, change)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Update(ctx, admin, c.ID, change,
			connectiontest.Sealed(t, planned.Subject(admin))); err != nil {
			t.Fatal(err)
		}
		rename.finish()
		link, err := s.Link(ctx, admin.Reader(), c.ID)
		if err != nil || link.AWS.Keys.AccessKeyID.Reveal() != id.Reveal() {
			t.Errorf("at %d: the old keys are back (%v)", at, err)
		}
		if renamed != nil && !errors.Is(renamed, connection.ErrExists) {
			t.Errorf("at %d: the rename: %v", at, renamed)
		}
	}
}
