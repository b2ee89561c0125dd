package egress

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"

	"pagewatch/internal/platform/invocation"
)

// proxyHeader says to a container's sidecar which invocation a call belongs to.
const proxyHeader = "Forge-Proxy-Authorization"

// plainHost is a host by its name, without a port. In a path, any other sign would have to be
// escaped; then the rest of the path would be escaped anew too, and %2e%2e become a way up.
var plainHost = regexp.MustCompile(`^[A-Za-z0-9.-]+$`)

// sidecar carries requests the only way that a Forge container has.
type sidecar struct {
	base   http.RoundTripper
	origin *url.URL
}

// ThroughSidecar returns a transport for the guard of a Forge container: what is for
// https://host/path goes to <origin>/proxy/host/path, with the id of the invocation that the
// request's context holds. What is for the sidecar itself goes as it is. The guard has seen the
// real host, and signatures are for it: the rewriting comes last. origin is scheme and host.
// Source: developer.atlassian.com/platform/forge/containers-reference/ref-api.
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
		return nil, fmt.Errorf("%w: the sidecar carries https on its own port alone", ErrRefused)
	case id.Empty():
		return nil, fmt.Errorf("%w: no invocation to go out for", ErrRefused)
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
