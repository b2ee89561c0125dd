package invocation_test

import (
	"errors"
	"testing"

	"pagewatch/internal/platform/invocation"
)

const (
	installation = "aaaaaaaa-0000-4000-8000-000000000001"
	site         = "bbbbbbbb-0000-4000-8000-000000000002"
	other        = "cccccccc-0000-4000-8000-000000000003"
	api          = "https://api.atlassian.com/ex/confluence/"
)

// claims are those of a macro on a page.
func claims() invocation.Claims {
	return invocation.Claims{
		App: invocation.App{
			InstallationID: "ari:cloud:ecosystem::installation/" + installation,
			APIBaseURL:     api + site,
			Environment:    invocation.Environment{Type: "PRODUCTION"},
			Module:         invocation.Module{Key: "alarms"},
		},
		Principal: "712020:ada",
		Context: &invocation.Context{
			CloudID: site, AccountType: "licensed", Extension: []byte(`{"space":{"id":"42"}}`)},
	}
}

// TestCaller holds a row per claim that can hold the site or the installation, and per
// contradiction.
func TestCaller(t *testing.T) {
	contexts := func(cloudID string) []invocation.InstallationContext {
		return []invocation.InstallationContext{
			{Name: "jira", CloudID: other}, {Name: "confluence", CloudID: cloudID}}
	}
	rows := []struct {
		name   string
		change func(*invocation.Claims)
		ok     bool
	}{
		{"as sent", func(*invocation.Claims) {}, true},
		{"bare installation id", func(c *invocation.Claims) { c.App.InstallationID = installation },
			true},
		{"site in the context only", func(c *invocation.Claims) { c.App.APIBaseURL = "" }, true},
		{"site in the API's address only", func(c *invocation.Claims) { c.Context = nil }, true},
		{"site in the installation only", func(c *invocation.Claims) {
			c.Context, c.App.APIBaseURL, c.App.Installation.Contexts = nil, "", contexts(site)
		}, true},
		{"installation without a site", func(c *invocation.Claims) {
			c.App.Installation.Contexts = contexts("")
		}, true},
		{"no installation", func(c *invocation.Claims) { c.App.InstallationID = "" }, false},
		{"installation in capitals", func(c *invocation.Claims) {
			c.App.InstallationID = "AAAAAAAA-0000-4000-8000-000000000001"
		}, false},
		{"installation with a newline", func(c *invocation.Claims) { c.App.InstallationID += "\n" },
			false},
		{"no site", func(c *invocation.Claims) { c.Context.CloudID, c.App.APIBaseURL = "", "" },
			false},
		{"another site in the API's address",
			func(c *invocation.Claims) { c.App.APIBaseURL = api + other }, false},
		{"another site in the installation",
			func(c *invocation.Claims) { c.App.Installation.Contexts = contexts(other) }, false},
		{"an address without a site", func(c *invocation.Claims) {
			c.App.APIBaseURL = "https://api.atlassian.com/"
		}, false},
		{"a malformed address", func(c *invocation.Claims) { c.App.APIBaseURL = ":" }, false},
	}
	for _, row := range rows {
		c := claims()
		row.change(&c)
		got, err := c.Caller()
		if row.ok && (err != nil || got.Installation != installation || got.CloudID != site) {
			t.Errorf("%s: %+v, %v", row.name, got, err)
		}
		if !row.ok && (!errors.Is(err, invocation.ErrClaims) || got.Installation != "") {
			t.Errorf("%s: %+v, %v, want ErrClaims alone", row.name, got, err)
		}
	}
}

func TestSpaceClaim(t *testing.T) {
	for extension, want := range map[string]string{
		`{"space":{"id":"42"}}`: "42", `{"space":{"id":42}}`: "", `{"space":"42"}`: "", `{}`: "",
		`null`: "", `"x"`: "", ``: "", `{`: "",
	} {
		c := claims()
		c.Context.Extension = []byte(extension)
		if got, err := c.Caller(); err != nil || got.Space != want {
			t.Errorf("%s: space %q, %v, want %q", extension, got.Space, err, want)
		}
	}
}
