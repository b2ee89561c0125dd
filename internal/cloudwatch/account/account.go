// Package account is an AWS account as the target of a connection: how Pagewatch reaches it, what
// it may show of it, and which values an admin may give. It is pure.
package account

import (
	"slices"
	"strings"

	"pagewatch/internal/cloudwatch/externalid"
	"pagewatch/internal/input"
	"pagewatch/internal/secret"
)

// The kinds of connections to an AWS account, in the words of the wire and of stored records.
const (
	// Role assumes an IAM role with the space's External ID. Recommended.
	Role = "aws-role"
	// User uses the long-lived keys of an IAM user. Discouraged.
	User = "aws-user"
)

// Target is how Pagewatch reaches an AWS account, secrets included.
type Target struct {
	Identity
	// ExternalID is the space's; empty for an IAM user.
	ExternalID secret.Value
	// Keys are an IAM user's; empty for a role.
	Keys Keys
	Fence
}

// Identity names a role or an account.
type Identity struct {
	RoleARN string `json:"roleArn,omitempty"`
	// Account is 12 digits, "" where it is not known.
	Account string `json:"account,omitempty"`
}

// Keys are AWS credentials: an IAM user's, or the temporary ones that STS gave for one call.
type Keys struct {
	AccessKeyID     secret.Value
	SecretAccessKey secret.Value
	SessionToken    secret.Value // empty for an IAM user
}

// Shown is what people may see of a target: everything but its secrets.
type Shown struct {
	Identity
	Fence
}

// Attested is what a receipt says of a target.
type Attested struct {
	Identity
	Regions []string `json:"regions"`
	// ExternalIDSHA256 lets a reader of the trust policy see that its ID is the tested one.
	ExternalIDSHA256 string `json:"externalIdSha256,omitempty"`
}

// Attested returns what a receipt says of the target.
func (t Target) Attested() Attested {
	return Attested{t.Identity, t.Regions, externalid.Fingerprint(t.ExternalID)}
}

// Subject lists what a test of the target is about: another value of any part needs another test.
func (t Target) Subject() []secret.Value {
	return append([]secret.Value{
		secret.New(t.RoleARN), t.ExternalID, t.Keys.AccessKeyID, t.Keys.SecretAccessKey,
	}, values(slices.Sorted(slices.Values(t.Regions)))...)
}

func values(texts []string) []secret.Value {
	out := make([]secret.Value, 0, len(texts))
	for _, text := range texts {
		out = append(out, secret.New(text))
	}
	return out
}

// Fence is what an admin lets a connection show: Regions and, where there are any, name prefixes.
type Fence struct {
	Regions      []string `json:"regions"`
	NamePrefixes []string `json:"namePrefixes"`
}

// Region checks that a Region is inside the fence. The error names field.
func (f Fence) Region(field, id string) error {
	if !slices.Contains(f.Regions, id) {
		return input.Outside(field,
			"This connection does not show the Region %q. Choose one of its Regions.", id)
	}
	return nil
}

// Prefix returns the name prefix to ask AWS for. A fence with one prefix supplies it where none is
// asked; with several, one must be chosen. The error names field.
func (f Fence) Prefix(field, asked string) (string, error) {
	if len(f.NamePrefixes) == 0 {
		return asked, nil
	}
	if asked == "" && len(f.NamePrefixes) == 1 {
		return f.NamePrefixes[0], nil
	}
	if f.covers(asked) {
		return asked, nil
	}
	return "", input.Outside(field, "This connection shows only alarms whose names begin with %s. "+
		"Give a name prefix that does.", quoted(f.NamePrefixes))
}

// Name checks that an alarm's name is inside the fence. The error names field.
func (f Fence) Name(field, name string) error {
	if len(f.NamePrefixes) == 0 || f.covers(name) {
		return nil
	}
	return input.Outside(field, "This connection shows only alarms whose names begin with %s. "+
		"Leave this name out.", quoted(f.NamePrefixes))
}

// covers reports whether a text begins with one of the prefixes.
func (f Fence) covers(text string) bool {
	return slices.ContainsFunc(f.NamePrefixes, func(p string) bool {
		return strings.HasPrefix(text, p)
	})
}

func quoted(words []string) string {
	return `"` + strings.Join(words, `" or "`) + `"`
}
