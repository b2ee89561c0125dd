package account

import (
	"slices"

	"pagewatch/internal/secret"
)

// Record is a target as the secret store keeps it.
type Record struct {
	Identity
	ExternalID      string `json:"externalId,omitempty"`
	AccessKeyID     string `json:"accessKeyId,omitempty"`
	SecretAccessKey string `json:"secretAccessKey,omitempty"`
	Fence
	Rotation
}

// Target returns the record as views use it.
func (r Record) Target() Target {
	return Target{
		Identity: r.identity(), ExternalID: secret.New(r.ExternalID), Untried: r.Untried,
		Fence: r.Fence,
		Keys: Keys{
			AccessKeyID: secret.New(r.AccessKeyID), SecretAccessKey: secret.New(r.SecretAccessKey),
		},
	}
}

// Shown returns the part of the record that people may see.
func (r Record) Shown() Shown {
	return Shown{r.identity(),
		Fence{slices.Clone(r.Regions), append([]string{}, r.NamePrefixes...)}}
}

// identity takes the account of a role from its ARN. The account of an IAM user is the one that AWS
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

// With returns the record with the draft's values.
func (r Record) With(d Draft) Record {
	r.RoleARN = d.RoleARN
	r.AccessKeyID, r.SecretAccessKey = d.AccessKeyID.Reveal(), d.SecretAccessKey.Reveal()
	r.Regions, r.NamePrefixes = slices.Clone(d.Regions), slices.Clone(d.NamePrefixes)
	return r
}

// Reaches reports whether the draft changes the target or its credentials. Such a change needs a
// test of its own; a change of name prefixes does not.
func (r Record) Reaches(d Draft) bool {
	return r.RoleARN != d.RoleARN || r.AccessKeyID != d.AccessKeyID.Reveal() ||
		r.SecretAccessKey != d.SecretAccessKey.Reveal() ||
		!slices.Equal(slices.Sorted(slices.Values(r.Regions)),
			slices.Sorted(slices.Values(d.Regions)))
}

// Grant is a role as a view grant holds it. It has no place for keys.
type Grant struct {
	Identity
	ExternalID string `json:"externalId"`
	Untried    bool   `json:"externalIdUntried,omitempty"`
	Fence
}

// Grant returns the target for a view grant. Keys stay behind.
func (t Target) Grant() Grant {
	return Grant{t.Identity, t.ExternalID.Reveal(), t.Untried, t.Fence}
}

// Target returns the target of a grant.
func (g Grant) Target() Target {
	return Target{Identity: g.Identity, ExternalID: secret.New(g.ExternalID), Untried: g.Untried,
		Fence: g.Fence}
}
