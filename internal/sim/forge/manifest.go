package forge

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Manifest is the part of manifest.yml that the imitation uses. The platform's own validator checks
// the whole file.
type Manifest struct {
	App struct {
		ID      string `yaml:"id"`
		Package struct {
			// Path is the folder of the built functions, relative to the manifest.
			Path string `yaml:"path"`
		} `yaml:"package"`
	} `yaml:"app"`
	Modules struct {
		Macros        []macroModule    `yaml:"macro"`
		Functions     []functionModule `yaml:"function"`
		SpaceSettings []settingsModule `yaml:"confluence:spaceSettings"`
		Endpoints     []endpointModule `yaml:"endpoint"`
		Triggers      []eventModule    `yaml:"trigger"`
		Uninstalls    []eventModule    `yaml:"preUninstall"`
		Schedules     []eventModule    `yaml:"scheduledTrigger"`
	} `yaml:"modules"`
	Resources   []resourceFolder `yaml:"resources"`
	Permissions struct {
		Scopes   scopeList `yaml:"scopes"`
		External struct {
			Fetch struct {
				Client  []clientFetch  `yaml:"client"`
				Backend []backendFetch `yaml:"backend"`
			} `yaml:"fetch"`
		} `yaml:"external"`
	} `yaml:"permissions"`
	Remotes  []remoteBackend  `yaml:"remotes"`
	Services []serviceBackend `yaml:"services"`
}

// appARI is the prefix of every app id.
const appARI = "ari:cloud:ecosystem::app/"

// resourceKey is the form of a resource's key (Forge manifest reference, resources).
var resourceKey = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,23}$`)

// handlerForm is the form of a function's handler: the file without its extension, and what it
// exports.
var handlerForm = regexp.MustCompile(`^[A-Za-z0-9_-]+\.[A-Za-z0-9_]+$`)

// ReadManifest reads and checks a manifest file.
func ReadManifest(path string) (*Manifest, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the manifest: %w", err)
	}
	m, err := ParseManifest(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return m, nil
}

// ParseManifest decodes a manifest and checks that its parts refer to each other. Every error names
// the cause.
func ParseManifest(data []byte) (*Manifest, error) {
	var m Manifest
	if err := yaml.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("decoding: %w", err)
	}
	if !strings.HasPrefix(m.App.ID, appARI) || len(m.App.ID) == len(appARI) {
		return nil, fmt.Errorf("app.id %q is not an app ARI", m.App.ID)
	}
	// The built UI is one folder, so it has one resource.
	if len(m.Resources) != 1 || !resourceKey.MatchString(m.Resources[0].Key) {
		return nil, errors.New("resources: exactly one with a plain key is served here")
	}
	for _, f := range m.frames() {
		if err := m.checkFrame(f); err != nil {
			return nil, err
		}
	}
	if err := m.checkFunctions(); err != nil {
		return nil, err
	}
	if err := m.checkServices(); err != nil {
		return nil, err
	}
	if err := m.checkRemotes(); err != nil {
		return nil, err
	}
	return &m, nil
}

// checkFunctions refuses macros whose export function is not declared, and malformed handlers.
func (m *Manifest) checkFunctions() error {
	for _, f := range m.Modules.Functions {
		if !handlerForm.MatchString(f.Handler) {
			return fmt.Errorf("function %q: the handler %q is not <file>.<name>", f.Key, f.Handler)
		}
	}
	for _, x := range m.Modules.Macros {
		if _, ok := m.function(x.ADFExport.Function); x.ADFExport.Function != "" && !ok {
			return fmt.Errorf("module %q: no function %q", x.Key, x.ADFExport.Function)
		}
	}
	return nil
}

// checkServices refuses more services than the platform runs, and endpoints of undeclared services.
func (m *Manifest) checkServices() error {
	if len(m.Services) > 1 {
		return errors.New("services: one, while they are a preview")
	}
	for _, s := range m.Services {
		if s.Key == "" || len(s.Containers) != 1 || s.Containers[0].Key == "" {
			return fmt.Errorf("service %q: one container with a key, while services are a preview",
				s.Key)
		}
	}
	for _, e := range m.Modules.Endpoints {
		if e.Service != "" && !m.hasService(e.Service) {
			return fmt.Errorf("endpoint %q: no service %q", e.Key, e.Service)
		}
		if e.Service != "" && e.Remote != "" {
			return fmt.Errorf("endpoint %q: a remote or a service, not both", e.Key)
		}
	}
	return nil
}

// checkRemotes refuses references to undeclared remotes and endpoints.
func (m *Manifest) checkRemotes() error {
	for _, e := range m.Modules.Endpoints {
		if _, ok := m.remote(e.Remote); !ok && e.Service == "" {
			return fmt.Errorf("endpoint %q: no remote %q", e.Key, e.Remote)
		}
	}
	for _, x := range m.events() {
		if e, ok := m.endpoint(x.Endpoint); x.Endpoint != "" && (!ok || e.Route.Path == "") {
			return fmt.Errorf("module %q: no endpoint %q with a route", x.Key, x.Endpoint)
		}
	}
	for _, c := range m.Permissions.External.Fetch.Client {
		if _, ok := m.remote(c.Remote); c.Remote != "" && !ok {
			return fmt.Errorf("permissions.external.fetch.client: no remote %q", c.Remote)
		}
	}
	return nil
}

// AppUUID returns the app id without the ARI around it.
func (m *Manifest) AppUUID() string { return strings.TrimPrefix(m.App.ID, appARI) }

// frame is a module's reference to a resource and a resolver.
type frame struct {
	module, kind, resource, endpoint string
}

const (
	macroKind         = "macro"
	spaceSettingsKind = "confluence:spaceSettings"
)

// frames lists every frame that the modules can open.
func (m *Manifest) frames() []frame {
	var all []frame
	for _, x := range m.Modules.Macros {
		all = append(all, frame{x.Key, macroKind, x.Resource, x.Resolver.Endpoint})
		if x.Config.Resource != "" {
			all = append(all, frame{x.Key, macroKind, x.Config.Resource, x.Resolver.Endpoint})
		}
	}
	for _, x := range m.Modules.SpaceSettings {
		all = append(all, frame{x.Key, spaceSettingsKind, x.Resource, x.Resolver.Endpoint})
	}
	return all
}

func (m *Manifest) checkFrame(f frame) error {
	if f.module == "" {
		return fmt.Errorf("a %s module has no key", f.kind)
	}
	if _, err := m.file(f.resource); err != nil {
		return fmt.Errorf("module %q: %w", f.module, err)
	}
	if _, ok := m.endpoint(f.endpoint); f.endpoint != "" && !ok {
		return fmt.Errorf("module %q: no endpoint %q", f.module, f.endpoint)
	}
	return nil
}

// module returns the frame of the module with that key.
func (m *Manifest) module(key string) (frame, bool) {
	for _, f := range m.frames() {
		if f.module == key {
			return f, true
		}
	}
	return frame{}, false
}

// macro returns the macro module with that key.
func (m *Manifest) macro(key string) (macroModule, bool) {
	for _, x := range m.Modules.Macros {
		if x.Key == key {
			return x, true
		}
	}
	return macroModule{}, false
}

func (m *Manifest) function(key string) (functionModule, bool) {
	for _, f := range m.Modules.Functions {
		if f.Key == key {
			return f, true
		}
	}
	return functionModule{}, false
}

func (m *Manifest) endpoint(key string) (endpointModule, bool) {
	for _, e := range m.Modules.Endpoints {
		if e.Key == key {
			return e, true
		}
	}
	return endpointModule{}, false
}

// events lists the modules through which the platform itself calls the app.
func (m *Manifest) events() []eventModule {
	return slices.Concat(m.Modules.Triggers, m.Modules.Uninstalls, m.Modules.Schedules)
}

func (m *Manifest) hasService(key string) bool {
	return slices.ContainsFunc(m.Services, func(s serviceBackend) bool { return s.Key == key })
}

func (m *Manifest) remote(key string) (remoteBackend, bool) {
	for _, r := range m.Remotes {
		if r.Key == key {
			return r, true
		}
	}
	return remoteBackend{}, false
}

// file returns the path of a resource's page under the CDN: "ui/macro" is the page "macro" of the
// resource "ui", and "ui" is its index.html.
func (m *Manifest) file(resource string) (string, error) {
	key, entry, named := strings.Cut(resource, "/")
	for _, r := range m.Resources {
		switch {
		case r.Key != key:
		case !named:
			return "/" + key + "/index.html", nil
		case r.Entry[entry] != "":
			return "/" + key + "/" + r.Entry[entry], nil
		}
	}
	return "", fmt.Errorf("no resource %q", resource)
}
