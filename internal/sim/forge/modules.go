package forge

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// macroModule is a macro module.
type macroModule struct {
	Key         string `yaml:"key"`
	Title       string `yaml:"title"`
	Description string `yaml:"description"`
	Icon        string `yaml:"icon"`
	// Layout is "inline" for a macro in a sentence, and "block" or empty otherwise.
	Layout   string      `yaml:"layout"`
	Resource string      `yaml:"resource"`
	Resolver resolverRef `yaml:"resolver"`
	Config   macroConfig `yaml:"config"`
	// ADFExport names the function that makes the macro's document for exports.
	ADFExport struct {
		Function string `yaml:"function"`
	} `yaml:"adfExport"`
	// AutoConvert has the patterns of pasted addresses that become this macro.
	AutoConvert struct {
		Matchers []matcher `yaml:"matchers"`
	} `yaml:"autoConvert"`
}

// matcher is a pattern of an address; "*" matches anything.
type matcher struct {
	Pattern string `yaml:"pattern"`
}

// functionModule is a function that the platform runs.
type functionModule struct {
	Key     string `yaml:"key"`
	Handler string `yaml:"handler"`
}

// settingsModule is a page of the space settings.
type settingsModule struct {
	Key      string      `yaml:"key"`
	Title    string      `yaml:"title"`
	Route    string      `yaml:"route"`
	Resource string      `yaml:"resource"`
	Resolver resolverRef `yaml:"resolver"`
}

// resolverRef names the endpoint or function that answers a module's invocations.
type resolverRef struct {
	Endpoint string `yaml:"endpoint"`
}

// macroConfig is a macro's custom configuration. Resource is empty for a macro without one.
type macroConfig struct {
	Title        string `yaml:"title"`
	Resource     string `yaml:"resource"`
	ViewportSize string `yaml:"viewportSize"`
	// OpenOnInsert defaults to true for custom configurations.
	OpenOnInsert bool `yaml:"openOnInsert"`
}

// UnmarshalYAML accepts the map of a custom configuration and the bare "true" of a classic one,
// which has no page.
func (c *macroConfig) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		return nil
	}
	type plain macroConfig
	custom := plain{OpenOnInsert: true}
	if err := node.Decode(&custom); err != nil {
		return fmt.Errorf("decoding a macro's config: %w", err)
	}
	*c = macroConfig(custom)
	return nil
}

// endpointModule connects calls to a remote, with the tokens to send, or to a service.
type endpointModule struct {
	Key     string `yaml:"key"`
	Remote  string `yaml:"remote"`
	Service string `yaml:"service"`
	// Route is the path of the platform's own calls. A page's calls have their own path.
	Route struct {
		Path string `yaml:"path"`
	} `yaml:"route"`
	Auth authOpts `yaml:"auth"`
}

// eventModule makes the platform itself call an endpoint: a trigger, a schedule, an uninstall.
type eventModule struct {
	Key      string `yaml:"key"`
	Endpoint string `yaml:"endpoint"`
}

// authOpts selects the tokens that accompany a call.
type authOpts struct {
	AppUserToken   toggle `yaml:"appUserToken"`
	AppSystemToken toggle `yaml:"appSystemToken"`
}

// toggle is a setting that is on or off.
type toggle struct {
	Enabled bool `yaml:"enabled"`
}

// resourceFolder is a folder of built pages.
type resourceFolder struct {
	Key   string            `yaml:"key"`
	Path  string            `yaml:"path"`
	Entry map[string]string `yaml:"entry"`
}

// remoteBackend is a backend outside the platform.
type remoteBackend struct {
	Key     string  `yaml:"key"`
	BaseURL baseURL `yaml:"baseUrl"`
	// Auth applies to calls of functions; pages' calls use their endpoint's.
	Auth authOpts `yaml:"auth"`
}

// serviceBackend is a backend that the platform runs: one container during the preview.
type serviceBackend struct {
	Key        string `yaml:"key"`
	Containers []struct {
		Key string `yaml:"key"`
		Tag string `yaml:"tag"`
	} `yaml:"containers"`
}

// baseURL is a remote's address: one, or the default of several regions.
type baseURL string

// UnmarshalYAML accepts an address or a map of regions to addresses.
func (b *baseURL) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		*b = baseURL(node.Value)
		return nil
	}
	var regions map[string]string
	if err := node.Decode(&regions); err != nil {
		return fmt.Errorf("decoding a remote's baseUrl: %w", err)
	}
	*b = baseURL(regions["default"])
	return nil
}

// clientFetch is an address that the app's pages may connect to: an address, or the remote that has
// it.
type clientFetch struct {
	Address string `yaml:"address"`
	Remote  string `yaml:"remote"`
}

// backendFetch is an address that functions and containers may connect to.
type backendFetch struct {
	Address string `yaml:"address"`
}

// scopeList are the app's scopes.
type scopeList []string

// UnmarshalYAML accepts a list of scopes and a map with scopes as keys.
func (s *scopeList) UnmarshalYAML(node *yaml.Node) error {
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
