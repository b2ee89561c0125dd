package connection

import (
	"context"
	"errors"
	"strings"
	"time"

	"pagewatch/internal/cloudwatch/externalid"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/secret"
)

// The names of records that are not connections.
const (
	externalIDName = "external-id"      // a part of an External ID
	successorName  = "external-id-next" // the part that replaces a space's
	// metadata that marks a space with an External ID
	markName = "space"
)

// mark writes metadata by which an uninstall finds the space: secret records cannot be listed.
func (s *Store) mark(ctx context.Context, tenant Tenant, space string) error {
	key := Key{Class: Metadata, Space: space, ID: markName}
	if _, err := s.backend.Get(ctx, tenant, key); !errors.Is(err, ErrNotFound) {
		return err
	}
	value := encode(
		metadata{Installation: tenant.Installation, Space: space,
			Connection: Connection{ID: markName, Shown: marker()}})
	err := s.backend.Put(ctx, tenant, Item{Key: key, Value: value, Create: true})
	if errors.Is(err, ErrExists) {
		return nil
	}
	return err
}

// part is a stored half of an External ID, with the key that it belongs to.
type part struct {
	Installation string `json:"installation"`
	Space        string `json:"space,omitempty"`
	Part         string `json:"part"`
}

// ExternalID returns the space's newest External ID, pw-<site part>-<space part>, and issues it on
// the first call. The site part is the same for the whole installation, the space part narrows it.
// Both are random and created conditionally, so two admins who open the settings at once see the
// same one. Only BeginRotation and Reissue change it.
//
// AWS does not define it as a secret, but an attacker who could replace it could reach another
// tenant's role. So it is stored with the secrets, and no part of it ever comes from a request.
func (s *Store) ExternalID(ctx context.Context, admin access.Admin) (secret.Value, error) {
	ids, err := s.externalIDs(ctx, admin)
	return ids.newest, err
}

// externalIDs are the External IDs of a space at one moment.
type externalIDs struct {
	// newest is the one of new connections and of tests.
	newest secret.Value
	// former is the one that a rotation replaces by newest, since begun; empty if no rotation is in
	// progress.
	former secret.Value
	begun  time.Time
}

func (e externalIDs) rotating() bool { return !e.former.Empty() }

// until returns when the rotation ends at the latest.
func (e externalIDs) until() time.Time { return e.begun.Add(rotationLife) }

// same reports whether no rotation began or ended between two readings, and no re-issue happened.
func (e externalIDs) same(other externalIDs) bool {
	return e.newest.Reveal() == other.newest.Reveal() &&
		e.former.Reveal() == other.former.Reveal()
}

// externalIDs reads the External IDs of the space, and issues the first one. Whoever judges a
// record by them reads the record first: a record with an ID of a later rotation is then judged by
// that rotation.
func (s *Store) externalIDs(ctx context.Context, admin access.Admin) (externalIDs, error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return externalIDs{}, err
	}
	site, err := s.issue(ctx, tenant, Key{Class: Secret, ID: externalIDName})
	if err != nil {
		return externalIDs{}, err
	}
	if err := s.mark(ctx, tenant, space); err != nil {
		return externalIDs{}, err
	}
	// The successor is read first: a rotation that ends in between has then made it the space's.
	next, err := s.successor(ctx, tenant, space)
	if err != nil {
		return externalIDs{}, err
	}
	narrowed, err := s.issue(ctx, tenant, spaceKey(space))
	if err != nil {
		return externalIDs{}, err
	}
	switch {
	case !next.replaces(narrowed):
		return externalIDs{newest: externalid.Join(site, narrowed)}, nil
	case next.expired(s.now()):
		return externalIDs{newest: externalid.Join(site, next.Part)}, nil
	}
	return externalIDs{newest: externalid.Join(site, next.Part),
		former: externalid.Join(site, narrowed), begun: next.Begun}, nil
}

// spaceKey names the space's part of External IDs.
func spaceKey(space string) Key { return Key{Class: Secret, Space: space, ID: externalIDName} }

// issue returns the part stored under key, creating it if it does not exist.
func (s *Store) issue(ctx context.Context, tenant Tenant, key Key) (string, error) {
	p, err := load[part](ctx, s, tenant, key)
	if errors.Is(err, ErrNotFound) {
		fresh := encode(part{tenant.Installation, key.Space, secret.RandomID()})
		err = s.backend.Put(ctx, tenant, Item{Key: key, Value: fresh, Create: true})
		if err != nil && !errors.Is(err, ErrExists) {
			return "", err
		}
		p, err = load[part](ctx, s, tenant, key)
	}
	return p.Part, err
}

func (p part) belongs(tenant Tenant, key Key) bool {
	return p.Installation == tenant.Installation && p.Space == key.Space && len(p.Part) == 26 &&
		strings.Trim(p.Part, "abcdefghijklmnopqrstuvwxyz234567") == ""
}
