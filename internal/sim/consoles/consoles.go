// Package consoles holds what the consoles of the simulations share: the guard of their pages, the
// style sheet and the script, and rendering.
package consoles

import (
	"bytes"
	"embed"
	"html/template"
	"log/slog"
	"net/http"
	"path"
	"strings"
)

//go:embed assets
var assets embed.FS

// Policy is the content security policy of the pages.
const Policy = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

// maxForm bounds a posted form; a trust policy has at most a few thousand characters.
const maxForm = 64 << 10

// Guard refuses other web pages and sets the headers of every page. The origin is the exact
// scheme://host:port of the pages: requests for another Host are refused, and changes from another
// Origin. The Referrer-Policy is same-origin: without a referrer, a browser would send the Origin
// "null" with a form.
func Guard(origin string, next http.Handler) http.Handler {
	_, host, _ := strings.Cut(origin, "://")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", Policy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		safe := r.Method == http.MethodGet || r.Method == http.MethodHead
		if r.Host != host || (!safe && r.Header.Get("Origin") != origin) {
			http.Error(w, "This request did not come from this page.", http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r)
	})
}

// Asset serves a file of every console by the last part of its path: console.css or copy.js.
func Asset(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, assets, "assets/"+path.Base(r.URL.Path))
}

// Pages renders the templates of a console.
type Pages struct {
	Templates *template.Template
	Log       *slog.Logger
}

// Render writes a page only once it is complete.
func (p Pages) Render(w http.ResponseWriter, status int, name string, data any) {
	var b bytes.Buffer
	if err := p.Templates.ExecuteTemplate(&b, name, data); err != nil {
		p.Log.Error("rendering console page", "page", name, "error", err)
		http.Error(w, "The page could not be shown.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}
