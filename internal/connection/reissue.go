package connection

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"pagewatch/internal/access"
	"pagewatch/internal/secret"
)

// Reissue replaces the space's External ID, if current is the one it has, and returns the new one; ErrExists if somebody
// else has replaced it. Every role of the space is asked for with the new one from now on, so AWS refuses until the
// role's trust policy names it; what tests said of the old one is forgotten.
//
// The new part is written first. A crash between it and the connections leaves some with the old ID, which
// AdoptExternalID mends when the settings are opened next.
func (s *Store) Reissue(ctx context.Context, admin access.Admin, current secret.Value) (secret.Value, error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return secret.Value{}, err
	}
	now, err := s.ExternalID(ctx, admin)
	if err != nil {
		return secret.Value{}, err
	}
	if now.Reveal() != current.Reveal() {
		return secret.Value{}, ErrExists
	}
	fresh := encode(part{tenant.Installation, space, randomPart()})
	if err := s.backend.Put(ctx, tenant, Item{Key: Key{Class: Secret, Space: space, ID: externalIDName}, Value: fresh}); err != nil {
		return secret.Value{}, fmt.Errorf("issuing a new External ID: %w", err)
	}
	return s.AdoptExternalID(ctx, admin)
}

// AdoptExternalID returns the space's External ID and brings those of its roles up to it that still have a former one.
// Usually there are none.
func (s *Store) AdoptExternalID(ctx context.Context, admin access.Admin) (secret.Value, error) {
	id, err := s.ExternalID(ctx, admin)
	if err != nil {
		return secret.Value{}, err
	}
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return secret.Value{}, err
	}
	items, err := s.backend.List(ctx, tenant, space)
	if err != nil {
		return secret.Value{}, err
	}
	for _, item := range items {
		m, err := decode[metadata](item.Value)
		if err != nil || m.ID != item.Key.ID || m.Kind != AWSRole || m.Mark == markOf(id.Reveal()) {
			continue
		}
		if err := s.adopt(ctx, admin, m.Connection, id); err != nil {
			return secret.Value{}, fmt.Errorf("bringing a connection to the new External ID: %w", err)
		}
	}
	return id, nil
}

// adopt rewrites one connection. One that is damaged, or being created or removed at this moment, is left as it is.
func (s *Store) adopt(ctx context.Context, admin access.Admin, c Connection, id secret.Value) error {
	r, err := s.read(ctx, admin.Reader(), c.ID)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrCorrupt) {
		return nil
	}
	if err != nil {
		return err
	}
	if r.ExternalID != id.Reveal() {
		r.ExternalID, r.Version, r.Access = id.Reveal(), randomPart(), randomPart()
		if err := s.putSecret(ctx, admin, r, false); err != nil {
			return err
		}
	}
	if err := s.putMetadata(ctx, admin, r, &c, false); err != nil {
		return err
	}
	_, err = s.settle(ctx, admin, c)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// Fingerprint tells the link's External ID from others without telling it: the SHA-256 of a random value of 256 bits
// cannot be turned around. "" for an IAM user.
func (l Link) Fingerprint() string {
	if l.ExternalID.Empty() {
		return ""
	}
	sum := sha256.Sum256([]byte(l.ExternalID.Reveal()))
	return hex.EncodeToString(sum[:])
}

// markOf is a short fingerprint of an External ID, "" for none.
func markOf(externalID string) string {
	if externalID == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(externalID))
	return hex.EncodeToString(sum[:8])
}
