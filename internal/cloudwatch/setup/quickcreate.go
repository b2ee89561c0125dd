package setup

import (
	"net/url"
	"strings"

	"pagewatch/internal/cloudwatch/region"
)

// consoles are the hosts of the AWS console by partition.
var consoles = map[string]string{
	"aws":        "console.aws.amazon.com",
	"aws-us-gov": "console.amazonaws-us-gov.com",
	"aws-cn":     "console.amazonaws.cn",
}

// quickCreate returns the link that opens the published template with its parameters filled in,
// after the CloudFormation user guide, "Create quick-create links for stacks". The names of
// parameters are case-sensitive, and CloudFormation ignores those that are unknown or NoEcho. The
// stack is made in the partition's home Region; the role itself has none.
func quickCreate(v Values, partition region.Partition) string {
	var query strings.Builder
	for _, field := range [][2]string{
		{"templateURL", v.TemplateURL},
		{"stackName", defaultRoleName},
		{"param_ExternalId", v.ExternalID.Reveal()},
		{"param_PrincipalArn", v.PrincipalARN},
		{"param_RoleName", v.RoleName},
	} {
		if query.Len() > 0 {
			query.WriteByte('&')
		}
		query.WriteString(field[0] + "=" + url.QueryEscape(field[1]))
	}
	return "https://" + consoles[partition.ID] + "/cloudformation/home?region=" + partition.Home +
		"#/stacks/quickcreate?" + query.String()
}
