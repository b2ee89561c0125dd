package connection

import (
	"context"
	"errors"
	"strings"

	"pagewatch/internal/cloudwatch/externalid"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/secret"
)

// The names of records that are not connections.
const (
	externalIDName = "external-id" // a part of an External ID
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

// ExternalID returns the space's External ID, pw-<site part>-<space part>, and issues it on the
// first call. The site part is the same for the whole installation, the space part narrows it. Both
// are random and created conditionally, so two admins who open the settings at once see the same
// one. Only Reissue changes it.
//
// AWS does not define it as a secret, but an attacker who could replace it could reach another
// tenant's role. So it is stored with the secrets, and no part of it ever comes from a request.
func (s *Store) ExternalID(ctx context.Context, admin access.Admin) (secret.Value, error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return secret.Value{}, err
	}
	site, err := s.issue(ctx, tenant, Key{Class: Secret, ID: externalIDName})
	if err != nil {
		return secret.Value{}, err
	}
	if err := s.mark(ctx, tenant, space); err != nil {
		return secret.Value{}, err
	}
	narrowed, err := s.issue(ctx, tenant, Key{Class: Secret, Space: space, ID: externalIDName})
	if err != nil {
		return secret.Value{}, err
	}
	return externalid.Join(site, narrowed), nil
}

// issue returns the part stored under key, creating it if it does not exist.
func (s *Store) issue(ctx context.Context, tenant Tenant, key Key) (string, error) {
	value, err := s.backend.Get(ctx, tenant, key)
	if errors.Is(err, ErrNotFound) {
		fresh := encode(part{tenant.Installation, key.Space, secret.RandomID()})
		err = s.backend.Put(ctx, tenant, Item{Key: key, Value: fresh, Create: true})
		if err != nil && !errors.Is(err, ErrExists) {
			return "", err
		}
		value, err = s.backend.Get(ctx, tenant, key)
	}
	if err != nil {
		return "", err
	}
	p, err := decode[part](value)
	if err != nil {
		return "", err
	}
	if p.Installation != tenant.Installation || p.Space != key.Space || len(p.Part) != 26 ||
		strings.Trim(p.Part, "abcdefghijklmnopqrstuvwxyz234567") != "" {
		return "", ErrCorrupt
	}
	return p.Part, nil
}
