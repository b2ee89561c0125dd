package connectiontest

import (
	"context"
	"errors"
	"testing"
	"time"

	"pagewatch/internal/connection"
)

// patience is how long a call of these tests waits for a backend that may never answer.
const patience = 100 * time.Millisecond

// laggingListing: a connection that a listing does not show yet can be viewed and removed, a
// removed connection that it still shows cannot be viewed, and an erasure ends and the next one
// completes it.
func laggingListing(t *testing.T, k Kit) {
	if k.Lag == nil {
		t.Skip("listings of this backend never lag")
	}
	old := link(t, k, "1", "Old")
	k.Lag(1000)
	fresh := link(t, k, "1", "Fresh")
	s := storeOn(k)
	list, err := s.List(context.Background(), admin(t, "1").Reader())
	if err != nil || len(list) != 1 || list[0].ID != old.ID {
		t.Fatalf("listed %+v, %v: the listing does not lag", list, err)
	}
	wantViewable(t, k, "1", fresh.ID)
	for _, c := range []connection.Connection{fresh, old} {
		if _, err := s.Remove(context.Background(), admin(t, "1"), c.ID); err != nil {
			t.Errorf("removing %s: %v", c.Name, err)
		}
		wantGone(t, k, "1", c.ID)
		if _, err := s.Link(context.Background(), admin(t, "1").Reader(), c.ID); !errors.Is(err,
			connection.ErrNotFound) {
			t.Errorf("%s can be viewed after its removal: %v", c.Name, err)
		}
	}
	unlisted := link(t, k, "2", "Unlisted")
	if _, err := s.EraseInstallation(context.Background(), platform(t)); err != nil {
		t.Errorf("erasing with a listing that lags: %v", err)
	}
	k.Lag(0)
	if _, err := s.EraseInstallation(context.Background(), platform(t)); err != nil {
		t.Error(err)
	}
	wantGone(t, k, "2", unlisted.ID)
	wantAbsent(t, k, ours, spaceID("2"))
	wantNone(t, k, "")
}

// corruptedRecords: an unreadable record is reported as damaged, never as absent or empty. It hides
// no other record, and it can be removed.
func corruptedRecords(t *testing.T, k Kit) {
	if k.Corrupt == nil {
		t.Skip("records of this backend cannot be damaged")
	}
	s, whole := storeOn(k), link(t, k, "1", "Whole")
	for _, class := range classes {
		broken := link(t, k, "1", "Broken "+string(class))
		k.Corrupt(t, ours, connection.Key{Class: class, Space: "1", ID: broken.ID})
		name := "Renamed"
		_, err := s.Preview(context.Background(), admin(t, "1"), broken.ID,
			connection.Change{Name: &name})
		if class == connection.Secret && !errors.Is(err, connection.ErrCorrupt) {
			t.Errorf("a damaged secret: %v, want ErrCorrupt", err)
		}
		list, err := s.List(context.Background(), admin(t, "1").Reader())
		if err != nil || len(list) != 2 || class == connection.Metadata &&
			list[0].Status != connection.Damaged {
			t.Errorf("beside damaged %s: %+v, %v", class, list, err)
		}
		wantViewable(t, k, "1", whole.ID)
		if _, err := s.Remove(context.Background(), admin(t, "1"), broken.ID); err != nil {
			t.Errorf("removing damaged %s: %v", class, err)
		}
		wantGone(t, k, "1", broken.ID)
	}
	k.Corrupt(t, ours, externalID)
	if _, err := s.ExternalID(context.Background(), admin(t, "1")); !errors.Is(err,
		connection.ErrCorrupt) {
		t.Errorf("a damaged External ID: %v, want ErrCorrupt and no new one", err)
	}
}

// unavailability: a backend that does not answer, for whatever reason, is reported as unavailable;
// its records are never reported as absent.
func unavailability(t *testing.T, k Kit) {
	if len(k.Outages) == 0 {
		t.Fatal("every backend can be out of reach")
	}
	c := link(t, k, "1", "Payments")
	for name, begin := range k.Outages {
		begin()
		wantUnavailable(t, k, name, c.ID)
	}
}

// throttling is a kind of unavailability: the call has no effect, and a later retry may succeed.
func throttling(t *testing.T, k Kit) {
	if k.Throttle == nil {
		t.Skip("this backend is never too busy")
	}
	c := link(t, k, "1", "Payments")
	k.Throttle()
	wantUnavailable(t, k, "throttled", c.ID)
}

func wantUnavailable(t *testing.T, k Kit, name, id string) {
	t.Helper()
	s, may := storeOn(k), admin(t, "1")
	for what, call := range map[string]func(context.Context) error{
		"get": func(ctx context.Context) error { _, err := k.Get(ctx, ours, key); return err },
		"put": func(ctx context.Context) error {
			return k.Put(ctx, ours, connection.Item{Key: key, Value: []byte(`1`)})
		},
		"create": func(ctx context.Context) error {
			return k.Put(ctx, ours, connection.Item{Key: key, Value: []byte(`1`), Create: true})
		},
		"delete": func(ctx context.Context) error { return k.Delete(ctx, ours, key) },
		"list":   func(ctx context.Context) error { _, err := k.List(ctx, ours, ""); return err },

		"a view's connection": func(ctx context.Context) error {
			_, err := s.Link(ctx, may.Reader(), id)
			return err
		},
		"connections": func(ctx context.Context) error {
			_, err := s.List(ctx, may.Reader())
			return err
		},
		"External ID": func(ctx context.Context) error {
			_, err := s.ExternalID(ctx, may)
			return err
		},
		"removal": func(ctx context.Context) error {
			_, err := s.Remove(ctx, may, id)
			return err
		},
		"erasure": func(ctx context.Context) error {
			_, err := s.EraseInstallation(ctx, platform(t))
			return err
		},
	} {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		err := call(ctx)
		cancel()
		if !errors.Is(err, connection.ErrUnavailable) || errors.Is(err, connection.ErrNotFound) ||
			errors.Is(err, connection.ErrExists) {
			t.Errorf("%s: %s: %v, want ErrUnavailable", name, what, err)
		}
	}
}
