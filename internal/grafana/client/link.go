package client

import "net/url"

// link returns an https address as it is, and its host; "" for anything else.
func link(address string) (href, host string) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		return "", ""
	}
	return u.String(), u.Host
}
