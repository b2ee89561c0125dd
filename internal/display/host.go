package display

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

var (
	// authority matches the beginning of an address: its whole authority is a host in ASCII
	// letters, which look like nothing else, and a port. User info before a host hides the target.
	authority = regexp.MustCompile(
		`^[hH][tT][tT][pP][sS]://([a-zA-Z0-9][a-zA-Z0-9._-]*)(:[0-9]{1,5})?([/?#]|$)`)
	// numeric matches a host that browsers take for an IPv4 address, in any of its notations.
	numeric = regexp.MustCompile(`(^|\.)([0-9]+|0[xX][0-9a-fA-F]*)\.?$`)
)

// Host returns the host of an https address that shows where it leads, "" for any other.
func Host(address string) string {
	parts := authority.FindStringSubmatch(address)
	if parts == nil {
		return ""
	}
	host, port := strings.ToLower(parts[1]), parts[2]
	if number, err := strconv.Atoi(strings.TrimPrefix(port, ":")); port != "" &&
		(err != nil || number > 65535) {
		return ""
	}
	if _, err := netip.ParseAddr(host); err != nil && numeric.MatchString(host) {
		return ""
	}
	if port == ":443" {
		return host
	}
	return host + port
}
