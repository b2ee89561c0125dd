package connection

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/input"
	"pagewatch/internal/secret"
)

// Rules are the operator's rules for connections.
type Rules struct {
	// Partition is the one partition whose roles and Regions may be linked.
	Partition region.Partition
	// Principal is the ARN that assumes the roles. What was tested for another one is not tested.
	Principal string
	// OwnAccounts are Pagewatch's own AWS accounts: their roles are nobody's to link.
	OwnAccounts []string
	// RolePrefix begins the name of every role that may be linked; "" allows any.
	RolePrefix string
	// ForbidUserKeys allows IAM roles only.
	ForbidUserKeys bool
}

// Draft is a connection as an admin describes it. Secrets come in with it and never go out.
type Draft struct {
	Name            string       `json:"name"`
	Kind            Kind         `json:"kind"`
	RoleARN         string       `json:"roleArn"`
	AccessKeyID     secret.Value `json:"accessKeyId"`
	SecretAccessKey secret.Value `json:"secretAccessKey"`
	Regions         []string     `json:"regions"`
	NamePrefixes    []string     `json:"namePrefixes"`
}

// Change is what an admin changes of a connection; nil leaves a part as it is. The kind cannot
// change.
type Change struct {
	Name            *string       `json:"name"`
	RoleARN         *string       `json:"roleArn"`
	AccessKeyID     *secret.Value `json:"accessKeyId"`
	SecretAccessKey *secret.Value `json:"secretAccessKey"`
	Regions         *[]string     `json:"regions"`
	NamePrefixes    *[]string     `json:"namePrefixes"`
}

// Limits of a connection. Regions and prefixes are bounded so that a record stays far below the
// store's limits.
const (
	maxName     = 80
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

// Validate returns nil, ErrUserKeysForbidden, or an *input.Error that names the field.
func (d Draft) Validate(rules Rules) error {
	if err := CheckName(d.Name); err != nil {
		return err
	}
	return d.ValidateAccess(rules)
}

// ValidateAccess validates everything but the name, which a test of a draft does not need.
func (d Draft) ValidateAccess(rules Rules) error {
	if err := d.checkKind(rules); err != nil {
		return err
	}
	if err := checkRegions(d.Regions, rules.Partition); err != nil {
		return err
	}
	return checkPrefixes(d.NamePrefixes)
}

func (d Draft) checkKind(rules Rules) error {
	switch d.Kind {
	case AWSRole:
		if !d.AccessKeyID.Empty() || !d.SecretAccessKey.Empty() {
			return input.Field("accessKeyId",
				"A role has no keys. Leave them out, or choose the IAM user kind.")
		}
		return checkRole(d.RoleARN, rules)
	case AWSUser:
		if rules.ForbidUserKeys {
			return ErrUserKeysForbidden
		}
		if d.RoleARN != "" {
			return input.Field("roleArn",
				"An IAM user has no role. Leave it out, or choose the IAM role kind.")
		}
		return checkKeys(d.AccessKeyID.Reveal(), d.SecretAccessKey.Reveal())
	}
	return input.Field("kind", "Choose aws-role or aws-user.")
}

// checkKeys never quotes what it was given.
func checkKeys(id, key string) error {
	switch {
	case strings.HasPrefix(id, "ASIA"):
		return input.Field("accessKeyId",
			"This is a temporary key (ASIA…), which would stop working within hours. Give an IAM user's key (AKIA…), or link a role.")
	case !accessKeyID.MatchString(id):
		return input.Field("accessKeyId",
			"This is not an access key id. It begins with AKIA and has 16 to 128 capital letters and digits.")
	case !secretAccessKey.MatchString(key):
		return input.Field("secretAccessKey",
			"This is not a secret access key. It has 40 characters.")
	}
	return nil
}

// CheckName accepts a name of 1 to 80 characters without control characters and outer spaces.
func CheckName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return input.Field("name", "Give the connection a name.")
	case name != strings.TrimSpace(name), !printable(name), strings.ContainsFunc(name, invisible):
		return input.Field("name",
			"A name cannot begin or end with a space, or hold control characters or invisible ones.")
	case utf8.RuneCountInString(name) > maxName:
		return input.Field("name", "A name has at most %d characters.", maxName)
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

// CheckPrefix accepts what an alarm name can begin with: at most 255 characters, none of them a
// control character. The error names field.
func CheckPrefix(field, prefix string) error {
	if utf8.RuneCountInString(prefix) > maxPrefix {
		return input.Field(field, "A name prefix has at most %d characters.", maxPrefix)
	}
	if !printable(prefix) {
		return input.Field(field, "A name prefix cannot hold control characters.")
	}
	return nil
}

// invisible reports characters that make two names look the same, or one read backwards. Joiners
// stay: scripts and emoji need them.
func invisible(r rune) bool {
	const joiners = "\u200c\u200d"
	return unicode.Is(unicode.Cf, r) && !strings.ContainsRune(joiners, r)
}

func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// apply returns the draft after a change, validated. Keys come in pairs: half of an old pair is no
// key.
func (c Change) apply(d Draft, rules Rules) (Draft, error) {
	if (c.AccessKeyID == nil) != (c.SecretAccessKey == nil) {
		return Draft{}, input.Field("secretAccessKey",
			"Give the access key id and the secret access key together.")
	}
	set(&d.Name, c.Name)
	set(&d.RoleARN, c.RoleARN)
	set(&d.AccessKeyID, c.AccessKeyID)
	set(&d.SecretAccessKey, c.SecretAccessKey)
	set(&d.Regions, c.Regions)
	set(&d.NamePrefixes, c.NamePrefixes)
	return d, d.Validate(rules)
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}
