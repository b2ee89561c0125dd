package connection

import (
	"encoding/json"

	"pagewatch/internal/secret"
)

// record is a connection in the secret store: everything that a view needs, and the key it belongs
// to, which every read compares.
type record struct {
	Installation string `json:"installation"`
	Space        string `json:"space"`
	ID           string `json:"id"`
	Version      string `json:"version"`
	// Access changes with everything that a proof covers.
	Access string `json:"access"`
	Name   string `json:"name"`
	Kind   Kind   `json:"kind"`
	stored
}

func (r record) belongs(tenant Tenant, key Key) bool {
	return r.Installation == tenant.Installation && r.Space == key.Space && r.ID == key.ID &&
		r.whole()
}

func (s *Store) link(r record) Link {
	return Link{
		ID: r.ID, Name: r.Name, Kind: r.Kind, Target: r.target(), Version: r.Version,
		access: r.Access, principal: s.rules.principal(r.Kind),
	}
}

// with returns the record with the draft's values.
func (r record) with(d Draft) record {
	if r.reaches(d) {
		r.Access = secret.RandomID()
	}
	r.Name, r.Kind, r.Version = d.Name, d.Kind, secret.RandomID()
	return r.withTarget(d)
}

// decode parses a stored value strictly enough to refuse values that are no record.
func decode[T any](value []byte) (T, error) {
	var out T
	if err := json.Unmarshal(value, &out); err != nil {
		return out, ErrCorrupt // the cause may quote the value
	}
	return out, nil
}

// encode encodes a value for the store. The package's own types always marshal.
func encode(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic("a stored record does not marshal")
	}
	return out
}
