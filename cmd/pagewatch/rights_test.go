package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// commandRights are the rights of commands whose names are not those of their calls.
var commandRights = map[string]string{
	"cloudformation deploy":         "cloudformation:CreateChangeSet",
	"logs tail":                     "logs:FilterLogEvents",
	"s3 mb":                         "s3:CreateBucket",
	"s3 cp":                         "s3:PutObject",
	"s3 rb":                         "s3:ListBucket s3:DeleteObject s3:DeleteBucket",
	"s3api put-public-access-block": "s3:PutBucketPublicAccessBlock",
	"s3api put-bucket-policy":       "s3:PutBucketPolicy",
	"lambda update-function-code":   "lambda:UpdateFunctionCode s3:GetObject",
	"sts get-caller-identity":       "", // AWS allows it to everybody
}

// resourceRights are those that CloudFormation uses in the operator's name to make, change and
// delete a resource with the properties that the templates set: the permissions of the handlers in
// AWS's resource schemas. The log group is never deleted.
var resourceRights = map[string]string{
	"AWS::CloudWatch::Alarm": "cloudwatch:PutMetricAlarm cloudwatch:DescribeAlarms " +
		"cloudwatch:ListTagsForResource cloudwatch:TagResource cloudwatch:DeleteAlarms",
	"AWS::IAM::Role": "iam:CreateRole iam:GetRole iam:PutRolePolicy iam:GetRolePolicy " +
		"iam:ListRolePolicies iam:ListAttachedRolePolicies iam:TagRole iam:DeleteRolePolicy " +
		"iam:DeleteRole",
	"AWS::IAM::User": "iam:CreateUser iam:GetUser iam:PutUserPolicy iam:GetUserPolicy " +
		"iam:ListUserPolicies iam:ListAttachedUserPolicies iam:ListGroupsForUser " +
		"iam:GetLoginProfile iam:TagUser iam:ListAccessKeys iam:DeleteUserPolicy iam:DeleteUser",
	"AWS::Lambda::Function": "lambda:CreateFunction lambda:GetFunction " +
		"lambda:GetFunctionCodeSigningConfig lambda:GetFunctionRecursionConfig " +
		"lambda:GetRuntimeManagementConfig lambda:PutFunctionConcurrency lambda:TagResource " +
		"lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration lambda:DeleteFunction " +
		"iam:PassRole s3:GetObject",
	"AWS::Lambda::Permission": "lambda:AddPermission lambda:GetPolicy lambda:RemovePermission",
	"AWS::Lambda::Url": "lambda:CreateFunctionUrlConfig lambda:GetFunctionUrlConfig " +
		"lambda:UpdateFunctionUrlConfig lambda:DeleteFunctionUrlConfig",
	"AWS::Logs::LogGroup": "logs:CreateLogGroup logs:DescribeLogGroups logs:PutRetentionPolicy " +
		"logs:TagResource logs:ListTagsForResource logs:GetDataProtectionPolicy " +
		"logs:DescribeIndexPolicies logs:DescribeResourcePolicies",
}

// TestTheGuidesAskForEveryRight: the list that an operator asks for first has the rights of each
// aws command of the guide, and of each resource of the template that it deploys.
func TestTheGuidesAskForEveryRight(t *testing.T) {
	command := regexp.MustCompile(`\baws ([a-z0-9]+)\s+([a-z][a-z0-9-]+)`)
	resource := regexp.MustCompile(`(?m)^    Type: (AWS::\S+)$`)
	for path, from := range map[string]string{
		"../../docs/operate/lambda.md":    "../../deploy/lambda/template.yaml",
		"../../docs/operate/container.md": "../../deploy/container/principal.yaml",
	} {
		text := guides(t)[path]
		needed := map[string]string{}
		for _, m := range command.FindAllStringSubmatch(text, -1) {
			name := m[1] + " " + m[2]
			rights, special := commandRights[name]
			if !special {
				rights = m[1] + ":" + camelCase(m[2])
			}
			needed["aws "+name] = rights
		}
		template, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range resource.FindAllStringSubmatch(string(template), -1) {
			if needed[m[1]] = resourceRights[m[1]]; needed[m[1]] == "" {
				t.Errorf("%s: the rights for a %s are not known here", from, m[1])
			}
		}
		if len(needed) < 6 {
			t.Errorf("%s: only %v was found", path, needed)
		}
		listed := listedRights(text)
		for name, rights := range needed {
			for _, right := range strings.Fields(rights) {
				service, _, _ := strings.Cut(right, ":")
				if !listed[right] && !listed[service+":*"] {
					t.Errorf("%s: %s needs %s, which is not listed", path, name, right)
				}
			}
		}
	}
}

// listedRights returns the rights in a guide's table. A name without a service is one of the
// service before it.
func listedRights(guide string) map[string]bool {
	_, table, _ := strings.Cut(guide, "\n## What you must be allowed to do\n")
	table, _, _ = strings.Cut(table, "\n## ")
	rights, service := map[string]bool{}, ""
	names := regexp.MustCompile("`(?:([a-z0-9]+):)?([A-Z][A-Za-z]+|\\*)`")
	for _, m := range names.FindAllStringSubmatch(table, -1) {
		if m[1] != "" {
			service = m[1]
		}
		rights[service+":"+m[2]] = true
	}
	return rights
}

// camelCase turns a command of the AWS CLI into the name of its call.
func camelCase(command string) string {
	var name strings.Builder
	for _, word := range strings.Split(command, "-") {
		name.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return name.String()
}
