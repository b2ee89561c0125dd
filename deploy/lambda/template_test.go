package lambda_test

import (
	"regexp"
	"slices"
	"strconv"
	"testing"
)

func TestEverythingRefersToSomething(t *testing.T) {
	tpl := template(t)
	for _, complaint := range dangling(t, tpl) {
		t.Error(complaint)
	}
	broken := parse(t, `
Parameters: {Unused: {Type: String}}
Conditions: {Idle: !Equals [a, b]}
Resources:
  Role: {Type: "AWS::IAM::Role", Properties: {A: !Ref Nobody, B: !GetAtt Role.Nothing, C: !Sub "${Nowhere}", D: !If [Never, a, b]}}
`)
	if got := dangling(t, broken); len(got) != 6 {
		t.Errorf("of six mistakes these were noticed: %q", got)
	}
	var listed []string
	for _, group := range at(t, tpl, "Metadata.AWS::CloudFormation::Interface.ParameterGroups").([]any) {
		for _, name := range at(t, group, "Parameters").([]any) {
			listed = append(listed, text(name))
		}
	}
	var have []string
	for name, parameter := range at(t, tpl, "Parameters").(object) {
		have = append(have, name)
		if pattern, ok := parameter.(object)["AllowedPattern"].(string); ok {
			if _, err := regexp.Compile(pattern); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if byDefault, ok := parameter.(object)["Default"].(string); ok &&
				!regexp.MustCompile("^(?:"+pattern+")$").MatchString(byDefault) {
				t.Errorf("the default of %s does not match its own pattern", name)
			}
		}
	}
	slices.Sort(listed)
	slices.Sort(have)
	if !slices.Equal(listed, have) {
		t.Errorf("the form shows %q, the template has %q", listed, have)
	}
}

// TestTheRoleMayDoThisAlone holds the policy as a whole: a statement more, an action more or a
// wider resource fails.
func TestTheRoleMayDoThisAlone(t *testing.T) {
	tpl := template(t)
	role := properties(t, tpl, "Role")
	want := []any{
		object{"Effect": "Allow", "Action": "sts:AssumeRole",
			"Resource": sub("arn:${AWS::Partition}:iam::*:role/${RolePrefix}*")},
		object{"Effect": "Deny", "Action": "sts:AssumeRole",
			"Resource": sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*")},
		object{"Effect": "Allow", "Action": []any{"logs:CreateLogStream", "logs:PutLogEvents"},
			"Resource": attribute("LogGroup", "Arn")},
	}
	policies := role["Policies"].([]any)
	if len(policies) != 1 || text(at(t, policies[0], "PolicyDocument.Statement")) != text(want) ||
		role["ManagedPolicyArns"] != nil || role["PermissionsBoundary"] != nil {
		t.Errorf("the role may do %v", policies)
	}
	trust := []any{
		object{"Effect": "Allow", "Principal": object{"Service": "lambda.amazonaws.com"},
			"Action": "sts:AssumeRole"}}
	if text(at(t, role, "AssumeRolePolicyDocument.Statement")) != text(trust) {
		t.Errorf("the role trusts %v", role["AssumeRolePolicyDocument"])
	}
	if text(role["RoleName"]) != text(ref("RoleName")) {
		t.Error("the role's name is not the operator's: trust policies name it")
	}
	prefix := at(t, tpl, "Parameters.RolePrefix").(object)
	if regexp.MustCompile("^" + text(prefix["AllowedPattern"]) + "$").MatchString("") {
		t.Error("an empty prefix would be every role of every account")
	}
	for name, resource := range at(t, tpl, "Resources").(object) {
		switch kind := text(at(t, resource, "Type")); kind {
		case "AWS::Logs::LogGroup", "AWS::IAM::Role", "AWS::Lambda::Function", "AWS::Lambda::Url",
			"AWS::Lambda::Permission", "AWS::CloudWatch::Alarm":
		default:
			t.Errorf("%s is a %s: what is it for?", name, kind)
		}
	}
}

func TestTheURLStreamsAndIsOpen(t *testing.T) {
	tpl := template(t)
	want := object{"TargetFunctionArn": ref("Function"), "AuthType": "NONE",
		"InvokeMode": "RESPONSE_STREAM"}
	// no Cors: the function says itself who may read
	if got := properties(t, tpl, "Url"); text(got) != text(want) {
		t.Errorf("the URL is %v", got)
	}
	for resource, want := range map[string]object{
		"UrlPermission": {"FunctionName": ref("Function"), "Action": "lambda:InvokeFunctionUrl",
			"Principal": "*", "FunctionUrlAuthType": "NONE"},
		"InvokePermission": {"FunctionName": ref("Function"), "Action": "lambda:InvokeFunction",
			"Principal": "*", "InvokedViaFunctionUrl": "true"},
	} {
		if got := properties(t, tpl, resource); text(got) != text(want) {
			t.Errorf("%s is %v", resource, got)
		}
	}
}

func TestTheFunctionRunsWhatIsPacked(t *testing.T) {
	f := properties(t, template(t), "Function")
	for name, want := range map[string]node{
		"Runtime": "provided.al2023", "Architectures": []any{"arm64"}, "Handler": "bootstrap",
		"Role":                         attribute("Role", "Arn"),
		"ReservedConcurrentExecutions": ref("ReservedConcurrency"), "MemorySize": ref("MemorySize"),
		"LoggingConfig": object{"LogGroup": ref("LogGroup"), "LogFormat": "Text"},
		"KmsKeyArn": object{
			"Fn::If": []any{"HasKmsKey", ref("KmsKeyArn"), ref("AWS::NoValue")}},
	} {
		if text(f[name]) != text(want) {
			t.Errorf("%s is %v, want %v", name, f[name], want)
		}
	}
	// Forge waits 55 s for the erasing before an uninstall, and the function ends it after 50 s.
	if timeout, err := strconv.Atoi(text(f["Timeout"])); err != nil || timeout < 52 ||
		timeout > 55 {
		t.Errorf("the timeout is %v", f["Timeout"])
	}
}

// TestLoadStaysUnderAWS: what AWS answers an account and Region is 9 DescribeAlarms a second.
func TestLoadStaysUnderAWS(t *testing.T) {
	tpl := template(t)
	number := func(parameter string) float64 {
		n, err := strconv.ParseFloat(text(at(t, tpl, "Parameters."+parameter+".Default")), 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if load := number("ReservedConcurrency") * number("AlarmRate"); load > 9 {
		t.Errorf("by default it is %v a second", load)
	}
	if text(at(t, tpl, "Parameters.ReservedConcurrency.MinValue")) == "0" {
		t.Error("a reserved concurrency of 0 switches the function off")
	}
}

func TestTheLogIsKeptAndOutlivesTheStack(t *testing.T) {
	tpl := template(t)
	log := at(t, tpl, "Resources.LogGroup").(object)
	if log["DeletionPolicy"] != "Retain" || log["UpdateReplacePolicy"] != "Retain" ||
		text(at(t, log, "Properties")) != text(object{"RetentionInDays": ref("LogRetention")}) {
		t.Errorf("the log group is %v", log)
	}
	allowed := at(t, tpl, "Parameters.LogRetention.AllowedValues").([]any)
	if byDefault := at(t, tpl, "Parameters.LogRetention.Default"); byDefault != "365" ||
		!slices.Contains(allowed, byDefault) || slices.Contains(allowed, "1") {
		t.Errorf("kept for %v days of %v", byDefault, allowed)
	}
}

func TestAlarmsWatchTheFunction(t *testing.T) {
	tpl := template(t)
	tell := object{
		"Fn::If": []any{"HasAlarmTopic", []any{ref("AlarmTopicArn")}, ref("AWS::NoValue")}}
	for resource, want := range map[string]struct{ metric, statistic, threshold string }{
		"ErrorAlarm": {"Errors", "Sum", "1"}, "ThrottleAlarm": {"Throttles", "Sum", "1"},
		"SlowAlarm": {"Duration", "Maximum", "25000"},
	} {
		got := properties(t, tpl, resource)
		for name, value := range map[string]node{
			"Namespace": "AWS/Lambda", "MetricName": want.metric, "Statistic": want.statistic,
			"Threshold":          want.threshold,
			"ComparisonOperator": "GreaterThanOrEqualToThreshold",
			"TreatMissingData":   "notBreaching", "Period": "300", "EvaluationPeriods": "1",
			"Dimensions":   []any{object{"Name": "FunctionName", "Value": ref("Function")}},
			"AlarmActions": tell, "OKActions": tell,
		} {
			if text(got[name]) != text(value) {
				t.Errorf("%s: %s is %v, want %v", resource, name, got[name], value)
			}
		}
	}
}

func TestOutputs(t *testing.T) {
	tpl := template(t)
	for name, want := range map[string]node{
		"FunctionUrl": attribute("Url", "FunctionUrl"), "RoleArn": attribute("Role", "Arn"),
		"FunctionName": ref("Function"), "LogGroupName": ref("LogGroup"),
	} {
		if got := at(t, tpl, "Outputs."+name+".Value"); text(got) != text(want) {
			t.Errorf("%s is %v", name, got)
		}
	}
}
