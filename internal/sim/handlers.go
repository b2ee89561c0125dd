package sim

import (
	"net/http"
	"strings"

	"pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/grafana"
)

const (
	// jwksPath is the path of the key set, under the API's origin.
	jwksPath = "/.well-known/jwks.json"
	// consolePath is the path of a console, under the origins of AWS and Grafana.
	consolePath = "/console/"
)

// site serves the wiki with the page's side of Forge. Any site may link to it; none may frame it.
func (d *Deployment) site() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/__forge/", d.parts.forge.Host())
	mux.Handle("/", d.parts.site)
	g := guard{host: hostOf(d.origins.Site), origins: []string{d.origins.Site},
		led: []string{"document"}}
	alias := strings.Replace(g.host, "localhost", "127.0.0.1", 1)
	return canonical(alias, d.origins.Site, g.protect(mux))
}

// cdn serves the app's pages to frames of the site. The pages' own content policy restricts framing
// to the site.
func (d *Deployment) cdn() http.Handler {
	g := guard{host: hostOf(d.origins.CDN), origins: []string{d.origins.CDN},
		led: []string{"iframe"}}
	return g.protect(d.parts.forge.CDN())
}

// backend serves the app's own handler. The app's pages read its streams.
func (d *Deployment) backend(handler http.Handler) http.Handler {
	return guard{host: hostOf(d.origins.Backend), origins: []string{d.origins.CDN}}.protect(handler)
}

// aws serves the AWS imitation with its console.
func (d *Deployment) aws(c *aws.Cloud) http.Handler {
	mux := http.NewServeMux()
	if c != nil {
		mux.Handle(consolePath, c.Console(d.origins.AWS))
		mux.Handle("/", c)
	}
	g := guard{host: hostOf(d.origins.AWS), origins: []string{d.origins.AWS},
		led: []string{"document"}}
	alias := strings.Replace(g.host, "127.0.0.1", "localhost", 1)
	return canonical(alias, d.origins.AWS, g.protect(mux))
}

// grafana serves the stacks of Grafana Cloud under their own hosts, and the console under the
// listener's.
func (d *Deployment) grafana(c *grafana.Cloud) http.Handler {
	mux := http.NewServeMux()
	g := guard{host: hostOf(d.origins.Grafana), origins: []string{d.origins.Grafana},
		led: []string{"document"}}
	if c == nil {
		return g.protect(mux)
	}
	mux.Handle(consolePath, c.Console(d.origins.Grafana))
	_, port, _ := strings.Cut(g.host, ":")
	g.also = func(host string) bool { return grafana.Serves(host, port) }
	return g.protect(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == g.host {
			mux.ServeHTTP(w, r)
			return
		}
		c.ServeHTTP(w, r) // not by the mux, which would redirect unclean paths
	}))
}

// api serves Confluence's REST API, the app's hosted storage and the key set to programs, not to
// pages.
func (d *Deployment) api() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+jwksPath, d.parts.issuer)
	mux.Handle(storagePath+"/",
		http.StripPrefix(storagePath, d.parts.storage.Guarded(d.parts.opens)))
	mux.Handle("/", d.parts.api)
	return guard{host: hostOf(d.origins.API)}.protect(mux)
}

// ForPrograms refuses requests of web pages to a server at that origin on this machine with 403.
// Programs call it.
func ForPrograms(origin string, next http.Handler) http.Handler {
	return guard{host: hostOf(origin)}.protect(next)
}

func hostOf(origin string) string { return strings.TrimPrefix(origin, "http://") }
