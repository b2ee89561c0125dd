package architecture_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// providerWords are the words by which an identifier names a provider, or a thing that only one
// provider has.
var providerWords = []string{"aws", "arn", "iam", "cloudwatch", "grafana"}

// providerFolders may name providers: their own folders, the wiring, the simulations, the commands,
// and what customers and operators apply.
var providerFolders = []string{
	"internal/cloudwatch/", "internal/grafana/", "internal/service/", "internal/sim/", "cmd/", "deploy/",
}

// providerFiles may name providers, each for a reason of its own. A file that names none any more
// has to leave the list.
var providerFiles = map[string]string{
	"internal/connection/target.go":            "what a connection can reach",
	"internal/connection/target_externalid.go": "which connections use an External ID, and which one",
	"internal/connection/draft.go":             "the fields of a draft on the wire",
	"internal/resolver/provider.go":            "the switch from a kind of connection to its provider",
	"internal/platform/manifest/container.go":  "the hosts that a container's app declares",
	"internal/platform/manifest/manifest.go":   "the operator's choice of the providers",
	"internal/egress/rules.go":                 "the table of what may leave",
}

// words splits an identifier: AWSRole is aws role, cloudWatchEndpoint is cloud watch endpoint.
func words(name string) []string {
	var out []string
	runes := []rune(name)
	start := 0
	for i := 1; i <= len(runes); i++ {
		switch {
		case i == len(runes), runes[i] == '_', runes[i-1] == '_',
			unicode.IsUpper(runes[i]) && !unicode.IsUpper(runes[i-1]),
			unicode.IsUpper(runes[i]) && i+1 < len(runes) && unicode.IsLower(runes[i+1]):
			if word := strings.Trim(string(runes[start:i]), "_"); word != "" {
				out = append(out, strings.ToLower(word))
			}
			start = i
		}
	}
	return out
}

// namesProvider reports whether an identifier names a provider. Two words can be one: CloudWatch.
func namesProvider(name string) bool {
	parts := words(name)
	for i, word := range parts {
		if slices.Contains(providerWords, word) ||
			i > 0 && slices.Contains(providerWords, parts[i-1]+word) {
			return true
		}
	}
	return false
}

// providerNames returns the identifiers of a file that name a provider. Import paths are none.
func providerNames(file *ast.File) []string {
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && namesProvider(id.Name) &&
			!slices.Contains(out, id.Name) {
			out = append(out, id.Name)
		}
		return true
	})
	return out
}

// TestSharedPackagesNameNoProvider: a second provider is added beside the first, and changes no
// shared package but for the listed files.
func TestSharedPackagesNameNoProvider(t *testing.T) {
	tracked, err := exec.Command("git", "-C", "../..", "ls-files", "internal/*.go").Output()
	if err != nil {
		t.Fatal(err)
	}
	needed := map[string]bool{}
	for name := range strings.Lines(string(tracked)) {
		name = strings.TrimSpace(name)
		inFolder := func(folder string) bool { return strings.HasPrefix(name, folder) }
		if slices.ContainsFunc(providerFolders, inFolder) || strings.HasSuffix(name, "_test.go") ||
			strings.Contains(name, "test/") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), "../../"+name, nil,
			parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		found := providerNames(file)
		if _, exempt := providerFiles[name]; exempt {
			needed[name] = len(found) > 0
		} else if len(found) > 0 {
			t.Errorf("%s names a provider: %v", name, found)
		}
	}
	for name := range providerFiles {
		if !needed[name] {
			t.Errorf("%s names no provider and need not be on the list", name)
		}
	}
}

// TestProviderNamesAreSeen holds identifiers against what they name.
func TestProviderNamesAreSeen(t *testing.T) {
	for name, want := range map[string]bool{
		"AWSRole": true, "roleARN": true, "CloudWatch": true, "cloudWatchEndpoint": true,
		"IAMUser": true, "arn": true, "aws_timeout": true, "GrafanaStack": true,
		"learn": false, "Region": false, "warnings": false, "draws": false, "cloud": false,
		"watch": false, "account": false, "": false,
	} {
		if got := namesProvider(name); got != want {
			t.Errorf("%q: %v, want %v (%v)", name, got, want, words(name))
		}
	}
}
