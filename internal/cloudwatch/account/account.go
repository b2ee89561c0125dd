// Package account models an AWS account as the target of a connection: its credentials, its fence,
// and the rules that validate an admin's input. It does no I/O.
package account

import (
	"slices"
	"strings"

	"pagewatch/internal/cloudwatch/externalid"
	"pagewatch/internal/input"
	"pagewatch/internal/secret"
)

// Kinds of connections to an AWS account, as the wire and stored records spell them.
const (
	// Role assumes an IAM role with the space's External ID. Recommended.
	Role = "aws-role"
	// User uses the long-lived keys of an IAM user. Discouraged.
	User = "aws-user"
)

// Target is everything that a call to an AWS account needs, secrets included.
type Target struct {
	Identity
	// ExternalID is the space's External ID; empty for an IAM user.
	ExternalID secret.Value
	// Untried marks an External ID that no test has passed with: the role may not know it yet.
	Untried bool
	// FormerID is the External ID that a rotation replaces, in a test during the rotation; else
	// empty. AWS should refuse it.
	FormerID secret.Value
	// Keys belong to an IAM user; empty for a role.
	Keys Keys
	Fence
}

// Identity names a role or an account.
type Identity struct {
	RoleARN string `json:"roleArn,omitempty"`
	// Account is the 12-digit account ID, "" if unknown.
	Account string `json:"account,omitempty"`
}

// Keys are AWS credentials: an IAM user's, or the temporary ones that STS issued for one call.
type Keys struct {
	AccessKeyID     secret.Value
	SecretAccessKey secret.Value
	SessionToken    secret.Value // empty for an IAM user
}

// Shown is the part of a target that people may see: everything but its secrets.
type Shown struct {
	Identity
	Fence
}

// Attested is the part of a target that a receipt records.
type Attested struct {
	Identity
	Regions []string `json:"regions"`
	// ExternalIDSHA256 lets a reader of the trust policy verify that its External ID is the tested
	// one.
	ExternalIDSHA256 string `json:"externalIdSha256,omitempty"`
}

// Attested returns the part of the target that a receipt records.
func (t Target) Attested() Attested {
	return Attested{t.Identity, t.Regions, externalid.Fingerprint(t.ExternalID)}
}

// Subject lists the values that a test of the target covers. A change of any of them requires a new
// test.
func (t Target) Subject() []secret.Value {
	subject := append([]secret.Value{
		secret.New(t.RoleARN), t.ExternalID, t.Keys.AccessKeyID, t.Keys.SecretAccessKey,
	}, values(slices.Sorted(slices.Values(t.Regions)))...)
	if !t.FormerID.Empty() {
		subject = append(subject, t.FormerID)
	}
	return subject
}

func values(texts []string) []secret.Value {
	out := make([]secret.Value, 0, len(texts))
	for _, text := range texts {
		out = append(out, secret.New(text))
	}
	return out
}

// Fence is what an admin allows a connection to show: Regions and, optionally, name prefixes.
type Fence struct {
	Regions      []string `json:"regions"`
	NamePrefixes []string `json:"namePrefixes"`
}

// Region checks that the fence covers a Region. The error names field.
func (f Fence) Region(field, id string) error {
	if !slices.Contains(f.Regions, id) {
		return input.Outside(field, "This connection does not show the Region %q.", id)
	}
	return nil
}

// Prefix returns the name prefix of the request to AWS. An empty asked means the fence's prefix if
// the fence has exactly one; with several, asked must name one. The error names field.
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
	return "", f.outside(field)
}

// Name checks that the fence covers an alarm's name. The error names field.
func (f Fence) Name(field, name string) error {
	if len(f.NamePrefixes) == 0 || f.covers(name) {
		return nil
	}
	return f.outside(field)
}

func (f Fence) outside(field string) error {
	return input.Outside(field, "This connection shows only alarms whose names begin with %s.",
		quoted(f.NamePrefixes))
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
