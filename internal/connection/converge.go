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

// tombstoneLife is longer than any change can be under way.
const tombstoneLife = time.Hour

// tombstone names the metadata that says that a connection was removed.
func tombstone(space, id string) Key {
	return Key{Class: Metadata, Space: space, ID: tombstonePrefix + id}
}

// putTombstone notes that a connection was removed.
func (s *Store) putTombstone(ctx context.Context, tenant Tenant, space, id string) error {
	stone := metadata{Installation: tenant.Installation, Space: space,
		Connection: Connection{
			ID: id, Created: s.now().UTC(), Shown: marker(),
		}}
	return s.backend.Put(ctx, tenant, Item{Key: tombstone(space, id), Value: encode(stone)})
}

// clearedAtOnce bounds how many tombstones a removal clears away, so that it does not take long.
const clearedAtOnce = 8

// clearOldTombstones clears away tombstones of the space that have done their work. A change that
// broke off half-way may have left a secret, which only the tombstone still names, so it is erased
// once more.
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
		if err := s.eraseAll(ctx, tenant, space,
			strings.TrimPrefix(item.Key.ID, tombstonePrefix)); err != nil {
			return err
		}
		return s.backend.Delete(ctx, tenant, item.Key)
	})
}

// converge ends every change: several instances may write the same connection at the same time, and
// the hosted store has no transactions over both records. A connection that was removed meanwhile
// is erased again, so that no change brings it back; one whose space got another External ID
// meanwhile is brought to it; a copy that fell behind the secret record, which is what views obey,
// is brought up to it. Every write is followed by a look for the tombstone: a removal leaves it
// before it erases, so either we see it, or it erases what we wrote.
func (s *Store) converge(ctx context.Context, admin access.Admin, c Connection) (Connection,
	error) {
	if err := s.yieldToRemoval(ctx, admin, c.ID); err != nil {
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
		if err := s.yieldToRemoval(ctx, admin, c.ID); err != nil {
			return Connection{}, err
		}
	}
	return c, nil
}

// catchUp brings both records up to date where they are not, and reports whether they were.
func (s *Store) catchUp(ctx context.Context, admin access.Admin, c *Connection) (bool, error) {
	r, err := s.read(ctx, admin.Reader(), c.ID)
	if err != nil {
		return false, err
	}
	if r.Kind.asksExternalID() {
		id, err := s.ExternalID(ctx, admin)
		if err != nil {
			return false, err
		}
		if next := r.owning(id); next.Version != r.Version {
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

// abandonTime bounds how long a change that failed may still look for a removal.
const abandonTime = 3 * time.Second

// abandoned ends a change that failed on its way: what it may have written of a connection that was
// removed meanwhile is erased, even if its caller has no time left.
func (s *Store) abandoned(ctx context.Context, admin access.Admin, id string, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), abandonTime)
	defer cancel()
	return errors.Join(cause, s.yieldToRemoval(ctx, admin, id))
}

// yieldToRemoval erases a connection that has a tombstone, and returns ErrNotFound for it.
func (s *Store) yieldToRemoval(ctx context.Context, admin access.Admin, id string) error {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return err
	}
	_, err = s.backend.Get(ctx, tenant, tombstone(space, id))
	switch {
	case err == nil:
		return errors.Join(ErrNotFound, s.eraseAll(ctx, tenant, space, id))
	case errors.Is(err, ErrNotFound):
		return nil
	}
	return fmt.Errorf("looking for a removal: %w", err)
}

// eraseAll erases a connection's records, the secret first and once more at the end: a change under
// way in another instance may have written it in between, and without metadata nobody could find
// it.
func (s *Store) eraseAll(ctx context.Context, tenant Tenant, space, id string) error {
	hidden := Key{Secret, space, id}
	for _, key := range []Key{hidden, testKey(space, id), {Metadata, space, id}, hidden} {
		if err := s.backend.Delete(ctx, tenant, key); err != nil {
			return fmt.Errorf("erasing a connection's %s: %w", key.Class, err)
		}
	}
	return nil
}
