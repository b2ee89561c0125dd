package egress

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"

	"pagewatch/internal/platform/invocation"
)

// proxyHeader names the invocation of a call to a container's sidecar.
const proxyHeader = "Forge-Proxy-Authorization"

// plainHost is a host name without a port. With any other character RawPath would not be a valid
// path. net/url would then escape Path anew, where %2e%2e is decoded to a parent reference.
var plainHost = regexp.MustCompile(`^[A-Za-z0-9.-]+$`)

// sidecar sends requests through a Forge container's sidecar, the only egress of a container.
type sidecar struct {
	base   http.RoundTripper
	origin *url.URL
}

// ThroughSidecar returns a transport for the guard of a Forge container. It sends a request for
// https://host/path to <origin>/proxy/host/path, with the id of the invocation in the request's
// context. A request for the sidecar itself stays as it is. The rewriting comes last: the guard
// checks the real host, and signatures cover it. origin is scheme and host. Source:
// developer.atlassian.com/platform/forge/containers-reference/ref-api.
func ThroughSidecar(base http.RoundTripper, origin string) (http.RoundTripper, error) {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme+"://"+u.Host != origin {
		return nil, fmt.Errorf("the sidecar's address %q is not an origin", origin)
	}
	return &sidecar{base, u}, nil
}

// RoundTrip implements http.RoundTripper.
func (s *sidecar) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme == s.origin.Scheme && req.URL.Host == s.origin.Host {
		return s.base.RoundTrip(req)
	}
	id := invocation.ArrivalOf(req.Context()).ID
	switch {
	case req.URL.Scheme != "https" || !plainHost.MatchString(req.URL.Host) || req.URL.User != nil:
		return nil, fmt.Errorf("%w: the sidecar proxies https on its own port alone", ErrRefused)
	case id.Empty():
		return nil, fmt.Errorf("%w: no invocation in the context", ErrRefused)
	}
	out := req.Clone(req.Context())
	out.URL = &url.URL{
		Scheme: s.origin.Scheme, Host: s.origin.Host, RawQuery: req.URL.RawQuery,
		Path:    "/proxy/" + req.URL.Host + req.URL.Path,
		RawPath: "/proxy/" + req.URL.Host + req.URL.EscapedPath(),
	}
	out.Host = ""
	out.Header.Set(proxyHeader, "Forge id="+id.Reveal())
	return s.base.RoundTrip(out)
}
