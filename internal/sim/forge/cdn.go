package forge

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"

	_ "embed"
)

//go:embed assets/bridge.js
var bridgeScript string

// hostOriginMark is the placeholder in bridge.js for the origin of the page around the frame.
const hostOriginMark = "{{hostOrigin}}"

// injected is the platform's addition to every page of the app: the bridge as the first, blocking
// script, and the frame's half of iframe-resizer (@forge/cli-shared, bridge-script-service and
// iframe-resizer-script-service).
const injected = `<script src="/__forge/bridge.js"></script>` +
	`<script async src="/__forge/iframeResizer.contentWindow.min.js"></script>`

var headTag = regexp.MustCompile(`(?i)<head(\s[^>]*)?>`)

// contentTypes are the content types of a built Custom UI. Other files are
// application/octet-stream.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".gif": "image/gif", ".html": "text/html; charset=utf-8",
	".ico": "image/x-icon",
	".jpg": "image/jpeg", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
	".mjs": "text/javascript; charset=utf-8",
	".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
	".webp": "image/webp", ".woff2": "font/woff2",
}

// CDN serves the app's pages and the platform's scripts of their frame, on a separate origin.
func (p *Platform) CDN() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /__forge/bridge.js", func(w http.ResponseWriter, _ *http.Request) {
		writeAsset(w, "bridge.js",
			[]byte(strings.ReplaceAll(bridgeScript, hostOriginMark, p.cfg.SiteOrigin)))
	})
	mux.Handle("POST "+ReportPath, p.cfg.Reports)
	mux.HandleFunc("GET /__forge/{file}", p.platformAsset)
	for _, r := range p.cfg.Manifest.Resources {
		mux.HandleFunc("GET /"+r.Key+"/{file...}", p.appAsset)
	}
	return p.withPolicy(mux)
}

// withPolicy adds the headers of every answer of the CDN.
func (p *Platform) withPolicy(next http.Handler) http.Handler {
	policy := contentPolicy(p.cfg.SiteOrigin, p.declared())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// appAsset serves a file of the built Custom UI. It adds the platform's scripts to pages.
func (p *Platform) appAsset(w http.ResponseWriter, r *http.Request) {
	name := cleanAsset(r.PathValue("file"))
	data, err := readIn(p.cfg.UI, name)
	if name == "" || err != nil {
		http.NotFound(w, r)
		return
	}
	if path.Ext(name) == ".html" {
		at := headTag.FindIndex(data)
		if at == nil {
			p.cfg.Log.Error("a page of the app has no head element", "file", name)
			http.Error(w, "the page has no head element", http.StatusInternalServerError)
			return
		}
		data = bytes.Join([][]byte{data[:at[1]], data[at[1]:]}, []byte(injected))
	}
	writeAsset(w, name, data)
}

// platformAsset serves one of the platform's own files.
func (p *Platform) platformAsset(w http.ResponseWriter, r *http.Request) {
	name := cleanAsset(r.PathValue("file"))
	data, err := readIn(p.cfg.Assets, name)
	if name == "" || err != nil {
		http.NotFound(w, r)
		return
	}
	writeAsset(w, name, data)
}

// readIn reads the current file of a folder, which a build may replace at any time. It follows no
// link out of the folder.
func readIn(folder, name string) ([]byte, error) {
	f, err := os.OpenInRoot(folder, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func writeAsset(w http.ResponseWriter, name string, data []byte) {
	kind, ok := contentTypes[path.Ext(name)]
	if !ok {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(data)
}
