package confluence

import (
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"strings"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets
var assetFiles embed.FS

// App is the app of the site's macros and settings pages.
type App struct {
	// ID and EnvironmentID are uuids; they are part of the settings' address.
	ID, EnvironmentID string
	// FrameOrigin is the origin of its frames.
	FrameOrigin string
	// Settings are its pages in the space settings.
	Settings []SettingsPage
	// Description is passed to the host script unchanged.
	Description any
}

// SettingsPage is one of the app's pages in the space settings.
type SettingsPage struct{ Key, Title, Route string }

// Link is a link to a console of what is imitated.
type Link struct{ Title, URL string }

// SiteConfig configures the site. Every field but Consoles is required.
type SiteConfig struct {
	Wiki     *Wiki
	Sessions *Sessions
	App      App
	// Export makes documents of macros.
	Export Exporter
	// Consoles are the consoles of the imitated AWS and Grafana, as far as they are imitated.
	Consoles []Link
	// Reports is the path that receives violations of the content security policy.
	Reports string
	Log     *slog.Logger
}

// site serves the wiki's pages.
type site struct {
	SiteConfig
	templates map[string]*template.Template
}

// contentTypes are the content types of the embedded assets.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// NewSite returns the handler of the wiki's pages, for the site's origin. It serves every path but
// /__forge/.
func NewSite(cfg SiteConfig) (http.Handler, error) {
	s := &site{SiteConfig: cfg, templates: map[string]*template.Template{}}
	if err := s.parse(); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", redirectTo("/wiki/home"))
	mux.HandleFunc("GET /wiki/{$}", redirectTo("/wiki/home"))
	mux.HandleFunc("GET /wiki/home", s.home)
	mux.HandleFunc("GET /wiki/spaces/{space}", s.space)
	mux.HandleFunc("GET /wiki/spaces/{space}/overview", s.space)
	mux.HandleFunc("GET /wiki/spaces/{space}/pages/{page}", s.page)
	mux.HandleFunc("GET /wiki/spaces/{space}/pages/{page}/{title}", s.page)
	mux.HandleFunc("GET /wiki/spaces/{space}/pages/{page}/export/{type}", s.export)
	mux.HandleFunc("GET /wiki/spaces/{space}/pages/edit-v2/{page}", s.edit)
	mux.HandleFunc("GET /wiki/spaces/{space}/settings", s.settings)
	mux.HandleFunc("GET /wiki/spaces/{space}/settings/apps/{app}/{environment}/{route}",
		s.appSettings)
	mux.HandleFunc("POST /wiki/spaces/{space}/pages", s.create)
	mux.HandleFunc("POST /wiki/pages/{page}/copy", s.copy)
	mux.HandleFunc("PUT /wiki/pages/{page}", s.publish)
	mux.HandleFunc("POST /wiki/macro-config", s.checkConfig)
	mux.HandleFunc("POST /wiki/session", s.signIn)
	mux.HandleFunc("GET /wiki/assets/{file}", asset)
	mux.HandleFunc("/", s.notFound)
	return s.withPolicy(mux), nil
}

// parse reads the templates: every page is the layout with the page's main part.
func (s *site) parse() error {
	pages, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return fmt.Errorf("listing the templates: %w", err)
	}
	functions := template.FuncMap{
		"inline": inline, "sentence": sentence, "lines": lines, "rows": rows, "date": date,
		"initials": initials,
	}
	for _, name := range pages {
		t, err := template.New("layout.html").Funcs(functions).ParseFS(templateFiles,
			"templates/layout.html", "templates/blocks.html", name)
		if err != nil {
			return fmt.Errorf("parsing the templates: %w", err)
		}
		s.templates[strings.TrimSuffix(path.Base(name), ".html")] = t
	}
	return nil
}

// withPolicy adds the headers of every page: only files of this origin run, nothing may frame the
// page, and the page may frame only the app's origin. A browser that comes from another site
// withholds the session's cookie. withPolicy makes it request the same address again, this time
// from here.
func (s *site) withPolicy(next http.Handler) http.Handler {
	policy :=
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src " +
			s.App.FrameOrigin + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
			"require-trusted-types-for 'script'; report-uri " + s.Reports
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if s.Sessions.arrivesBlind(r) {
			h.Set("Refresh", "0")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	data, err := fs.ReadFile(assetFiles, "assets/"+name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", contentTypes[path.Ext(name)])
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(data)
}

func redirectTo(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, to, http.StatusFound)
	}
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}
