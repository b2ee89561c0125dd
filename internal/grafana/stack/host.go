package stack

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"pagewatch/internal/input"
)

// Suffix is the domain of Grafana Cloud's stacks.
const Suffix = "grafana.net"

// slug is the name of a stack. Grafana's Terraform provider checks the same. The other services of
// the domain, such as prometheus-prod-01-eu-west-0.grafana.net, have hyphens or several labels.
var slug = regexp.MustCompile(`^[a-z][a-z0-9]{0,28}$`)

// services are hosts of the domain whose names could be a stack's. A token is not sent to them by
// mistake; a stack proves itself in the connection's test.
var services = []string{"admin", "api", "auth", "cdn", "cloud", "docs", "grafana", "login", "mail",
	"play", "static", "status", "www"}

// address splits an address into its scheme, its authority, and the rest.
var address = regexp.MustCompile(`^(?:([A-Za-z][A-Za-z0-9+.-]*)://)?([^/?#]*)`)

// plainHost are the characters of the hosts of Grafana Cloud.
var plainHost = regexp.MustCompile(`^[a-z0-9.-]*$`)

// ParseHost returns the host of an address that an admin gave: example.grafana.net, or the https
// address of a page of the stack. What hides the host from people is refused: a user, an escape, a
// port, a final dot, and all but lower-case letters and digits. The error is an *input.Error about
// field.
func ParseHost(field, given string) (string, error) {
	text := strings.TrimSpace(given)
	if text == "" {
		return "", input.Field(field, "Give the stack's address, like https://example.grafana.net.")
	}
	parts := address.FindStringSubmatch(text)
	u, err := url.Parse("https://" + parts[2])
	if err != nil || u.User != nil || parts[1] != "" && !strings.EqualFold(parts[1], "https") {
		return "", input.Field(field, "This is not the address of a stack. "+
			"It looks like https://example.grafana.net.")
	}
	return checkHost(field, u)
}

// checkHost accepts exactly one label under Suffix.
func checkHost(field string, u *url.URL) (string, error) {
	plain := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	label, under := strings.CutSuffix(plain, "."+Suffix)
	switch {
	case plain == "grafana.com":
		return "", input.Field(field, "This is Grafana's website. A stack has an address of its "+
			"own, like https://example.grafana.net.")
	case !under:
		return "", input.Field(field, "Pagewatch reads stacks of Grafana Cloud. Give the stack's "+
			"address that ends in .grafana.net, even if the stack also has another one.")
	case u.Host != plain, !plainHost.MatchString(plain):
		return "", input.Field(field, "Give the address in small letters and digits alone, "+
			"without a port or a dot at its end, like example.grafana.net.")
	case !slug.MatchString(label), slices.Contains(services, label):
		return "", input.Field(field, "This is no stack but another service of Grafana Cloud. "+
			"Open Grafana in the browser and copy its address from there.")
	}
	return plain, nil
}

// uid is Grafana's grammar of the UIDs of dashboards, folders and rules. Source: Grafana,
// pkg/util/shortid_generator.go.
var uid = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

// IsUID reports whether a text can be the UID of a dashboard, a folder or a rule.
func IsUID(text string) bool { return uid.MatchString(text) }
