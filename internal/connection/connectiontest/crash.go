package connectiontest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/access/accesstest"
)

// crashing lets the first changes through and fails the rest, like a process that crashes then.
type crashing struct {
	connection.Backend
	mu   sync.Mutex
	left int
}

var errCrash = errors.New("crash")

func (c *crashing) change(do func() error) error {
	c.mu.Lock()
	c.left--
	ended := c.left < 0
	c.mu.Unlock()
	if ended {
		return errCrash
	}
	return do()
}

func (c *crashing) Put(ctx context.Context, tenant connection.Tenant, item connection.Item) error {
	return c.change(func() error { return c.Backend.Put(ctx, tenant, item) })
}

func (c *crashing) Delete(ctx context.Context, tenant connection.Tenant, key connection.Key) error {
	return c.change(func() error { return c.Backend.Delete(ctx, tenant, key) })
}

// storeOn returns a store as a new process has it.
func storeOn(b connection.Backend) *connection.Store {
	return connection.NewStore(b, Rules(), time.Now)
}

// admin returns an admin of one of the test spaces.
func admin(t *testing.T, space string) access.Admin {
	t.Helper()
	return accesstest.Admin(t, ours.Installation, space)
}

// link creates a connection of that name.
func link(t *testing.T, b connection.Backend, space, name string) connection.Connection {
	t.Helper()
	draft := Role()
	draft.Name = name
	s := storeOn(b)
	c, err := s.Create(context.Background(), admin(t, space), draft,
		Evidence(t, s, admin(t, space), draft))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// wantGone looks for a connection's records in the backend, past the store.
func wantGone(t *testing.T, b connection.Backend, space, id string) {
	t.Helper()
	wantAbsent(t, b, ours, connection.Key{Class: connection.Secret, Space: space, ID: id})
	wantAbsent(t, b, ours, connection.Key{Class: connection.Metadata, Space: space, ID: id})
	wantAbsent(t, b, ours, connection.Key{
		Class: connection.Metadata, Space: space, ID: "test-" + id})
}

// halfFinishedCreation crashes a creation before each of its writes. The settings list what is
// left, it is ready only if the creation completed, and a removal erases all of it and frees the
// name.
func halfFinishedCreation(t *testing.T, k Kit) {
	crashes := 0
	for done := false; !done; crashes++ {
		space := fmt.Sprint(crashes + 1)
		evidence := Evidence(t, storeOn(k), admin(t, space), Role())
		_, err := storeOn(&crashing{Backend: k, left: crashes}).Create(context.Background(),
			admin(t, space), Role(), evidence)
		done = err == nil
		if !done && !errors.Is(err, errCrash) {
			t.Fatalf("after %d writes: %v", crashes, err)
		}
		s := storeOn(k)
		list, err := s.List(context.Background(), admin(t, space).Reader())
		if err != nil || len(list) > 1 {
			t.Fatalf("after %d writes: %+v, %v", crashes, list, err)
		}
		for _, c := range list {
			if done != (c.Status == connection.Ready) {
				t.Errorf("after %d writes the connection is %s", crashes, c.Status)
			}
			if _, err := s.Remove(context.Background(), admin(t, space), c.ID); err != nil {
				t.Errorf("after %d writes: removing: %v", crashes, err)
			}
			wantGone(t, k, space, c.ID)
		}
		link(t, k, space, Role().Name)
	}
	if crashes < 4 {
		t.Errorf("a creation has %d writes: nothing was tried", crashes)
	}
}

// halfFinishedRemoval crashes a removal before each of its writes. A connection without a secret
// cannot be viewed, whatever the list shows, and the next removal leaves nothing.
func halfFinishedRemoval(t *testing.T, k Kit) {
	crashes := 0
	for done := false; !done; crashes++ {
		space := fmt.Sprint(crashes + 1)
		c := link(t, k, space, "Removed")
		other := link(t, k, space, "Other")
		_, err := storeOn(&crashing{Backend: k, left: crashes}).Remove(context.Background(),
			admin(t, space), c.ID)
		done = err == nil
		if !done && !errors.Is(err, errCrash) {
			t.Fatalf("after %d writes: %v", crashes, err)
		}
		s := storeOn(k)
		if _, err := s.Link(context.Background(), admin(t, space).Reader(), c.ID); crashes > 1 &&
			!errors.Is(err, connection.ErrNotFound) {
			t.Errorf("after %d writes it can be viewed: %v", crashes, err)
		}
		erased, err := s.Remove(context.Background(), admin(t, space), c.ID)
		if err != nil && !errors.Is(err, connection.ErrNotFound) ||
			crashes > 1 && slices.Contains(erased.Records, string(connection.Secret)) {
			t.Errorf("after %d writes: removing again: %+v, %v", crashes, erased, err)
		}
		wantGone(t, k, space, c.ID)
		if list, err := s.List(context.Background(), admin(t, space).Reader()); err != nil ||
			len(list) != 1 || list[0].ID != other.ID {
			t.Errorf("after %d writes and a removal: %+v, %v, want the other one", crashes, list,
				err)
		}
	}
	if crashes < 5 {
		t.Errorf("a removal has %d writes: nothing was tried", crashes)
	}
}
