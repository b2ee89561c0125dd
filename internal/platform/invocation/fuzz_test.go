package invocation_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"pagewatch/internal/platform/invocation"
)

// FuzzClaims: claims give a caller with an installation and a site, or an error. No claim names
// another site.
func FuzzClaims(f *testing.F) {
	const installation, site = "aaaaaaaa-0000-4000-8000-000000000001",
		"bbbbbbbb-0000-4000-8000-000000000002"
	f.Add(
		[]byte(`{"app":{"id":"a","installationId":"ari:cloud:ecosystem::installation/` +
			installation + `","apiBaseUrl":"https://api.atlassian.com/ex/confluence/` + site +
			`",` +
			`"installation":{"contexts":[{"name":"confluence","cloudId":"` + site +
			`"}]}},"principal":"u","context":{"cloudId":"` + site +
			`","extension":{"space":{"id":"42"}}}}`))
	f.Add(
		[]byte(`{"app":{"installationId":"` + installation + `"},"context":{"cloudId":"` + site +
			`","extension":{"space":7}}}`))
	f.Add(
		[]byte(`{"app":{"installationId":"` + installation +
			`","apiBaseUrl":"https://x/ex/confluence/` + installation +
			`"},"context":{"cloudId":"` + site + `"}}`))
	f.Add([]byte(`{"app":{"apiBaseUrl":":"}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var claims invocation.Claims
		if json.Unmarshal(raw, &claims) != nil {
			return
		}
		caller, err := claims.Caller()
		if err != nil {
			t.Log("refused")
			if !errors.Is(err, invocation.ErrClaims) ||
				!reflect.DeepEqual(caller, invocation.Caller{}) {
				t.Errorf("%+v with %v", caller, err)
			}
			return
		}
		t.Log("accepted")
		if len(caller.Installation) != 36 || len(caller.CloudID) != 36 {
			t.Errorf("a caller of %q at %q", caller.Installation, caller.CloudID)
		}
		for _, c := range claims.App.Installation.Contexts {
			if c.Name == "confluence" && c.CloudID != "" && c.CloudID != caller.CloudID {
				t.Errorf("a caller at %q, and a claim of %q", caller.CloudID, c.CloudID)
			}
		}
		if claims.Context == nil && (caller.Account != "" || caller.Space != "") {
			t.Errorf("a caller without a page is %+v", caller)
		}
	})
}
