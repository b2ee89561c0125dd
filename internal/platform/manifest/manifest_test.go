package manifest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/goldentest"
	"pagewatch/internal/platform/manifest"
)

const (
	source = "../../../manifest.yml"
	appID  = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555"
)

func commercial(ids ...string) region.Partition {
	p, _ := region.Of("aws")
	only, _ := p.Only(ids)
	return only
}

// valid are options that will do, to be changed by the rows.
func valid(target manifest.Target) manifest.Options {
	if target == manifest.Lambda {
		return manifest.Options{Target: target, AppID: appID,
			Backend: "https://abc.lambda-url.us-east-1.on.aws"}
	}
	return manifest.Options{Target: target, AppID: appID, Image: "1.10",
		Partition: commercial("us-east-1", "eu-central-1")}
}

func render(t *testing.T, o manifest.Options) []byte {
	t.Helper()
	raw, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	out, err := manifest.Render(raw, o, "ui", "function")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestGolden shows reviewers both manifests, whole.
func TestGolden(t *testing.T) {
	for _, target := range []manifest.Target{manifest.Lambda, manifest.Container} {
		goldentest.File(t, "testdata/"+string(target)+".yml", string(render(t, valid(target))))
	}
}

// app holds the fields that the tests check.
type app struct {
	App struct {
		ID      string
		Package struct{ Path string }
	}
	Modules struct {
		Macro    []map[string]any
		Endpoint []struct {
			Key, Remote, Service string
			Auth                 map[string]any
			Route                struct{ Path string }
		}
	}
	Services []struct {
		Containers []struct {
			Tag       string
			Resources struct{ CPU, Memory string }
			Health    struct{ Route struct{ Path string } }
		}
	}
	Remotes []struct {
		BaseURL string `yaml:"baseUrl"`
	}
	Resources   []struct{ Path string }
	Permissions struct {
		Scopes   []string
		External struct {
			Fetch map[string][]struct {
				Address    string
				InScopeEUD bool `yaml:"inScopeEUD"`
			}
		}
	}
}

func parse(t *testing.T, raw []byte) app {
	t.Helper()
	var a app
	if err := yaml.Unmarshal(raw, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestLambda(t *testing.T) {
	a := parse(t, render(t, valid(manifest.Lambda)))
	const backend = "https://abc.lambda-url.us-east-1.on.aws"
	if a.App.ID != appID || a.Remotes[0].BaseURL != backend ||
		a.Permissions.External.Fetch["client"][0].Address != backend {
		t.Errorf("the operator's values are not where they belong: %+v", a)
	}
	if a.App.Package.Path != "function" || a.Resources[0].Path != "ui" || a.Services != nil {
		t.Errorf("paths %q and %q, services %v", a.App.Package.Path, a.Resources[0].Path,
			a.Services)
	}
}

// TestContainer: nothing of a remote is left, and the product is the same.
func TestContainer(t *testing.T) {
	a, remote := parse(t, render(t, valid(manifest.Container))),
		parse(t, render(t, valid(manifest.Lambda)))
	if a.Remotes != nil || a.Permissions.External.Fetch["client"] != nil {
		t.Errorf("left of a remote: %+v, %+v", a.Remotes, a.Permissions.External)
	}
	if want := []string{"storage:app", "read:space:confluence"}; !slices.Equal(a.Permissions.Scopes,
		want) {
		t.Errorf("scopes %q, want %q", a.Permissions.Scopes, want)
	}
	container := a.Services[0].Containers[0]
	if container.Tag != "1.10" || container.Resources.Memory != "64Mi" ||
		container.Health.Route.Path != "/healthz" {
		t.Errorf("container %+v", container)
	}
	for i, e := range a.Modules.Endpoint {
		if was := remote.Modules.Endpoint[i]; e.Service != "pagewatch" || e.Remote != "" ||
			e.Auth != nil || e.Key != was.Key ||
			e.Route.Path != was.Route.Path && was.Key != "api" {
			t.Errorf("endpoint %+v, as a remote %+v", e, was)
		}
	}
	if len(a.Modules.Macro) != len(remote.Modules.Macro) ||
		len(a.Modules.Endpoint) != len(remote.Modules.Endpoint) {
		t.Error("modules were lost")
	}
	var hosts []string
	for _, way := range a.Permissions.External.Fetch["backend"] {
		hosts = append(hosts, way.Address)
	}
	want := []string{"https://sts.us-east-1.amazonaws.com",
		"https://monitoring.eu-central-1.amazonaws.com",
		"https://monitoring.us-east-1.amazonaws.com", "https://*.grafana.net"}
	if slices.Sort(hosts); !slices.Equal(hosts, slices.Sorted(slices.Values(want))) {
		t.Errorf("egress %q, want %q", hosts, want)
	}
}

func TestRefusals(t *testing.T) {
	rows := map[string]struct {
		target manifest.Target
		change func(*manifest.Options)
		want   string
	}{
		"no target": {manifest.Lambda, func(o *manifest.Options) { o.Target = "" },
			"--target"},
		"a bare app id": {
			manifest.Lambda, func(o *manifest.Options) {
				o.AppID = "11111111-2222-4333-8444-555555555555"
			}, "--app-id"},
		"no backend": {manifest.Lambda, func(o *manifest.Options) { o.Backend = "" },
			"--backend"},
		"a backend in clear": {
			manifest.Lambda, func(o *manifest.Options) { o.Backend = "http://example.com" },
			"--backend"},
		"a path of a backend": {manifest.Lambda, func(o *manifest.Options) { o.Backend += "/" },
			"--backend"},
		"no image": {manifest.Container, func(o *manifest.Options) { o.Image = "" },
			"--image"},
		"the latest image": {
			manifest.Container, func(o *manifest.Options) { o.Image = "latest" }, "--image"},
		"an image's address": {
			manifest.Container, func(o *manifest.Options) { o.Image = "registry/pagewatch:1" },
			"--image"},
		"an unknown size": {
			manifest.Container, func(o *manifest.Options) { o.Size = "1m/1Mi" }, "--size"},
		"more least than most": {
			manifest.Container, func(o *manifest.Options) { o.Min, o.Max = 3, 2 }, "--min"},
		"fewer than none": {manifest.Container, func(o *manifest.Options) { o.Min = -1 },
			"--min"},
		"no Region": {
			manifest.Container, func(o *manifest.Options) { o.Partition = commercial() },
			"--regions"},
		"an STS of elsewhere": {
			manifest.Container, func(o *manifest.Options) { o.STSRegion = "cn-north-1" },
			"--sts-region"},
	}
	for name, row := range rows {
		o := valid(row.target)
		row.change(&o)
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want an error that names %s", name, err, row.want)
		}
		if _, err := manifest.Render(nil, o, "ui", "function"); err == nil {
			t.Errorf("%s: rendered all the same", name)
		}
	}
}

func TestAnotherSourceIsRefused(t *testing.T) {
	for name, raw := range map[string]string{
		"no YAML":           "app: [",
		"nothing of an app": "app: {id: x}",
		"no remote":         "app: {id: x, package: {path: x}}\nresources: [{path: x}]",
	} {
		if _, err := manifest.Render([]byte(raw), valid(manifest.Lambda), "ui",
			"function"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// built makes a small build.
func built(t *testing.T, page string) manifest.Built {
	t.Helper()
	dir := t.TempDir()
	write := func(name, content string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("ui/macro.html", page)
	write("ui/icons/alarms.svg", `<svg data-target="lambda"/>`)
	write("lambda/index.js", "lambda")
	write("container/index.js", "container")
	return manifest.Built{Manifest: source, UI: filepath.Join(dir, "ui"),
		Functions: map[manifest.Target]string{
			manifest.Lambda:    filepath.Join(dir, "lambda"),
			manifest.Container: filepath.Join(dir, "container"),
		}}
}

const page = `<html lang="en" data-target="lambda">`

func read(t *testing.T, path ...string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestFolder(t *testing.T) {
	to, from := filepath.Join(t.TempDir(), "app"), built(t, page)
	for _, target := range []manifest.Target{manifest.Container, manifest.Lambda,
		manifest.Container} {
		if err := manifest.Folder(to, from, valid(target)); err != nil {
			t.Fatal(err)
		}
		want := `<html lang="en" data-target="` + string(target) + `">`
		if got := read(t, to, "ui/macro.html"); got != want {
			t.Errorf("%s: the page says %s", target, got)
		}
		if got := read(t, to, "function/index.js"); got != string(target) {
			t.Errorf("%s: the function of %s", target, got)
		}
		if got := read(t, to, "manifest.yml"); got != string(render(t, valid(target))) {
			t.Errorf("%s: another manifest", target)
		}
	}
	if got := read(t, to, "ui/icons/alarms.svg"); got != `<svg data-target="lambda"/>` {
		t.Errorf("an icon was changed: %s", got)
	}
}

func TestFolderKeepsWhatIsNotItsOwn(t *testing.T) {
	to := t.TempDir()
	if err := os.WriteFile(filepath.Join(to, "thesis.txt"), []byte("years"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := manifest.Folder(to, built(t, page), valid(manifest.Lambda)); err == nil ||
		!strings.Contains(err.Error(), "thesis.txt") {
		t.Errorf("got %v, want a refusal that names the file", err)
	}
	if got := read(t, to, "thesis.txt"); got != "years" {
		t.Errorf("the file now says %q", got)
	}
}

func TestFolderRefuses(t *testing.T) {
	gone, unmarked, halfBuilt := built(t, page), built(t, "<html>"), built(t, page)
	gone.UI = filepath.Join(t.TempDir(), "ui")
	delete(halfBuilt.Functions, manifest.Container)
	for name, from := range map[string]manifest.Built{
		"no pages": gone, "pages without the mark": unmarked, "no function": halfBuilt,
		"no manifest": {}} {
		if err := manifest.Folder(t.TempDir(), from, valid(manifest.Container)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := manifest.Folder(t.TempDir(), built(t, page), manifest.Options{}); err == nil {
		t.Error("no options: no error")
	}
}
