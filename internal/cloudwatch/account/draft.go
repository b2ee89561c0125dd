package account

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/input"
	"pagewatch/internal/secret"
)

// ErrUserKeysForbidden is returned where the operator allows IAM roles only.
var ErrUserKeysForbidden = errors.New("the operator does not allow IAM user keys")

// Rules are the operator's rules for AWS accounts.
type Rules struct {
	// Partition is the one partition whose roles and Regions may be linked.
	Partition region.Partition
	// Principal is the ARN that assumes the roles. A test is valid only for the principal that it
	// used.
	Principal string
	// OwnAccounts are Pagewatch's own AWS accounts: no connection may reach one.
	OwnAccounts []string
	// RolePrefix begins the name of every role that may be linked; "" allows any.
	RolePrefix string
	// ForbidUserKeys allows IAM roles only.
	ForbidUserKeys bool
}

// Draft is a target as an admin describes it. Its secrets are write-only.
type Draft struct {
	RoleARN         string       `json:"roleArn"`
	AccessKeyID     secret.Value `json:"accessKeyId"`
	SecretAccessKey secret.Value `json:"secretAccessKey"`
	Fence
}

// Empty reports whether nothing of an account is described.
func (d Draft) Empty() bool {
	return d.RoleARN == "" && d.AccessKeyID.Empty() && d.SecretAccessKey.Empty() &&
		len(d.Regions)+len(d.NamePrefixes) == 0
}

// Change is an admin's change of a target. A nil field stays as it is.
type Change struct {
	RoleARN         *string       `json:"roleArn"`
	AccessKeyID     *secret.Value `json:"accessKeyId"`
	SecretAccessKey *secret.Value `json:"secretAccessKey"`
	Regions         *[]string     `json:"regions"`
	NamePrefixes    *[]string     `json:"namePrefixes"`
}

// Apply returns the draft after the change. Keys come in pairs: a change of one alone is an error.
func (c Change) Apply(d Draft) (Draft, error) {
	if (c.AccessKeyID == nil) != (c.SecretAccessKey == nil) {
		return Draft{}, input.Field("secretAccessKey",
			"Give the access key id and the secret access key together.")
	}
	input.Set(&d.RoleARN, c.RoleARN)
	input.Set(&d.AccessKeyID, c.AccessKeyID)
	input.Set(&d.SecretAccessKey, c.SecretAccessKey)
	input.Set(&d.Regions, c.Regions)
	input.Set(&d.NamePrefixes, c.NamePrefixes)
	return d, nil
}

// Limits of a target. Regions and prefixes are bounded so that a record stays far below the store's
// limits.
const (
	maxRegions  = 40
	maxPrefixes = 10
	maxPrefix   = 255 // as long as an alarm name
)

var (
	// Sources: IAM User Guide, "IAM identifiers": AKIA marks the long-lived keys of a user, ASIA
	// temporary ones. IAM API Reference, AccessKey: an access key id has 16 to 128 characters.
	accessKeyID     = regexp.MustCompile(`^AKIA[A-Z0-9]{12,124}$`)
	secretAccessKey = regexp.MustCompile(`^[A-Za-z0-9/+=]{40}$`)
)

// Validate returns nil, ErrUserKeysForbidden, or an *input.Error that names the field. kind is Role
// or User.
func (d Draft) Validate(kind string, rules Rules) error {
	if err := d.checkKind(kind, rules); err != nil {
		return err
	}
	if err := checkRegions(d.Regions, rules.Partition); err != nil {
		return err
	}
	return checkPrefixes(d.NamePrefixes)
}

func (d Draft) checkKind(kind string, rules Rules) error {
	if kind == Role {
		if !d.AccessKeyID.Empty() || !d.SecretAccessKey.Empty() {
			return input.Field("accessKeyId",
				"A role has no keys. Leave them out, or choose the IAM user kind.")
		}
		return checkRole(d.RoleARN, rules)
	}
	if rules.ForbidUserKeys {
		return ErrUserKeysForbidden
	}
	if d.RoleARN != "" {
		return input.Field("roleArn",
			"An IAM user has no role. Leave it out, or choose the IAM role kind.")
	}
	return checkKeys(d.AccessKeyID.Reveal(), d.SecretAccessKey.Reveal())
}

// checkKeys never quotes its arguments.
func checkKeys(id, key string) error {
	switch {
	case strings.HasPrefix(id, "ASIA"):
		return input.Field("accessKeyId", "This is a temporary key (ASIA…), which would stop "+
			"working within hours. Give an IAM user's key (AKIA…), or link a role.")
	case !accessKeyID.MatchString(id):
		return input.Field("accessKeyId", "This is not an access key id. "+
			"It begins with AKIA and has 16 to 128 capital letters and digits.")
	case !secretAccessKey.MatchString(key):
		return input.Field("secretAccessKey",
			"This is not a secret access key. It has 40 characters.")
	}
	return nil
}

func checkRegions(ids []string, partition region.Partition) error {
	if len(ids) == 0 {
		return input.Field("regions", "Choose at least one Region.")
	}
	if len(ids) > maxRegions {
		return input.Field("regions", "Choose at most %d Regions.", maxRegions)
	}
	for i, id := range ids {
		if !partition.Has(id) {
			return input.Field("regions",
				"Region %d of the list is not a Region of the partition %q.", i+1, partition.ID)
		}
		if slices.Contains(ids[:i], id) {
			return input.Field("regions", "%s is in the list twice.", id)
		}
	}
	return nil
}

func checkPrefixes(prefixes []string) error {
	if len(prefixes) > maxPrefixes {
		return input.Field("namePrefixes", "Give at most %d name prefixes.", maxPrefixes)
	}
	for i, p := range prefixes {
		if err := CheckPrefix("namePrefixes", p); err != nil {
			return err
		}
		if p == "" {
			return input.Field("namePrefixes",
				"A name prefix cannot be empty. Leave the list empty to show every alarm.")
		}
		if slices.Contains(prefixes[:i], p) {
			return input.Field("namePrefixes", "A name prefix is in the list twice.")
		}
	}
	return nil
}

// CheckPrefix accepts a possible beginning of an alarm's name: at most 255 characters, none of them
// a control character. The error names field.
func CheckPrefix(field, prefix string) error {
	if utf8.RuneCountInString(prefix) > maxPrefix {
		return input.Field(field, "A name prefix has at most %d characters.", maxPrefix)
	}
	if !utf8.ValidString(prefix) || strings.ContainsFunc(prefix, unicode.IsControl) {
		return input.Field(field, "A name prefix cannot hold control characters.")
	}
	return nil
}
