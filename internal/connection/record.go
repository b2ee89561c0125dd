package connection

import (
	"encoding/json"

	"pagewatch/internal/secret"
)

// record is what the secret store holds of a connection: all that a view needs, and the place it
// belongs to, which is compared on every read. A record that turns up elsewhere is refused,
// whatever the store below promises.
type record struct {
	Installation string `json:"installation"`
	Space        string `json:"space"`
	ID           string `json:"id"`
	Version      string `json:"version"`
	// Access changes with everything that a proof is about.
	Access string `json:"access"`
	Name   string `json:"name"`
	Kind   Kind   `json:"kind"`
	stored
}

func (s *Store) link(r record) Link {
	return Link{
		ID: r.ID, Name: r.Name, Kind: r.Kind, Target: r.target(), Version: r.Version,
		access: r.Access, principal: s.rules.principal(r.Kind),
	}
}

// with returns the record after a draft was written over it.
func (r record) with(d Draft) record {
	if r.reaches(d) {
		r.Access = secret.RandomID()
	}
	r.Name, r.Kind, r.Version = d.Name, d.Kind, secret.RandomID()
	return r.withTarget(d)
}

// decode reads a stored value strictly enough that rubbish is told from a record.
func decode[T any](value []byte) (T, error) {
	var out T
	if err := json.Unmarshal(value, &out); err != nil {
		return out, ErrCorrupt // the cause may quote the value
	}
	return out, nil
}

// encode writes a stored value. The types are our own and always marshal.
func encode(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic("a stored record does not marshal")
	}
	return out
}
