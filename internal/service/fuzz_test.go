package service_test

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/service"
)

// FuzzSettings puts any text into any variable: the settings are complete, or an error names a
// variable and quotes no secret.
func FuzzSettings(f *testing.F) {
	names := slices.Sorted(maps.Keys(good()))
	names = append(names, "PAGEWATCH_PARTITION", "PAGEWATCH_REGIONS", "PAGEWATCH_ROLE_PREFIX",
		"PAGEWATCH_OWN_ACCOUNTS", "PAGEWATCH_TEMPLATE_URL", "PAGEWATCH_RECEIPT_KEY",
		"PAGEWATCH_FORBID_IAM_USERS", "PAGEWATCH_ALARM_RATE", "PAGEWATCH_ERASE_SPACES",
		"PAGEWATCH_LICENSING", "PAGEWATCH_JWKS_URL", "PAGEWATCH_ATLASSIAN_API", "AWS_REGION",
		"AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_CLOUDWATCH", "FORGE_EGRESS_PROXY_URL",
		"PAGEWATCH_CONFLUENCE_PREFIX", "FORGE_APP_ARI")
	for i, name := range names {
		f.Add(uint8(i), good()[name])
		f.Add(uint8(i), "https://127.0.0.1:1/v1/stream")
		f.Add(uint8(i), "NaN")
		f.Add(uint8(i), "true")
		f.Add(uint8(i), "eu-central-1, us-east-1")
		f.Add(uint8(i), "http://[::1]:9")
	}
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		name, env := names[int(which)%len(names)], good()
		env[name] = text
		s, err := service.FromEnvironment(getenv(env))
		if err != nil {
			t.Log("refused")
			isSecret := strings.Contains(name, "KEY") || strings.Contains(name, "TOKEN")
			if !strings.Contains(err.Error(), "_") || isSecret && len(text) > 24 &&
				strings.Contains(err.Error(), text) || !strings.Contains(text, "plant") &&
				strings.Contains(err.Error(), "planted") {
				t.Errorf("%s: %v", name, err)
			}
			return
		}
		t.Log("accepted")
		if s.Keys == nil || s.Principal.SecretAccessKey.Empty() ||
			!(s.AlarmRate >= 0.1 && s.AlarmRate <= 1000) || s.Partition.ID == "" ||
			!s.Partition.Has(s.Region) {
			t.Errorf("%s=%q is accepted as %+v", name, text, s)
		}
		for _, address := range []string{
			s.JWKSURL, s.AtlassianAPI, s.STSEndpoint, s.CloudWatchEndpoint, s.StreamURL} {
			if address != "" && !strings.HasPrefix(strings.ToLower(address), "https://") &&
				!strings.HasPrefix(strings.ToLower(address), "http://") ||
				strings.ContainsAny(address, "?# \n") || named(address) {
				t.Errorf("%s=%q has the address %q", name, text, address)
			}
		}
		_ = s.CheckContainer() // says what a container would refuse
	})
}

// named reports whether an address has a user name or a password before its host; an @ after the
// host is an ordinary character.
func named(address string) bool {
	u, err := url.Parse(address)
	return err != nil || u.User != nil
}
