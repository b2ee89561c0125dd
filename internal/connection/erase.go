package connection

import (
	"context"
	"errors"
	"fmt"

	"pagewatch/internal/access"
)

// eraseRounds is how often an erasure lists what is left: a store's listing may lag behind its erasures.
const eraseRounds = 3

// EraseInstallation erases every record of the installation, secrets first, and returns how many connections there were.
// It can be repeated: what is gone is gone. Only the platform's own word starts it.
func (s *Store) EraseInstallation(ctx context.Context, platform access.Platform) (int, error) {
	if platform.Installation() == "" {
		return 0, errors.New("erasing without a right")
	}
	tenant := Tenant{platform.Installation(), platform.SystemToken()}
	erased := map[Key]bool{}
	for range eraseRounds {
		items, err := s.backend.List(ctx, tenant, "")
		if err != nil {
			return 0, fmt.Errorf("listing what to erase: %w", err)
		}
		if len(items) == 0 {
			break
		}
		for _, item := range items {
			if err := s.eraseListed(ctx, tenant, item.Key); err != nil {
				return 0, err
			}
			if connectionID.MatchString(item.Key.ID) {
				erased[item.Key] = true
			}
		}
	}
	err := s.backend.Delete(ctx, tenant, Key{Class: Secret, ID: externalIDName})
	if err != nil {
		return 0, fmt.Errorf("erasing the installation's part of External IDs: %w", err)
	}
	return len(erased), nil
}

// eraseListed erases the secret that a metadata record stands for, and then the record.
func (s *Store) eraseListed(ctx context.Context, tenant Tenant, listed Key) error {
	hidden := Key{Class: Secret, Space: listed.Space, ID: listed.ID}
	if listed.ID == markName {
		hidden.ID = externalIDName
	}
	for _, key := range []Key{hidden, listed} {
		if err := s.backend.Delete(ctx, tenant, key); err != nil {
			return fmt.Errorf("erasing a record: %w", err)
		}
	}
	return nil
}
