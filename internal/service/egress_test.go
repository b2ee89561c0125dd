package service_test

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/egress"
	"pagewatch/internal/goldentest"
	"pagewatch/internal/platform/manifest"
	"pagewatch/internal/service"
)

const (
	published = "../../docs/egress.md"
	source    = "../../manifest.yml"
)

// production returns the settings of a deployment with defaults only.
func production(partition string) service.Settings {
	p, _ := region.Of(partition)
	return service.Settings{AWS: service.AWS{Partition: p, Region: p.Home},
		JWKSURL:      service.DefaultJWKSURL,
		AtlassianAPI: service.DefaultAtlassianAPI}
}

// contained returns the same settings for a container.
func contained(partition string) service.Settings {
	s := production(partition)
	s.Sidecar = "http://sidecar"
	return s
}

// render returns the published list.
func render() string {
	var out strings.Builder
	out.WriteString(
		"# The egress allow-list\n\nEvery request that Pagewatch can send, for each AWS partition. `internal/egress` refuses all others before they leave.\n" +
			"This file is generated from the code: `go test ./internal/service -run TestPublishedList -update`.\n")
	for _, partition := range []string{"aws", "aws-us-gov", "aws-cn"} {
		fmt.Fprintf(&out, "\n## Partition `%s`\n\n| to | request | why |\n|---|---|---|\n",
			partition)
		table(&out, slices.DeleteFunc(service.EgressRules(production(partition)), ofStacks))
	}
	out.WriteString("\n## Grafana Cloud\n\nIn every partition, unless `PAGEWATCH_GRAFANA` is " +
		"`off`. The host is a stack's own, one label below the domain.\n\n" +
		"| to | request | why |\n|---|---|---|\n")
	table(&out, slices.DeleteFunc(service.EgressRules(production("aws")),
		func(r egress.Rule) bool { return !ofStacks(r) }))
	out.WriteString(
		"\n## In a Forge container\n\nEverything goes to the sidecar, which reaches the hosts of AWS and Grafana Cloud above by `/proxy/<host>/` and no others. " +
			"In place of Atlassian's hosts above, these are its own:\n\n| to | request | why |\n|---|---|---|\n")
	own := service.ContainerEgressRules(contained("aws"))
	table(&out,
		slices.DeleteFunc(own, func(r egress.Rule) bool { return r.To.Origin != "http://sidecar" }))
	return out.String()
}

// ofStacks reports whether a rule is about the stacks of Grafana Cloud.
func ofStacks(r egress.Rule) bool { return r.To.Suffix != "" }

// table writes one row per rule.
func table(out *strings.Builder, rules []egress.Rule) {
	for _, rule := range rules {
		to := rule.To.Origin
		if to == "" {
			to = "https://*." + rule.To.Suffix
		}
		request := rule.Method + " `" + rule.Path.String() + "`"
		for i, parameter := range rule.Query {
			request += []string{" with query ", ", "}[min(i, 1)] + "`" + parameter.Name + "`"
		}
		if rule.Action != "" {
			request += " with `Action=" + rule.Action + "`"
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", to, strings.ReplaceAll(request, "|", `\|`),
			rule.Why)
	}
}

func TestPublishedListIsTheCodes(t *testing.T) {
	goldentest.File(t, published, render())
}

// TestOnlyKnownHostsAreAllowed: only hosts of Atlassian, AWS and Grafana Cloud, only by https.
func TestOnlyKnownHostsAreAllowed(t *testing.T) {
	for _, partition := range []string{"aws", "aws-us-gov", "aws-cn"} {
		for _, rule := range service.EgressRules(production(partition)) {
			host, https := strings.CutPrefix(rule.To.Origin, "https://")
			if ofStacks(rule) {
				host, https = rule.To.Suffix, rule.To.Origin == "" && rule.Method == http.MethodGet
			}
			known := host == "grafana.net" || host == "api.atlassian.com" || host == "forge.cdn.prod.atlassian-dev.net" ||
				(strings.HasPrefix(host, "sts.") || strings.HasPrefix(host, "monitoring.")) &&
					(strings.HasSuffix(host, ".amazonaws.com") ||
						strings.HasSuffix(host, ".amazonaws.com.cn"))
			if !https || !known || rule.Why == "" {
				t.Errorf("%s: the list allows %v", partition, rule.To)
			}
		}
	}
}

// TestManifestDeclaresTheStreamAlone: the Remote manifest declares the stream by its address. A
// remote entry would pass invocation tokens to browsers, and nothing else may be fetched.
func TestManifestDeclaresTheStreamAlone(t *testing.T) {
	raw, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Permissions struct {
			Scopes   []string
			Content  map[string]any
			External struct {
				Fetch map[string][]map[string]any
			}
		}
		Remotes []struct {
			BaseURL    string `yaml:"baseUrl"`
			Operations []string
		}
	}
	if err := yaml.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	client := m.Permissions.External.Fetch["client"]
	if len(m.Remotes) != 1 || len(client) != 1 || client[0]["address"] != m.Remotes[0].BaseURL ||
		client[0]["remote"] != nil ||
		client[0]["inScopeEUD"] != false || len(m.Permissions.External.Fetch) != 1 {
		t.Errorf("external.fetch %v beside remotes %+v", m.Permissions.External.Fetch, m.Remotes)
	}
	if !strings.HasPrefix(m.Remotes[0].BaseURL, "https://") ||
		strings.Count(m.Remotes[0].BaseURL, "/") != 2 {
		t.Errorf("the remote's baseUrl %q is not an https origin", m.Remotes[0].BaseURL)
	}
	if got := strings.Join(m.Remotes[0].Operations, " "); got != "compute fetch" {
		t.Errorf(
			"the remote's operations are %q: anything with storage makes Forge assume that we keep user data", got)
	}
	want := "storage:app read:app-system-token read:app-user-token read:space:confluence"
	if got := strings.Join(m.Permissions.Scopes, " "); got != want {
		t.Errorf("scopes %q, want %q", got, want)
	}
	if m.Permissions.Content != nil {
		t.Errorf("the manifest loosens the content security policy: %v", m.Permissions.Content)
	}
}

// TestContainerManifestNamesEveryHost: the hosts that Forge lets a container reach beside
// Atlassian's own services equal the hosts of the backend's allow-list.
func TestContainerManifestNamesEveryHost(t *testing.T) {
	raw, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	for _, partition := range []string{"aws", "aws-us-gov", "aws-cn"} {
		settings := production(partition)
		made, err := manifest.Render(raw,
			manifest.Options{Target: manifest.Container, Image: "1", Partition: settings.Partition},
			"ui", "function")
		if err != nil {
			t.Fatal(err)
		}
		var m struct {
			Permissions struct {
				External struct {
					Fetch struct{ Backend []struct{ Address string } }
				}
			}
		}
		if err := yaml.Unmarshal(made, &m); err != nil {
			t.Fatal(err)
		}
		named := map[string]bool{}
		for _, host := range m.Permissions.External.Fetch.Backend {
			named[host.Address] = true
		}
		used := map[string]bool{}
		for _, rule := range service.EgressRules(settings) {
			switch {
			case strings.Contains(rule.To.Origin, ".amazonaws.com"):
				used[rule.To.Origin] = true
			case rule.To.Suffix != "":
				used["https://*."+rule.To.Suffix] = true
			}
		}
		if !maps.Equal(named, used) {
			t.Errorf("%s: the manifest names %d hosts, the backend uses %d", partition, len(named),
				len(used))
		}
	}
}
