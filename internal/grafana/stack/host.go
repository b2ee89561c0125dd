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

// ParseHost returns the host of an address that an admin gave: example.grafana.net, with or without
// https:// in front and a slash behind. The error is an *input.Error about field.
func ParseHost(field, address string) (string, error) {
	text := strings.TrimSpace(address)
	if text == "" {
		return "", input.Field(field, "Give the stack's address, like https://example.grafana.net.")
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" || u.User != nil {
		return "", input.Field(field, "This is not the address of a stack. "+
			"It looks like https://example.grafana.net.")
	}
	if u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return "", input.Field(field,
			"Give only the beginning of the address, up to grafana.net.")
	}
	return checkHost(field, u.Host)
}

// checkHost accepts exactly one label under Suffix.
func checkHost(field, host string) (string, error) {
	label, rest, _ := strings.Cut(host, ".")
	switch {
	case rest == "com" && label == "grafana":
		return "", input.Field(field, "This is Grafana's website. A stack has an address of its "+
			"own, like https://example.grafana.net.")
	case rest != Suffix:
		return "", input.Field(field, "Pagewatch reads stacks of Grafana Cloud, whose addresses "+
			"end in .grafana.net. It does not read other addresses.")
	case !slug.MatchString(label), slices.Contains(services, label):
		return "", input.Field(field, "This is no stack but another service of Grafana Cloud. "+
			"Open Grafana in the browser and copy its address from there.")
	}
	return host, nil
}

// uid is Grafana's grammar of the UIDs of dashboards, folders and rules. Source: Grafana,
// pkg/util/shortid_generator.go.
var uid = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

// IsUID reports whether a text can be the UID of a dashboard, a folder or a rule.
func IsUID(text string) bool { return uid.MatchString(text) }
