package connection

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"pagewatch/internal/platform/access"
	"pagewatch/internal/proof"
)

// Update validates a change and stores it. A change of the target or its credentials needs evidence
// that the connection passed its test with the new values; a change of the name or the name
// prefixes needs none. Update returns ErrExists if another change of the connection is in progress.
// The hosted store cannot exclude every race: of two changes that both get through, the last one
// wins. Update returns ErrUnknownKind for a kind that this version does not know.
func (s *Store) Update(ctx context.Context, admin access.Admin, id string, change Change,
	evidence proof.Evidence) (Connection, error) {
	old, err := s.readKnown(ctx, admin.Reader(), id)
	if err != nil {
		return Connection{}, err
	}
	c, err := s.metadata(ctx, admin, id)
	if err != nil {
		return Connection{}, err
	}
	draft, err := s.changed(old, change)
	if err != nil {
		return Connection{}, err
	}
	if draft.Name != old.Name {
		existing, err := s.List(ctx, admin.Reader())
		if err != nil {
			return Connection{}, err
		}
		if err := unique(existing, draft.Name, id); err != nil {
			return Connection{}, err
		}
	}
	w := writing{old: old, next: old.with(draft), shown: c}
	if old.reaches(draft) {
		if w.next.Kind.asksExternalID() {
			id, err := s.ExternalID(ctx, admin)
			if err != nil {
				return Connection{}, err
			}
			w.next = w.next.using(id)
		}
		subject := s.link(w.next).Subject(admin)
		passed, err := evidence.Check(subject)
		if err != nil {
			return Connection{}, err
		}
		test := TestOf(passed, subject)
		w.next, w.test = w.next.withOwner(passed.Owner), &test
	}
	if c, err = s.replace(ctx, admin, w); err != nil {
		return Connection{}, s.abandoned(ctx, admin, id, err)
	}
	return s.converge(ctx, admin, c)
}

// writing is a change in progress.
type writing struct {
	old, next record
	shown     Connection
	// test is the next record's, nil if the target stays the same.
	test *Test
}

// replace writes the secret record first: views read it, and the metadata is a copy. While the two
// describe different targets, the metadata has the status Pending.
func (s *Store) replace(ctx context.Context, admin access.Admin, w writing) (Connection, error) {
	now, err := s.read(ctx, admin.Reader(), w.old.ID)
	if err != nil {
		return Connection{}, err
	}
	if now.Version != w.old.Version {
		return Connection{}, ErrExists
	}
	c := w.shown
	if w.test != nil {
		c.Status = Pending
		if err := s.putMetadata(ctx, admin, w.old, &c, false); err != nil {
			return Connection{}, fmt.Errorf("announcing a change: %w", err)
		}
	}
	if err := s.putSecret(ctx, admin, w.next, false); err != nil {
		return Connection{}, fmt.Errorf("changing a connection's secret: %w", err)
	}
	if w.test != nil {
		if err := s.putTest(ctx, admin, s.link(w.next), *w.test); err != nil {
			return Connection{}, err
		}
	}
	c.Updated, c.Status = s.now().UTC().Truncate(time.Millisecond), Ready
	if err := s.putMetadata(ctx, admin, w.next, &c, false); err != nil {
		return Connection{}, fmt.Errorf("changing a connection's metadata: %w", err)
	}
	return c, nil
}

// Erased lists what a removal erased.
type Erased struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Kind and the target's identity are those of the metadata, if it was readable.
	Kind Kind `json:"kind,omitempty"`
	Identity
	// Records lists what this removal erased: "secret", "metadata", "test". It lacks what another
	// removal at the same time erased, if the store can tell.
	Records []string `json:"records"`
}

// Remove erases a connection, its secret first: without it no new view can use the connection,
// whatever happens next. (A view that was granted a moment before still opens, for as long as its
// grant is valid.) Remove completes an interrupted creation or removal, and erases unreadable
// records. It returns ErrNotFound if nothing is left to erase.
func (s *Store) Remove(ctx context.Context, admin access.Admin, id string) (Erased, error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return Erased{}, err
	}
	c, err := s.metadata(ctx, admin, id)
	missing := errors.Is(err, ErrNotFound) && connectionID.MatchString(id)
	if errors.Is(err, ErrCorrupt) || missing {
		c, err = Connection{ID: id}, nil
	}
	if err != nil {
		return Erased{}, err
	}
	hadSecret, err := s.there(ctx, tenant, Key{Secret, space, c.ID})
	if err != nil {
		return Erased{}, err
	}
	if missing && !hadSecret {
		return Erased{}, ErrNotFound
	}
	hadTest, err := s.there(ctx, tenant, testKey(space, c.ID))
	if err != nil {
		return Erased{}, err
	}
	if err := s.putTombstone(ctx, tenant, space, c.ID); err != nil {
		return Erased{}, fmt.Errorf("announcing a removal: %w", err)
	}
	gone, err := s.eraseAll(ctx, tenant, space, c.ID)
	if err != nil {
		return Erased{}, err
	}
	if err := s.clearOldTombstones(ctx, tenant, space); err != nil {
		return Erased{}, fmt.Errorf("clearing away former removals: %w", err)
	}
	erased := Erased{ID: c.ID, Name: c.Name, Kind: c.Kind, Identity: c.identity(),
		Records: []string{}}
	for _, record := range []struct {
		name string
		key  Key
		had  bool
	}{
		{string(Secret), Key{Secret, space, c.ID}, hadSecret},
		{string(Metadata), Key{Metadata, space, c.ID}, !missing},
		{"test", testKey(space, c.ID), hadTest},
	} {
		if record.had && slices.Contains(gone, record.key) {
			erased.Records = append(erased.Records, record.name)
		}
	}
	return erased, nil
}

// there reports whether a record exists, readable or not.
func (s *Store) there(ctx context.Context, tenant Tenant, key Key) (bool, error) {
	_, err := s.backend.Get(ctx, tenant, key)
	switch {
	case err == nil, errors.Is(err, ErrCorrupt):
		return true, nil
	case errors.Is(err, ErrNotFound):
		return false, nil
	}
	return false, err
}

func (s *Store) metadata(ctx context.Context, admin access.Admin, id string) (Connection, error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return Connection{}, err
	}
	m, err := load[metadata](ctx, s, tenant, Key{Metadata, space, possible(id)})
	return m.Connection, err
}

// putMetadata writes the copy for lists and updates c to the record.
func (s *Store) putMetadata(ctx context.Context, admin access.Admin, r record, c *Connection,
	create bool) error {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return err
	}
	c.Name, c.Kind, c.Version, c.Shown = r.Name, r.Kind, r.Version, r.shown()
	kept := *c
	kept.Test = nil // it has a record of its own
	value := encode(metadata{tenant.Installation, space, r.Access, kept})
	return s.backend.Put(ctx, tenant, Item{Key{Metadata, space, r.ID}, value, create})
}

func (s *Store) putSecret(ctx context.Context, admin access.Admin, r record, create bool) error {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return err
	}
	return s.backend.Put(ctx, tenant, Item{Key{Secret, space, r.ID}, encode(r), create})
}
