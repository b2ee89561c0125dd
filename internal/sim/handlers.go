package sim

import (
	"net/http"
	"strings"

	"pagewatch/internal/sim/aws"
)

const (
	// jwksPath is where the keys are published, under the API's origin.
	jwksPath = "/.well-known/jwks.json"
	// consolePath is where the imitated AWS console is, under the origin of AWS.
	consolePath = "/console/"
)

// site is the wiki with the page's side of Forge. Links from anywhere lead to it; frames do not.
func (h *Home) site() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/__forge/", h.parts.forge.Host())
	mux.Handle("/", h.parts.site)
	g := guard{host: hostOf(h.origins.Site), origins: []string{h.origins.Site},
		led: []string{"document"}}
	alias := strings.Replace(g.host, "localhost", "127.0.0.1", 1)
	return canonical(alias, h.origins.Site, g.protect(mux))
}

// cdn serves the app's pages to frames of the site. That only the site frames them is for their own
// policy to say.
func (h *Home) cdn() http.Handler {
	g := guard{host: hostOf(h.origins.CDN), origins: []string{h.origins.CDN},
		led: []string{"iframe"}}
	return g.protect(h.parts.forge.CDN())
}

// backend is the app's own handler. Its streams are read by the app's pages.
func (h *Home) backend(handler http.Handler) http.Handler {
	return guard{host: hostOf(h.origins.Backend), origins: []string{h.origins.CDN}}.protect(handler)
}

// aws is the AWS imitation with its console.
func (h *Home) aws(c *aws.Cloud) http.Handler {
	mux := http.NewServeMux()
	if c != nil {
		mux.Handle(consolePath, c.Console(h.origins.AWS))
		mux.Handle("/", c)
	}
	g := guard{host: hostOf(h.origins.AWS), origins: []string{h.origins.AWS},
		led: []string{"document"}}
	return g.protect(mux)
}

// api is Confluence's REST API, the app's hosted storage and the key set. Programs call it; pages
// do not.
func (h *Home) api() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+jwksPath, h.parts.issuer)
	mux.Handle(storagePath+"/",
		http.StripPrefix(storagePath, h.parts.storage.Guarded(h.parts.opens)))
	mux.Handle("/", h.parts.api)
	return guard{host: hostOf(h.origins.API)}.protect(mux)
}

// ForPrograms keeps web pages away from a server at that origin on this machine, with 403: programs
// call it.
func ForPrograms(origin string, next http.Handler) http.Handler {
	return guard{host: hostOf(origin)}.protect(next)
}

func hostOf(origin string) string { return strings.TrimPrefix(origin, "http://") }
