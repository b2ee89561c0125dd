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

// Update validates a change and keeps it. Whoever changes what the connection reaches brings
// evidence that it passed its test as it will be; a name or a fence needs none. ErrExists where
// somebody else changes the connection at this moment: the hosted store cannot hold them apart for
// good, and of two that get through the last one wins. ErrUnknownKind where this version does not
// know what the connection is.
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
	draft, err := change.apply(old.draft(), s.rules)
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

// writing is a change on its way into the store.
type writing struct {
	old, next record
	shown     Connection
	// test is the next record's, nil where it reaches what the old one does.
	test *Test
}

// replace writes the secret record first: it is what views obey, and the metadata is a copy. While
// both are about different things, the metadata says that the connection is not completely written.
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

// Erased says what a removal erased.
type Erased struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Kind and the target's identity are as far as the list still knew them.
	Kind Kind `json:"kind,omitempty"`
	Identity
	// Records lists what this removal erased: "secret", "metadata", "test".
	Records []string `json:"records"`
}

// Remove erases a connection, its secret first: once that is gone no new view can use it, whatever
// happens next. (A view that was granted a moment before still opens, for as long as its grant
// lives.) It finishes what an interrupted creation or removal left, and erases what cannot be read.
// ErrNotFound where there is nothing to erase.
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
	if err := s.eraseAll(ctx, tenant, space, c.ID); err != nil {
		return Erased{}, err
	}
	if err := s.clearOldTombstones(ctx, tenant, space); err != nil {
		return Erased{}, fmt.Errorf("clearing away former removals: %w", err)
	}
	erased := Erased{ID: c.ID, Name: c.Name, Kind: c.Kind, Identity: c.identity(),
		Records: []string{string(Metadata)}}
	if hadSecret {
		erased.Records = slices.Insert(erased.Records, 0, string(Secret))
	}
	if hadTest {
		erased.Records = append(erased.Records, "test")
	}
	return erased, nil
}

// there reports whether there is a record, readable or not.
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
	if !connectionID.MatchString(id) {
		id = "none"
	}
	value, err := s.backend.Get(ctx, tenant, Key{Metadata, space, id})
	if err != nil {
		return Connection{}, err
	}
	m, err := decode[metadata](value)
	if err != nil {
		return Connection{}, err
	}
	if m.Installation != tenant.Installation || m.Space != space || m.ID != id {
		return Connection{}, ErrCorrupt
	}
	return m.Connection, nil
}

// putMetadata writes the copy for lists and brings c up to date with the record.
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
