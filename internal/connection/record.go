package connection

import (
	"encoding/json"
	"slices"

	"pagewatch/internal/secret"
)

// record is what the secret store holds of a connection: all that a view needs, and the place it belongs to, which
// is compared on every read. A record that turns up elsewhere is refused, whatever the store below promises.
type record struct {
	Installation    string   `json:"installation"`
	Space           string   `json:"space"`
	ID              string   `json:"id"`
	Version         string   `json:"version"`
	Name            string   `json:"name"`
	Kind            Kind     `json:"kind"`
	RoleARN         string   `json:"roleArn,omitempty"`
	ExternalID      string   `json:"externalId,omitempty"`
	AccessKeyID     string   `json:"accessKeyId,omitempty"`
	SecretAccessKey string   `json:"secretAccessKey,omitempty"`
	Regions         []string `json:"regions"`
	NamePrefixes    []string `json:"namePrefixes"`
}

func (r record) link() Link {
	return Link{
		ID:         r.ID,
		Name:       r.Name,
		Kind:       r.Kind,
		RoleARN:    r.RoleARN,
		ExternalID: secret.New(r.ExternalID),
		Keys:       Keys{AccessKeyID: secret.New(r.AccessKeyID), SecretAccessKey: secret.New(r.SecretAccessKey)},
		Fence:      Fence{r.Regions, r.NamePrefixes},
		Version:    r.Version,
	}
}

func (r record) draft() Draft {
	return Draft{
		Name:            r.Name,
		Kind:            r.Kind,
		RoleARN:         r.RoleARN,
		AccessKeyID:     secret.New(r.AccessKeyID),
		SecretAccessKey: secret.New(r.SecretAccessKey),
		Regions:         r.Regions,
		NamePrefixes:    r.NamePrefixes,
	}
}

// with returns the record after a draft was written over it.
func (r record) with(d Draft) record {
	r.Name, r.Kind, r.RoleARN = d.Name, d.Kind, d.RoleARN
	r.AccessKeyID, r.SecretAccessKey = d.AccessKeyID.Reveal(), d.SecretAccessKey.Reveal()
	r.Regions, r.NamePrefixes = slices.Clone(d.Regions), slices.Clone(d.NamePrefixes)
	r.Version = randomPart()
	return r
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
