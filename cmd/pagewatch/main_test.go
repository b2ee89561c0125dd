package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/local"
	"pagewatch/internal/local/cloud"
	"pagewatch/internal/secret"
	"pagewatch/internal/service"
)

var (
	around = local.Surroundings{
		AppID: "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555", JWKSURL: "http://127.0.0.1:4/.well-known/jwks.json",
		AtlassianAPI: "http://127.0.0.1:4", AWSEndpoint: "http://127.0.0.1:3", BackendURL: "http://127.0.0.1:2", UIOrigin: "http://127.0.0.1:1",
	}
	principal = cloud.Principal{ARN: "arn:aws:iam::000011112222:role/Pagewatch", AccessKeyID: "AKIALOCAL", SecretAccessKey: "local"}
)

func settings(t *testing.T, realAWS bool, env map[string]string) (service.Settings, error) {
	t.Helper()
	opts := options{realAWS: realAWS, getenv: func(name string) string { return env[name] }}
	return service.FromEnvironment(environment(opts, around, principal, secret.NewKey("k")))
}

// credentials are an operator's, as a shell may hold them by chance.
func credentials(more ...string) map[string]string {
	env := map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIAREAL", "AWS_SECRET_ACCESS_KEY": "real", "AWS_SESSION_TOKEN": "real", "AWS_REGION": "eu-west-1",
		"AWS_PROFILE": "production", "AWS_DEFAULT_REGION": "eu-west-1", "PAGEWATCH_PRINCIPAL_ARN": "arn:aws:iam::999999999999:role/Real",
		"PAGEWATCH_APP_ID": "ari:cloud:ecosystem::app/99999999-2222-4333-8444-555555555555",
	}
	for i := 0; i < len(more); i += 2 {
		env[more[i]] = more[i+1]
	}
	return env
}

// TestTheSimulationIsLeftOnPurposeOnly holds a row per environment a newcomer may have.
func TestTheSimulationIsLeftOnPurposeOnly(t *testing.T) {
	const elsewhere = "https://aws.example"
	rows := []struct {
		name            string
		realAWS         bool
		env             map[string]string
		sts, cloudWatch string
		keyID, region   string
	}{
		{"empty environment", false, nil, around.AWSEndpoint, around.AWSEndpoint, "AKIALOCAL", "us-east-1"},
		{"credentials by chance", false, credentials(), around.AWSEndpoint, around.AWSEndpoint, "AKIALOCAL", "us-east-1"},
		{"--aws=real", true, credentials(), "", "", "AKIAREAL", "eu-west-1"},
		{"another STS", false, credentials("AWS_ENDPOINT_URL_STS", elsewhere), elsewhere, around.AWSEndpoint, "AKIAREAL", "eu-west-1"},
		{"another CloudWatch", false, credentials("AWS_ENDPOINT_URL_CLOUDWATCH", elsewhere), around.AWSEndpoint, elsewhere, "AKIAREAL", "eu-west-1"},
		{"both elsewhere", false, credentials("AWS_ENDPOINT_URL_STS", elsewhere, "AWS_ENDPOINT_URL_CLOUDWATCH", elsewhere), elsewhere, elsewhere, "AKIAREAL", "eu-west-1"},
		{"real, one elsewhere", true, credentials("AWS_ENDPOINT_URL_STS", elsewhere), elsewhere, "", "AKIAREAL", "eu-west-1"},
	}
	for _, row := range rows {
		s, err := settings(t, row.realAWS, row.env)
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		if s.STSEndpoint != row.sts || s.CloudWatchEndpoint != row.cloudWatch || s.Principal.AccessKeyID.Reveal() != row.keyID || s.Region != row.region {
			t.Errorf("%s: STS %q, CloudWatch %q, key %q, Region %q", row.name, s.STSEndpoint, s.CloudWatchEndpoint, s.Principal.AccessKeyID.Reveal(), s.Region)
		}
		if s.AppID != around.AppID || s.JWKSURL != around.JWKSURL || s.AtlassianAPI != around.AtlassianAPI || s.StreamURL != around.BackendURL+"/v1/stream" {
			t.Errorf("%s: left the imitation of Atlassian: %+v", row.name, s)
		}
	}
}

func TestRealAWSNeedsAPrincipal(t *testing.T) {
	_, err := settings(t, true, nil)
	for _, want := range []string{"PAGEWATCH_PRINCIPAL_ARN", "AWS_ACCESS_KEY_ID"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want it to name %s", err, want)
		}
	}
}

func TestKeysAreMadeOnceAndKept(t *testing.T) {
	opts := options{data: t.TempDir(), getenv: func(string) string { return "" }}
	first, _, err := loadKeys(opts)
	if err != nil {
		t.Fatal(err)
	}
	second, _, err := loadKeys(opts)
	if err != nil || first != second {
		t.Errorf("the second start has other keys (%v)", err)
	}
	info, err := os.Stat(filepath.Join(opts.data, "keys"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(filepath.Join(opts.data, "keys"), []byte("planted"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := loadKeys(opts); err == nil || strings.Contains(err.Error(), "planted") || !strings.Contains(err.Error(), "keys") {
		t.Errorf("a damaged key file: %v", err)
	}
	lost := options{data: t.TempDir(), getenv: opts.getenv}
	if err := os.WriteFile(filepath.Join(lost.data, storeName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := loadKeys(lost); err == nil || !strings.Contains(err.Error(), "put it back") {
		t.Errorf("a store without its keys: %v", err)
	}
	if _, err := os.Stat(filepath.Join(lost.data, "keys")); err == nil {
		t.Error("new keys were made beside a store that needs the old ones")
	}
	opts.getenv = func(string) string { return "rubbish" }
	if _, _, err := loadKeys(opts); err == nil || !strings.Contains(err.Error(), "PAGEWATCH_KEYS") {
		t.Errorf("wrong keys in the environment: %v", err)
	}
}

func TestCommandLine(t *testing.T) {
	rows := []struct {
		args  string
		words string // in the output, or in the error
		fails bool
	}{
		{"version", "pagewatch ", false},
		{"key k1", "k1:", false},
		{"key", "one id", true},
		{"key UPPER", "1 to 16 characters", true},
		{"dance", `no command "dance"`, true},
		{"--aws=imaginary", "simulated or real", true},
		{"run extra", `"extra" is not a flag`, true},
		{"--nonsense", "nonsense", true},
	}
	for _, row := range rows {
		var stdout, stderr bytes.Buffer
		err := command(context.Background(), strings.Fields(row.args), &stdout, &stderr)
		text := stdout.String()
		if err != nil {
			text = err.Error()
		}
		if (err != nil) != row.fails || !strings.Contains(text, row.words) {
			t.Errorf("%s: %q, %v", row.args, stdout.String(), err)
		}
	}
	if err := command(context.Background(), []string{"-h"}, &bytes.Buffer{}, &bytes.Buffer{}); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
}
