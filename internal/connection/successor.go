package connection

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"pagewatch/internal/platform/access"
	"pagewatch/internal/secret"
)

// rotationLife is how long a former External ID is used beside its successor, at most.
const rotationLife = 30 * 24 * time.Hour

// successor is the space part that a rotation puts in the place of another. It is created
// conditionally, so that a space has at most one rotation, and ends by one write of the space's
// part, which also ends it if that write is a re-issue's.
type successor struct {
	part
	// After is the part that it replaces.
	After string    `json:"after"`
	Begun time.Time `json:"begun"`
}

func (n successor) belongs(tenant Tenant, key Key) bool {
	return n.part.belongs(tenant, key) && !n.Begun.IsZero()
}

// replaces reports whether a rotation is in progress in a space with this part.
func (n successor) replaces(now string) bool { return n.After == now && n.Part != now }

// expired reports whether the rotation is over because of its age.
func (n successor) expired(now time.Time) bool { return !now.Before(n.Begun.Add(rotationLife)) }

func successorKey(space string) Key { return Key{Class: Secret, Space: space, ID: successorName} }

// successor returns the space's successor, the zero successor if it has none.
func (s *Store) successor(ctx context.Context, tenant Tenant, space string) (successor, error) {
	n, err := load[successor](ctx, s, tenant, successorKey(space))
	if errors.Is(err, ErrNotFound) {
		return successor{}, nil
	}
	return n, err
}

// putSuccessor issues a part that replaces the one of current, and returns ErrExists if the space
// has another External ID by now, or a successor.
func (s *Store) putSuccessor(ctx context.Context, admin access.Admin, current secret.Value) (
	successor, error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return successor{}, err
	}
	if err := s.clearSuccessor(ctx, tenant, space); err != nil {
		return successor{}, err
	}
	now, err := s.issue(ctx, tenant, spaceKey(space))
	if err != nil {
		return successor{}, err
	}
	if !strings.HasSuffix(current.Reveal(), "-"+now) {
		return successor{}, ErrExists
	}
	fresh := successor{part{tenant.Installation, space, secret.RandomID()}, now,
		s.now().UTC().Truncate(time.Millisecond)}
	item := Item{Key: successorKey(space), Value: encode(fresh), Create: true}
	if err := s.backend.Put(ctx, tenant, item); err != nil {
		return successor{}, fmt.Errorf("issuing an External ID beside the space's: %w", err)
	}
	return fresh, nil
}

// promote makes a successor the space's part. Nothing holds the former part from here on. It returns
// ErrExists if the space has a third part.
//
// The hosted store has no conditional overwriting: the part is read right before the write, and a
// re-issue that ends between the two is undone.
func (s *Store) promote(ctx context.Context, tenant Tenant, next successor) error {
	now, err := s.issue(ctx, tenant, spaceKey(next.Space))
	if err != nil || now == next.Part {
		return err
	}
	if !next.replaces(now) {
		return ErrExists
	}
	item := Item{Key: spaceKey(next.Space), Value: encode(next.part)}
	if err := s.backend.Put(ctx, tenant, item); err != nil {
		return fmt.Errorf("dropping the former External ID: %w", err)
	}
	return nil
}

// clearSuccessor completes a rotation that has reached its age, and erases a successor that is the
// space's part by now or that a re-issue has overtaken.
func (s *Store) clearSuccessor(ctx context.Context, tenant Tenant, space string) error {
	next, err := s.successor(ctx, tenant, space)
	if err != nil || next.Part == "" {
		return err
	}
	now, err := s.issue(ctx, tenant, spaceKey(space))
	if err != nil {
		return err
	}
	if next.replaces(now) {
		if !next.expired(s.now()) {
			return nil
		}
		if err := s.promote(ctx, tenant, next); err != nil && !errors.Is(err, ErrExists) {
			return err
		}
	}
	// The hosted store has no conditional erasure: one more reading makes it rare that this erases
	// the successor of a rotation that began meanwhile.
	if still, err := s.successor(ctx, tenant, space); err != nil || still.Part != next.Part {
		return err
	}
	if _, err := s.delete(ctx, tenant, successorKey(space)); err != nil {
		return fmt.Errorf("erasing the record of a rotation: %w", err)
	}
	return nil
}
