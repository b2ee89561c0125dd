package setup_test

import (
	"reflect"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/secret"
)

func TestQuickCreate(t *testing.T) {
	const query = "&stackName=PagewatchReadAlarms&param_ExternalId=" + ourID
	tests := []struct {
		name   string
		change func(*setup.Values)
		want   string
	}{
		{"not published", func(*setup.Values) {}, ""},
		{"aws", func(v *setup.Values) {
			v.TemplateURL = "https://templates.s3.eu-central-1.amazonaws.com/v1/pagewatch-role.yaml"
		},
			"https://console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/quickcreate" +
				"?templateURL=https%3A%2F%2Ftemplates.s3.eu-central-1.amazonaws.com%2Fv1%2Fpagewatch-role.yaml" + query +
				"&param_PrincipalArn=arn%3Aaws%3Aiam%3A%3A000011112222%3Arole%2FPagewatch&param_RoleName=PagewatchReadAlarms"},
		{"aws, everything chosen", func(v *setup.Values) {
			v.TemplateURL =
				"https://s3.eu-central-1.amazonaws.com/templates/pagewatch-role.yaml?versionId=aB.1_2-3"
			v.RoleName = "a+=,.@-_b"
		},
			"https://console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/quickcreate" +
				"?templateURL=https%3A%2F%2Fs3.eu-central-1.amazonaws.com%2Ftemplates%2Fpagewatch-role.yaml%3FversionId%3DaB.1_2-3" + query +
				"&param_PrincipalArn=arn%3Aaws%3Aiam%3A%3A000011112222%3Arole%2FPagewatch&param_RoleName=a%2B%3D%2C.%40-_b"},
		{"aws-us-gov", func(v *setup.Values) {
			v.TemplateURL = "https://templates.s3.us-gov-west-1.amazonaws.com/pagewatch-role.yaml"
			v.PrincipalARN = "arn:aws-us-gov:iam::000011112222:role/Pagewatch"
		},
			"https://console.amazonaws-us-gov.com/cloudformation/home?region=us-gov-west-1#/stacks/quickcreate" +
				"?templateURL=https%3A%2F%2Ftemplates.s3.us-gov-west-1.amazonaws.com%2Fpagewatch-role.yaml" + query +
				"&param_PrincipalArn=arn%3Aaws-us-gov%3Aiam%3A%3A000011112222%3Arole%2FPagewatch&param_RoleName=PagewatchReadAlarms"},
		{"aws-cn", func(v *setup.Values) {
			v.TemplateURL = "https://templates.s3.cn-north-1.amazonaws.com.cn/pagewatch-role.yaml"
			v.PrincipalARN = "arn:aws-cn:iam::000011112222:role/Pagewatch"
		},
			"https://console.amazonaws.cn/cloudformation/home?region=cn-north-1#/stacks/quickcreate" +
				"?templateURL=https%3A%2F%2Ftemplates.s3.cn-north-1.amazonaws.com.cn%2Fpagewatch-role.yaml" + query +
				"&param_PrincipalArn=arn%3Aaws-cn%3Aiam%3A%3A000011112222%3Arole%2FPagewatch&param_RoleName=PagewatchReadAlarms"},
	}
	for _, tt := range tests {
		if got := render(t, values(tt.change)).QuickCreate; got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// TestQuickCreateMakesTheRole opens the published template with the link's parameters.
// CloudFormation silently ignores a parameter that the template does not have or hides.
func TestQuickCreateMakesTheRole(t *testing.T) {
	for _, v := range awkward {
		v.FormerID = secret.Value{}
		p, _ := region.Of(strings.Split(v.PrincipalARN, ":")[1])
		v.TemplateURL = "https://s3." + p.Home + "." + p.Suffix + "/templates/pagewatch-role.yaml"
		given := quickCreateParameters(t, render(t, v).QuickCreate)
		template := published(t, "pagewatch-role.yaml")
		declared := parameters(t, template)
		for name := range given {
			if p, ok := declared[name]; !ok || p.NoEcho {
				t.Errorf("the template does not take %s from the link", name)
			}
		}
		want := made{RoleName: v.RoleName, Session: 3600, Trust: wantTrust(v),
			Permissions: wantPermissions()}
		if got := cloudFormation(t, template, given); !reflect.DeepEqual(got, want) {
			t.Errorf("the link makes\n%+v\nwant\n%+v", got, want)
		}
	}
}
