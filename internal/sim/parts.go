package sim

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"pagewatch/internal/sim/confluence"
	"pagewatch/internal/sim/fit"
	"pagewatch/internal/sim/forge"
	"pagewatch/internal/sim/kvs"
)

// wikiFile is the file of the pages.
const wikiFile = "confluence.json"

// platformFiles must exist before anything is served.
var platformFiles = []string{"tokens.css", "iframeResizer.min.js",
	"iframeResizer.contentWindow.min.js"}

// parts are the components that the listeners share.
type parts struct {
	manifest *forge.Manifest
	issuer   *fit.Issuer
	forge    *forge.Platform
	wiki     *confluence.Wiki
	reports  *forge.Reports
	storage  *kvs.Server
	site     http.Handler
	api      http.Handler
}

// read makes the parts that need no data folder.
func read(cfg Config) (*parts, error) {
	p := &parts{reports: forge.NewReports(cfg.Log)}
	var err error
	if p.manifest, err = forge.ReadManifest(cfg.Manifest); err != nil {
		return nil, err
	}
	return p, checkFolders(cfg)
}

// fill makes the other parts, and reads or creates the files of the data folder.
func (p *parts) fill(cfg Config, origins Origins) error {
	ids, err := identity(cfg.Data)
	if err != nil {
		return err
	}
	if p.issuer, err = issuer(cfg.Data, p.manifest.App.ID); err != nil {
		return err
	}
	if p.wiki, err = confluence.Open(filepath.Join(cfg.Data, wikiFile), time.Now); err != nil {
		return err
	}
	site, err := url.Parse(origins.Site)
	if err != nil {
		return fmt.Errorf("reading the site's origin: %w", err)
	}
	functions, err := filepath.Abs(
		filepath.Join(filepath.Dir(cfg.Manifest), p.manifest.App.Package.Path))
	if err != nil {
		return fmt.Errorf("looking for the functions: %w", err)
	}
	sessions := confluence.NewSessions(site.Port())
	p.forge = forge.New(forge.Config{
		Manifest: p.manifest, Identity: ids, Issuer: p.issuer,
		SiteOrigin: origins.Site, CDNOrigin: origins.CDN, BackendOrigin: origins.Backend,
		APIOrigin: origins.API,
		UI:        cfg.UI, Functions: functions, Assets: cfg.Platform, Reports: p.reports,
		Log: cfg.Log,
		Caller: func(r *http.Request) forge.Caller {
			return forge.Caller{AccountID: sessions.Person(r).AccountID}
		},
	})
	p.api = confluence.NewAPI(confluence.APIConfig{CloudID: ids.CloudID, User: p.user})
	p.site, err = confluence.NewSite(confluence.SiteConfig{
		Wiki: p.wiki, Sessions: sessions, App: describe(p.forge.App()), Log: cfg.Log,
		Export:   p.export,
		Consoles: consoles(cfg, origins), Reports: forge.ReportPath,
	})
	if err != nil {
		return err
	}
	p.storage, err = openStorage(cfg.Data) // last: an open storage needs closing
	return err
}

// consoles returns the links to the consoles of what is imitated.
func consoles(cfg Config, origins Origins) []confluence.Link {
	var all []confluence.Link
	if cfg.Cloud != nil {
		all = append(all, confluence.Link{Title: "Simulated AWS console",
			URL: origins.AWS + consolePath})
	}
	if cfg.Grafana != nil {
		all = append(all, confluence.Link{Title: "Simulated Grafana console",
			URL: origins.Grafana + consolePath})
	}
	return all
}

// user returns what Confluence reads from a user token that Forge issued.
func (p *parts) user(token string) (confluence.User, bool) {
	grant, ok := p.forge.Grant(token)
	return confluence.User{AccountID: grant.AccountID, Scopes: grant.Scopes}, ok
}

// export has the app make the document that replaces one of its macros. An empty account is nobody.
func (p *parts) export(ctx context.Context, account, module string, payload any) (json.RawMessage,
	error) {
	return p.forge.Export(ctx, forge.Caller{AccountID: account}, module, payload)
}

// describe returns Confluence's description of the app.
func describe(app forge.App) confluence.App {
	described := confluence.App{
		ID: app.ID, EnvironmentID: app.EnvironmentID, FrameOrigin: app.CDN, Description: app,
	}
	for _, page := range app.Settings {
		described.Settings = append(described.Settings,
			confluence.SettingsPage{Key: page.Key, Title: page.Title, Route: page.Route})
	}
	return described
}

// checkFolders returns an error that names what to build where the built files are missing.
func checkFolders(cfg Config) error {
	files := []string{cfg.UI}
	for _, name := range platformFiles {
		files = append(files, filepath.Join(cfg.Platform, name))
	}
	for _, name := range files {
		if _, err := os.Stat(name); err != nil {
			return fmt.Errorf("looking for the built UI (build the frontend first): %w", err)
		}
	}
	return nil
}
