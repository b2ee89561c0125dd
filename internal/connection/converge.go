package connection

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"pagewatch/internal/platform/access"
)

// convergeRounds bounds how often converge catches up with other writers.
const convergeRounds = 3

// tombstonePrefix begins the ids of tombstones.
const tombstonePrefix = "removed-"

// tombstoneLife is longer than any change can be in progress.
const tombstoneLife = time.Hour

// tombstone names the metadata that marks a connection as removed.
func tombstone(space, id string) Key {
	return Key{Class: Metadata, Space: space, ID: tombstonePrefix + id}
}

// putTombstone marks a connection as removed.
func (s *Store) putTombstone(ctx context.Context, tenant Tenant, space, id string) error {
	stone := metadata{Installation: tenant.Installation, Space: space,
		Connection: Connection{
			ID: id, Created: s.now().UTC(), Shown: marker(),
		}}
	return s.backend.Put(ctx, tenant, Item{Key: tombstone(space, id), Value: encode(stone)})
}

// clearedAtOnce bounds how many tombstones a removal deletes, so that it does not take long.
const clearedAtOnce = 8

// clearOldTombstones deletes the expired tombstones of the space. An interrupted change may have
// left a secret that only the tombstone still names, so the secret is erased once more.
func (s *Store) clearOldTombstones(ctx context.Context, tenant Tenant, space string) error {
	items, err := s.backend.List(ctx, tenant, space)
	if err != nil {
		return err
	}
	old := slices.DeleteFunc(items, func(item Item) bool {
		m, err := decode[metadata](item.Value)
		return !strings.HasPrefix(item.Key.ID, tombstonePrefix) ||
			err == nil && s.now().Sub(m.Created) <= tombstoneLife
	})
	return each(old[:min(len(old), clearedAtOnce)], func(item Item) error {
		if _, err := s.eraseAll(ctx, tenant, space,
			strings.TrimPrefix(item.Key.ID, tombstonePrefix)); err != nil {
			return err
		}
		_, err := s.delete(ctx, tenant, item.Key)
		return err
	})
}

// converge ends every change: several instances may write the same connection at the same time, and
// the hosted store has no transaction over both records. A connection that was removed meanwhile is
// erased again, so that no change revives it. A connection whose space got another External ID
// meanwhile is bound to it. A copy that is older than the secret record, which views read, is
// updated. A look for the tombstone follows every write. A removal writes it before it erases, so
// either the change sees the tombstone, or the removal erases what the change wrote.
func (s *Store) converge(ctx context.Context, admin access.Admin, c Connection) (Connection,
	error) {
	if err := s.eraseIfRemoved(ctx, admin, c.ID); err != nil {
		return Connection{}, err
	}
	for range convergeRounds {
		done, err := s.catchUp(ctx, admin, &c)
		if err != nil {
			return Connection{}, s.abandoned(ctx, admin, c.ID, err)
		}
		if done {
			break
		}
		if err := s.eraseIfRemoved(ctx, admin, c.ID); err != nil {
			return Connection{}, err
		}
	}
	return c, nil
}

// catchUp updates both records if they are stale, and reports whether they were up to date.
func (s *Store) catchUp(ctx context.Context, admin access.Admin, c *Connection) (bool, error) {
	r, err := s.read(ctx, admin.Reader(), c.ID)
	if err != nil {
		return false, err
	}
	if r.Kind.asksExternalID() {
		ids, err := s.externalIDs(ctx, admin)
		if err != nil {
			return false, err
		}
		if next := r.owning(ids); next.Version != r.Version {
			if err := s.putSecret(ctx, admin, next, false); err != nil {
				return false, fmt.Errorf("catching up with a re-issue: %w", err)
			}
			r = next
		}
	}
	if r.Version == c.Version {
		return true, nil
	}
	if err := s.putMetadata(ctx, admin, r, c, false); err != nil {
		return false, fmt.Errorf("catching up with another change: %w", err)
	}
	return false, nil
}

// abandonTime bounds how long a failed change may still look for a removal.
const abandonTime = 3 * time.Second

// abandoned ends a failed change: it erases what the change may have written of a connection that
// was removed meanwhile, even if the caller's deadline has passed.
func (s *Store) abandoned(ctx context.Context, admin access.Admin, id string, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), abandonTime)
	defer cancel()
	return errors.Join(cause, s.eraseIfRemoved(ctx, admin, id))
}

// eraseIfRemoved erases a connection that has a tombstone, and returns ErrNotFound for it.
func (s *Store) eraseIfRemoved(ctx context.Context, admin access.Admin, id string) error {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return err
	}
	_, err = s.backend.Get(ctx, tenant, tombstone(space, id))
	switch {
	case err == nil:
		_, err := s.eraseAll(ctx, tenant, space, id)
		return errors.Join(ErrNotFound, err)
	case errors.Is(err, ErrNotFound):
		return nil
	}
	return fmt.Errorf("looking for a removal: %w", err)
}

// eraseAll erases a connection's records, the secret first and once more at the end: a concurrent
// change in another instance may have written it in between, and without metadata nobody could find
// it. It returns the keys that it erased, and not those that others erased before.
func (s *Store) eraseAll(ctx context.Context, tenant Tenant, space, id string) ([]Key, error) {
	hidden := Key{Secret, space, id}
	var erased []Key
	for _, key := range []Key{hidden, testKey(space, id), {Metadata, space, id}, hidden} {
		done, err := s.delete(ctx, tenant, key)
		if err != nil {
			return nil, fmt.Errorf("erasing a connection's %s: %w", key.Class, err)
		}
		if done {
			erased = append(erased, key)
		}
	}
	return erased, nil
}

// delete erases a record, and reports whether the store erased one. A store that cannot tell counts
// as having erased one.
func (s *Store) delete(ctx context.Context, tenant Tenant, key Key) (bool, error) {
	err := s.backend.Delete(ctx, tenant, key)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
