package setup

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"pagewatch/internal/cloudwatch/region"
)

// None of these patterns lets through a quote, a backslash, a $, a line break, or the * and ? that
// ArnEquals reads as wildcards. The templates check what people type against the same patterns.
var (
	externalID   = regexp.MustCompile(`^pw-[a-z2-7]{26}-[a-z2-7]{26}$`)
	principalARN = regexp.MustCompile(
		`^arn:(aws[a-z-]*):iam::([0-9]{12}):(?:role|user)/[\w+=,.@/-]{1,575}$`)
	roleName = regexp.MustCompile(`^[\w+=,.@-]{1,64}$`)
	// A template's address is that of an S3 object, by bucket in the host or in the path,
	// optionally of one version.
	templateURL = regexp.MustCompile(
		`^https://(?:[a-z0-9][a-z0-9.-]*\.)?s3(?:[.-][a-z0-9-]+)*\.(amazonaws\.com(?:\.cn)?)/[\w./-]+(?:\?versionId=[\w.-]+)?$`)
)

const (
	// defaultRoleName is the role's name in the published files, and the placeholder for another
	// one.
	defaultRoleName = "PagewatchReadAlarms"
	// maxRoleName is the most characters that IAM allows.
	maxRoleName = 64
)

// RoleName returns a name for the role that begins with the operator's prefix, "" for any. A long
// prefix shortens the default name after it.
func RoleName(prefix string) string {
	name := defaultRoleName
	if !strings.HasPrefix(name, prefix) {
		name = prefix + name
	}
	return name[:min(len(name), maxRoleName)]
}

// principal is the parsed ARN of the principal.
type principal struct {
	partition region.Partition
	account   string
}

// check checks every value against its pattern.
func (v Values) check() (principal, error) {
	parts := principalARN.FindStringSubmatch(v.PrincipalARN)
	if parts == nil {
		return principal{}, errors.New("the principal must be the ARN of an IAM role or user")
	}
	partition, known := region.Of(parts[1])
	switch {
	case !known:
		return principal{}, fmt.Errorf("the principal is of the unknown partition %q", parts[1])
	case !externalID.MatchString(v.ExternalID.Reveal()),
		!v.FormerID.Empty() && !externalID.MatchString(v.FormerID.Reveal()):
		return principal{}, errors.New("the External ID must be one that Pagewatch has issued")
	case !roleName.MatchString(v.RoleName):
		return principal{}, fmt.Errorf(
			"the name of the role must be 1 to %d letters, digits, or any of _+=,.@-", maxRoleName)
	}
	return principal{partition, parts[2]}, v.checkTemplate(partition)
}

// checkTemplate accepts no template, or one in the S3 of the partition: CloudFormation reads no
// other.
func (v Values) checkTemplate(partition region.Partition) error {
	if v.TemplateURL == "" {
		return nil
	}
	parts := templateURL.FindStringSubmatch(v.TemplateURL)
	if parts == nil || parts[1] != partition.Suffix {
		return fmt.Errorf(
			"the template must be the https address of an object in the S3 of the partition %q, its name of letters, digits, and _./-", partition.ID)
	}
	return nil
}
