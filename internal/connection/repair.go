package connection

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"pagewatch/internal/platform/access"
	"pagewatch/internal/secret"
)

// Repaired is the result of Repair and Reissue.
type Repaired struct {
	// ExternalID is the space's.
	ExternalID secret.Value
	// Rebound are the ids of the connections that were rebound or whose copy was updated.
	Rebound []string
	// Failed is why other connections could not be repaired, nil if none failed. The next opening
	// of the settings tries them again.
	Failed error
}

// Reissue replaces the space's External ID if it still equals current; otherwise it returns
// ErrExists. From now on Pagewatch assumes every role of the space with the new one, and AWS
// refuses until the role's trust policy names it. Results of tests with the old one are discarded.
//
// The new part is written first. After a crash between it and the connections, some have the old
// ID; Repair rebinds them when the settings are opened next.
func (s *Store) Reissue(ctx context.Context, admin access.Admin, current secret.Value) (Repaired,
	error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return Repaired{}, err
	}
	now, err := s.ExternalID(ctx, admin)
	if err != nil {
		return Repaired{}, err
	}
	if now.Reveal() != current.Reveal() {
		return Repaired{}, ErrExists
	}
	fresh := part{tenant.Installation, space, secret.RandomID()}
	if err := s.backend.Put(ctx, tenant,
		Item{Key: Key{Class: Secret, Space: space, ID: externalIDName},
			Value: encode(fresh)}); err != nil {
		return Repaired{}, fmt.Errorf("issuing a new External ID: %w", err)
	}
	repaired, err := s.Repair(ctx, admin)
	if err == nil && !strings.HasSuffix(repaired.ExternalID.Reveal(), "-"+fresh.Part) {
		return Repaired{}, ErrExists // a concurrent re-issue won
	}
	return repaired, err
}

// Repair returns the space's External ID and repairs what a crash or two concurrent changes left:
// connections with a former External ID, lists that show another record than views use, and secrets
// of removed connections. Usually nothing needs repair. A failed repair does not keep the settings
// from opening.
func (s *Store) Repair(ctx context.Context, admin access.Admin) (Repaired, error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return Repaired{}, err
	}
	var out Repaired
	for range convergeRounds {
		if out.ExternalID, err = s.ExternalID(ctx, admin); err != nil {
			return Repaired{}, err
		}
		items, err := s.backend.List(ctx, tenant, space)
		if err != nil {
			return Repaired{}, err
		}
		rebound, failed := s.repair(ctx, admin, items, out.ExternalID)
		out.Rebound, out.Failed = append(out.Rebound, rebound...), failed
		if now, err := s.ExternalID(ctx, admin); err != nil ||
			now.Reveal() == out.ExternalID.Reveal() {
			return out, err
		}
	}
	return Repaired{}, ErrExists
}

func (s *Store) repair(ctx context.Context, admin access.Admin, items []Item, id secret.Value) (
	[]string, error) {
	var mu sync.Mutex
	var rebound []string
	err := each(items, func(item Item) error {
		if removed, found := strings.CutPrefix(item.Key.ID, tombstonePrefix); found {
			return s.eraseHidden(ctx, admin, removed)
		}
		m, err := decode[metadata](item.Value)
		if err != nil || !connectionID.MatchString(m.ID) || m.ID != item.Key.ID ||
			m.Status != Ready {
			return nil // a change in progress converges by itself
		}
		changed, err := s.rebind(ctx, admin, m, id)
		if err != nil {
			return fmt.Errorf("bringing a connection up to date: %w", err)
		}
		if changed {
			mu.Lock()
			defer mu.Unlock()
			rebound = append(rebound, m.ID)
		}
		return nil
	})
	return rebound, err
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

// rebind updates one connection to the External ID of its space, and its copy to the record, and
// reports whether either was stale. It leaves damaged and missing connections as they are, and
// those of an unknown kind: rewriting one would lose fields that this version cannot read.
func (s *Store) rebind(ctx context.Context, admin access.Admin, listed metadata,
	externalID secret.Value) (bool, error) {
	id := listed.ID
	r, err := s.readKnown(ctx, admin.Reader(), id)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrCorrupt) || errors.Is(err, ErrUnknownKind) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	next := r.owning(externalID)
	if next.Version == listed.Version {
		return false, nil
	}
	c, err := s.metadata(ctx, admin, id)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrCorrupt) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if next.Version != r.Version {
		if err := s.putSecret(ctx, admin, next, false); err != nil {
			return false, s.abandoned(ctx, admin, id, err)
		}
	}
	if err := s.putMetadata(ctx, admin, next, &c, false); err != nil {
		return false, s.abandoned(ctx, admin, id, err)
	}
	if _, err := s.converge(ctx, admin, c); err != nil && !errors.Is(err, ErrNotFound) {
		return false, err
	}
	return true, nil
}

// owning returns the record with the External ID of its space, if its kind uses one, and with an
// access value for tests. A record that has both is returned unchanged, version included.
func (r record) owning(id secret.Value) record {
	if r.Access != "" && r.hasExternalID(id) {
		return r
	}
	if r.Kind.asksExternalID() {
		r = r.withExternalID(id)
	}
	r.Version, r.Access = secret.RandomID(), secret.RandomID()
	return r
}
