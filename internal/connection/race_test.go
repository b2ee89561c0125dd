package connection_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access/accesstest"
)

// The tests here run several stores on one backend, as several instances of a deployment do: a lock
// in one process cannot help.

// TestRemovalWinsAgainstChanges: whatever the order, a removed connection stays removed, and no
// secret without metadata is left.
func TestRemovalWinsAgainstChanges(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	remover := newStore(t, backend)
	for round := range 20 {
		c := create(t, remover, admin, connectiontest.Role())
		var wg sync.WaitGroup
		for i := range 3 {
			wg.Go(func() {
				name := fmt.Sprintf("Renamed %d", i)
				_, err := newStore(t, backend).Update(ctx, admin, c.ID,
					connection.Change{Name: &name}, none)
				if err != nil && !errors.Is(err, connection.ErrNotFound) &&
					!errors.Is(err, connection.ErrExists) {
					t.Error(err)
				}
			})
		}
		wg.Go(func() {
			if _, err := remover.Remove(ctx, admin, c.ID); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		list, err := remover.List(ctx, admin.Reader())
		_, linkErr := remover.Link(ctx, admin.Reader(), c.ID)
		if err != nil || len(list) != 0 || !errors.Is(linkErr, connection.ErrNotFound) {
			t.Fatalf("round %d: listed %+v, %v; a view gets %v", round, list, err, linkErr)
		}
	}
}

// TestTheListShowsTheFenceOfViews: after two concurrent changes of the fence, the settings show the
// one that views apply.
func TestTheListShowsTheFenceOfViews(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	c := create(t, s, admin, connectiontest.Role())
	for round := range 20 {
		var wg sync.WaitGroup
		for i := range 2 {
			wg.Go(func() {
				prefixes := []string{fmt.Sprintf("fence-%d-", i)}
				if _, err := newStore(t, backend).Update(ctx, admin, c.ID,
					connection.Change{AWSChange: connection.AWSChange{NamePrefixes: &prefixes}},
					none); err != nil &&
					!errors.Is(err, connection.ErrExists) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		list, err := s.List(ctx, admin.Reader())
		link, linkErr := s.Link(ctx, admin.Reader(), c.ID)
		if err != nil || linkErr != nil ||
			!slices.Equal(list[0].NamePrefixes, link.AWS.Fence.NamePrefixes) {
			t.Fatalf("round %d: listed %v, obeyed %v (%v, %v)", round, list[0].NamePrefixes,
				link.AWS.Fence.NamePrefixes, err, linkErr)
		}
	}
}

// TestTombstonesEnd: tombstones are deleted in the end.
func TestTombstonesEnd(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	now := time.Unix(1_800_000_000, 0)
	s := connection.NewStore(backend, connectiontest.Rules(), func() time.Time { return now })
	for range 5 {
		c := create(t, s, admin, connectiontest.Role())
		if _, err := s.Remove(ctx, admin, c.ID); err != nil {
			t.Fatal(err)
		}
		now = now.Add(61 * time.Minute)
	}
	items, err := backend.List(ctx, connection.Tenant{Installation: instA}, "1")
	stones := 0
	for _, item := range items {
		if strings.HasPrefix(item.Key.ID, "removed-") {
			stones++
		}
	}
	if err != nil || stones != 1 {
		t.Errorf("%d tombstones are left, %v, want the last one", stones, err)
	}
}

// TestInterruptedChangeIsErasedWithItsTombstone: a change that crashes after writing a secret to a
// removed connection leaves a secret that only the tombstone names.
func TestInterruptedChangeIsErasedWithItsTombstone(t *testing.T) {
	platform := accesstest.Platform(t, instA)
	for name, end := range map[string]func(*connection.Store, *time.Time) error{
		"by a later removal": func(s *connection.Store, now *time.Time) error {
			*now = now.Add(61 * time.Minute)
			admin := accesstest.Admin(t, instA, "1")
			_, err := s.Remove(ctx, admin, create(t, s, admin, connectiontest.Role()).ID)
			return err
		},
		"with the space": func(s *connection.Store, _ *time.Time) error {
			return s.EraseSpace(ctx, platform, "1")
		},
		"with the installation": func(s *connection.Store, _ *time.Time) error {
			_, err := s.EraseInstallation(ctx, platform)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
			now := time.Unix(1_800_000_000, 0)
			s := connection.NewStore(backend, connectiontest.Rules(),
				func() time.Time { return now })
			c := create(t, s, admin, connectiontest.Role())
			if _, err := s.Remove(ctx, admin, c.ID); err != nil {
				t.Fatal(err)
			}
			rubbish(t, backend, connection.Secret, c.ID, `{}`)
			if err := end(s, &now); err != nil {
				t.Fatal(err)
			}
			wantNothingLeft(t, backend, c.ID, name)
		})
	}
}

func TestASpaceHasAtMostFiftyConnections(t *testing.T) {
	s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
	draft := connectiontest.Role()
	for i := range 50 {
		draft.Name = fmt.Sprint("Account ", i)
		create(t, s, admin, draft)
	}
	if _, err := s.Create(ctx, admin, connectiontest.Role(), none); err == nil {
		t.Error("a fifty-first connection was accepted")
	}
}

func TestOneExternalIDHoweverManyOpenTheSettings(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	var mu sync.Mutex
	ids := map[string]bool{}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			id, err := newStore(t, backend).ExternalID(ctx, admin)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			ids[id.Reveal()] = true
		})
	}
	wg.Wait()
	if len(ids) != 1 {
		t.Errorf("%d External IDs were issued for one space", len(ids))
	}
}
