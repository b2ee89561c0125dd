package aws

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"slices"
	"strings"
)

//go:embed console
var assets embed.FS

// maxForm bounds a posted form; a trust policy has at most a few thousand characters.
const maxForm = 64 << 10

// console serves the pages for people.
type console struct {
	cloud  *Cloud
	origin string // scheme://host:port
	host   string
	pages  *template.Template
}

// Console returns the pages on which a person reads accounts and calls, edits trust policies,
// injects faults and sets alarm states. The caller mounts it at /console/. The origin is the exact
// scheme://host:port of the pages: requests for another Host are refused, and changes from another
// Origin, so that no other web page can make them.
func (c *Cloud) Console(origin string) http.Handler {
	_, host, _ := strings.Cut(origin, "://")
	p := &console{cloud: c, origin: origin, host: host,
		pages: template.Must(template.ParseFS(assets, "console/*.html"))}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /console/{$}", p.accounts)
	mux.HandleFunc("GET /console/role", p.role)
	mux.HandleFunc("POST /console/role", p.editRole)
	mux.HandleFunc("GET /console/faults", p.faults)
	mux.HandleFunc("POST /console/faults", p.editFaults)
	mux.HandleFunc("GET /console/states", p.states)
	mux.HandleFunc("POST /console/states", p.editStates)
	mux.HandleFunc("GET /console/calls", p.callLog)
	mux.HandleFunc("GET /console/console.css", asset)
	mux.HandleFunc("GET /console/copy.js", asset)
	return p.guard(mux)
}

// guard refuses other web pages and sets the headers of every page. The Referrer-Policy is
// same-origin: without a referrer, a browser would send the Origin "null" with a form.
func (p *console) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy",
			"default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		safe := r.Method == http.MethodGet || r.Method == http.MethodHead
		if r.Host != p.host || (!safe && r.Header.Get("Origin") != p.origin) {
			http.Error(w, "This request did not come from this page.", http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r)
	})
}

// asset serves a file of the console: /console/console.css, /console/copy.js.
func asset(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, assets, strings.TrimPrefix(r.URL.Path, "/"))
}

// accounts lists every account: GET /console/.
func (p *console) accounts(w http.ResponseWriter, _ *http.Request) {
	p.render(w, http.StatusOK, "accounts", struct {
		Principal Principal
		Accounts  []Account
	}{p.cloud.Principal(), p.cloud.Accounts()})
}

// callLog lists the calls of the services, newest first: GET /console/calls.
func (p *console) callLog(w http.ResponseWriter, _ *http.Request) {
	calls := p.cloud.Calls()
	slices.Reverse(calls)
	p.render(w, http.StatusOK, "calls", calls[:min(len(calls), 200)])
}

// render writes a page only once it is complete.
func (p *console) render(w http.ResponseWriter, status int, name string, data any) {
	var b bytes.Buffer
	if err := p.pages.ExecuteTemplate(&b, name, data); err != nil {
		p.cloud.log.Error("rendering console page", "page", name, "error", err)
		http.Error(w, "The page could not be shown.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}
