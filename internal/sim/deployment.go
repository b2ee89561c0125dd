// Package sim is the local deployment: an imitation of Confluence, Forge, AWS and Grafana Cloud on
// loopback, around the real backend. It shows the whole product to a newcomer, and tests run on it
// without a network.
//
// Site, app CDN, backend, AWS, the Atlassian API and Grafana are six origins on 127.0.0.1. The
// site's host name is localhost, so that browsers treat site and CDN as different sites, as on the
// platform.
package sim

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/forge"
	"pagewatch/internal/sim/grafana"
)

// Surroundings are the addresses and ids that the imitation passes to the backend.
type Surroundings struct {
	// AppID is the app ARI of the manifest: the audience of invocation tokens.
	AppID string
	// JWKSURL is where the keys of invocation tokens are published.
	JWKSURL string
	// AtlassianAPI is the base URL that plays https://api.atlassian.com.
	AtlassianAPI string
	// AWSEndpoint is the base URL of the AWS imitation, for STS and CloudWatch.
	AWSEndpoint string
	// GrafanaOrigin is the origin that plays every stack of Grafana Cloud. It selects the stack by
	// the Host of a request.
	GrafanaOrigin string
	// BackendURL is the backend's own origin.
	BackendURL string
	// UIOrigin is the app CDN's origin, whose pages read streams.
	UIOrigin string
	// Service describes the manifest's container service. It is the zero Service for a manifest
	// without one.
	Service forge.Service
}

// Config configures a deployment. Every field is required but Port, Cloud, Grafana and Check.
type Config struct {
	// Data is the folder of all persistent state; see Prepare. Start creates it with mode 0700.
	Data string
	// Port is the site's port; the other listeners take the next five. Zero means 8750, or free
	// ports where one of those is taken.
	Port int
	// UI is the folder of the built Custom UI.
	UI string
	// Platform is the folder of the platform's own browser files: tokens.css, iframeResizer.min.js
	// and iframeResizer.contentWindow.min.js.
	Platform string
	// Manifest is the path of manifest.yml.
	Manifest string
	// Cloud imitates AWS. Without it nothing answers for AWS, and Start prepares no demonstration.
	Cloud *aws.Cloud
	// Grafana imitates Grafana Cloud. Without it nothing answers for Grafana.
	Grafana *grafana.Cloud
	// Check refuses what the backend could not start with, before anything is written: a start that
	// fails leaves no data folder behind. The surroundings have no Service yet. It may be nil.
	Check func(Surroundings) error
	// Backend builds the app's backend.
	Backend func(Surroundings) (http.Handler, error)
	Log     *slog.Logger
}

// Deployment is a running local deployment.
type Deployment struct {
	origins   Origins
	parts     *parts
	listeners []net.Listener
	servers   []*http.Server
	log       *slog.Logger
}

const (
	// readHeaderTime and readTime bound the time a client takes to send a request's header, and the
	// whole request.
	readHeaderTime = 10 * time.Second
	readTime       = 30 * time.Second
	// writeTime bounds an answer: longer than any invocation, and short enough to end a client that
	// does not read.
	writeTime = 60 * time.Second
	// maxHeader is in bytes. The invocation token carries the macro's configuration, and travels in
	// a header.
	maxHeader = 128 << 10
)

// Start listens, builds the backend, serves, and prepares the demonstration at the first start. It
// returns when every listener answers. The context bounds starting only.
func Start(ctx context.Context, cfg Config) (*Deployment, error) {
	listeners, err := listen(cfg.Port)
	if err != nil {
		return nil, err
	}
	d := &Deployment{origins: originsOf(listeners), listeners: listeners, log: cfg.Log}
	if err := d.build(cfg); err != nil {
		closeAll(listeners)
		return nil, err
	}
	// The backend may call its surroundings while it is built, so they are served first.
	d.serve(listeners[awsListener], d.aws(cfg.Cloud))
	d.serve(listeners[apiListener], d.api())
	d.serve(listeners[grafanaListener], d.grafana(cfg.Grafana))
	backend, err := cfg.Backend(d.surroundings())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("building the backend: %w", err), d.Close(ctx))
	}
	d.serve(listeners[backendListener], d.backend(backend))
	d.serve(listeners[cdnListener], d.cdn())
	d.serve(listeners[siteListener], d.site())
	if d.parts.wiki.Fresh() && cfg.Cloud != nil {
		d.demonstrate(ctx, cfg.Cloud)
	}
	return d, nil
}

// URL returns the address of the site, for a browser.
func (d *Deployment) URL() string { return d.origins.Site }

// Close stops serving. It closes idle connections at once, and the others when their requests are
// done or the context ends.
func (d *Deployment) Close(ctx context.Context) error {
	var failed error
	for _, s := range d.servers {
		if err := s.Shutdown(ctx); err != nil {
			failed = errors.Join(failed, fmt.Errorf("closing: %w", err), s.Close())
		}
	}
	// Shutdown does not know the listener of a server whose Serve has not run yet.
	closeAll(d.listeners)
	return errors.Join(failed, d.parts.storage.Close())
}

// build makes the parts. It reads what may be missing or wrong before it writes anything.
func (d *Deployment) build(cfg Config) error {
	var err error
	if d.parts, err = read(cfg); err != nil {
		return err
	}
	if cfg.Check != nil {
		if err := cfg.Check(d.surroundings()); err != nil {
			return err
		}
	}
	if err := Prepare(cfg.Data); err != nil {
		return err
	}
	return d.parts.fill(cfg, d.origins)
}

func (d *Deployment) surroundings() Surroundings {
	around := Surroundings{
		AppID:         d.parts.manifest.App.ID,
		JWKSURL:       d.origins.API + jwksPath,
		AtlassianAPI:  d.origins.API,
		AWSEndpoint:   d.origins.AWS,
		GrafanaOrigin: d.origins.Grafana,
		BackendURL:    d.origins.Backend,
		UIOrigin:      d.origins.CDN,
	}
	if d.parts.forge != nil {
		around.Service = d.parts.forge.Service()
	}
	return around
}

// serve answers on the listener until the deployment is closed.
func (d *Deployment) serve(l net.Listener, handler http.Handler) {
	s := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: readHeaderTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       readTime,
		MaxHeaderBytes:    maxHeader,
		// "OPTIONS *" would be answered before the guards see it.
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     slog.NewLogLogger(d.log.Handler(), slog.LevelWarn),
	}
	d.servers = append(d.servers, s)
	go func() {
		if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			d.log.Error("serving", "address", l.Addr().String(), "error", err)
		}
	}()
}
