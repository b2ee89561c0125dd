package forge

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// Macro is a macro module.
type Macro struct {
	Key         string      `yaml:"key"`
	Title       string      `yaml:"title"`
	Description string      `yaml:"description"`
	Icon        string      `yaml:"icon"`
	Resource    string      `yaml:"resource"`
	Resolver    Resolver    `yaml:"resolver"`
	Config      MacroConfig `yaml:"config"`
}

// SpaceSettings is a page of the space settings.
type SpaceSettings struct {
	Key      string   `yaml:"key"`
	Title    string   `yaml:"title"`
	Route    string   `yaml:"route"`
	Resource string   `yaml:"resource"`
	Resolver Resolver `yaml:"resolver"`
}

// Resolver names what answers a module's invocations.
type Resolver struct {
	Endpoint string `yaml:"endpoint"`
}

// MacroConfig is a macro's custom configuration. Resource is empty for a macro without one.
type MacroConfig struct {
	Title        string `yaml:"title"`
	Resource     string `yaml:"resource"`
	ViewportSize string `yaml:"viewportSize"`
	// OpenOnInsert is true for custom configurations unless the manifest says otherwise.
	OpenOnInsert bool `yaml:"openOnInsert"`
}

// UnmarshalYAML accepts the map of a custom configuration and the bare "true" of a classic one, which has no page.
func (c *MacroConfig) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		return nil
	}
	type plain MacroConfig
	custom := plain{OpenOnInsert: true}
	if err := node.Decode(&custom); err != nil {
		return fmt.Errorf("decoding a macro's config: %w", err)
	}
	*c = MacroConfig(custom)
	return nil
}

// Endpoint is a way to a remote, with the tokens that go along.
type Endpoint struct {
	Key    string `yaml:"key"`
	Remote string `yaml:"remote"`
	Auth   struct {
		AppUserToken   Switch `yaml:"appUserToken"`
		AppSystemToken Switch `yaml:"appSystemToken"`
	} `yaml:"auth"`
}

// Switch is a setting that is on or off.
type Switch struct {
	Enabled bool `yaml:"enabled"`
}

// Resource is a folder of built pages.
type Resource struct {
	Key   string            `yaml:"key"`
	Path  string            `yaml:"path"`
	Entry map[string]string `yaml:"entry"`
}

// Remote is a backend.
type Remote struct {
	Key     string  `yaml:"key"`
	BaseURL BaseURL `yaml:"baseUrl"`
}

// BaseURL is a remote's address: one, or the default of several regions.
type BaseURL string

// UnmarshalYAML accepts an address or a map of regions to addresses.
func (b *BaseURL) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		*b = BaseURL(node.Value)
		return nil
	}
	var regions map[string]string
	if err := node.Decode(&regions); err != nil {
		return fmt.Errorf("decoding a remote's baseUrl: %w", err)
	}
	*b = BaseURL(regions["default"])
	return nil
}

// ClientFetch is an address that the app's pages may connect to: given, or as the remote that has it.
type ClientFetch struct {
	Address string `yaml:"address"`
	Remote  string `yaml:"remote"`
}

// Scopes are the app's scopes.
type Scopes []string

// UnmarshalYAML accepts a list of scopes and a map with scopes as keys.
func (s *Scopes) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.SequenceNode {
		var list []string
		err := node.Decode(&list)
		*s = list
		return err
	}
	var settings map[string]yaml.Node
	if err := node.Decode(&settings); err != nil {
		return fmt.Errorf("decoding permissions.scopes: %w", err)
	}
	for scope := range settings {
		*s = append(*s, scope)
	}
	return nil
}
