package connection

import "context"

// kept is a stored value. It names the key that it belongs to.
type kept interface {
	// belongs reports whether the value was made for the key, and is whole.
	belongs(tenant Tenant, key Key) bool
}

// load reads the value of a key. A value that belongs to another key is ErrCorrupt, whatever the
// backend promises.
func load[T kept](ctx context.Context, s *Store, tenant Tenant, key Key) (T, error) {
	var none T
	value, err := s.backend.Get(ctx, tenant, key)
	if err != nil {
		return none, err
	}
	out, err := decode[T](value)
	if err != nil || !out.belongs(tenant, key) {
		return none, ErrCorrupt
	}
	return out, nil
}

// possible returns the id of a connection. An id that cannot exist becomes one that costs the same
// read as an absent one, so that the two cannot be distinguished.
func possible(id string) string {
	if !connectionID.MatchString(id) {
		return "none"
	}
	return id
}
