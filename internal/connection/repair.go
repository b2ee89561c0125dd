package connection

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"pagewatch/internal/platform/access"
	"pagewatch/internal/secret"
)

// Repaired is the result of Repair, Reissue and the methods of a rotation.
type Repaired struct {
	// ExternalID is the space's newest.
	ExternalID secret.Value
	// Rotation is the one in progress, nil for none.
	Rotation *Rotation
	// Rebound are the ids of the connections that were rebound or whose copy was updated.
	Rebound []string
	// Failed is why other connections could not be repaired, nil if none failed. The same call and
	// the next opening of the settings try them again.
	Failed error
}

// Reissue replaces the space's External ID at once if the newest still equals current; otherwise it
// returns ErrExists. It ends a rotation. From now on Pagewatch assumes every role of the space with
// the new one, and AWS refuses until the role's trust policy names it. Results of tests with the
// old one are discarded. A repeated call completes what a failed one left.
//
// It is a rotation that ends at once: of two, one creates the successor. After a crash before the
// end, the rotation is in progress and no role has stopped. After a crash behind it, Repair binds
// the roles that still have the old ID when the settings are opened next.
func (s *Store) Reissue(ctx context.Context, admin access.Admin, current secret.Value) (Repaired,
	error) {
	ids, err := s.externalIDs(ctx, admin)
	if err != nil {
		return Repaired{}, err
	}
	if ids.newest.Reveal() != current.Reveal() {
		return s.late(ctx, admin)
	}
	if ids.rotating() {
		if _, err := s.EndRotation(ctx, admin, ids.begun); err != nil {
			return Repaired{}, err
		}
	}
	fresh, err := s.putSuccessor(ctx, admin, current)
	if err != nil {
		return Repaired{}, err
	}
	return s.end(ctx, admin, fresh)
}

// Repair returns the space's External ID and repairs what a crash or two concurrent changes left:
// connections with a former External ID, lists that show another record than views use, and secrets
// of removed connections. It ends a rotation that is complete or too old. Usually nothing needs
// repair. A failed repair does not keep the settings from opening.
func (s *Store) Repair(ctx context.Context, admin access.Admin) (Repaired, error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return Repaired{}, err
	}
	var rebound []string
	for range convergeRounds {
		if err := s.clearSuccessor(ctx, tenant, space); err != nil {
			return Repaired{}, err
		}
		ids, err := s.externalIDs(ctx, admin)
		if err != nil {
			return Repaired{}, err
		}
		items, err := s.backend.List(ctx, tenant, space)
		if err != nil {
			return Repaired{}, err
		}
		r := &repair{Store: s, admin: admin, ids: ids, tests: tests(tenant, space, items)}
		failed := each(items, func(item Item) error { return r.item(ctx, item) })
		rebound = append(rebound, r.rebound...)
		out := Repaired{ExternalID: ids.newest, Rotation: r.rotation(), Rebound: rebound,
			Failed: failed}
		if failed == nil {
			if ended, err := s.endSettled(ctx, admin, out.Rotation); err != nil {
				return Repaired{}, err
			} else if ended {
				continue
			}
		}
		if now, err := s.externalIDs(ctx, admin); err != nil || now.same(ids) {
			return out, err
		}
	}
	return Repaired{}, ErrExists
}

// repair is one round of Repair.
type repair struct {
	*Store
	admin access.Admin
	ids   externalIDs
	tests map[about]Test

	mu      sync.Mutex
	rebound []string
	moves   []Move
}

// rotation returns the rotation in progress, nil for none.
func (r *repair) rotation() *Rotation {
	if !r.ids.rotating() {
		return nil
	}
	slices.SortFunc(r.moves, func(a, b Move) int { return strings.Compare(a.ID, b.ID) })
	return &Rotation{r.ids.former, r.ids.begun, r.ids.until(), r.moves}
}

// item repairs what one listed record stands for.
func (r *repair) item(ctx context.Context, item Item) error {
	id := item.Key.ID
	if removed, found := strings.CutPrefix(id, tombstonePrefix); found {
		return r.eraseHidden(ctx, r.admin, removed)
	}
	if !connectionID.MatchString(id) {
		return nil
	}
	now, changed, err := r.rebind(ctx, item)
	if err != nil {
		return fmt.Errorf("bringing a connection up to date: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if changed {
		r.rebound = append(r.rebound, id)
	}
	if now.Kind.asksExternalID() {
		test := r.tests[r.about(id, now.Access, now.Kind)]
		r.moves = append(r.moves, Move{id, moveState(now, r.ids, test)})
	}
	return nil
}

// eraseHidden erases what an interrupted change left of a removed connection, which no list shows.
func (s *Store) eraseHidden(ctx context.Context, admin access.Admin, id string) error {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return err
	}
	if there, err := s.there(ctx, tenant, Key{Secret, space, id}); err != nil || !there {
		return err
	}
	_, err = s.eraseAll(ctx, tenant, space, id)
	return err
}

// rebind updates one connection to the External IDs of its space, and its copy to the record. It
// returns the record, and whether either was stale. It leaves damaged and missing connections as
// they are, and those of an unknown kind: rewriting one would lose fields that this version cannot
// read. For them it returns the zero record.
func (r *repair) rebind(ctx context.Context, item Item) (record, bool, error) {
	id := item.Key.ID
	old, err := r.readKnown(ctx, r.admin.Reader(), id)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrCorrupt) || errors.Is(err, ErrUnknownKind) {
		return record{}, false, nil
	}
	if err != nil {
		return record{}, false, err
	}
	next := old.owning(r.ids)
	if next.Version != old.Version {
		if next, err = r.ownNow(ctx, old); err != nil {
			return record{}, false, err
		}
	}
	listed, err := decode[metadata](item.Value)
	ready := err == nil && listed.ID == id && listed.Status == Ready
	if next.Version == old.Version && (!ready || next.Version == listed.Version) {
		return next, false, nil
	}
	if next.Version != old.Version {
		if err := r.putSecret(ctx, r.admin, next, false); err != nil {
			return record{}, false, r.abandoned(ctx, r.admin, id, err)
		}
	}
	if !ready { // a change in progress updates the copy by itself
		err := r.eraseIfRemoved(ctx, r.admin, id)
		if errors.Is(err, ErrNotFound) {
			err = nil
		}
		return next, true, err
	}
	return next, true, r.copyOf(ctx, next)
}

// ownNow returns a record as owning does, by the External IDs of after it was read. It returns
// ErrExists if the record has changed meanwhile: somebody else's change goes on, and the next
// opening of the settings looks again.
func (r *repair) ownNow(ctx context.Context, old record) (record, error) {
	ids, err := r.externalIDs(ctx, r.admin)
	if err != nil {
		return record{}, err
	}
	next := old.owning(ids)
	now, err := r.read(ctx, r.admin.Reader(), old.ID)
	if err != nil {
		return record{}, err
	}
	if now.Version != old.Version {
		return record{}, ErrExists
	}
	return next, nil
}

// copyOf updates the copy of a record for lists.
func (r *repair) copyOf(ctx context.Context, next record) error {
	c, err := r.metadata(ctx, r.admin, next.ID)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrCorrupt) {
		// A removal in progress erases both records.
		if err := r.eraseIfRemoved(ctx, r.admin, next.ID); !errors.Is(err, ErrNotFound) {
			return err
		}
		return nil
	}
	if err != nil {
		return err
	}
	if err := r.putMetadata(ctx, r.admin, next, &c, false); err != nil {
		return r.abandoned(ctx, r.admin, next.ID, err)
	}
	if _, err := r.converge(ctx, r.admin, c); err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	return nil
}

// owning returns the record with an External ID that its space has, and with an access value for
// tests. A record that has both is returned unchanged, version included.
func (r record) owning(ids externalIDs) record {
	next := r.bound(ids)
	if r.Access == "" || !next.sameExternalID(r) {
		next.Access = secret.RandomID()
	}
	if next.Access != r.Access || !next.sameRotation(r) {
		next.Version = secret.RandomID()
	}
	return next
}
