package account

import (
	"regexp"
	"slices"
	"strings"

	"pagewatch/internal/input"
)

// roleARN follows the IAM API Reference: a path of printable characters between slashes, a name of
// at most 64.
var roleARN = regexp.MustCompile(
	`^arn:(aws[a-z-]*):iam::([0-9]{12}):role/((?:[\x21-\x2e\x30-\x7e]+/)*)([\w+=,.@-]{1,64})$`)

const maxRoleARN = 2048

// checkRole accepts the ARN of a role that a customer may link, under the operator's rules.
func checkRole(arn string, rules Rules) error {
	if arn == "" {
		return input.Field("roleArn",
			"Give the ARN of the IAM role, such as arn:%s:iam::111122223333:role/PagewatchReadAlarms.", rules.Partition.ID)
	}
	m := roleARN.FindStringSubmatch(arn)
	if m == nil || len(arn) > maxRoleARN {
		return input.Field("roleArn",
			"This is not the ARN of an IAM role. It looks like arn:%s:iam::111122223333:role/PagewatchReadAlarms.", rules.Partition.ID)
	}
	partition, account, path, name := m[1], m[2], m[3], m[4]
	switch {
	case partition != rules.Partition.ID:
		return input.Field("roleArn",
			"This Pagewatch serves the AWS partition %q; the role is in %q.", rules.Partition.ID,
			partition)
	case slices.Contains(rules.OwnAccounts, account):
		return input.Field("roleArn",
			"This role is in Pagewatch's own account. Create one in the account whose alarms you want to show.")
	case strings.HasPrefix(path, "aws-service-role/"):
		return input.Field("roleArn",
			"Service-linked roles cannot be linked. Create a role for Pagewatch.")
	case !strings.HasPrefix(name, rules.RolePrefix):
		return input.Field("roleArn",
			"The people who run Pagewatch allow only roles whose names begin with %q.",
			rules.RolePrefix)
	}
	return nil
}

func accountOf(arn string) string {
	if m := roleARN.FindStringSubmatch(arn); m != nil {
		return m[2]
	}
	return ""
}
