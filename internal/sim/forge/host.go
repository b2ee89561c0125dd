package forge

import (
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"strings"
)

//go:embed assets/host
var hostFiles embed.FS

// maxCall bounds an invocation's request from the page in bytes: the largest payload and its
// context.
const maxCall = maxRequest + 128<<10

// Host serves the files and calls for pages that frame the app, on the site's origin under
// /__forge/: the host side of the bridge, the design tokens, the app's icons, and the invocations.
func (p *Platform) Host() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /__forge/host/{file}", hostAsset)
	mux.HandleFunc("GET /__forge/icons/{resource}/{file...}", p.icon)
	mux.HandleFunc("GET /__forge/{file}", p.platformAsset)
	mux.HandleFunc("POST /__forge/invoke", p.serveInvoke)
	mux.Handle("POST "+ReportPath, p.cfg.Reports)
	return mux
}

func hostAsset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	data, err := fs.ReadFile(hostFiles, "assets/host/"+name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	writeAsset(w, name, data)
}

// icon serves a picture of the app from the site's origin, so that the site's policy need not name
// the CDN. A policy of its own keeps scripts in a picture from running.
func (p *Platform) icon(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	if !strings.HasSuffix(name, ".svg") && !strings.HasSuffix(name, ".png") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Security-Policy",
		"default-src 'none'; style-src 'unsafe-inline'; sandbox")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	p.appAsset(w, r)
}

// serveInvoke makes the page's call as the signed-in person. The answer is the bridge's envelope,
// or {"reject": "…"}.
func (p *Platform) serveInvoke(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	var call Call
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxCall)).Decode(&call)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		writeRejection(w, Rejection("the request payload exceeds 500 KB"))
		return
	case err != nil:
		writeRejection(w, Rejection("the invocation is malformed"))
		return
	}
	reply, err := p.Invoke(r.Context(), p.cfg.Caller(r), call)
	var rejected Rejection
	switch {
	case errors.As(err, &rejected):
		writeRejection(w, rejected)
	case err != nil:
		p.cfg.Log.Error("invoking the backend", "error", err)
		writeRejection(w, Rejection("the invocation failed"))
	default:
		_ = json.NewEncoder(w).Encode(reply)
	}
}

func writeRejection(w http.ResponseWriter, r Rejection) {
	_ = json.NewEncoder(w).Encode(map[string]string{"reject": string(r)})
}
