package setup_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// functions are the Terraform functions that the published file uses.
var functions = map[string]function.Function{
	"can": tryfunc.CanFunc, "jsonencode": stdlib.JSONEncodeFunc, "regex": stdlib.RegexFunc,
	"split": stdlib.SplitFunc,
}

// plan evaluates a Terraform file with the defaults of its variables.
type plan struct {
	t       testing.TB
	blocks  hclsyntax.Blocks
	names   map[string]cty.Value // var, local, and the resources of the file
	refused []string             // by the validations of variables
}

func newPlan(t testing.TB, text string) *plan {
	t.Helper()
	f, diagnostics := hclsyntax.ParseConfig([]byte(text), "pagewatch-role.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	p := &plan{t: t, blocks: f.Body.(*hclsyntax.Body).Blocks, names: map[string]cty.Value{}}
	p.names["aws_iam_role"] = cty.ObjectVal(
		map[string]cty.Value{"pagewatch": cty.ObjectVal(map[string]cty.Value{
			"name": cty.StringVal("the role's name"), "arn": cty.StringVal("the role's ARN"),
		})})
	variables := map[string]cty.Value{}
	for _, b := range p.blocks {
		if b.Type == "variable" {
			variables[b.Labels[0]] = p.value(b.Body, "default")
		}
	}
	p.names["var"] = cty.ObjectVal(variables)
	p.validate()
	return p
}

// validate evaluates the validations of every variable.
func (p *plan) validate() {
	p.t.Helper()
	for _, b := range p.blocks {
		for _, inner := range b.Body.Blocks {
			if b.Type == "variable" && inner.Type == "validation" &&
				p.value(inner.Body, "condition").False() {
				p.refused = append(p.refused, p.value(inner.Body, "error_message").AsString())
			}
		}
	}
}

// value evaluates an attribute. An undefined name is an error.
func (p *plan) value(body *hclsyntax.Body, name string) cty.Value {
	p.t.Helper()
	attribute, ok := body.Attributes[name]
	if !ok {
		p.t.Fatalf("no %s at %v", name, body.SrcRange)
	}
	v, diagnostics := attribute.Expr.Value(
		&hcl.EvalContext{Variables: p.names, Functions: functions})
	if diagnostics.HasErrors() {
		p.t.Fatal(diagnostics)
	}
	return v
}

// block returns the one block with that type and those labels, and checks that it has the
// attributes and no more.
func (p *plan) block(header string, attributes ...string) *hclsyntax.Body {
	p.t.Helper()
	for _, b := range p.blocks {
		if strings.Join(append([]string{b.Type}, b.Labels...), " ") != header {
			continue
		}
		if len(b.Body.Attributes) != len(attributes) {
			p.t.Errorf("%s has %d attributes, want %q", header, len(b.Body.Attributes), attributes)
		}
		return b.Body
	}
	p.t.Fatalf("no %s", header)
	return nil
}

// simplified returns a trust policy with each list of one as its value.
func simplified(trust any) any {
	condition := trust.(object)["Statement"].(list)[0].(object)["Condition"].(object)
	ids := condition["StringEquals"].(object)
	ids["sts:ExternalId"] = single(ids["sts:ExternalId"].(list))
	return trust
}

func terraform(t testing.TB, text string) made {
	t.Helper()
	p := newPlan(t, text)
	if len(p.refused) > 0 {
		t.Fatalf("refused: %q", p.refused)
	}
	locals := map[string]cty.Value{}
	for name := range p.block("locals", "principal_partition", "principal_account").Attributes {
		locals[name] = p.value(p.block("locals", "principal_partition", "principal_account"), name)
	}
	p.names["local"] = cty.ObjectVal(locals)
	resources := 0
	for _, b := range p.blocks {
		if b.Type == "resource" || b.Type == "data" || b.Type == "module" {
			resources++
		}
	}
	role := p.block("resource aws_iam_role pagewatch", "name", "description",
		"max_session_duration", "assume_role_policy")
	policy := p.block("resource aws_iam_role_policy describe_alarms", "name", "role", "policy")
	output := p.value(p.block("output role_arn", "description", "value"), "value").AsString()
	if on := p.value(policy, "role").AsString(); resources != 2 || on != "the role's name" ||
		output != "the role's ARN" {
		t.Fatalf("%d resources, the policy is on %q, and the output is %q", resources, on, output)
	}
	session, _ := p.value(role, "max_session_duration").AsBigFloat().Int64()
	return made{RoleName: p.value(role, "name").AsString(), Session: int(session),
		Trust:       simplified(parse(t, p.value(role, "assume_role_policy").AsString())),
		Permissions: parse(t, p.value(policy, "policy").AsString())}
}

func TestPublishedTerraformNeedsItsValues(t *testing.T) {
	refused := newPlan(t, published(t, "pagewatch-role.tf")).refused
	if len(refused) != 2 || !strings.HasPrefix(refused[0], "Set external_id to the External ID") ||
		!strings.HasPrefix(refused[1], "Set principal_arn to the ARN") {
		t.Errorf("refused with %q, want a sentence for external_id and for principal_arn", refused)
	}
	badName := strings.Replace(published(t, "pagewatch-role.tf"), `"PagewatchReadAlarms"`, `"a b"`,
		1)
	if refused := newPlan(t, badName).refused; len(refused) != 3 {
		t.Errorf("refused with %q, want a sentence for role_name as well", refused)
	}
}
