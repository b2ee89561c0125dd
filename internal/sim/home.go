// Package sim is the local deployment: an imitation of Confluence, Forge and AWS on loopback,
// around the real backend. A newcomer sees the whole product with it, and tests run without any
// network.
//
// Site, app CDN, backend, AWS and the Atlassian API are five origins on 127.0.0.1. The site goes by
// the name localhost, so that it is another site than the CDN for the browser, as on the platform.
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
)

// Surroundings is what the imitation tells the backend about the world around it.
type Surroundings struct {
	// AppID is the app ARI of the manifest: the audience of invocation tokens.
	AppID string
	// JWKSURL is where the keys of invocation tokens are published.
	JWKSURL string
	// AtlassianAPI is the base URL that plays https://api.atlassian.com.
	AtlassianAPI string
	// AWSEndpoint is the base URL of the AWS imitation, for STS and CloudWatch.
	AWSEndpoint string
	// BackendURL is the backend's own origin.
	BackendURL string
	// UIOrigin is the app CDN's origin: where streams are read from.
	UIOrigin string
	// Service describes the manifest's container service, the zero Service where it has none.
	Service forge.Service
}

// Config is what a home is made of. Every field but Port and Cloud is required.
type Config struct {
	// Data is the folder that keeps everything; see Prepare. It is created with mode 0700.
	Data string
	// Port is the site's; the next four are taken too. Zero means 8750 or, if that is taken, free
	// ones.
	Port int
	// UI is the folder of the built Custom UI.
	UI string
	// Platform is the folder of the platform's own browser files: tokens.css, iframeResizer.min.js
	// and iframeResizer.contentWindow.min.js.
	Platform string
	// Manifest is the path of manifest.yml.
	Manifest string
	// Cloud plays AWS. Without one nothing does, and no demonstration is prepared.
	Cloud *aws.Cloud
	// Backend builds the app's backend.
	Backend func(Surroundings) (http.Handler, error)
	Log     *slog.Logger
}

// Home is a running local home.
type Home struct {
	origins   Origins
	parts     *parts
	listeners []net.Listener
	servers   []*http.Server
	log       *slog.Logger
}

const (
	// readHeaderTime and readTime bound how long a client may take to send a request's header, and
	// all of it.
	readHeaderTime = 10 * time.Second
	readTime       = 30 * time.Second
	// writeTime bounds an answer: longer than any invocation, and short enough for a reader who
	// does not read.
	writeTime = 60 * time.Second
	// maxHeader in bytes: the macro's configuration travels in the invocation token, so in a
	// header.
	maxHeader = 128 << 10
)

// Start listens, builds the backend, serves, and prepares the demonstration at the first start. It
// returns when everything answers. The context bounds starting only.
func Start(ctx context.Context, cfg Config) (*Home, error) {
	if err := Prepare(cfg.Data); err != nil {
		return nil, err
	}
	listeners, err := listen(cfg.Port)
	if err != nil {
		return nil, err
	}
	h := &Home{origins: originsOf(listeners), listeners: listeners, log: cfg.Log}
	if h.parts, err = build(cfg, h.origins); err != nil {
		closeAll(listeners)
		return nil, err
	}
	// The backend may look around while it is built, so its surroundings answer first.
	h.serve(listeners[awsListener], h.aws(cfg.Cloud))
	h.serve(listeners[apiListener], h.api())
	backend, err := cfg.Backend(h.surroundings())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("building the backend: %w", err), h.Close(ctx))
	}
	h.serve(listeners[backendListener], h.backend(backend))
	h.serve(listeners[cdnListener], h.cdn())
	h.serve(listeners[siteListener], h.site())
	if h.parts.wiki.Fresh() && cfg.Cloud != nil {
		h.demonstrate(ctx, cfg.Cloud)
	}
	return h, nil
}

// URL returns the site: where to point a browser.
func (h *Home) URL() string { return h.origins.Site }

// Close stops serving: at once for idle connections, and for the others when they are done or the
// context is.
func (h *Home) Close(ctx context.Context) error {
	var failed error
	for _, s := range h.servers {
		if err := s.Shutdown(ctx); err != nil {
			failed = errors.Join(failed, fmt.Errorf("closing: %w", err), s.Close())
		}
	}
	// Shutdown does not know the listener of a server whose Serve has not run yet.
	closeAll(h.listeners)
	return errors.Join(failed, h.parts.storage.Close())
}

func (h *Home) surroundings() Surroundings {
	return Surroundings{
		AppID:        h.parts.manifest.App.ID,
		JWKSURL:      h.origins.API + jwksPath,
		AtlassianAPI: h.origins.API,
		AWSEndpoint:  h.origins.AWS,
		BackendURL:   h.origins.Backend,
		UIOrigin:     h.origins.CDN,
		Service:      h.parts.forge.Service(),
	}
}

// serve answers on the listener until the home is closed.
func (h *Home) serve(l net.Listener, handler http.Handler) {
	s := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: readHeaderTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       readTime,
		MaxHeaderBytes:    maxHeader,
		// "OPTIONS *" would be answered before the guards see it.
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     slog.NewLogLogger(h.log.Handler(), slog.LevelWarn),
	}
	h.servers = append(h.servers, s)
	go func() {
		if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			h.log.Error("serving", "address", l.Addr().String(), "error", err)
		}
	}()
}
