package api

import (
	"net/http"
	"time"
)

// Transport is how a deployment reaches the platform's APIs: their origin and paths, and the header
// that authenticates a request. A token or an invocation's id grants access to one installation,
// and acts for one user at most.
type Transport struct {
	client *http.Client
	origin string
	// now is the clock that a date in an answer is compared with.
	now func() time.Time
	// wiki returns the path of a site's Confluence REST API, with a trailing slash.
	wiki func(cloudID string) string
	// credential returns the header that authenticates a request.
	credential func(as party, token string) (name, value string)
}

// party is on whose behalf a request is made.
type party string

const (
	theApp  party = "app"
	theUser party = "user"
)

// kvsPath is the path of hosted storage, the same with either transport.
const kvsPath = "/forge/storage/kvs"

// Remote returns the transport of a Forge Remote: the API at origin, such as
// https://api.atlassian.com, with the OAuth tokens of each invocation. The origin is the
// operator's, never the token's: tokens are sent nowhere else. Source:
// developer.atlassian.com/platform/forge/remote/calling-product-apis.
func Remote(client *http.Client, origin string, now func() time.Time) Transport {
	return Transport{
		client: client, origin: origin, now: now,
		wiki: func(cloudID string) string { return "/ex/confluence/" + cloudID + "/wiki/" },
		credential: func(_ party, token string) (string, string) {
			return "Authorization", "Bearer " + token
		},
	}
}

// Sidecar returns the transport of a Forge container: the sidecar at origin
// (FORGE_EGRESS_PROXY_URL), which derives site and user from the invocation's id. That id takes the
// place of the tokens. prefix precedes api/v2: "" as documented, or "wiki/". Source:
// developer.atlassian.com/platform/forge/containers-reference/ref-api.
func Sidecar(client *http.Client, origin, prefix string, now func() time.Time) Transport {
	return Transport{
		client: client, origin: origin, now: now,
		wiki: func(string) string { return "/confluence/" + prefix },
		credential: func(as party, id string) (string, string) {
			return "Forge-Proxy-Authorization", "Forge as=" + string(as) + ",id=" + id
		},
	}
}
