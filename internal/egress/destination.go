package egress

import (
	"net/url"
	"regexp"
	"strings"
)

// Destination is where a rule's requests may go: one origin, or the hosts one label under a suffix.
// Exactly one of Origin and Suffix is set. The zero value allows nothing, and so does a value with
// both.
type Destination struct {
	// Origin is scheme and host, with the port where it is not the scheme's own:
	// https://sts.us-east-1.amazonaws.com.
	Origin string
	// Suffix is a domain, such as example.net. It allows https://<label>.example.net on the port of
	// https, for every <label> that is one DNS label in lower case; neither example.net itself nor
	// a.b.example.net.
	Suffix string
	// Named is a domain. A request to Origin must then name, as its Host, one label under it: a
	// simulation at Origin stands for all of these hosts. "" for any other destination.
	Named string
}

// label is one DNS label in lower case: 1 to 63 characters, hyphens inside only (RFC 1123, 2.1).
var label = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// allows reports whether the scheme, host and port of a URL are those of the destination. It does
// not look at user info.
func (d Destination) allows(u *url.URL) bool {
	switch {
	case d.Origin != "" && d.Suffix != "":
		return false
	case d.Suffix != "":
		// A port would be a part of u.Host and not of u.Hostname().
		return d.Named == "" && u.Scheme == "https" && u.Host == u.Hostname() &&
			isUnder(u.Host, d.Suffix)
	}
	scheme, host, _ := strings.Cut(d.Origin, "://")
	return host != "" && u.Scheme == scheme && u.Host == host
}

// allowsName reports whether the Host header may be host for a URL of that host.
func (d Destination) allowsName(host, ofURL string) bool {
	if d.Named != "" {
		return isUnder(host, d.Named)
	}
	return host == "" || host == ofURL
}

// isUnder reports whether a host is one label under a domain.
func isUnder(host, domain string) bool {
	first, rest, _ := strings.Cut(host, ".")
	return rest == domain && label.MatchString(first)
}
