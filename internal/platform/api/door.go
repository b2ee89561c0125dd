package api

import "net/http"

// Door is the way to the platform's APIs, and how a call there says whose it is. The platform
// itself knows who that is: a token or an invocation's id opens one installation, and speaks for
// one person at most.
type Door struct {
	client *http.Client
	origin string
	// wiki returns the path under which a site's Confluence REST API stands, with a slash at its
	// end.
	wiki func(cloudID string) string
	// credential returns the header that says whose the call is.
	credential func(as party, token string) (name, value string)
}

// party is on whose behalf a call is made.
type party string

const (
	theApp  party = "app"
	theUser party = "user"
)

// kvsPath is where hosted storage stands, behind either door.
const kvsPath = "/forge/storage/kvs"

// Remote is the door of a Forge Remote: the API at origin, such as https://api.atlassian.com,
// opened by the OAuth tokens that come with each invocation. The origin is the operator's, never
// the token's: tokens go nowhere else. Source:
// developer.atlassian.com/platform/forge/remote/calling-product-apis.
func Remote(client *http.Client, origin string) Door {
	return Door{
		client: client, origin: origin,
		wiki: func(cloudID string) string { return "/ex/confluence/" + cloudID + "/wiki/" },
		credential: func(_ party, token string) (string, string) {
			return "Authorization", "Bearer " + token
		},
	}
}

// Sidecar is the door of a Forge container: the sidecar at origin (FORGE_EGRESS_PROXY_URL), which
// knows site and person by the invocation's id. There, the id is what a caller's tokens hold.
// prefix stands before api/v2: "" as documented, or "wiki/". Source:
// developer.atlassian.com/platform/forge/containers-reference/ref-api.
func Sidecar(client *http.Client, origin, prefix string) Door {
	return Door{
		client: client, origin: origin,
		wiki: func(string) string { return "/confluence/" + prefix },
		credential: func(as party, id string) (string, string) {
			return "Forge-Proxy-Authorization", "Forge as=" + string(as) + ",id=" + id
		},
	}
}
