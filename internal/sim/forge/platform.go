package forge

import (
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"pagewatch/internal/sim/fit"
)

// Config configures the imitation. Every field but Now and InvocationTime is required.
type Config struct {
	Manifest *Manifest
	Identity Identity
	// Issuer signs the invocation tokens.
	Issuer *fit.Issuer
	// SiteOrigin, CDNOrigin, BackendOrigin and APIOrigin are the origins of the pages that frame
	// the app, of the app's own pages, of its backend, and of the imitated
	// https://api.atlassian.com.
	SiteOrigin, CDNOrigin, BackendOrigin, APIOrigin string
	// UI is the folder of the built Custom UI.
	UI string
	// Functions is the folder of the built functions, as an absolute path.
	Functions string
	// Assets is the folder of the platform's own browser files: tokens.css and the two halves of
	// iframe-resizer.
	Assets string
	// Caller returns the signed-in person.
	Caller func(*http.Request) Caller
	// Reports collects violations of content security policies.
	Reports *Reports
	Log     *slog.Logger
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// InvocationTime replaces Forge's 25 seconds in tests of the limit. Zero means Forge's limit.
	InvocationTime time.Duration
}

// Platform is the imitation of Forge for one app.
type Platform struct {
	cfg     Config
	tokens  *tokens
	client  *http.Client
	timeout time.Duration
}

// New returns the platform.
func New(cfg Config) *Platform {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.InvocationTime == 0 {
		cfg.InvocationTime = invocationTime
	}
	return &Platform{cfg: cfg, tokens: newTokens(cfg.Now), client: newClient(),
		timeout: cfg.InvocationTime}
}

// newClient returns a client that follows no redirect, uses no proxy and sends each request once.
// Every request has a fresh connection, so the transport never replays one.
func newClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy: nil, DisableKeepAlives: true, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}
}

// Grant returns the grant of a user token, false for an unknown or expired one. Confluence calls
// it.
func (p *Platform) Grant(token string) (Grant, bool) {
	g, ok := p.tokens.grant(token)
	if !ok || g.system {
		return Grant{}, false
	}
	return g, true
}

// SystemGrant returns the installation that an app's token opens and its scopes, false for an
// unknown or expired token. The storage calls it. The installation of a user token is "": it opens
// none.
func (p *Platform) SystemGrant(token string) (installation string, scopes []string, ok bool) {
	g, ok := p.tokens.grant(token)
	if !ok || !g.system {
		return "", nil, ok
	}
	return p.cfg.Identity.InstallationID, g.Scopes, true
}

// local replaces a remote's address by the backend of this machine. The manifest's addresses are
// the operator's. The path of an address is kept, because invocation paths are resolved against it.
func (p *Platform) local(r remoteBackend) string {
	address, err := url.Parse(string(r.BaseURL))
	if err != nil {
		return p.cfg.BackendOrigin
	}
	return p.cfg.BackendOrigin + address.Path
}

// declared returns the addresses that the app's pages may connect to. It replaces a remote's
// address by this machine's backend and keeps others.
func (p *Platform) declared() []string {
	var addresses []string
	for _, c := range p.cfg.Manifest.Permissions.External.Fetch.Client {
		ours := c.Remote != "" ||
			slices.ContainsFunc(p.cfg.Manifest.Remotes, func(r remoteBackend) bool {
				return string(r.BaseURL) == c.Address
			})
		if ours {
			c.Address = p.cfg.BackendOrigin
		}
		addresses = append(addresses, c.Address)
	}
	return addresses
}
