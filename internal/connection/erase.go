package connection

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"pagewatch/internal/access"
)

// eraseRounds is how often an erasure lists what is left: a store's listing may lag behind its erasures.
const eraseRounds = 3

// Spaces returns the ids of the installation's spaces for which anything is kept, sorted.
func (s *Store) Spaces(ctx context.Context, platform access.Platform) ([]string, error) {
	tenant, err := tenantOf(platform)
	if err != nil {
		return nil, err
	}
	items, err := s.backend.List(ctx, tenant, "")
	if err != nil {
		return nil, fmt.Errorf("listing spaces: %w", err)
	}
	var spaces []string
	for _, item := range items {
		spaces = append(spaces, item.Key.Space)
	}
	slices.Sort(spaces)
	return slices.Compact(spaces), nil
}

// EraseSpace erases every record of one space, secrets first.
func (s *Store) EraseSpace(ctx context.Context, platform access.Platform, space string) error {
	tenant, err := tenantOf(platform)
	if err != nil {
		return err
	}
	if space == "" {
		return errors.New("erasing a space without naming it")
	}
	_, err = s.erase(ctx, tenant, space)
	return err
}

func tenantOf(platform access.Platform) (Tenant, error) {
	if platform.Installation() == "" {
		return Tenant{}, errors.New("reaching the store without a right")
	}
	return Tenant{platform.Installation(), platform.SystemToken()}, nil
}

// EraseInstallation erases every record of the installation, secrets first, and returns how many connections there were.
// It can be repeated: what is gone is gone. Only the platform's own word starts it.
func (s *Store) EraseInstallation(ctx context.Context, platform access.Platform) (int, error) {
	tenant, err := tenantOf(platform)
	if err != nil {
		return 0, err
	}
	erased, err := s.erase(ctx, tenant, "")
	if err != nil {
		return 0, err
	}
	if err := s.backend.Delete(ctx, tenant, Key{Class: Secret, ID: externalIDName}); err != nil {
		return 0, fmt.Errorf("erasing the installation's part of External IDs: %w", err)
	}
	return erased, nil
}

// erase erases what a listing of the space, or with "" of the installation, names. It returns how many connections there
// were.
func (s *Store) erase(ctx context.Context, tenant Tenant, space string) (int, error) {
	erased := map[Key]bool{}
	for range eraseRounds {
		items, err := s.backend.List(ctx, tenant, space)
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
	return len(erased), nil
}

// eraseListed erases the secret that a metadata record stands for, and then the record.
func (s *Store) eraseListed(ctx context.Context, tenant Tenant, listed Key) error {
	hidden := Key{Class: Secret, Space: listed.Space, ID: strings.TrimPrefix(listed.ID, tombstonePrefix)}
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
