package architecture_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// parsing lists functions that parse bytes or text. Production code that calls one may read
// untrusted input.
var parsing = map[string][]string{
	"encoding/json":   {"Unmarshal", "NewDecoder"},
	"encoding/xml":    {"Unmarshal", "NewDecoder"},
	"encoding/base64": {"Decode", "DecodeString"},
	"encoding/hex":    {"Decode", "DecodeString"},
	"encoding/pem":    {"Decode"},
	"encoding/csv":    {"NewReader"},
	"encoding/gob":    {"NewDecoder"},
	"crypto/x509": {
		"ParsePKIXPublicKey", "ParseCertificate", "ParsePKCS8PrivateKey"},
	"archive/tar":   {"NewReader"},
	"archive/zip":   {"NewReader", "OpenReader"},
	"compress/gzip": {"NewReader"},
	"bufio":         {"NewScanner", "NewReader"},
	"net/url":       {"Parse", "ParseRequestURI", "ParseQuery"},
	"net/netip":     {"ParseAddr", "ParsePrefix"},
	"mime":          {"ParseMediaType"},
	"strconv": {
		"Atoi", "ParseInt", "ParseUint", "ParseFloat", "ParseBool", "Unquote"},
	"time":                         {"Parse", "ParseDuration"},
	"go.etcd.io/bbolt":             {"Open"},
	"go.yaml.in/yaml/v3":           {"Unmarshal", "NewDecoder"},
	"go.yaml.in/yaml":              {"Unmarshal"},
	module + "internal/input":      {"Object"},
	"github.com/golang-jwt/jwt/v5": {"NewParser", "Parse", "ParseWithClaims"},
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch": {"New"},
	"github.com/aws/aws-sdk-go-v2/service/sts":        {"New"},
}

// parsers lists the files that parse, each with the fuzz targets that reach its parsers, or with
// the reason for having none.
var parsers = map[string]string{
	"cmd/container/main.go":                      "-: SERVER_PORT, which the platform sets, by the standard library alone",
	"cmd/container/memory.go":                    "cmd/container.FuzzContainerMemory",
	"cmd/lambda/answer.go":                       "-: flags that the same program puts into its answer",
	"cmd/pagewatch/target_container.go":          "-: the log of a child process that this program starts",
	"cmd/pagewatch/target_lambda.go":             "-: the log of a child process that this program starts",
	"cmd/pagewatch/receipts.go":                  "-: a receipt that the line before verifies",
	"cmd/pagewatch/views.go":                     "-: the audit of the backend that this program runs",
	"internal/platform/adf/adf.go":               "internal/platform/adf.FuzzLink internal/display.FuzzLine",
	"internal/display/host.go":                   "internal/display.FuzzDescription internal/platform/adf.FuzzLink",
	"internal/cloudwatch/alarm/reason/reason.go": "internal/cloudwatch/alarm/reason.FuzzParse",
	"internal/cloudwatch/alarm/reason/usual.go":  "internal/cloudwatch/alarm/reason.FuzzUsual internal/cloudwatch/alarm/reason.FuzzParse",
	"internal/cloudwatch/alarm/reason/line.go":   "internal/cloudwatch/alarm/reason.FuzzParse",
	"internal/cloudwatch/alarm/rule/parse.go":    "internal/cloudwatch/alarm/rule.FuzzParse",
	"internal/platform/auth/auth.go":             "internal/platform/auth.FuzzAuthenticate",
	"internal/platform/auth/keys.go":             "internal/platform/auth.FuzzKeySet",
	"internal/platform/auth/sidecar.go":          "internal/platform/auth.FuzzSidecar",
	"internal/backup/archive.go":                 "internal/backup.FuzzUnpack",
	"internal/backup/snapshot.go":                "internal/connection/embedded.FuzzStoreFile",
	"internal/cloudwatch/describe/describe.go":   "internal/cloudwatch/describe.FuzzDescribe internal/display.FuzzName",
	"internal/cloudwatch/describe/cbor.go":       "internal/cloudwatch/describe.FuzzCount",
	"internal/grafana/client/client.go":          "internal/grafana/client.FuzzAnswer",
	"internal/grafana/client/deprecation.go":     "internal/grafana/client.FuzzAnswer",
	"internal/grafana/client/failure.go":         "internal/grafana/client.FuzzAnswer",
	"internal/grafana/client/link.go":            "internal/grafana/client.FuzzAnswer",
	"internal/grafana/client/pairs.go":           "internal/grafana/client.FuzzTexts internal/grafana/client.FuzzAnswer",
	"internal/grafana/client/project.go":         "internal/grafana/client.FuzzAnswer",
	"internal/grafana/client/rule.go":            "internal/grafana/client.FuzzTexts internal/grafana/client.FuzzAnswer",
	"internal/grafana/client/texts.go":           "internal/grafana/client.FuzzTexts internal/grafana/client.FuzzAnswer",
	"internal/grafana/provider.go":               "-: a question that the resolver sealed, or made itself",
	"internal/grafana/stack/date.go":             "internal/grafana/stack.FuzzDraft",
	"internal/grafana/stack/host.go":             "internal/grafana/stack.FuzzDraft",
	"internal/service/settings_grafana.go":       "-: the operator's own words, by the standard library alone",
	"internal/connection/draft.go":               "internal/connection.FuzzDraft internal/connection.FuzzRoleARN",
	"internal/connection/embedded/embedded.go":   "internal/connection/embedded.FuzzStoreFile internal/connection/embedded.FuzzSealedRecord",
	"internal/connection/embedded/names.go":      "internal/connection/embedded.FuzzName",
	"internal/connection/record.go":              "internal/connection.FuzzRecord",
	"internal/cloudwatch/sts/assume.go":          "internal/cloudwatch/sts.FuzzAssume internal/cloudwatch/sts.FuzzIdentity",
	"internal/egress/egress.go":                  "internal/egress.FuzzGuard",
	"internal/egress/query.go":                   "internal/egress.FuzzGuard",
	"internal/egress/sidecar.go":                 "internal/egress.FuzzSidecarAddress",
	"internal/platform/api/confluence.go":        "internal/platform/api.FuzzOperations",
	"internal/platform/api/storage.go":           "internal/platform/api.FuzzStored",
	"internal/platform/invocation/caller.go":     "internal/platform/invocation.FuzzClaims",
	"internal/cloudwatch/setup/values.go":        "internal/cloudwatch/setup.FuzzRender",
	"internal/receipt/pem.go":                    "internal/receipt.FuzzPublicKey",
	"internal/receipt/sign.go":                   "internal/receipt.FuzzSigningKey",
	"internal/receipt/verify.go":                 "internal/receipt.FuzzVerify",
	"internal/cloudwatch/provider.go":            "internal/resolver.FuzzGrant internal/resolver.FuzzCursor",
	"internal/token/token.go":                    "internal/token.FuzzOpen internal/resolver.FuzzGrant internal/resolver.FuzzCursor internal/proof.FuzzOpen",
	"internal/service/settings_aws.go":           "internal/service.FuzzSettings",
	"internal/resolver/decode.go":                "internal/resolver.FuzzStrict internal/resolver.FuzzBodies internal/resolver.FuzzSpaceQuery",
	"internal/resolver/export.go":                "internal/resolver.FuzzConfig",
	"internal/secret/keyring.go":                 "internal/secret.FuzzKeyring",
	"internal/secret/seal.go":                    "internal/secret.FuzzOpen",
	"internal/cloudwatch/awscall/awscall.go":     "internal/cloudwatch/describe.FuzzDescribe internal/cloudwatch/sts.FuzzAssume",
	"internal/cloudwatch/awscall/cause.go":       "internal/cloudwatch/awscall.FuzzCause",
	"internal/connection/embedded/shed.go":       "internal/connection/embedded.FuzzStoreFile",
	"internal/connection/embedded/verify.go":     "internal/connection/embedded.FuzzStoreFile",
	"internal/platform/manifest/editor.go":       "-: paths in the manifest of this repository, which the code itself names",
	"internal/platform/manifest/manifest.go":     "-: the manifest of this repository, and flags of the operator's own command",
	"internal/service/service.go":                "internal/service.FuzzSettings",
	"internal/secret/value.go":                   "internal/secret.FuzzValue",
	"internal/service/container.go":              "internal/service.FuzzSettings",
	"internal/service/settings.go":               "internal/service.FuzzSettings",
	"internal/input/json.go":                     "internal/input.FuzzObject",
	"internal/upstream/retryafter.go":            "internal/upstream.FuzzRetryAfter",
	"internal/upstream/upstream.go":              "internal/upstream.FuzzCleanCode",
}

// trustedInput lists folders whose parsers read no untrusted input: simulations, benchmarks,
// helpers of tests, and tools that run during a release.
var trustedInput = []string{"internal/sim/", "bench/", "internal/service/faults/", "deploy/",
	"tools/", "frontend/"}

// goFiles lists the Go files of the repository that git tracks or does not ignore, by their path
// from its root.
func goFiles(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard", "*.go")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("listing files:", err)
	}
	return strings.Fields(string(out))
}

// calls returns the calls of parsing functions in a file. A method is recognized by its name alone
// if its package is imported: base64.StdEncoding.DecodeString.
func calls(file *ast.File) []string {
	wanted := map[string][]string{} // by the name of the import
	for _, imported := range file.Imports {
		importPath := strings.Trim(imported.Path.Value, `"`)
		name := path.Base(strings.TrimSuffix(strings.TrimSuffix(importPath, "/v3"), "/v5"))
		if imported.Name != nil {
			name = imported.Name.Name
		}
		wanted[name] = parsing[importPath]
	}
	var found []string
	ast.Inspect(file, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		root := selector.X
		for {
			switch x := root.(type) {
			case *ast.SelectorExpr:
				root = x.X
				continue
			case *ast.CallExpr:
				root = x.Fun
				continue
			}
			break
		}
		if name, ok := root.(*ast.Ident); ok &&
			slices.Contains(wanted[name.Name], selector.Sel.Name) {
			found = append(found, name.Name+"."+selector.Sel.Name)
		}
		return true
	})
	return found
}

// unlisted returns a complaint about a file that parses and is not on the list, "" for other files.
func unlisted(name string, file *ast.File) string {
	found := calls(file)
	if _, listed := parsers[name]; len(found) == 0 || listed {
		return ""
	}
	return name + " parses (" + strings.Join(found, ", ") +
		"): give it a fuzz target, and name it in the list of parsers"
}

// TestEveryParserIsFuzzed compares the list of parsers with the code. Every file that calls a
// parsing function is on the list, every target on the list exists, and every target is on the
// list. scripts/fuzz checks that every target has seeds.
func TestEveryParserIsFuzzed(t *testing.T) {
	targets, files := map[string]bool{}, map[string]bool{}
	for _, name := range goFiles(t) {
		if strings.HasSuffix(name, "_test.go") {
			file, err := parser.ParseFile(token.NewFileSet(), "../../"+name, nil,
				parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range file.Decls {
				if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil &&
					strings.HasPrefix(f.Name.Name, "Fuzz") {
					targets[path.Dir(name)+"."+f.Name.Name] = false
				}
			}
			continue
		}
		if slices.ContainsFunc(trustedInput, func(folder string) bool {
			return strings.HasPrefix(name, folder)
		}) || strings.HasSuffix(path.Dir(name), "test") {
			continue
		}
		files[name] = true
		file, err := parser.ParseFile(token.NewFileSet(), "../../"+name, nil,
			parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if complaint := unlisted(name, file); complaint != "" {
			t.Error(complaint)
		}
	}
	for name, row := range parsers {
		if !files[name] {
			t.Errorf("%s is on the list of parsers and does not exist", name)
		}
		if strings.HasPrefix(row, "-: ") {
			continue
		}
		for target := range strings.FieldsSeq(row) {
			if _, exists := targets[target]; !exists {
				t.Errorf("%s is to be fuzzed by %s, which does not exist", name, target)
			}
			targets[target] = true
		}
	}
	for _, target := range slices.Sorted(maps.Keys(targets)) {
		if !targets[target] && !strings.HasPrefix(target, "internal/sim/") {
			t.Errorf("%s is not on the list of parsers: say which file it is for", target)
		}
	}
	if len(targets) < 40 {
		t.Errorf("only %d targets were found", len(targets))
	}
}

// TestUnlistedParsersAreFound: calls of parsers are found in every form.
func TestUnlistedParsersAreFound(t *testing.T) {
	for source, caught := range map[string]bool{
		`import "encoding/json"; func f(b []byte) { _ = json.Unmarshal(b, nil) }`:                       true,
		`import j "encoding/json"; func f(r io.Reader) { _ = j.NewDecoder(r).Decode(nil) }`:             true,
		`import "encoding/base64"; func f(s string) { base64.RawURLEncoding.Strict().DecodeString(s) }`: true,
		`import "strconv"; var parse = strconv.Atoi`:                                                    true,
		`import "go.yaml.in/yaml/v3"; func f(b []byte) { yaml.Unmarshal(b, nil) }`:                      true,
		`import "encoding/json"; func f() { json.Marshal(1) }`:                                          false,
		`func f() { x.Unmarshal() }`:                                                                    false,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\n"+source,
			parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := unlisted("internal/x/x.go", file) != ""; got != caught {
			t.Errorf("%s: %v, want %v", source, got, caught)
		}
	}
}
