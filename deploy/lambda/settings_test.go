package lambda_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
	"pagewatch/internal/service"
)

// local are settings of other targets, and of imitations: a function has no use for them.
var local = []string{"PAGEWATCH_JWKS_URL", "PAGEWATCH_ATLASSIAN_API", "PAGEWATCH_CONFLUENCE_PREFIX",
	"PAGEWATCH_GRAFANA_ORIGIN"}

// example are values that an operator could give the parameters that have no default.
var example = map[string]string{
	"AppId":         "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555",
	"CodeBucket":    "my-bucket",
	"CodeKey":       "pagewatch-lambda-v1.0.0-arm64.zip",
	"SecretArn":     "arn:aws:secretsmanager:eu-central-1:000011112222:secret:pagewatch-AbCdEf",
	"SecretVersion": "01234567-89ab-4cde-8f01-23456789abcd",
}

// asked returns every variable that the service reads.
func asked() []string {
	var names []string
	_, _ = service.FromEnvironment(func(name string) string {
		names = append(names, name)
		return ""
	})
	slices.Sort(names)
	return slices.Compact(names)
}

func variables(t *testing.T, tpl object) object {
	t.Helper()
	return at(t, tpl, "Resources.Function.Properties.Environment.Variables").(object)
}

// TestEveryVariableIsASetting, and every setting that an operator of a function may want is a
// variable.
func TestEveryVariableIsASetting(t *testing.T) {
	set, read := variables(t, template(t)), asked()
	for name, value := range set {
		if name == "GOTRACEBACK" { // the runtime's; internal/hygiene says why
			if value != "none" {
				t.Errorf("stacks are logged: %v", value)
			}
			continue
		}
		if !slices.Contains(read, name) || !strings.HasPrefix(name, "PAGEWATCH_") {
			t.Errorf("nothing reads %s", name)
		}
	}
	for _, name := range read {
		if strings.HasPrefix(name, "PAGEWATCH_") && set[name] == nil &&
			!slices.Contains(local, name) {
			t.Errorf("%s cannot be set", name)
		}
	}
	for _, name := range local {
		if !slices.Contains(read, name) {
			t.Errorf("%s is no setting", name)
		}
	}
}

// TestTheDefaultsStart resolves the variables as CloudFormation would, and starts the service with
// them.
func TestTheDefaultsStart(t *testing.T) {
	for name, change := range map[string]map[string]string{
		"as it is":      nil,
		"with receipts": {"Receipts": "yes"},
		"with a stream": {"StreamUrl": "https://x.lambda-url.eu-central-1.on.aws/v1/stream",
			"StreamOrigins": "https://a.cdn.example,https://b.cdn.example"},
		"without stacks":       {"GrafanaStacks": "off"},
		"reading tokens alone": {"ForbidBroadTokens": "true"},
	} {
		env := resolve(t, template(t), change)
		settings, err := service.FromEnvironment(func(name string) string { return env[name] })
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if (settings.Receipts != nil) != (name == "with receipts") ||
			(settings.StreamURL != "") != (name == "with a stream") ||
			settings.WithoutGrafana != (name == "without stacks") ||
			settings.ForbidBroadTokens != (name == "reading tokens alone") {
			t.Errorf("%s: %+v", name, settings)
		}
		if name == "as it is" &&
			(settings.RolePrefix != "Pagewatch" || !settings.ForbidUserKeys ||
				settings.AlarmRate != 0.9) {
			t.Errorf("%s: %+v", name, settings)
		}
	}
}

// resolve returns the function's environment with these parameters.
func resolve(t *testing.T, tpl object, change map[string]string) map[string]string {
	t.Helper()
	parameters := map[string]string{}
	for name, parameter := range at(t, tpl, "Parameters").(object) {
		value, ok := parameter.(object)["Default"].(string)
		if given, is := change[name]; is {
			value, ok = given, true
		}
		if !ok {
			value, ok = example[name]
		}
		if !ok {
			t.Fatalf("%s has no value", name)
		}
		if pattern, is := parameter.(object)["AllowedPattern"].(string); is &&
			!regexp.MustCompile("^(?:"+pattern+")$").MatchString(value) {
			t.Errorf("%s does not take %q", name, value)
		}
		parameters[name] = value
	}
	receipts := receipt.NewKey()
	secrets := strings.NewReplacer(
		"{{resolve:secretsmanager:"+parameters["SecretArn"]+":SecretString:PAGEWATCH_KEYS::"+
			parameters["SecretVersion"]+"}}", secret.NewKey("k"),
		"{{resolve:secretsmanager:"+parameters["SecretArn"]+":SecretString:PAGEWATCH_RECEIPT_KEY::"+
			parameters["SecretVersion"]+"}}", receipts.Reveal(),
	)
	// What Lambda itself sets.
	env := map[string]string{"AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "ASIA",
		"AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t"}
	for name, value := range variables(t, tpl) {
		env[name] = secrets.Replace(resolved(t, value, parameters))
	}
	return env
}

// resolved resolves one variable.
func resolved(t *testing.T, value node, parameters map[string]string) string {
	t.Helper()
	if fixed, is := value.(string); is {
		return fixed
	}
	switch value := value.(object); {
	case value["Ref"] == "AWS::Partition":
		return "aws"
	case value["Ref"] == "AWS::NoValue":
		return ""
	case value["Ref"] != nil:
		return parameters[text(value["Ref"])]
	case value["Fn::Sub"] != nil:
		out := text(value["Fn::Sub"])
		for name, parameter := range parameters {
			out = strings.ReplaceAll(out, "${"+name+"}", parameter)
		}
		return out
	case text(value) == text(attribute("Role", "Arn")):
		return "arn:aws:iam::000011112222:role/" + parameters["RoleName"]
	case value["Fn::If"] != nil:
		branches := value["Fn::If"].([]any)
		if branches[0] != "HasReceipts" {
			t.Errorf("the condition %v is not known here", branches[0])
		}
		if parameters["Receipts"] == "yes" {
			return resolved(t, branches[1], parameters)
		}
		return resolved(t, branches[2], parameters)
	}
	t.Errorf("%v is not known here", value)
	return ""
}

// TestSecretsStayOutOfTheTemplate: they come from Secrets Manager alone, in a version that the
// operator names.
func TestSecretsStayOutOfTheTemplate(t *testing.T) {
	tpl := template(t)
	set := variables(t, tpl)
	keys := "{{resolve:secretsmanager:${SecretArn}:SecretString:PAGEWATCH_KEYS::${SecretVersion}}}"
	receipts :=
		"{{resolve:secretsmanager:${SecretArn}:SecretString:PAGEWATCH_RECEIPT_KEY::${SecretVersion}}}"
	if text(set["PAGEWATCH_KEYS"]) != text(sub(keys)) {
		t.Errorf("the keys come from %v", set["PAGEWATCH_KEYS"])
	}
	if text(set["PAGEWATCH_RECEIPT_KEY"]) != text(
		object{"Fn::If": []any{"HasReceipts", sub(receipts), ref("AWS::NoValue")}}) {
		t.Errorf("the key of receipts comes from %v", set["PAGEWATCH_RECEIPT_KEY"])
	}
	for name := range at(t, tpl, "Parameters").(object) {
		if strings.Contains(strings.ToLower(name), "keys") || strings.HasSuffix(name, "Secret") {
			t.Errorf("the parameter %s would hold a secret", name)
		}
	}
	for name, output := range at(t, tpl, "Outputs").(object) {
		if strings.Contains(text(output), "resolve") {
			t.Errorf("the output %s shows a secret", name)
		}
	}
}
