package connection

import (
	"encoding/json"
	"slices"

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
	// Access changes with the role, the keys, the Regions and the External ID: with what a proof is
	// about.
	Access          string   `json:"access"`
	Name            string   `json:"name"`
	Kind            Kind     `json:"kind"`
	RoleARN         string   `json:"roleArn,omitempty"`
	Account         string   `json:"account,omitempty"` // an IAM user's, as AWS named it
	ExternalID      string   `json:"externalId,omitempty"`
	AccessKeyID     string   `json:"accessKeyId,omitempty"`
	SecretAccessKey string   `json:"secretAccessKey,omitempty"`
	Regions         []string `json:"regions"`
	NamePrefixes    []string `json:"namePrefixes"`
}

func (s *Store) link(r record) Link {
	return Link{
		principal:  s.rules.Principal,
		ID:         r.ID,
		Name:       r.Name,
		Kind:       r.Kind,
		RoleARN:    r.RoleARN,
		ExternalID: secret.New(r.ExternalID),
		Keys: Keys{AccessKeyID: secret.New(r.AccessKeyID),
			SecretAccessKey: secret.New(r.SecretAccessKey)},
		Fence:   Fence{r.Regions, r.NamePrefixes},
		Account: r.account(),
		Version: r.Version,
		access:  r.Access,
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

// account returns the 12 digits of the AWS account, "" where nobody has said.
func (r record) account() string {
	if r.Kind == AWSRole {
		return accountOf(r.RoleARN)
	}
	return r.Account
}

// with returns the record after a draft was written over it.
func (r record) with(d Draft) record {
	if r.reaches(d) {
		r.Access = randomPart()
	}
	r.Name, r.Kind, r.RoleARN = d.Name, d.Kind, d.RoleARN
	r.AccessKeyID, r.SecretAccessKey = d.AccessKeyID.Reveal(), d.SecretAccessKey.Reveal()
	r.Regions, r.NamePrefixes = slices.Clone(d.Regions), slices.Clone(d.NamePrefixes)
	r.Version = randomPart()
	return r
}

// reaches reports whether a draft reaches something else than the record, or in another way: what
// is changed only on the strength of a test.
func (r record) reaches(d Draft) bool {
	return r.Kind != d.Kind || r.RoleARN != d.RoleARN || r.AccessKeyID != d.AccessKeyID.Reveal() ||
		r.SecretAccessKey != d.SecretAccessKey.Reveal() ||
		!slices.Equal(slices.Sorted(slices.Values(r.Regions)),
			slices.Sorted(slices.Values(d.Regions)))
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
