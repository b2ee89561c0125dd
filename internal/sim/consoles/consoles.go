// Package consoles holds what the consoles of the simulations share: the guard of their pages, the
// style sheet and the script, the layout, rendering, and the page of faults.
package consoles

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"strings"
)

//go:embed assets templates
var files embed.FS

// Policy is the content security policy of the pages.
const Policy = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

// maxForm bounds a posted form; a trust policy has at most a few thousand characters.
const maxForm = 64 << 10

// Guard refuses other web pages, sets the headers of every page, reads posted forms for the
// handlers, and adds the style sheet and the script to the pages. The origin is the exact
// scheme://host:port of the pages: requests for another Host are refused, and changes from another
// Origin. The Referrer-Policy is same-origin: without a referrer, a browser would send the Origin
// "null" with a form.
func Guard(origin string, pages *http.ServeMux) http.Handler {
	pages.HandleFunc("GET /console/console.css", asset)
	pages.HandleFunc("GET /console/copy.js", asset)
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
		if r.Method == http.MethodPost && r.ParseForm() != nil {
			http.Error(w, "The form could not be read.", http.StatusBadRequest)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// asset serves a file of every console by the last part of its path: console.css or copy.js.
func asset(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, files, "assets/"+path.Base(r.URL.Path))
}

// Pages renders the templates of a console.
type Pages struct {
	templates *template.Template
	log       *slog.Logger
}

// NewPages returns the pages of a console. own holds its templates in the folder console: those of
// its pages, and of the parts of the layout that the shared templates name.
func NewPages(own fs.FS, log *slog.Logger) Pages {
	shared := template.Must(template.ParseFS(files, "templates/*.html"))
	return Pages{template.Must(shared.ParseFS(own, "console/*.html")), log}
}

// Render writes a page only once it is complete.
func (p Pages) Render(w http.ResponseWriter, status int, name string, data any) {
	var b bytes.Buffer
	if err := p.templates.ExecuteTemplate(&b, name, data); err != nil {
		p.log.Error("rendering console page", "page", name, "error", err)
		http.Error(w, "The page could not be shown.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}
