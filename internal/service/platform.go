package service

import (
	"context"
	"net/http"

	"pagewatch/internal/egress"
	"pagewatch/internal/platform/api"
	"pagewatch/internal/platform/auth"
	"pagewatch/internal/resolver"
)

// platform holds Forge's services as a deployment reaches them.
type platform struct {
	auth   resolver.Authenticator
	api    api.Transport
	client *http.Client
	// arrive wraps the backend's handler.
	arrive func(http.Handler) http.Handler
	// atOnce bounds concurrent calls; 0 means no bound.
	atOnce int
}

// containerCalls bounds concurrent calls in a container. Each makes three requests of about 50 ms
// to the platform: this many keep one CPU busy, and a smaller share of a CPU does not complete more
// within the platform's deadline.
const containerCalls = 32

// platform returns the services of a Forge Remote, or of a container.
func (d Deployment) platform(s Settings) (platform, error) {
	if d.Container {
		return d.container(s)
	}
	client := d.guard(d.Transport, EgressRules(s)).Client()
	return platform{
		auth:   auth.NewVerifier(s.AppID, auth.NewKeys(s.JWKSURL, client, d.Now), d.Now),
		api:    api.Remote(client, s.AtlassianAPI, d.Now),
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
	client := d.guard(transport, ContainerEgressRules(s)).Client()
	return platform{
		auth:   auth.NewSidecar(s.AppID, s.Sidecar, client),
		api:    api.Sidecar(client, s.Sidecar, s.ConfluencePrefix, d.Now),
		client: client,
		arrive: auth.Arrivals,
		atOnce: containerCalls,
	}, nil
}

// guard returns the egress guard with these rules.
func (d Deployment) guard(base http.RoundTripper, rules []egress.Rule) *egress.Guard {
	guard := egress.New(base, rules...)
	guard.Refused = func(ctx context.Context, method, host string) {
		d.Log.ErrorContext(ctx, "a request that is not on the list was kept in", "method", method,
			"host", host)
	}
	return guard
}
