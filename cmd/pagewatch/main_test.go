package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/secret"
	"pagewatch/internal/service"
	"pagewatch/internal/sim"
	"pagewatch/internal/sim/aws"
)

var (
	around = sim.Surroundings{
		AppID:        "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555",
		JWKSURL:      "http://127.0.0.1:4/.well-known/jwks.json",
		AtlassianAPI: "http://127.0.0.1:4", AWSEndpoint: "http://127.0.0.1:3",
		BackendURL: "http://127.0.0.1:2", UIOrigin: "http://127.0.0.1:1",
	}
	principal = aws.Principal{ARN: "arn:aws:iam::000011112222:role/Pagewatch",
		AccessKeyID: "AKIALOCAL", SecretAccessKey: "local"}
)

func settings(t *testing.T, realAWS bool, env map[string]string) (service.Settings, error) {
	t.Helper()
	opts := options{realAWS: realAWS, getenv: func(name string) string { return env[name] }}
	return service.FromEnvironment(
		environment(opts, around, principal,
			ownKeys{secret.New(secret.NewKey("k")), receipt.NewKey()}))
}

// credentials are an operator's, as a shell may hold them by chance.
func credentials(more ...string) map[string]string {
	env := map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIAREAL", "AWS_SECRET_ACCESS_KEY": "real",
		"AWS_SESSION_TOKEN": "real", "AWS_REGION": "eu-west-1",
		"AWS_PROFILE": "production", "AWS_DEFAULT_REGION": "eu-west-1",
		"PAGEWATCH_PRINCIPAL_ARN": "arn:aws:iam::999999999999:role/Real",
		"PAGEWATCH_APP_ID":        "ari:cloud:ecosystem::app/99999999-2222-4333-8444-555555555555",
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
		{"empty environment", false, nil, around.AWSEndpoint, around.AWSEndpoint, "AKIALOCAL",
			"us-east-1"},
		{"credentials by chance", false, credentials(), around.AWSEndpoint, around.AWSEndpoint,
			"AKIALOCAL", "us-east-1"},
		{"--aws=real", true, credentials(), "", "", "AKIAREAL", "eu-west-1"},
		{"another STS", false, credentials("AWS_ENDPOINT_URL_STS", elsewhere), elsewhere,
			around.AWSEndpoint, "AKIAREAL", "eu-west-1"},
		{"another CloudWatch", false, credentials("AWS_ENDPOINT_URL_CLOUDWATCH", elsewhere),
			around.AWSEndpoint, elsewhere, "AKIAREAL", "eu-west-1"},
		{"both elsewhere", false,
			credentials("AWS_ENDPOINT_URL_STS", elsewhere, "AWS_ENDPOINT_URL_CLOUDWATCH",
				elsewhere), elsewhere, elsewhere, "AKIAREAL", "eu-west-1"},
		{"real, one elsewhere", true, credentials("AWS_ENDPOINT_URL_STS", elsewhere), elsewhere, "",
			"AKIAREAL", "eu-west-1"},
	}
	for _, row := range rows {
		s, err := settings(t, row.realAWS, row.env)
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		if s.STSEndpoint != row.sts || s.CloudWatchEndpoint != row.cloudWatch ||
			s.Principal.AccessKeyID.Reveal() != row.keyID || s.Region != row.region {
			t.Errorf("%s: STS %q, CloudWatch %q, key %q, Region %q", row.name, s.STSEndpoint,
				s.CloudWatchEndpoint, s.Principal.AccessKeyID.Reveal(), s.Region)
		}
		if s.AppID != around.AppID || s.JWKSURL != around.JWKSURL ||
			s.AtlassianAPI != around.AtlassianAPI || s.StreamURL != around.BackendURL+"/v1/stream" {
			t.Errorf("%s: left the simulation of Atlassian: %+v", row.name, s)
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

// TestWithoutAWSNothingSimulatesIt: whatever else the environment holds, AWS is not asked and not
// simulated, and the line on the screen does not claim it.
func TestWithoutAWSNothingSimulatesIt(t *testing.T) {
	for name, env := range map[string]map[string]string{
		"alone":            {"PAGEWATCH_AWS": "off"},
		"with credentials": credentials("PAGEWATCH_AWS", "off"),
		"with an endpoint": credentials("PAGEWATCH_AWS", "off",
			"AWS_ENDPOINT_URL_STS", "https://aws.example"),
	} {
		for _, realAWS := range []bool{false, true} {
			s, err := settings(t, realAWS, env)
			if err != nil || !s.WithoutAWS || s.Principal.AccessKeyID.Reveal() != "AKIALOCAL" {
				t.Errorf("%s: %+v, %v", name, s.AWS, err)
			}
			opts := options{realAWS: realAWS, getenv: func(name string) string { return env[name] }}
			if cloudOf(opts, &aws.Cloud{}) != nil {
				t.Errorf("%s: AWS is simulated", name)
			}
			var out strings.Builder
			if announce(&out, opts, "http://localhost"); !strings.Contains(out.String(),
				"AWS accounts are not offered.") {
				t.Errorf("%s: %s", name, out.String())
			}
		}
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
		{"secrets more", "pagewatch secrets > secret.json", true},
		{"receipt-key", "PAGEWATCH_RECEIPT_KEY=", false},
		{"receipt-key k1", "takes no arguments: pagewatch receipt-key", true},
		{"verify", "pagewatch verify --key FILE RECEIPT", true},
		{"verify receipt.json", "pagewatch verify --key FILE RECEIPT", true},
		{"verify --key a", "pagewatch verify --key FILE RECEIPT", true},
		{"verify --key a b c", "pagewatch verify --key FILE RECEIPT", true},
		{"verify --nonsense", "see pagewatch verify -h", true},
		{"help", "pagewatch restore --data DIR FILE", false},
		{"-h", "pagewatch restore --data DIR FILE", false},
		{"--help", "Flags of run:", false},
		{"key -- -h", "1 to 16 characters", true},
		{"dance", `unknown command "dance"; pagewatch help lists them all`, true},
		{"versoin", `unknown command "versoin"; did you mean version?`, true},
		{"secret", "did you mean secrets?", true},
		{"--version", "pagewatch ", false},
		{"--aws=imaginary", "simulated or real", true},
		{"--target=moon", "--target must be one of ", true},
		{"run extra", `"extra" is not a flag`, true},
		{"--nonsense", "unknown flag --nonsense; see pagewatch run -h", true},
		{"--prot 9000", "unknown flag --prot; did you mean --port?; see pagewatch run -h", true},
		{"run -tarjet=lambda", "unknown flag --tarjet; did you mean --target?", true},
		{"app lambda", `"lambda" is not a flag; see pagewatch app -h`, true},
		{"app --target moon", "--target must be lambda", true},
		{"app --target lambda", "--backend must be the backend's origin", true},
		{"app --target lambda --backend https://pagewatch.example.com",
			"--out must name the folder to make", true},
		{"app --imag 1", "unknown flag --imag; did you mean --image?", true},
		{"backup --dat x y", "unknown flag --dat; did you mean --data?", true},
		{"--port abc", `--port: "abc" is not a number; see pagewatch run -h`, true},
		{"--port 99999999999999999999", "is out of range", true},
		{"--port", "--port needs a value", true},
		{"--port 70000", "between 1 and 65530, because the next five ports are used too, not 70000",
			true},
		{"--port 65532", "between 1 and 65530", true},
		{"--port -1", "between 1 and 65530", true},
		{"-v=maybe", `-v: "maybe" is not true or false`, true},
		{"app --min few", `--min: "few" is not a number; see pagewatch app -h`, true},
	}
	for _, row := range rows {
		out, errOut, err := call("", strings.Fields(row.args)...)
		if err != nil {
			out = err.Error()
		}
		if (err != nil) != row.fails || !strings.Contains(out, row.words) {
			t.Errorf("%s: %q, %v", row.args, out, err)
		}
		if code := exitCode(err); (code == 2) != row.fails || code == 1 {
			t.Errorf("%s: exit code %d", row.args, code)
		}
		if err != nil && errOut != "" {
			t.Errorf("%s: %q was printed, and is the error too", row.args, errOut)
		}
	}
}

// TestUsage: flags are listed as people write them.
func TestUsage(t *testing.T) {
	for args, want := range map[string]string{
		"run -h": "  --port int\n", "run --help": "  -v\n", "verify -h": "  --key string\n",
		"app -h": "  --size string\n", "backup -h": "(default .pagewatch)\n",
		"secrets -h": "  --show\n",
		"key -h":     "  --show\n",
	} {
		_, errOut, err := call("", strings.Fields(args)...)
		if !errors.Is(err, flag.ErrHelp) || exitCode(err) != 0 ||
			strings.Count(errOut, "Usage of pagewatch") != 1 || !strings.Contains(errOut, want) {
			t.Errorf("%s: %q, %v", args, errOut, err)
		}
	}
	if code := exitCode(errors.New("a disk is full")); code != 1 {
		t.Errorf("an error that is not of the command line: exit code %d", code)
	}
}

// TestHelpNamesEverything: every command and every flag of run.
func TestHelpNamesEverything(t *testing.T) {
	for name := range commands {
		if !strings.Contains(help, "pagewatch "+name+" ") {
			t.Errorf("help does not name the command %s", name)
		}
	}
	_, usage, _ := call("", "run", "-h")
	for _, line := range strings.Split(usage, "\n") {
		if name, _, _ := strings.Cut(strings.TrimSpace(line), " "); strings.HasPrefix(name, "-") &&
			!strings.Contains(help, "    "+name+" ") {
			t.Errorf("help does not name the flag %s", name)
		}
	}
}

// call runs a command and returns what it printed.
func call(stdin string, args ...string) (out, errOut string, err error) {
	var o, e bytes.Buffer
	err = command(context.Background(), args, streams{strings.NewReader(stdin), &o, &e})
	return o.String(), e.String(), err
}
