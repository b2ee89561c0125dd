package forge

import (
	"regexp"
	"strings"
)

// App is the description that a page needs to frame the app. The host script receives it as JSON.
type App struct {
	ID              string                `json:"id"`
	EnvironmentID   string                `json:"environmentId"`
	EnvironmentType string                `json:"environmentType"`
	Version         string                `json:"version"`
	CloudID         string                `json:"cloudId"`
	SiteURL         string                `json:"siteUrl"`
	CDN             string                `json:"cdn"`
	Sandbox         string                `json:"sandbox"`
	Allow           string                `json:"allow"`
	Scopes          []string              `json:"scopes"`
	Macros          []macroDescription    `json:"macros"`
	Settings        []settingsDescription `json:"settings"`
	Resources       map[string]string     `json:"resources"`
}

// macroDescription is a macro module with the addresses of its pages.
type macroDescription struct {
	Key         string             `json:"key"`
	Title       string             `json:"title"`
	Description string             `json:"description"`
	Icon        string             `json:"icon"`
	Layout      string             `json:"layout"`
	Src         string             `json:"src"`
	Config      *configDescription `json:"config,omitempty"`
	// Pasted are regular expressions, in the syntax that Go and browsers share, of the pasted
	// addresses that become this macro.
	Pasted []string `json:"pasted"`
}

// configDescription is a macro's configuration page.
type configDescription struct {
	Title        string `json:"title"`
	Src          string `json:"src"`
	ViewportSize string `json:"viewportSize"`
	OpenOnInsert bool   `json:"openOnInsert"`
}

// settingsDescription is a space settings page.
type settingsDescription struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Route string `json:"route"`
	Src   string `json:"src"`
}

// App returns the app's description for pages that frame it.
func (p *Platform) App() App {
	m := p.cfg.Manifest
	app := App{
		ID: m.AppUUID(), EnvironmentID: p.cfg.Identity.EnvironmentID,
		EnvironmentType: environmentType,
		Version:         appVersion, CloudID: p.cfg.Identity.CloudID, SiteURL: p.cfg.SiteOrigin,
		CDN:     p.cfg.CDNOrigin,
		Sandbox: sandboxTokens, Allow: featurePolicy, Scopes: m.Permissions.Scopes,
		Macros: []macroDescription{}, Settings: []settingsDescription{}, Resources: p.resources(),
	}
	for _, x := range m.Modules.Macros {
		app.Macros = append(app.Macros, p.macro(x))
	}
	for _, x := range m.Modules.SpaceSettings {
		app.Settings = append(app.Settings,
			settingsDescription{Key: x.Key, Title: x.Title, Route: x.Route, Src: p.src(x.Resource)})
	}
	return app
}

func (p *Platform) macro(x macroModule) macroDescription {
	d := macroDescription{
		Key: x.Key, Title: x.Title, Description: x.Description, Icon: iconPath(x.Icon),
		Layout: x.Layout, Src: p.src(x.Resource),
		Pasted: []string{},
	}
	for _, m := range x.AutoConvert.Matchers {
		d.Pasted = append(d.Pasted, m.expression())
	}
	if x.Config.Resource != "" {
		d.Config = &configDescription{
			Title: x.Config.Title, Src: p.src(x.Config.Resource),
			ViewportSize: x.Config.ViewportSize, OpenOnInsert: x.Config.OpenOnInsert,
		}
	}
	return d
}

// expression returns a pattern as a regular expression for whole addresses. The platform's reference
// leaves open how far "*" reaches, so it has the strictest reading here: one label of a host, one
// segment of a path, a query only after "?". A manifest that works with it depends on no other.
func (m matcher) expression() string {
	const scheme = "https://"
	address, fragment, hasFragment := strings.Cut(strings.TrimPrefix(m.Pattern, scheme), "#")
	host, path, _ := strings.Cut(address, "/")
	path, query, hasQuery := strings.Cut(path, "?")
	out := "^" + scheme + stars(host, "[^/.?#]*") + "/" + stars(path, "[^/?#]*")
	if hasQuery {
		out += `\?` + stars(query, "[^/#]*")
	}
	if hasFragment {
		out += "#" + stars(fragment, "[^/]*")
	}
	return out + "$"
}

// stars quotes a part of a pattern, with an expression for each "*".
func stars(part, star string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(part), `\*`, star)
}

// resources maps every page that a modal can open to its address.
func (p *Platform) resources() map[string]string {
	pages := map[string]string{}
	for _, r := range p.cfg.Manifest.Resources {
		pages[r.Key] = p.src(r.Key)
		for entry := range r.Entry {
			pages[r.Key+"/"+entry] = p.src(r.Key + "/" + entry)
		}
	}
	return pages
}

func (p *Platform) src(resource string) string {
	file, _ := p.cfg.Manifest.file(resource) // the manifest was checked
	return p.cfg.CDNOrigin + file
}

// iconPath turns "resource:ui;icons/alarms.svg" into a path on the site. The site loads no icon
// from elsewhere.
func iconPath(icon string) string {
	resource, file, ok := strings.Cut(strings.TrimPrefix(icon, "resource:"), ";")
	if !ok || !strings.HasPrefix(icon, "resource:") {
		return ""
	}
	return "/__forge/icons/" + resource + "/" + file
}
