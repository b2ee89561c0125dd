package connection

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"pagewatch/internal/platform/access"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// Rotation is a replacement of a space's External ID in progress: each connection uses the former
// one until its test with the new one has passed.
type Rotation struct {
	// Former is the External ID that is replaced.
	Former secret.Value
	// Begun identifies the rotation. Until is when it ends at the latest.
	Begun, Until time.Time
	// Connections are those that use an External ID, sorted by id.
	Connections []Move
}

// Move is how far a connection is in a rotation.
type Move struct {
	ID    string    `json:"id"`
	State MoveState `json:"state"`
}

// MoveState is how far a connection is in a rotation.
type MoveState string

const (
	// Waiting: the connection uses the former External ID.
	Waiting MoveState = "waiting"
	// Moved: it uses the new one. Whether its role refuses the former is unknown.
	Moved MoveState = "moved"
	// FormerAccepted: it uses the new one, and its role still accepts the former.
	FormerAccepted MoveState = "former-accepted"
	// Settled: it uses the new one, and its role refuses the former.
	Settled MoveState = "settled"
)

// moveState returns the state of a connection in a rotation, given its last test.
func moveState(r record, ids externalIDs, test Test) MoveState {
	switch {
	case r.usageOf(ids.newest) == usesOther:
		return Waiting
	case test.former() == proof.Passed:
		return Settled
	case test.former() == proof.Failed:
		return FormerAccepted
	}
	return Moved
}

// BeginRotation issues a new External ID beside the space's, which every connection keeps until its
// test with the new one has passed. If a rotation is in progress, it stays, and BeginRotation
// completes what an interrupted one left. It returns ErrExists if a concurrent re-issue won.
//
// The successor is written first. After a crash between it and the connections, some do not know
// until when they may use the former ID; Repair completes them.
func (s *Store) BeginRotation(ctx context.Context, admin access.Admin) (Repaired, error) {
	before, err := s.Repair(ctx, admin)
	if err != nil || before.Rotation != nil {
		return before, err
	}
	_, err = s.putSuccessor(ctx, admin, before.ExternalID)
	if err != nil && !errors.Is(err, ErrExists) {
		return Repaired{}, err
	}
	after, err := s.Repair(ctx, admin)
	if err == nil && after.ExternalID.Reveal() == before.ExternalID.Reveal() {
		return Repaired{}, ErrExists
	}
	after.Rebound = slices.Compact(slices.Sorted(slices.Values(
		append(before.Rebound, after.Rebound...))))
	return after, err
}

// EndRotation ends the rotation that began then: the former External ID is dropped for good, and
// connections that still used it get the new one without a test. It returns ErrExists if another
// rotation is in progress, or none. A repeated call completes what a failed one left.
func (s *Store) EndRotation(ctx context.Context, admin access.Admin, begun time.Time) (Repaired,
	error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return Repaired{}, err
	}
	next, err := s.successor(ctx, tenant, space)
	if err != nil {
		return Repaired{}, err
	}
	if !next.Begun.Equal(begun) {
		return s.late(ctx, admin)
	}
	return s.end(ctx, admin, next)
}

// end puts a successor in the place of the part that it replaces.
func (s *Store) end(ctx context.Context, admin access.Admin, next successor) (Repaired, error) {
	tenant, _, err := s.tenant(admin.Reader())
	if err != nil {
		return Repaired{}, err
	}
	if err := s.promote(ctx, tenant, next); err != nil {
		return Repaired{}, err
	}
	repaired, err := s.Repair(ctx, admin)
	if err == nil && !strings.HasSuffix(repaired.ExternalID.Reveal(), "-"+next.Part) {
		return Repaired{}, ErrExists // a concurrent re-issue won
	}
	return repaired, err
}

// late completes what an earlier call of the same change left, as far as it can, and returns
// ErrExists beside the result.
func (s *Store) late(ctx context.Context, admin access.Admin) (Repaired, error) {
	repaired, err := s.Repair(ctx, admin)
	if err == nil {
		err = ErrExists
	}
	return repaired, err
}

// endSettled ends a rotation in which every connection is settled, and reports whether it did.
func (s *Store) endSettled(ctx context.Context, admin access.Admin, rotation *Rotation) (bool,
	error) {
	if rotation == nil || slices.ContainsFunc(rotation.Connections, func(m Move) bool {
		return m.State != Settled
	}) {
		return false, nil
	}
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return false, err
	}
	next, err := s.successor(ctx, tenant, space)
	if err != nil || !next.Begun.Equal(rotation.Begun) {
		return false, err
	}
	err = s.promote(ctx, tenant, next)
	if errors.Is(err, ErrExists) {
		err = nil // a concurrent re-issue ended it
	}
	return true, err
}

// move gives a connection the External ID that its test has passed with. Views use it from then on.
// The secret is written first: a crash leaves a connection that uses the new ID, and Repair updates
// its copy. move changes nothing if the target is not the tested one any more.
func (s *Store) move(ctx context.Context, admin access.Admin, link Link, test Test) error {
	old, err := s.readKnown(ctx, admin.Reader(), link.ID)
	if err != nil {
		return err
	}
	if old.usageOf(link.externalID()) == usesTried {
		return nil // another admin's test moved it
	}
	if old.Access != link.access {
		return ErrExists
	}
	c, err := s.metadata(ctx, admin, link.ID)
	if err != nil {
		return err
	}
	next := old.using(link.externalID())
	next.Version, next.Access = secret.RandomID(), secret.RandomID()
	if err := s.putSecret(ctx, admin, next, false); err != nil {
		return s.abandoned(ctx, admin, link.ID, fmt.Errorf("moving a connection: %w", err))
	}
	if err := s.putTest(ctx, admin, s.link(next), test); err != nil {
		return s.abandoned(ctx, admin, link.ID, err)
	}
	if err := s.putMetadata(ctx, admin, next, &c, false); err != nil {
		return s.abandoned(ctx, admin, link.ID, err)
	}
	_, err = s.converge(ctx, admin, c)
	return err
}
