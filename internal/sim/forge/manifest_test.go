package forge_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/sim/forge"
)

// TestOwnManifest reads the manifest that Pagewatch ships.
func TestOwnManifest(t *testing.T) {
	m, err := forge.ReadManifest(filepath.Join("..", "..", "..", "manifest.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Modules.Macros) == 0 || len(m.Modules.SpaceSettings) == 0 || m.AppUUID() == "" {
		t.Errorf("got %+v", m.Modules)
	}
}

func TestManifestRefused(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"not YAML", "app:", "app: [", "decoding"},
		{"app id", "ari:cloud:ecosystem::app/", "", "not an app ARI"},
		{"no module key", "{key: alarms", `{key: ""`, "has no key"},
		{"resource", "resource: ui/macro", "resource: ui/other", `no resource "ui/other"`},
		{"config resource", "resource: ui/config", "resource: web", `no resource "web"`},
		{"endpoint", "resolver: {endpoint: api}", "resolver: {endpoint: no}", `no endpoint "no"`},
		{"remote", "remote: backend", "remote: no", `no remote "no"`},
		{"service", "remote: backend", "service: no", `no service "no"`},
		{"remote and service", "remote: backend,", "remote: backend, service: svc,", "not both"},
		{"two services", "remotes:",
			"services: [{key: a, containers: [{key: a}]}, {key: b, containers: [{key: b}]}]\nremotes:", "services: one"},
		{"no container", "remotes:", "services: [{key: svc}]\nremotes:", "one container"},
		{"trigger", "  endpoint:\n", "  trigger: [{key: t, endpoint: no}]\n  endpoint:\n",
			`no endpoint "no"`},
		{"trigger without a route", "  endpoint:\n",
			"  trigger: [{key: t, endpoint: api}]\n  endpoint:\n",
			`no endpoint "api" with a route`},
		{"fetch remote", `{address: "https://backend.example.com"}`, "{remote: no}",
			`no remote "no"`},
		{"function", "resource: ui/macro,", "resource: ui/macro, adfExport: {function: no},",
			`no function "no"`},
		{"handler", "  endpoint:\n", "  function: [{key: f, handler: ../x.y}]\n  endpoint:\n",
			"is not <file>.<name>"},
		{"resource key", "{key: ui", "{key: ../ui", "exactly one"},
		{"config kind", "config: {title", "config: [title", "decoding"},
		{"base URL kind", `baseUrl: "https://backend.example.com"`, "baseUrl: [1]", "decoding"},
		{"scopes kind", `scopes: ["storage:app", `, `scopes: [{a: b}, `, "decoding"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.ReplaceAll(manifest, tt.old, tt.new)
			if tt.name == "remote and service" {
				text += "services: [{key: svc, containers: [{key: svc}]}]\n"
			}
			_, err := forge.ParseManifest([]byte(text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if _, err := forge.ReadManifest(filepath.Join(t.TempDir(), "none.yml")); !os.IsNotExist(
		unwrap(err)) {
		t.Errorf("a missing file: got %v", err)
	}
}

// TestManifestForms reads the alternative forms of a manifest.
func TestManifestForms(t *testing.T) {
	text := strings.NewReplacer(
		`config: {title: Configure, resource: ui/config, viewportSize: large}`, "config: true",
		`baseUrl: "https://backend.example.com"`,
		`baseUrl: {default: "https://backend.example.com", EU: "https://eu.example.com"}`,
		`scopes: ["storage:app", "read:app-system-token", "read:app-user-token", "read:space:confluence"]`,
		`scopes: {"storage:app": {}, "read:space:confluence": {allowImpersonation: true}}`,
		`{address: "https://backend.example.com"}`, "{remote: backend}",
	).Replace(manifest)
	m := parse(t, text)
	if m.Modules.Macros[0].Config.Resource != "" ||
		m.Remotes[0].BaseURL != "https://backend.example.com" || len(m.Permissions.Scopes) != 2 {
		t.Errorf("got %+v", m)
	}
	if custom := parse(t, manifest); !custom.Modules.Macros[0].Config.OpenOnInsert {
		t.Error("a custom configuration opens on insert unless it says otherwise")
	}
}

// TestPastedLinks covers addresses of CloudWatch's console and of Grafana that become Pagewatch's
// macro, and others that stay links.
func TestPastedLinks(t *testing.T) {
	m, err := forge.ReadManifest(filepath.Join("..", "..", "..", "manifest.yml"))
	if err != nil {
		t.Fatal(err)
	}
	becomes := func(address string) (keys []string) {
		for _, x := range newRig(t, nil, func(c *forge.Config) { c.Manifest = m }).App().Macros {
			if slices.ContainsFunc(x.Pasted, func(form string) bool {
				return regexp.MustCompile(form).MatchString(address)
			}) {
				keys = append(keys, x.Key)
			}
		}
		return keys
	}
	for _, address := range []string{
		"https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:",
		"https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:?~(alarmStateFilter~'ALARM)",
		"https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/checkout-5xx",
		"https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/a%2Fb%20c?~(search~'x)",
		"https://111122223333-ab12cd34.eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/x",
		"https://111122223333-ab12cd34.eu-central-1.console.aws.amazon.com/cloudwatch/home#alarmsV2:",
		"https://eu-central-1.console.aws.amazon.com/cloudwatch/home#alarmsV2:alarm/ecs$2Fservice",
		"https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/x",
		"https://console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/x",
		"https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarm:alarmFilter=ANY;name=x",
		"https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#alarmsV2:alarm/x",
		"https://console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-east-1#alarmsV2:",
		"https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#alarmsV2:alarm/x",
		"https://console.amazonaws.cn/cloudwatch/home?region=cn-northwest-1#alarmsV2:",
		"https://example.grafana.net/alerting",
		"https://example.grafana.net/alerting?orgId=1",
		"https://example.grafana.net/alerting/list",
		"https://example.grafana.net/alerting/list?search=state:firing",
		"https://example.grafana.net/alerting/grafana/bdf1a2b3c4d5/view",
		"https://example.grafana.net/alerting/grafana/bdf1a2b3c4d5/view?returnTo=%2Falerting%2Flist",
		"https://example.grafana.net/dashboards/f/prod",
		"https://example.grafana.net/dashboards/f/prod?orgId=1",
		"https://example.grafana.net/dashboards/f/prod/production",
		"https://example.grafana.net/dashboards/f/prod/production?orgId=1",
	} {
		if got := becomes(address); !slices.Equal(got, []string{"alarms"}) {
			t.Errorf("%s becomes %v, want one macro", address, got)
		}
	}
	for _, address := range []string{
		"http://console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/x",
		"https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#metricsV2:",
		"https://console.aws.amazon.com/cloudwatch/home?region=us-east-1",
		"https://console.aws.amazon.com/ec2/home?region=us-east-1#alarmsV2:",
		"https://evil.example.eu-central-1.console.aws.amazon.com/cloudwatch/home#alarmsV2:",
		"https://evil.example?.console.aws.amazon.com/cloudwatch/home#alarmsV2:",
		"https://console.aws.amazon.com.evil.example/cloudwatch/home?region=us-east-1#alarmsV2:",
		"https://evil.example/https://console.aws.amazon.com/cloudwatch/home#alarmsV2:",
		"see https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/x",
		"http://example.grafana.net/alerting/list",
		"https://grafana.net/alerting/list",
		"https://a.example.grafana.net/alerting/list",
		"https://example.grafana.net.evil.example/alerting/list",
		"https://evil.example/.grafana.net/alerting/list",
		"https://evil.example?.grafana.net/alerting/list",
		"https://example.grafana.net/alerting/mimir/rule/view",
		"https://example.grafana.net/alerting/notifications",
		"https://example.grafana.net/d/service/overview",
		"https://example.grafana.net/goto/short",
		"https://example.grafana.net/explore?left=x",
		"https://example.grafana.net/dashboards",
	} {
		if got := becomes(address); got != nil {
			t.Errorf("%s becomes %v", address, got)
		}
	}
}

func FuzzParseManifest(f *testing.F) {
	f.Add([]byte(manifest))
	f.Add([]byte("app: {id: 1}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := forge.ParseManifest(data)
		if err == nil {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		if (m == nil) == (err == nil) {
			t.Errorf("got %v and %v", m, err)
		}
	})
}

func unwrap(err error) error {
	for {
		inner, ok := err.(interface{ Unwrap() error })
		if !ok || inner.Unwrap() == nil || os.IsNotExist(err) {
			return err
		}
		err = inner.Unwrap()
	}
}
