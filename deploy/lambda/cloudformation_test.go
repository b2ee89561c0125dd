package lambda_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// node is what stands somewhere in the template: a string, a list, an object, or a call of an
// intrinsic function, which is an object with one name such as Ref or Fn::Sub.
type node = any

type object = map[string]any

// template reads the template with CloudFormation's short forms spelled out.
func template(t *testing.T) object {
	t.Helper()
	raw, err := os.ReadFile("template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(raw))
}

func parse(t *testing.T, raw string) object {
	t.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(raw), &document); err != nil {
		t.Fatal(err)
	}
	return plain(t, document.Content[0]).(object)
}

// plain turns YAML into nodes. Scalars stay strings, whatever YAML would take them for.
func plain(t *testing.T, n *yaml.Node) node {
	t.Helper()
	var out node
	switch n.Kind {
	case yaml.MappingNode:
		o := object{}
		for i := 0; i < len(n.Content); i += 2 {
			if _, twice := o[n.Content[i].Value]; twice {
				t.Errorf("%s stands there twice", n.Content[i].Value)
			}
			o[n.Content[i].Value] = plain(t, n.Content[i+1])
		}
		out = o
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(t, item))
		}
		out = list
	default:
		out = n.Value
	}
	if short, is := strings.CutPrefix(n.Tag, "!"); is && !strings.HasPrefix(n.Tag, "!!") {
		name := "Fn::" + short
		if short == "Ref" {
			name = short
		}
		if short == "GetAtt" {
			resource, attribute, _ := strings.Cut(n.Value, ".")
			out = []any{resource, attribute}
		}
		return object{name: out}
	}
	return out
}

// at follows a path such as Resources.Function.Properties.
func at(t *testing.T, n node, path string) node {
	t.Helper()
	for _, name := range strings.Split(path, ".") {
		o, ok := n.(object)
		if !ok || o[name] == nil {
			t.Fatalf("there is no %s in %v", name, n)
		}
		n = o[name]
	}
	return n
}

func properties(t *testing.T, tpl object, resource string) object {
	t.Helper()
	return at(t, tpl, "Resources."+resource+".Properties").(object)
}

// text writes a node so that it can be compared.
func text(n node) string { return fmt.Sprint(n) }

func ref(name string) node { return object{"Ref": name} }

func sub(s string) node { return object{"Fn::Sub": s} }

func attribute(resource, name string) node { return object{"Fn::GetAtt": []any{resource, name}} }

// references collects what a node refers to: names of Ref, of GetAtt with the attribute, and of the
// variables in Sub.
func references(n node) (refs, attributes, conditions []string) {
	add := func(inner node) {
		r, a, c := references(inner)
		refs, attributes, conditions = append(refs, r...), append(attributes, a...),
			append(conditions, c...)
	}
	switch n := n.(type) {
	case []any:
		for _, item := range n {
			add(item)
		}
	case object:
		for name, inner := range n {
			switch value := inner.(type) {
			case string:
				switch name {
				case "Ref":
					refs = append(refs, value)
				case "Fn::Sub":
					for _, m := range regexp.MustCompile(`\$\{([^}]+)\}`).FindAllStringSubmatch(
						value, -1) {
						refs = append(refs, m[1])
					}
				}
			case []any:
				switch name {
				case "Fn::GetAtt":
					attributes = append(attributes, text(value[0])+"."+text(value[1]))
					continue
				case "Fn::If":
					conditions = append(conditions, text(value[0]))
					add(value[1:])
					continue
				}
			}
			add(inner)
		}
	}
	return refs, attributes, conditions
}

// known are the attributes that the template may ask for, by type.
var known = map[string][]string{
	"AWS::IAM::Role": {"Arn"}, "AWS::Logs::LogGroup": {"Arn"}, "AWS::Lambda::Url": {"FunctionUrl"},
}

// dangling returns what a template refers to and does not have, and what it has and nothing refers
// to.
func dangling(t *testing.T, tpl object) []string {
	t.Helper()
	var out []string
	resources, parameters := at(t, tpl, "Resources").(object), at(t, tpl, "Parameters").(object)
	refs, attributes, conditions := references(
		object{"r": tpl["Resources"], "o": tpl["Outputs"], "c": tpl["Conditions"],
			"u": tpl["Rules"]})
	for _, name := range refs {
		if resources[name] == nil && parameters[name] == nil &&
			!slices.Contains([]string{"AWS::Partition", "AWS::AccountId", "AWS::NoValue"}, name) {
			out = append(out, "nothing is called "+name)
		}
	}
	for _, pair := range attributes {
		resource, name, _ := strings.Cut(pair, ".")
		if resources[resource] == nil ||
			!slices.Contains(known[text(at(t, resources[resource], "Type"))], name) {
			out = append(out, "there is no "+pair)
		}
	}
	for name := range parameters {
		if !slices.Contains(refs, name) {
			out = append(out, "the parameter "+name+" is not used")
		}
	}
	all, _ := tpl["Conditions"].(object)
	for _, name := range conditions {
		if all[name] == nil {
			out = append(out, "there is no condition "+name)
		}
	}
	for name := range all {
		if !slices.Contains(conditions, name) {
			out = append(out, "the condition "+name+" is not used")
		}
	}
	return out
}
