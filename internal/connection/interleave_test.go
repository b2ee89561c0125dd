package connection_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access/accesstest"
)

// pausing stops before each of its calls, so that a test can run other steps in between.
type pausing struct {
	connection.Backend
	pause func()
}

func (p pausing) Get(ctx context.Context, tenant connection.Tenant, key connection.Key) ([]byte,
	error) {
	p.pause()
	return p.Backend.Get(ctx, tenant, key)
}

func (p pausing) Put(ctx context.Context, tenant connection.Tenant, item connection.Item) error {
	p.pause()
	return p.Backend.Put(ctx, tenant, item)
}

func (p pausing) Delete(ctx context.Context, tenant connection.Tenant, key connection.Key) error {
	p.pause()
	return p.Backend.Delete(ctx, tenant, key)
}

func (p pausing) List(ctx context.Context, tenant connection.Tenant, space string) (
	[]connection.Item, error) {
	p.pause()
	return p.Backend.List(ctx, tenant, space)
}

// actor is an operation that runs one backend call at a time.
type actor struct {
	resume, paused, done chan struct{}
}

func newActor(t *testing.T, backend connection.Backend, act func(*connection.Store)) actor {
	t.Helper()
	a := actor{make(chan struct{}), make(chan struct{}), make(chan struct{})}
	go func() {
		defer close(a.done)
		<-a.resume
		act(newStore(t, pausing{backend, func() { a.paused <- struct{}{}; <-a.resume }}))
	}()
	return a
}

// steps runs n backend calls, and reports whether the operation is still in progress. It stops
// before the nth call.
func (a actor) steps(n int) bool {
	for range n {
		select {
		case a.resume <- struct{}{}:
		case <-a.done:
			return false
		}
		select {
		case <-a.paused:
		case <-a.done:
			return false
		}
	}
	return true
}

// finish runs the operation to its end.
func (a actor) finish() {
	for a.steps(1) {
	}
}

// TestRemovalWinsAtEveryStep stops a change at each of its backend calls, runs another change
// there, stops again at any later call, runs a removal up to any of its calls, and then completes
// both, the change first. In every order nothing of the connection is left.
func TestRemovalWinsAtEveryStep(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	rename := func(id, name string) func(*connection.Store) {
		return func(s *connection.Store) {
			if _, err := s.Update(ctx, admin, id, connection.Change{Name: &name},
				none); err != nil && !errors.Is(err, connection.ErrNotFound) &&
				!errors.Is(err, connection.ErrExists) {
				t.Error(err)
			}
		}
	}
	regions := []string{"eu-west-1"}
	widen := func(c connection.Connection) func(*connection.Store) {
		change := connection.Change{AWSChange: connection.AWSChange{Regions: &regions}}
		planned, err := s.Preview(ctx, admin, c.ID, change)
		if err != nil {
			t.Fatal(err)
		}
		evidence := connectiontest.Sealed(t, planned.Subject(admin))
		return func(s *connection.Store) {
			if _, err := s.Update(ctx, admin, c.ID, change, evidence); err != nil &&
				!errors.Is(err, connection.ErrNotFound) && !errors.Is(err, connection.ErrExists) {
				t.Error(err)
			}
		}
	}
	// 1 is the first stop: before the first call. A change of Regions writes from its fourth call
	// to its seventh, and then converges; a removal has nine calls.
	for _, other := range []int{4, 5, 7, 9} {
		for between := range 6 {
			for removal := 1; removal <= 9; removal += 2 {
				c := create(t, s, admin, connectiontest.Role())
				change := newActor(t, backend, widen(c))
				remove := newActor(t, backend, func(s *connection.Store) {
					if _, err := s.Remove(ctx, admin, c.ID); err != nil {
						t.Error(err)
					}
				})
				change.steps(other)
				rename(c.ID, "Theirs")(s)
				change.steps(between)
				remove.steps(removal)
				change.finish()
				remove.finish()
				wantNothingLeft(t, backend, c.ID,
					fmt.Sprintf("another change at %d, %d calls, removal to %d", other, between,
						removal))
			}
		}
	}
}

// TestARemovalListsWhatItErased stops a removal at each of its backend calls and runs another one
// there. Each record is on the list of one of them.
func TestARemovalListsWhatItErased(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	for stop, running := 1, true; running; stop++ {
		c := create(t, newStore(t, backend), admin, connectiontest.Role())
		var listed []string
		remove := func(s *connection.Store) {
			erased, err := s.Remove(ctx, admin, c.ID)
			if err != nil && !errors.Is(err, connection.ErrNotFound) {
				t.Error(err)
			}
			listed = append(listed, erased.Records...)
		}
		first := newActor(t, backend, remove)
		running = first.steps(stop)
		remove(newStore(t, backend))
		first.finish()
		if slices.Sort(listed); !slices.Equal(listed, []string{"metadata", "secret", "test"}) {
			t.Errorf("another removal at call %d: the two erased %v", stop, listed)
		}
	}
}

// wantNothingLeft looks for a connection's records in the backend, past the store.
func wantNothingLeft(t *testing.T, backend connection.Backend, id, when string) {
	t.Helper()
	for _, key := range []connection.Key{
		{Class: connection.Secret, ID: id}, {Class: connection.Metadata, ID: id},
		{Class: connection.Metadata, ID: "test-" + id}} {
		key.Space = "1"
		if _, err := backend.Get(ctx, connection.Tenant{Installation: instA}, key); !errors.Is(err,
			connection.ErrNotFound) {
			t.Errorf("%s: the %s %s is left (%v)", when, key.Class, key.ID, err)
		}
	}
}
