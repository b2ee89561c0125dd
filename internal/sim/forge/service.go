package forge

import (
	"net/http"
	"slices"
	"strings"
)

// Service is the platform's description of a container and its restrictions. Source: Forge
// containers reference (ref-api, ref-manifest).
type Service struct {
	// Key and Container are the manifest's keys of the service and of its container. Tag is the tag
	// of its image.
	Key, Container, Tag string
	// EnvironmentARI is the ARI of the app's environment.
	EnvironmentARI string
	// Hosts are the hosts that the manifest lets a container fetch from. A leading "*." matches
	// every subdomain.
	Hosts []string
}

// Service returns the description of the app's service, the zero Service for an app without one.
func (p *Platform) Service() Service {
	m := p.cfg.Manifest
	if len(m.Services) == 0 {
		return Service{}
	}
	s := m.Services[0]
	out := Service{
		Key: s.Key, Container: s.Containers[0].Key, Tag: s.Containers[0].Tag,
		EnvironmentARI: environmentARI + m.AppUUID() + "/" + p.cfg.Identity.EnvironmentID,
	}
	for _, fetch := range m.Permissions.External.Fetch.Backend {
		out.Hosts = append(out.Hosts, strings.TrimPrefix(fetch.Address, "https://"))
	}
	return out
}

// InvokeType returns how the pages of a module call the backend: RemoteFetch or ContainerFetch.
func (p *Platform) InvokeType(module string) string {
	f, _ := p.cfg.Manifest.module(module)
	endpoint, _ := p.cfg.Manifest.endpoint(f.endpoint)
	return endpoint.invokeType()
}

func (e endpointModule) invokeType() string {
	if e.Service != "" {
		return ContainerFetch
	}
	return RemoteFetch
}

// base returns the address that an endpoint's paths are resolved against.
func (p *Platform) base(e endpointModule) string {
	if e.Service != "" {
		return p.cfg.BackendOrigin
	}
	remote, _ := p.cfg.Manifest.remote(e.Remote) // the manifest was checked
	return p.local(remote)
}

// addServiceTokens adds the tokens with which the platform's sidecar acts for an invocation. The
// container sees none of them, so they need no scope.
func (p *Platform) addServiceTokens(h http.Header, caller Caller) {
	scopes := slices.Concat(p.cfg.Manifest.Permissions.Scopes,
		[]string{userTokenScope, systemTokenScope})
	h.Set("X-Forge-Oauth-System", p.tokens.issueSystem(scopes))
	if caller.AccountID != "" && slices.ContainsFunc(scopes, isProductScope) {
		h.Set("X-Forge-Oauth-User", p.tokens.issue(caller.AccountID, scopes))
	}
}
