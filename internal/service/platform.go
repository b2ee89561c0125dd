package service

import (
	"context"
	"net/http"

	"pagewatch/internal/egress"
	"pagewatch/internal/platform/api"
	"pagewatch/internal/platform/auth"
	"pagewatch/internal/resolver"
)

// platform is Forge as a deployment reaches it.
type platform struct {
	auth   resolver.Authenticator
	api    api.Transport
	client *http.Client
	// arrive is around the backend.
	arrive func(http.Handler) http.Handler
	// atOnce is how many calls are let in at the same time, 0 for all.
	atOnce int
}

// containerCalls are let into a container at the same time. Each asks the platform three questions
// of some 50 ms: so many keep one CPU busy, and a smaller part of one does not get to more in the
// seconds that the platform has.
const containerCalls = 32

// platform returns the platform of a Forge Remote, or of a container.
func (d Deployment) platform(s Settings) (platform, error) {
	if d.Container {
		return d.container(s)
	}
	client := d.guard(d.Transport, Ways(s)).Client()
	return platform{
		auth:   auth.NewVerifier(s.AppID, auth.NewKeys(s.JWKSURL, client, d.Now), d.Now),
		api:    api.Remote(client, s.AtlassianAPI),
		client: client,
		arrive: func(next http.Handler) http.Handler { return next },
	}, nil
}

func (d Deployment) container(s Settings) (platform, error) {
	if err := s.CheckContainer(); err != nil {
		return platform{}, err
	}
	transport, err := egress.ThroughSidecar(d.Transport, s.Sidecar)
	if err != nil {
		return platform{}, err
	}
	client := d.guard(transport, ContainerWays(s)).Client()
	return platform{
		auth:   auth.NewSidecar(s.AppID, s.Sidecar, client),
		api:    api.Sidecar(client, s.Sidecar, s.ConfluencePrefix),
		client: client,
		arrive: auth.Arrivals,
		atOnce: containerCalls,
	}, nil
}

// guard returns the way out.
func (d Deployment) guard(base http.RoundTripper, ways []egress.Rule) *egress.Guard {
	guard := egress.New(base, ways...)
	guard.Refused = func(ctx context.Context, method, host string) {
		d.Log.ErrorContext(ctx, "a request that is not on the list was kept in", "method", method,
			"host", host)
	}
	return guard
}
