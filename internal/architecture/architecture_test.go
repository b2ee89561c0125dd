package architecture_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "pagewatch/"

// layers lists the packages of this module that each package may import. A package without a row is
// refused. Imports run downwards: pure types, the packages that use them, the resolver, the wiring,
// the commands.
var layers = map[string][]string{
	// Pure.
	"internal/secret":   {},
	"internal/budget":   {},
	"internal/display":  {},
	"internal/input":    {},
	"internal/durable":  {},
	"internal/backup":   {},
	"internal/hygiene":  {},
	"internal/upstream": {},
	"internal/verdict":  {},
	"internal/token":    {"internal/secret"},
	"internal/proof":    {"internal/secret", "internal/token"},
	"internal/receipt":  {"internal/input", "internal/secret"},
	// The platform: Forge and Confluence.
	"internal/platform/adf":        {"internal/display"},
	"internal/platform/invocation": {"internal/secret"},
	"internal/platform/access": {
		"internal/input", "internal/platform/invocation", "internal/secret",
	},
	"internal/platform/manifest": {
		"internal/cloudwatch/region", "internal/durable", "internal/egress",
		"internal/grafana/stack",
	},
	"internal/platform/auth": {
		"internal/input", "internal/platform/invocation", "internal/secret",
	},
	"internal/platform/api": {
		"internal/connection", "internal/platform/access", "internal/secret",
		"internal/upstream",
	},
	// What is kept, what is recorded, and what may leave.
	"internal/connection": {
		"internal/cloudwatch/account", "internal/cloudwatch/externalid", "internal/display",
		"internal/grafana/stack", "internal/input", "internal/platform/access", "internal/proof",
		"internal/secret",
	},
	"internal/connection/embedded": {"internal/connection", "internal/secret"},
	"internal/audit":               {"internal/upstream"},
	"internal/egress":              {"internal/cloudwatch/region", "internal/platform/invocation"},
	// CloudWatch.
	"internal/cloudwatch/region":     {},
	"internal/cloudwatch/externalid": {"internal/secret"},
	"internal/cloudwatch/account": {
		"internal/cloudwatch/externalid", "internal/cloudwatch/region", "internal/input",
		"internal/proof", "internal/secret",
	},
	"internal/cloudwatch/setup": {
		"deploy/customer", "internal/cloudwatch/account", "internal/cloudwatch/region",
		"internal/secret",
	},
	"internal/cloudwatch/alarm/reason": {},
	"internal/cloudwatch/alarm/rule":   {},
	"internal/cloudwatch/alarm": {
		"internal/cloudwatch/account", "internal/cloudwatch/alarm/reason",
		"internal/cloudwatch/alarm/rule", "internal/display", "internal/input",
		"internal/verdict",
	},
	"internal/cloudwatch/awscall": {"internal/cloudwatch/account", "internal/upstream"},
	"internal/cloudwatch/sts": {
		"internal/cloudwatch/account", "internal/cloudwatch/awscall", "internal/secret",
		"internal/upstream",
	},
	"internal/cloudwatch/describe": {
		"internal/budget", "internal/cloudwatch/alarm", "internal/cloudwatch/alarm/reason",
		"internal/cloudwatch/alarm/rule", "internal/cloudwatch/account",
		"internal/cloudwatch/awscall", "internal/display", "internal/upstream",
	},
	"internal/cloudwatch": {
		"internal/cloudwatch/account", "internal/cloudwatch/alarm", "internal/cloudwatch/awscall",
		"internal/cloudwatch/externalid", "internal/connection", "internal/display",
		"internal/input", "internal/proof", "internal/secret", "internal/source",
		"internal/upstream", "internal/verdict",
	},
	// Grafana.
	"internal/grafana/rights": {},
	"internal/grafana/stack": {
		"internal/display", "internal/input", "internal/proof", "internal/secret",
	},
	"internal/grafana/alert": {
		"internal/display", "internal/grafana/stack", "internal/input", "internal/verdict",
	},
	"internal/grafana/client": {
		"internal/budget", "internal/display", "internal/egress", "internal/grafana/alert",
		"internal/grafana/stack", "internal/secret", "internal/upstream",
	},
	"internal/grafana": {
		"internal/budget", "internal/connection", "internal/display", "internal/grafana/alert",
		"internal/grafana/client", "internal/grafana/rights", "internal/grafana/stack",
		"internal/input", "internal/proof", "internal/secret", "internal/source",
		"internal/upstream", "internal/verdict",
	},
	// What providers and the resolver exchange.
	"internal/source": {
		"internal/cloudwatch/alarm", "internal/grafana/alert", "internal/proof",
		"internal/upstream", "internal/verdict",
	},
	// The resolver. No adapter, no SDK.
	"internal/resolver/flight": {},
	"internal/resolver/limit":  {},
	"internal/resolver/stream": {"internal/source"},
	"internal/resolver/export": {
		"internal/display", "internal/platform/adf", "internal/resolver/stream", "internal/source",
		"internal/verdict",
	},
	"internal/resolver": {
		"internal/audit", "internal/budget", "internal/cloudwatch/alarm",
		"internal/cloudwatch/setup", "internal/connection", "internal/grafana/stack",
		"internal/input", "internal/platform/access", "internal/platform/adf",
		"internal/platform/invocation", "internal/proof", "internal/receipt",
		"internal/resolver/export", "internal/resolver/flight", "internal/resolver/limit",
		"internal/resolver/stream", "internal/secret", "internal/source", "internal/token",
		"internal/upstream",
	},
	// The wiring, and the commands.
	"internal/service": {
		"internal/audit", "internal/budget", "internal/cloudwatch", "internal/cloudwatch/account",
		"internal/cloudwatch/describe", "internal/cloudwatch/region",
		"internal/cloudwatch/setup", "internal/cloudwatch/sts", "internal/connection",
		"internal/egress", "internal/grafana", "internal/grafana/client",
		"internal/grafana/stack", "internal/platform/access", "internal/platform/api",
		"internal/platform/auth", "internal/proof", "internal/receipt", "internal/resolver",
		"internal/resolver/limit", "internal/secret",
	},
	"cmd/container": {"internal/hygiene", "internal/platform/invocation", "internal/service"},
	"cmd/lambda":    {"internal/egress", "internal/hygiene", "internal/service"},
	"cmd/pagewatch": {
		"internal/backup", "internal/cloudwatch/region", "internal/connection/embedded",
		"internal/durable", "internal/platform/manifest", "internal/receipt", "internal/secret",
		"internal/service", "internal/sim", "internal/sim/aws", "internal/sim/child",
		"internal/sim/grafana", "internal/sim/lambda", "internal/sim/ports", "internal/sim/sidecar",
	},
	// What customers and operators apply.
	"deploy/container":   {},
	"deploy/customer":    {},
	"deploy/lambda":      {},
	"deploy/lambda/pack": {"internal/durable"},
	// Simulations that have a row of their own.
	"internal/sim/fit": {"internal/platform/invocation"},
	// For tests.
	"internal/platform/access/accesstest": {
		"internal/platform/access", "internal/platform/invocation", "internal/secret",
	},
	"internal/connection/connectiontest": {
		"internal/cloudwatch/account",
		"internal/cloudwatch/region", "internal/connection", "internal/platform/access",
		"internal/platform/access/accesstest", "internal/proof", "internal/secret",
	},
	"internal/service/servicetest": {
		"internal/cloudwatch/account",
		"internal/cloudwatch/region", "internal/connection",
		"internal/connection/connectiontest", "internal/connection/embedded",
		"internal/durable/durabletest", "internal/egress",
		"internal/grafana/stack",
		"internal/grafana/stack/stacktest", "internal/platform/invocation", "internal/proof", "internal/secret", "internal/service",
		"internal/sim/aws", "internal/sim/fit",
	},
	"internal/grafana/stack/stacktest": {"internal/secret"},
	"internal/durable/durabletest":     {},
	"internal/goldentest":              {},
	"internal/hygiene/hygienetest":     {},
	"internal/service/faults":          {},
	"internal/service/faults/killed":   {},
	"internal/architecture":            {},
}

// simulations is the folder of the imitated services. Its packages may import each other, and those
// of pure.
const simulations = "internal/sim"

// pure lists the packages outside simulations that they may import.
var pure = []string{"internal/durable", "internal/platform/invocation", "internal/secret"}

// keepOut lists dependencies, direct or indirect, that a package may not have.
var keepOut = map[string][]string{
	"internal/resolver": {"github.com/aws/", "go.etcd.io/", "github.com/golang-jwt/",
		"github.com/MicahParks/"},
	"cmd/container": {"go.etcd.io/", "go.yaml.in/", "pagewatch/internal/sim",
		"pagewatch/internal/connection/embedded",
		"github.com/aws/aws-sdk-go-v2/config", "github.com/aws/aws-lambda-go"},
	"cmd/lambda": {"go.etcd.io/", "go.yaml.in/", "pagewatch/internal/sim",
		"pagewatch/internal/connection/embedded",
		"github.com/aws/aws-sdk-go-v2/config"},
}

type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("listing packages:", err)
	}
	var list []pkg
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// complaints returns the imports and dependencies of a package that are not allowed.
func complaints(p pkg) []string {
	name := strings.TrimPrefix(p.ImportPath, module)
	simulated := name == simulations || strings.HasPrefix(name, simulations+"/")
	allowed, listed := layers[name]
	var out []string
	if !listed && !simulated {
		out = append(out, name+" has no row in layers")
	}
	for _, imported := range p.Imports {
		own, isOwn := strings.CutPrefix(imported, module)
		switch {
		case !isOwn, slices.Contains(allowed, own):
		case simulated && (strings.HasPrefix(own, simulations+"/") || slices.Contains(pure, own)):
		default:
			out = append(out, name+" may not import "+own)
		}
	}
	for _, dep := range p.Deps {
		for _, barred := range keepOut[name] {
			if strings.HasPrefix(dep, barred) {
				out = append(out, name+" may not reach "+dep)
			}
		}
	}
	return out
}

func TestPackagesKeepTheirPlace(t *testing.T) {
	list := packages(t)
	seen := map[string]bool{}
	for _, p := range list {
		seen[strings.TrimPrefix(p.ImportPath, module)] = true
		for _, complaint := range complaints(p) {
			t.Error(complaint)
		}
	}
	for name := range layers {
		if !seen[name] {
			t.Errorf("%s has a row in layers and does not exist", name)
		}
	}
}

// TestLayersCanFail: a package or an import that is not allowed gives a complaint.
func TestLayersCanFail(t *testing.T) {
	for name, p := range map[string]pkg{
		"an unlisted package": {ImportPath: module + "internal/utils"},
		"an adapter importing another": {
			ImportPath: module + "internal/cloudwatch/describe",
			Imports:    []string{module + "internal/platform/api"}},
		"production importing a simulation": {
			ImportPath: module + "cmd/lambda", Imports: []string{module + "internal/sim"}},
		"the resolver reaching the SDK": {
			ImportPath: module + "internal/resolver",
			Deps:       []string{"github.com/aws/aws-sdk-go-v2/aws"}},
		"a simulation importing the resolver": {
			ImportPath: module + "internal/sim/forge",
			Imports:    []string{module + "internal/resolver"}},
		"the credential chain in a Lambda": {
			ImportPath: module + "cmd/lambda",
			Deps:       []string{"github.com/aws/aws-sdk-go-v2/config"}},
	} {
		if len(complaints(p)) == 0 {
			t.Errorf("%s was not noticed", name)
		}
	}
}
