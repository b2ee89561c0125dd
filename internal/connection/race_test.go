package connection_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"pagewatch/internal/access/accesstest"
	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
)

// The tests here run several stores on one backend, as several instances of a deployment do: no lock of one process can
// help.

// TestRemovalWinsAgainstChanges: whatever the order, a removed connection is gone for good, and nothing of it is left
// that nobody could find.
func TestRemovalWinsAgainstChanges(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	remover := newStore(t, backend)
	for round := range 60 {
		c := create(t, remover, admin, connectiontest.Role())
		var wg sync.WaitGroup
		for i := range 3 {
			wg.Go(func() {
				name := fmt.Sprintf("Renamed %d", i)
				_, err := newStore(t, backend).Update(ctx, admin, c.ID, connection.Change{Name: &name})
				if err != nil && !errors.Is(err, connection.ErrNotFound) {
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

// TestTheListShowsWhatViewsObey: after two admins changed the fence at once, the settings show the one that holds.
func TestTheListShowsWhatViewsObey(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	c := create(t, s, admin, connectiontest.Role())
	for round := range 60 {
		var wg sync.WaitGroup
		for i := range 2 {
			wg.Go(func() {
				prefixes := []string{fmt.Sprintf("fence-%d-", i)}
				if _, err := newStore(t, backend).Update(ctx, admin, c.ID, connection.Change{NamePrefixes: &prefixes}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		list, err := s.List(ctx, admin.Reader())
		link, linkErr := s.Link(ctx, admin.Reader(), c.ID)
		if err != nil || linkErr != nil || !slices.Equal(list[0].NamePrefixes, link.Fence.NamePrefixes) {
			t.Fatalf("round %d: listed %v, obeyed %v (%v, %v)", round, list[0].NamePrefixes, link.Fence.NamePrefixes, err, linkErr)
		}
	}
}

// TestTheLimitHoldsInOneProcess creates more than a space may have, all at once.
func TestTheLimitHoldsInOneProcess(t *testing.T) {
	s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
	var wg sync.WaitGroup
	for range 60 {
		wg.Go(func() { _, _ = s.Create(ctx, admin, connectiontest.Role()) })
	}
	wg.Wait()
	if list, err := s.List(ctx, admin.Reader()); err != nil || len(list) != 50 {
		t.Errorf("%d connections, %v, want 50", len(list), err)
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
