package setup_test

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// parameter is a parameter of a CloudFormation template.
type parameter struct {
	Type                  string  `yaml:"Type"`
	Default               *string `yaml:"Default"`
	AllowedPattern        string  `yaml:"AllowedPattern"`
	ConstraintDescription string  `yaml:"ConstraintDescription"`
	NoEcho                bool    `yaml:"NoEcho"`
}

// allows reports whether the pattern matches all of a value, or each one of a list.
func (p parameter) allows(value string) bool {
	pattern := regexp.MustCompile(`^(?:` + p.AllowedPattern + `)$`)
	return !slices.ContainsFunc(p.values(value), func(one any) bool {
		return !pattern.MatchString(one.(string))
	})
}

// values returns what a value stands for.
func (p parameter) values(value string) list {
	if p.Type != "CommaDelimitedList" {
		return list{value}
	}
	var out list
	for one := range strings.SplitSeq(value, ",") {
		out = append(out, one)
	}
	return out
}

func parameters(t testing.TB, text string) map[string]parameter {
	t.Helper()
	var template struct {
		Parameters map[string]parameter `yaml:"Parameters"`
	}
	if err := yaml.Unmarshal([]byte(text), &template); err != nil {
		t.Fatal(err)
	}
	return template.Parameters
}

// cloudFormation makes the stack of a template with the given parameters, and the defaults of the
// others. It supports what the published template uses, and refuses everything else.
func cloudFormation(t testing.TB, text string, given map[string]string) made {
	t.Helper()
	s := stack{t: t, refs: map[string]string{}, lists: map[string]list{}}
	for name, p := range parameters(t, text) {
		if p.Default != nil {
			s.refs[name] = *p.Default
		}
		if value, ok := given[name]; ok {
			s.refs[name] = value
		}
		if !p.allows(s.refs[name]) {
			t.Fatalf("%s: no value, or one that its pattern refuses", name)
		}
		if p.Type == "CommaDelimitedList" {
			s.lists[name] = p.values(s.refs[name])
		}
	}
	s.refs["AWS::Partition"] = strings.Split(s.refs["PrincipalArn"], ":")[1]
	var template struct {
		Resources map[string]struct {
			Type       string    `yaml:"Type"`
			Properties yaml.Node `yaml:"Properties"`
		} `yaml:"Resources"`
		Outputs map[string]struct {
			Value yaml.Node `yaml:"Value"`
		} `yaml:"Outputs"`
	}
	if err := yaml.Unmarshal([]byte(text), &template); err != nil {
		t.Fatal(err)
	}
	role := template.Resources["Role"]
	arn := template.Outputs["RoleArn"].Value
	if len(template.Resources) != 1 || role.Type != "AWS::IAM::Role" || arn.Tag != "!GetAtt" ||
		arn.Value != "Role.Arn" {
		t.Fatal("the stack is not one role whose ARN is an output")
	}
	return s.role(&role.Properties)
}

// stack evaluates the intrinsic functions of a template.
type stack struct {
	t     testing.TB
	refs  map[string]string
	lists map[string]list
}

// role reads the properties of a role, which must be exactly these.
func (s stack) role(n *yaml.Node) made {
	s.t.Helper()
	role := s.value(n).(object)
	want := []string{"AssumeRolePolicyDocument", "Description", "MaxSessionDuration", "Policies",
		"RoleName"}
	if names := slices.Sorted(maps.Keys(role)); !reflect.DeepEqual(names, want) {
		s.t.Fatalf("the role has %q, want %q", names, want)
	}
	policies := role["Policies"].(list)
	if len(policies) != 1 {
		s.t.Fatalf("%d policies", len(policies))
	}
	session, err := strconv.Atoi(role["MaxSessionDuration"].(string))
	if err != nil {
		s.t.Fatal(err)
	}
	return made{RoleName: role["RoleName"].(string), Session: session,
		Trust:       role["AssumeRolePolicyDocument"],
		Permissions: policies[0].(object)["PolicyDocument"]}
}

// value returns what a node stands for: scalars as strings, as JSON policies have them.
func (s stack) value(n *yaml.Node) any {
	s.t.Helper()
	switch n.Tag {
	case "!Ref":
		if several, ok := s.lists[n.Value]; ok {
			return single(several)
		}
		return s.ref(n.Value)
	case "!Split":
		parts := s.list(n)
		var out list
		for _, part := range strings.Split(parts[1].(string), parts[0].(string)) {
			out = append(out, part)
		}
		return out
	case "!Select":
		parts := s.list(n)
		i, err := strconv.Atoi(parts[0].(string))
		if err != nil {
			s.t.Fatal(err)
		}
		return parts[1].(list)[i]
	case "!Sub":
		parts := s.list(n)
		return s.sub(parts[0].(string), parts[1].(object))
	case "!!map":
		return s.mapping(n)
	case "!!seq":
		return s.list(n)
	case "!!str", "!!int":
		return n.Value
	}
	s.t.Fatalf("line %d: %s is not known here", n.Line, n.Tag)
	return nil
}

func (s stack) ref(name string) string {
	s.t.Helper()
	value, ok := s.refs[name]
	if !ok {
		s.t.Fatalf("nothing is called %s", name)
	}
	return value
}

func (s stack) sub(text string, names object) string {
	s.t.Helper()
	return regexp.MustCompile(`\$\{([^}]+)\}`).ReplaceAllStringFunc(text, func(m string) string {
		name := m[2 : len(m)-1]
		if value, ok := names[name]; ok {
			return value.(string)
		}
		return s.ref(name)
	})
}

func (s stack) mapping(n *yaml.Node) object {
	s.t.Helper()
	out := object{}
	for i := 0; i < len(n.Content); i += 2 {
		name := n.Content[i].Value
		if _, twice := out[name]; twice {
			s.t.Fatalf("line %d: %s twice", n.Line, name)
		}
		out[name] = s.value(n.Content[i+1])
	}
	return out
}

func (s stack) list(n *yaml.Node) list {
	s.t.Helper()
	var out list
	for _, item := range n.Content {
		out = append(out, s.value(item))
	}
	return out
}

// TestPublishedTemplateNeedsItsValues: a default that its own pattern refuses would make the whole
// template invalid, so the parameters have none, and the placeholders for people are refused too.
func TestPublishedTemplateNeedsItsValues(t *testing.T) {
	declared := parameters(t, published(t, "pagewatch-role.yaml"))
	for name, placeholder := range map[string]string{
		"ExternalId": "PASTE_EXTERNAL_ID", "PrincipalArn": "PASTE_PRINCIPAL_ARN"} {
		p := declared[name]
		if p.Default != nil || p.allows(placeholder) || p.allows("") || p.NoEcho ||
			p.ConstraintDescription == "" {
			t.Errorf("%s can be left out, is hidden, or is refused without a word: %+v", name, p)
		}
		if text := fmt.Sprintf("# Default: %q", placeholder); !strings.Contains(
			published(t, "pagewatch-role.yaml"), text) {
			t.Errorf("%s: nothing to fill in", name)
		}
	}
	if p := declared["RoleName"]; p.Default == nil || *p.Default != "PagewatchReadAlarms" ||
		!p.allows(*p.Default) {
		t.Errorf("the role has no good name: %+v", p)
	}
}
