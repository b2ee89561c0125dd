package connection

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"pagewatch/internal/platform/access"
)

// eraseRounds is how many listings in a row must show nothing new before an erasure ends: a listing
// may lag behind the erasures.
const eraseRounds = 3

// Spaces returns the ids of the installation's spaces that have records, sorted.
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

// EraseInstallation erases every record of the installation, secrets first, and returns how many
// connections it had. It can be repeated. Only a call of the platform itself has the right to it.
func (s *Store) EraseInstallation(ctx context.Context, platform access.Platform) (int, error) {
	tenant, err := tenantOf(platform)
	if err != nil {
		return 0, err
	}
	erased, err := s.erase(ctx, tenant, "")
	if err != nil {
		return 0, err
	}
	if _, err := s.delete(ctx, tenant, Key{Class: Secret, ID: externalIDName}); err != nil {
		return 0, fmt.Errorf("erasing the installation's part of External IDs: %w", err)
	}
	return erased, nil
}

// erase erases what a listing of the space, or with "" of the installation, names. It returns how
// many connections it erased. A listing may contain only the first of many records; the next
// listing, after their erasure, contains others.
func (s *Store) erase(ctx context.Context, tenant Tenant, space string) (int, error) {
	erased := map[Key]bool{}
	for quiet := 0; quiet < eraseRounds; {
		items, err := s.backend.List(ctx, tenant, space)
		if err != nil && !errors.Is(err, ErrMore) {
			return 0, fmt.Errorf("listing what to erase: %w", err)
		}
		if len(items) == 0 {
			break
		}
		before := len(erased)
		if err := each(items, func(item Item) error {
			return s.eraseListed(ctx, tenant, item.Key)
		}); err != nil {
			return 0, err
		}
		for _, item := range items {
			erased[item.Key] = true
		}
		if len(erased) == before {
			quiet++ // the listing lags behind
		}
	}
	connections := 0
	for key := range erased {
		if connectionID.MatchString(key.ID) {
			connections++
		}
	}
	return connections, nil
}

// eraseListed erases the secret that a metadata record stands for, if any, and then the record.
func (s *Store) eraseListed(ctx context.Context, tenant Tenant, listed Key) error {
	var keys []Key
	switch id := strings.TrimPrefix(listed.ID, tombstonePrefix); {
	case listed.ID == markName:
		keys = append(keys, Key{Class: Secret, Space: listed.Space, ID: successorName},
			Key{Class: Secret, Space: listed.Space, ID: externalIDName})
	case connectionID.MatchString(id):
		keys = append(keys, Key{Class: Secret, Space: listed.Space, ID: id})
	}
	for _, key := range append(keys, listed) {
		if _, err := s.delete(ctx, tenant, key); err != nil {
			return fmt.Errorf("erasing a record: %w", err)
		}
	}
	return nil
}
