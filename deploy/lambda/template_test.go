package lambda_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// node is what stands somewhere in the template: a string, a list, an object, or a call of an intrinsic function, which is
// an object with one name such as Ref or Fn::Sub.
type node = any

type object = map[string]any

// template reads the template with CloudFormation's short forms spelled out.
func template(t *testing.T) object {
	t.Helper()
	raw, err := os.ReadFile("template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(raw))
}

func parse(t *testing.T, raw string) object {
	t.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(raw), &document); err != nil {
		t.Fatal(err)
	}
	return plain(t, document.Content[0]).(object)
}

// plain turns YAML into nodes. Scalars stay strings, whatever YAML would take them for.
func plain(t *testing.T, n *yaml.Node) node {
	t.Helper()
	var out node
	switch n.Kind {
	case yaml.MappingNode:
		o := object{}
		for i := 0; i < len(n.Content); i += 2 {
			if _, twice := o[n.Content[i].Value]; twice {
				t.Errorf("%s stands there twice", n.Content[i].Value)
			}
			o[n.Content[i].Value] = plain(t, n.Content[i+1])
		}
		out = o
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(t, item))
		}
		out = list
	default:
		out = n.Value
	}
	if short, is := strings.CutPrefix(n.Tag, "!"); is && !strings.HasPrefix(n.Tag, "!!") {
		name := "Fn::" + short
		if short == "Ref" {
			name = short
		}
		if short == "GetAtt" {
			resource, attribute, _ := strings.Cut(n.Value, ".")
			out = []any{resource, attribute}
		}
		return object{name: out}
	}
	return out
}

// at follows a path such as Resources.Function.Properties.
func at(t *testing.T, n node, path string) node {
	t.Helper()
	for _, name := range strings.Split(path, ".") {
		o, ok := n.(object)
		if !ok || o[name] == nil {
			t.Fatalf("there is no %s in %v", name, n)
		}
		n = o[name]
	}
	return n
}

func properties(t *testing.T, tpl object, resource string) object {
	t.Helper()
	return at(t, tpl, "Resources."+resource+".Properties").(object)
}

// text writes a node so that it can be compared.
func text(n node) string { return fmt.Sprint(n) }

func ref(name string) node { return object{"Ref": name} }

func sub(s string) node { return object{"Fn::Sub": s} }

func attribute(resource, name string) node { return object{"Fn::GetAtt": []any{resource, name}} }

// references collects what a node refers to: names of Ref, of GetAtt with the attribute, and of the variables in Sub.
func references(n node) (refs, attributes, conditions []string) {
	add := func(inner node) {
		r, a, c := references(inner)
		refs, attributes, conditions = append(refs, r...), append(attributes, a...), append(conditions, c...)
	}
	switch n := n.(type) {
	case []any:
		for _, item := range n {
			add(item)
		}
	case object:
		for name, inner := range n {
			switch value := inner.(type) {
			case string:
				switch name {
				case "Ref":
					refs = append(refs, value)
				case "Fn::Sub":
					for _, m := range regexp.MustCompile(`\$\{([^}]+)\}`).FindAllStringSubmatch(value, -1) {
						refs = append(refs, m[1])
					}
				}
			case []any:
				switch name {
				case "Fn::GetAtt":
					attributes = append(attributes, text(value[0])+"."+text(value[1]))
					continue
				case "Fn::If":
					conditions = append(conditions, text(value[0]))
					add(value[1:])
					continue
				}
			}
			add(inner)
		}
	}
	return refs, attributes, conditions
}

// known are the attributes that the template may ask for, by type.
var known = map[string][]string{
	"AWS::IAM::Role": {"Arn"}, "AWS::Logs::LogGroup": {"Arn"}, "AWS::Lambda::Url": {"FunctionUrl"},
}

// dangling returns what a template refers to and does not have, and what it has and nothing refers to.
func dangling(t *testing.T, tpl object) []string {
	t.Helper()
	var out []string
	resources, parameters := at(t, tpl, "Resources").(object), at(t, tpl, "Parameters").(object)
	refs, attributes, conditions := references(object{"r": tpl["Resources"], "o": tpl["Outputs"], "c": tpl["Conditions"], "u": tpl["Rules"]})
	for _, name := range refs {
		if resources[name] == nil && parameters[name] == nil && !slices.Contains([]string{"AWS::Partition", "AWS::AccountId", "AWS::NoValue"}, name) {
			out = append(out, "nothing is called "+name)
		}
	}
	for _, pair := range attributes {
		resource, name, _ := strings.Cut(pair, ".")
		if resources[resource] == nil || !slices.Contains(known[text(at(t, resources[resource], "Type"))], name) {
			out = append(out, "there is no "+pair)
		}
	}
	for name := range parameters {
		if !slices.Contains(refs, name) {
			out = append(out, "the parameter "+name+" is not used")
		}
	}
	all, _ := tpl["Conditions"].(object)
	for _, name := range conditions {
		if all[name] == nil {
			out = append(out, "there is no condition "+name)
		}
	}
	for name := range all {
		if !slices.Contains(conditions, name) {
			out = append(out, "the condition "+name+" is not used")
		}
	}
	return out
}

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
			if byDefault, ok := parameter.(object)["Default"].(string); ok && !regexp.MustCompile("^(?:"+pattern+")$").MatchString(byDefault) {
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

// TestTheRoleMayDoThisAlone holds the policy as a whole: a statement more, an action more or a wider resource fails.
func TestTheRoleMayDoThisAlone(t *testing.T) {
	tpl := template(t)
	role := properties(t, tpl, "Role")
	want := []any{
		object{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": sub("arn:${AWS::Partition}:iam::*:role/${RolePrefix}*")},
		object{"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*")},
		object{"Effect": "Allow", "Action": []any{"logs:CreateLogStream", "logs:PutLogEvents"}, "Resource": attribute("LogGroup", "Arn")},
	}
	policies := role["Policies"].([]any)
	if len(policies) != 1 || text(at(t, policies[0], "PolicyDocument.Statement")) != text(want) || role["ManagedPolicyArns"] != nil || role["PermissionsBoundary"] != nil {
		t.Errorf("the role may do %v", policies)
	}
	trust := []any{object{"Effect": "Allow", "Principal": object{"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}}
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
		case "AWS::Logs::LogGroup", "AWS::IAM::Role", "AWS::Lambda::Function", "AWS::Lambda::Url", "AWS::Lambda::Permission", "AWS::CloudWatch::Alarm":
		default:
			t.Errorf("%s is a %s: what is it for?", name, kind)
		}
	}
}

func TestTheURLStreamsAndIsOpen(t *testing.T) {
	tpl := template(t)
	want := object{"TargetFunctionArn": ref("Function"), "AuthType": "NONE", "InvokeMode": "RESPONSE_STREAM"}
	if got := properties(t, tpl, "Url"); text(got) != text(want) { // no Cors: the function says itself who may read
		t.Errorf("the URL is %v", got)
	}
	for resource, want := range map[string]object{
		"UrlPermission":    {"FunctionName": ref("Function"), "Action": "lambda:InvokeFunctionUrl", "Principal": "*", "FunctionUrlAuthType": "NONE"},
		"InvokePermission": {"FunctionName": ref("Function"), "Action": "lambda:InvokeFunction", "Principal": "*", "InvokedViaFunctionUrl": "true"},
	} {
		if got := properties(t, tpl, resource); text(got) != text(want) {
			t.Errorf("%s is %v", resource, got)
		}
	}
}

func TestTheFunctionRunsWhatIsPacked(t *testing.T) {
	f := properties(t, template(t), "Function")
	for name, want := range map[string]node{
		"Runtime": "provided.al2023", "Architectures": []any{"arm64"}, "Handler": "bootstrap", "Role": attribute("Role", "Arn"),
		"ReservedConcurrentExecutions": ref("ReservedConcurrency"), "MemorySize": ref("MemorySize"),
		"LoggingConfig": object{"LogGroup": ref("LogGroup"), "LogFormat": "Text"},
		"KmsKeyArn":     object{"Fn::If": []any{"HasKmsKey", ref("KmsKeyArn"), ref("AWS::NoValue")}},
	} {
		if text(f[name]) != text(want) {
			t.Errorf("%s is %v, want %v", name, f[name], want)
		}
	}
	// Forge waits 55 s for the erasing before an uninstall, and the function ends it after 50 s.
	if timeout, err := strconv.Atoi(text(f["Timeout"])); err != nil || timeout < 52 || timeout > 55 {
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
	if log["DeletionPolicy"] != "Retain" || log["UpdateReplacePolicy"] != "Retain" || text(at(t, log, "Properties")) != text(object{"RetentionInDays": ref("LogRetention")}) {
		t.Errorf("the log group is %v", log)
	}
	allowed := at(t, tpl, "Parameters.LogRetention.AllowedValues").([]any)
	if byDefault := at(t, tpl, "Parameters.LogRetention.Default"); byDefault != "365" || !slices.Contains(allowed, byDefault) || slices.Contains(allowed, "1") {
		t.Errorf("kept for %v days of %v", byDefault, allowed)
	}
}

func TestAlarmsWatchTheFunction(t *testing.T) {
	tpl := template(t)
	tell := object{"Fn::If": []any{"HasAlarmTopic", []any{ref("AlarmTopicArn")}, ref("AWS::NoValue")}}
	for resource, want := range map[string]struct{ metric, statistic, threshold string }{
		"ErrorAlarm": {"Errors", "Sum", "1"}, "ThrottleAlarm": {"Throttles", "Sum", "1"}, "SlowAlarm": {"Duration", "Maximum", "25000"},
	} {
		got := properties(t, tpl, resource)
		for name, value := range map[string]node{
			"Namespace": "AWS/Lambda", "MetricName": want.metric, "Statistic": want.statistic, "Threshold": want.threshold,
			"ComparisonOperator": "GreaterThanOrEqualToThreshold", "TreatMissingData": "notBreaching", "Period": "300", "EvaluationPeriods": "1",
			"Dimensions": []any{object{"Name": "FunctionName", "Value": ref("Function")}}, "AlarmActions": tell, "OKActions": tell,
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
		"FunctionUrl": attribute("Url", "FunctionUrl"), "RoleArn": attribute("Role", "Arn"), "FunctionName": ref("Function"), "LogGroupName": ref("LogGroup"),
	} {
		if got := at(t, tpl, "Outputs."+name+".Value"); text(got) != text(want) {
			t.Errorf("%s is %v", name, got)
		}
	}
}
