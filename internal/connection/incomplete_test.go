package connection_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// refusing is a store that performs everything but the calls about one secret.
type refusing struct {
	connection.Backend
	id    string
	reads bool // refuses to read it, too
}

func (b refusing) Get(ctx context.Context, tenant connection.Tenant, key connection.Key) ([]byte,
	error) {
	if b.reads && key.Class == connection.Secret && key.ID == b.id {
		return nil, connection.ErrUnavailable
	}
	return b.Backend.Get(ctx, tenant, key)
}

func (b refusing) Put(ctx context.Context, tenant connection.Tenant, item connection.Item) error {
	if item.Key.Class == connection.Secret && item.Key.ID == b.id {
		return connection.ErrUnavailable
	}
	return b.Backend.Put(ctx, tenant, item)
}

// over returns a store of the same space over another backend.
func (r *rotating) over(backend connection.Backend) *connection.Store {
	return connection.NewStore(backend, connectiontest.Rules(), func() time.Time { return r.now })
}

// TestAConnectionThatCannotFollowIsReported: one secret cannot be written during a change of the
// External ID. The change says so, and so does every repetition, until one completes it.
func TestAConnectionThatCannotFollowIsReported(t *testing.T) {
	type outcome func(s *connection.Store) (connection.Repaired, error)
	begins := func(r *rotating) outcome {
		return func(s *connection.Store) (connection.Repaired, error) {
			return s.BeginRotation(ctx, r.admin)
		}
	}
	ends := func(r *rotating) outcome {
		begun := r.begin().Rotation.Begun
		return func(s *connection.Store) (connection.Repaired, error) {
			return s.EndRotation(ctx, r.admin, begun)
		}
	}
	replaces := func(current secret.Value, r *rotating) outcome {
		return func(s *connection.Store) (connection.Repaired, error) {
			return s.Reissue(ctx, r.admin, current)
		}
	}
	for name, row := range map[string]struct {
		prepare  func(*rotating) outcome
		repeated error // of the repetition that completes it
	}{
		"begin": {begins, nil},
		"end":   {ends, connection.ErrExists},
		"re-issue": {func(r *rotating) outcome { return replaces(r.open().ExternalID, r) },
			connection.ErrExists},
		"re-issue in a rotation": {func(r *rotating) outcome {
			return replaces(r.begin().ExternalID, r)
		}, connection.ErrExists},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRotating(t)
			first, second := r.role("First"), r.role("Second")
			old, _ := r.uses(second)
			change := row.prepare(r)
			for range 2 {
				got, err := change(r.over(refusing{Backend: r.Backend, id: second}))
				if !errors.Is(got.Failed, connection.ErrUnavailable) {
					t.Fatalf("the change: %v, %v; want a failed connection", err, got.Failed)
				}
				r.wantUse(second, old, false)
			}
			if got, err := change(r.Store); !errors.Is(err, row.repeated) || got.Failed != nil {
				t.Errorf("repeated: %v, %v; want %v", err, got.Failed, row.repeated)
			}
			r.now = r.now.Add(400 * 24 * time.Hour)
			for _, id := range []string{first, second} {
				if now, untried := r.uses(id); now == old || !untried {
					t.Errorf("400 days later views use %q (untried %v)", now, untried)
				}
			}
		})
	}
}

// TestARotationWaitsForWhatCannotBeRead: one connection is settled, and another one cannot be read.
// The rotation goes on.
func TestARotationWaitsForWhatCannotBeRead(t *testing.T) {
	r := newRotating(t)
	settled, waiting := r.role("Settled"), r.role("Waiting")
	old, _ := r.uses(waiting)
	r.begin()
	r.passes(settled, proof.Passed)
	got, err := r.over(refusing{Backend: r.Backend, id: waiting, reads: true}).Repair(ctx, r.admin)
	if err != nil || got.Failed == nil || got.Rotation == nil {
		t.Fatalf("%+v, %v; want a rotation in progress", got, err)
	}
	r.wantUse(waiting, old, false)
	r.wantState(waiting, connection.Waiting)
}

// TestAnExpiredRotationIsNone: before anybody opens the settings, a test presents the new External
// ID alone, and a change keeps nothing of the former one.
func TestAnExpiredRotationIsNone(t *testing.T) {
	r := newRotating(t)
	id := r.role("Role")
	begun := r.begin()
	r.now = begun.Rotation.Until
	link, err := r.Preview(ctx, r.admin, id, connection.Change{})
	if err != nil {
		t.Fatal(err)
	}
	if !link.AWS.FormerID.Empty() || link.AWS.ExternalID.Reveal() != begun.ExternalID.Reveal() {
		t.Errorf("a test presents %q and %q", link.AWS.ExternalID.Reveal(),
			link.AWS.FormerID.Reveal())
	}
	name := "Renamed"
	if _, err := r.Update(ctx, r.admin, id, connection.Change{Name: &name}, none); err != nil {
		t.Fatal(err)
	}
	r.wantUse(id, begun.ExternalID.Reveal(), true)
}
