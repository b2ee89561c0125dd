package service_test

import (
	"io"
	"log/slog"
	"strings"
	"testing"

	"pagewatch/internal/secret"
	"pagewatch/internal/service"
)

// good is a complete environment.
func good() map[string]string {
	return map[string]string{
		"PAGEWATCH_APP_ID":         "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555",
		"PAGEWATCH_KEYS":           secret.NewKey("k1"),
		"PAGEWATCH_PRINCIPAL_ARN":  "arn:aws:iam::000011112222:role/Pagewatch",
		"PAGEWATCH_STREAM_URL":     "https://pagewatch.example.com/v1/stream",
		"PAGEWATCH_STREAM_ORIGINS": "https://a.example, https://b.example",
		"AWS_ACCESS_KEY_ID":        "ASIAEXAMPLE",
		"AWS_SECRET_ACCESS_KEY":    "planted-secret",
		"AWS_SESSION_TOKEN":        "planted-token",
	}
}

func getenv(env map[string]string) func(string) string {
	return func(name string) string { return env[name] }
}

func TestFromEnvironmentDefaults(t *testing.T) {
	s, err := service.FromEnvironment(getenv(good()))
	if err != nil {
		t.Fatal(err)
	}
	if s.Partition.ID != "aws" || s.Region != "us-east-1" || s.JWKSURL != service.DefaultJWKSURL ||
		s.AtlassianAPI != service.DefaultAtlassianAPI ||
		s.ForbidUserKeys || s.AlarmRate != 2 || len(s.StreamOrigins) != 2 || s.STSEndpoint != "" ||
		s.Principal.SessionToken.Reveal() != "planted-token" {
		t.Errorf("got %+v", s)
	}
}

// TestAWSCanBeOff: without AWS accounts, no AWS setting is required.
func TestAWSCanBeOff(t *testing.T) {
	env := map[string]string{"PAGEWATCH_AWS": "off"}
	for _, name := range []string{"PAGEWATCH_APP_ID", "PAGEWATCH_KEYS"} {
		env[name] = good()[name]
	}
	s, err := service.FromEnvironment(getenv(env))
	if err != nil || !s.WithoutAWS {
		t.Errorf("%+v, %v", s.WithoutAWS, err)
	}
}

func TestFromEnvironmentRefusals(t *testing.T) {
	rows := []struct{ name, variable, value, names string }{
		{"no app", "PAGEWATCH_APP_ID", "", "PAGEWATCH_APP_ID"},
		{"app is no ARI", "PAGEWATCH_APP_ID", "11111111-2222-4333-8444-555555555555",
			"PAGEWATCH_APP_ID"},
		{"no keys", "PAGEWATCH_KEYS", "", "PAGEWATCH_KEYS"},
		{"wrong keys", "PAGEWATCH_KEYS", "k1:planted", "PAGEWATCH_KEYS"},
		{"no principal", "PAGEWATCH_PRINCIPAL_ARN", "", "PAGEWATCH_PRINCIPAL_ARN"},
		{"principal in another partition", "PAGEWATCH_PRINCIPAL_ARN",
			"arn:aws-cn:iam::000011112222:role/Pagewatch", "PAGEWATCH_PRINCIPAL_ARN"},
		{"unknown partition", "PAGEWATCH_PARTITION", "aws-moon", "PAGEWATCH_PARTITION"},
		{"Region of another partition", "AWS_REGION", "cn-north-1", "AWS_REGION"},
		{"Region that is a host", "AWS_REGION", "x.evil.example", "AWS_REGION"},
		{"no AWS keys", "AWS_ACCESS_KEY_ID", "", "AWS_ACCESS_KEY_ID"},
		{"AWS neither on nor off", "PAGEWATCH_AWS", "false", "PAGEWATCH_AWS"},
		{"stream in clear", "PAGEWATCH_STREAM_URL", "http://pagewatch.example.com/v1/stream",
			"PAGEWATCH_STREAM_URL"},
		{"stream elsewhere", "PAGEWATCH_STREAM_URL", "https://pagewatch.example.com/",
			"PAGEWATCH_STREAM_URL"},
		{"stream without origins", "PAGEWATCH_STREAM_ORIGINS", "", "PAGEWATCH_STREAM_ORIGINS"},
		{"wild origin", "PAGEWATCH_STREAM_ORIGINS", "*", "PAGEWATCH_STREAM_ORIGINS"},
		{"origin with a path", "PAGEWATCH_STREAM_ORIGINS", "https://a.example/",
			"PAGEWATCH_STREAM_ORIGINS"},
		{"unknown Region to allow", "PAGEWATCH_REGIONS", "eu-central-1,xx-fake-9",
			"PAGEWATCH_REGIONS"},
		{"Region of another partition to allow", "PAGEWATCH_REGIONS", "cn-north-1",
			"PAGEWATCH_REGIONS"},
		{"role prefix with a slash", "PAGEWATCH_ROLE_PREFIX", "path/x", "PAGEWATCH_ROLE_PREFIX"},
		{"long role prefix", "PAGEWATCH_ROLE_PREFIX", strings.Repeat("x", 33),
			"PAGEWATCH_ROLE_PREFIX"},
		{"own account that is none", "PAGEWATCH_OWN_ACCOUNTS", "111122223333,1",
			"PAGEWATCH_OWN_ACCOUNTS"},
		{"template elsewhere", "PAGEWATCH_TEMPLATE_URL", "https://evil.example/pagewatch-role.yaml",
			"PAGEWATCH_TEMPLATE_URL"},
		{"template in clear", "PAGEWATCH_TEMPLATE_URL",
			"http://b.s3.amazonaws.com/pagewatch-role.yaml", "PAGEWATCH_TEMPLATE_URL"},
		{"receipt key that is none", "PAGEWATCH_RECEIPT_KEY", "planted", "PAGEWATCH_RECEIPT_KEY"},
		{"switch", "PAGEWATCH_FORBID_IAM_USERS", "maybe", "PAGEWATCH_FORBID_IAM_USERS"},
		{"rate that is no number", "PAGEWATCH_ALARM_RATE", "fast", "PAGEWATCH_ALARM_RATE"},
		{"rate of nothing", "PAGEWATCH_ALARM_RATE", "0", "PAGEWATCH_ALARM_RATE"},
		{"rate that never comes", "PAGEWATCH_ALARM_RATE", "NaN", "PAGEWATCH_ALARM_RATE"},
		{"rate without end", "PAGEWATCH_ALARM_RATE", "Inf", "PAGEWATCH_ALARM_RATE"},
		{"space to erase", "PAGEWATCH_ERASE_SPACES", "65538", "PAGEWATCH_ERASE_SPACES"},
		{"key set in clear", "PAGEWATCH_JWKS_URL", "http://keys.example/jwks.json",
			"PAGEWATCH_JWKS_URL"},
		{"API with a path", "PAGEWATCH_ATLASSIAN_API", "https://api.example/x",
			"PAGEWATCH_ATLASSIAN_API"},
		{"API in clear", "PAGEWATCH_ATLASSIAN_API", "http://api.example",
			"PAGEWATCH_ATLASSIAN_API"},
		{"endpoint in clear", "AWS_ENDPOINT_URL_STS", "http://aws.example", "AWS_ENDPOINT_URL_STS"},
		{"endpoint with a path", "AWS_ENDPOINT_URL_CLOUDWATCH", "https://aws.example/x",
			"AWS_ENDPOINT_URL_CLOUDWATCH"},
		{"endpoint with a user", "AWS_ENDPOINT_URL_STS", "https://u:p@aws.example",
			"AWS_ENDPOINT_URL_STS"},
	}
	for _, row := range rows {
		env := good()
		env[row.variable] = row.value
		_, err := service.FromEnvironment(getenv(env))
		if err == nil || !strings.Contains(err.Error(), row.names) ||
			strings.Contains(err.Error(), "planted") {
			t.Errorf("%s: %v, want an error that names %s", row.name, err, row.names)
		}
	}
}

// TestAWrongSettingIsReportedOnce: each error is one line, with the value as it was given, unless
// that may hold a secret.
func TestAWrongSettingIsReportedOnce(t *testing.T) {
	rows := []struct{ variable, value, want string }{
		{"PAGEWATCH_ALARM_RATE", "fast", `PAGEWATCH_ALARM_RATE must be a number, not "fast"`},
		{"PAGEWATCH_ALARM_RATE", "5000",
			"PAGEWATCH_ALARM_RATE must be between 0.1 and 1000 calls a second, not 5000"},
		{"PAGEWATCH_PARTITION", "aws-moon",
			`PAGEWATCH_PARTITION must be aws, aws-us-gov or aws-cn, not "aws-moon"`},
		{"PAGEWATCH_AWS", "no", `PAGEWATCH_AWS must be on or off, not "no"`},
		{"PAGEWATCH_LICENSING", "maybe", `PAGEWATCH_LICENSING must be true or false, not "maybe"`},
		{"PAGEWATCH_FORBID_IAM_USERS", "maybe",
			`PAGEWATCH_FORBID_IAM_USERS must be true or false, not "maybe"`},
		{"PAGEWATCH_APP_ID", "", "PAGEWATCH_APP_ID must be the app's ARI, " +
			"ari:cloud:ecosystem::app/<uuid>; it is not set"},
		{"PAGEWATCH_PRINCIPAL_ARN", "Pagewatch",
			`PAGEWATCH_PRINCIPAL_ARN must be the ARN of an IAM role or user, not "Pagewatch"`},
		{"AWS_REGION", "cn-north-1",
			`AWS_REGION must be a Region of the partition "aws", not "cn-north-1"`},
		{"PAGEWATCH_REGIONS", "eu-central-1,xx-fake-9,cn-north-1",
			`PAGEWATCH_REGIONS must be Regions of the partition "aws", not "xx-fake-9,cn-north-1"`},
		{"PAGEWATCH_ROLE_PREFIX", "path/x", "PAGEWATCH_ROLE_PREFIX must be at most 32 " +
			`characters that a role's name may have, not "path/x"`},
		{"PAGEWATCH_OWN_ACCOUNTS", "111122223333,1",
			`PAGEWATCH_OWN_ACCOUNTS must be accounts of 12 digits, not "1"`},
		{"PAGEWATCH_STREAM_ORIGINS", "*",
			`PAGEWATCH_STREAM_ORIGINS must be https origins, not "*"`},
		{"PAGEWATCH_ATLASSIAN_API", "https://user:planted@api.example/x",
			"PAGEWATCH_ATLASSIAN_API must be an https origin"},
		{"PAGEWATCH_KEYS", "k1:planted",
			`PAGEWATCH_KEYS: key 1 of 1: want 32 bytes in standard base64 after "k1:"`},
		{"AWS_SECRET_ACCESS_KEY", "",
			"AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must hold the principal's keys"},
	}
	for _, row := range rows {
		env := good()
		env[row.variable] = row.value
		if _, err := service.FromEnvironment(getenv(env)); err == nil || err.Error() != row.want {
			t.Errorf("%s=%s: got\n%v, want\n%s", row.variable, row.value, err, row.want)
		}
	}
}

func TestEndpointsOnLoopbackMayBeInClear(t *testing.T) {
	env := good()
	env["AWS_ENDPOINT_URL_STS"], env["AWS_ENDPOINT_URL_CLOUDWATCH"] = "http://127.0.0.1:4566/",
		"http://localhost:4566"
	s, err := service.FromEnvironment(getenv(env))
	if err != nil || s.STSEndpoint != "http://127.0.0.1:4566" {
		t.Errorf("got %q, %v", s.STSEndpoint, err)
	}
	for _, rule := range service.EgressRules(s) {
		if strings.Contains(rule.To.Origin, "amazonaws") {
			t.Errorf("%s is still open", rule.To.Origin)
		}
	}
}

func TestNewRefusesWrongSettings(t *testing.T) {
	if h, err := service.New(service.Settings{}, service.Deployment{}); err == nil || h != nil {
		t.Error("a service without settings was built")
	}
	settings, err := service.FromEnvironment(getenv(good()))
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	for name, deployment := range map[string]service.Deployment{
		"audit": {Log: log}, "log": {Audit: io.Discard}} {
		if h, err := service.New(settings, deployment); err == nil || h != nil {
			t.Errorf("a service without its %s was built", name)
		}
	}
	settings.Keys = nil
	if h, err := service.New(settings,
		service.Deployment{Audit: io.Discard, Log: log}); err == nil || h != nil {
		t.Error("a service without keys was built")
	}
}
