package client

import (
	"net/url"
	"strings"

	"pagewatch/internal/display"
)

// link returns an https address that shows where it leads, and its host; "" for anything else. An
// address that was cut leads elsewhere.
func link(address string) (href, host string) {
	_, err := url.Parse(address)
	host = display.Host(address)
	if err != nil || host == "" || display.Line(address) != address ||
		strings.HasSuffix(address, "…") {
		return "", ""
	}
	return address, host
}
