package account

import (
	"slices"

	"pagewatch/internal/secret"
)

// Record is a target as the secret store holds it.
type Record struct {
	Identity
	ExternalID      string `json:"externalId,omitempty"`
	AccessKeyID     string `json:"accessKeyId,omitempty"`
	SecretAccessKey string `json:"secretAccessKey,omitempty"`
	Fence
}

// Target returns the record as views use it.
func (r Record) Target() Target {
	return Target{
		Identity: r.identity(), ExternalID: secret.New(r.ExternalID), Fence: r.Fence,
		Keys: Keys{
			AccessKeyID: secret.New(r.AccessKeyID), SecretAccessKey: secret.New(r.SecretAccessKey),
		},
	}
}

// Shown returns what people may see of the record.
func (r Record) Shown() Shown {
	return Shown{r.identity(),
		Fence{slices.Clone(r.Regions), append([]string{}, r.NamePrefixes...)}}
}

// identity names the account of a role by its ARN. The account of an IAM user is the one that AWS
// named when its keys were tested.
func (r Record) identity() Identity {
	id := r.Identity
	if id.RoleARN != "" {
		id.Account = accountOf(id.RoleARN)
	}
	return id
}

// Draft returns the record as an admin would describe it.
func (r Record) Draft() Draft {
	return Draft{
		RoleARN:         r.RoleARN,
		AccessKeyID:     secret.New(r.AccessKeyID),
		SecretAccessKey: secret.New(r.SecretAccessKey),
		Fence:           r.Fence,
	}
}

// With returns the record after a draft was written over it.
func (r Record) With(d Draft) Record {
	r.RoleARN = d.RoleARN
	r.AccessKeyID, r.SecretAccessKey = d.AccessKeyID.Reveal(), d.SecretAccessKey.Reveal()
	r.Regions, r.NamePrefixes = slices.Clone(d.Regions), slices.Clone(d.NamePrefixes)
	return r
}

// Reaches reports whether a draft reaches something else than the record, or in another way: such a
// change needs a test of its own. A fence of names does not.
func (r Record) Reaches(d Draft) bool {
	return r.RoleARN != d.RoleARN || r.AccessKeyID != d.AccessKeyID.Reveal() ||
		r.SecretAccessKey != d.SecretAccessKey.Reveal() ||
		!slices.Equal(slices.Sorted(slices.Values(r.Regions)),
			slices.Sorted(slices.Values(d.Regions)))
}

// Record returns the target as the secret store holds it.
func (t Target) Record() Record {
	return Record{
		Identity: t.Identity, ExternalID: t.ExternalID.Reveal(), Fence: t.Fence,
		AccessKeyID: t.Keys.AccessKeyID.Reveal(), SecretAccessKey: t.Keys.SecretAccessKey.Reveal(),
	}
}
