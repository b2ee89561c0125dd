package service

import (
	"errors"
	"net/url"
	"regexp"
)

// confluencePrefix is one path segment, or empty.
var confluencePrefix = regexp.MustCompile(`^([a-z0-9-]{1,32}/)?$`)

// CheckContainer checks the settings that a Forge container needs in addition to Validate, without
// touching the network. Errors name the environment variables.
func (s Settings) CheckContainer() error {
	var errs []error
	check := checker(&errs)
	check(isSidecar(s.Sidecar),
		"FORGE_EGRESS_PROXY_URL must be the sidecar's address, http without a path: the platform sets it in a container%s",
		not(s.Sidecar))
	check(confluencePrefix.MatchString(s.ConfluencePrefix),
		"PAGEWATCH_CONFLUENCE_PREFIX must be empty or one path segment with a slash behind it, such as wiki/%s",
		not(s.ConfluencePrefix))
	check(s.StreamURL == "",
		"PAGEWATCH_STREAM_URL must be empty%s: browsers cannot reach a container", not(s.StreamURL))
	check(isProxied(s.STSEndpoint),
		"AWS_ENDPOINT_URL_STS must be https on its own port%s: the sidecar reaches nothing else",
		not(s.STSEndpoint))
	check(isProxied(s.CloudWatchEndpoint),
		"AWS_ENDPOINT_URL_CLOUDWATCH must be https on its own port%s: the sidecar reaches nothing else",
		not(s.CloudWatchEndpoint))
	return errors.Join(errs...)
}

// isSidecar accepts http to one host.
func isSidecar(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Hostname() != "" && s == "http://"+u.Host
}

// isProxied accepts "", and a URL that /proxy/<host>/ can express.
func isProxied(s string) bool {
	u, err := url.Parse(s)
	return s == "" || err == nil && u.Scheme == "https" && u.Port() == ""
}
