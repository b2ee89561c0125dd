package container_test

import (
	"os"
	"reflect"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// statement is one of a policy. Tags such as !Sub do not count here.
type statement struct{ Effect, Action, Resource string }

// TestThePrincipalMayAssumeRolesAndNothingElse reads all that the template makes.
func TestThePrincipalMayAssumeRolesAndNothingElse(t *testing.T) {
	raw, err := os.ReadFile("principal.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var template struct {
		Resources map[string]struct {
			Type       string         `yaml:"Type"`
			Properties map[string]any `yaml:"Properties"`
		} `yaml:"Resources"`
		Outputs map[string]any `yaml:"Outputs"`
	}
	if err := yaml.Unmarshal(raw, &template); err != nil {
		t.Fatal(err)
	}
	user, ok := template.Resources["User"]
	if !ok || len(template.Resources) != 1 || user.Type != "AWS::IAM::User" {
		t.Fatalf("it makes %v, want one user", template.Resources)
	}
	var names []string
	for name := range user.Properties {
		names = append(names, name)
	}
	if slices.Sort(names); !slices.Equal(names, []string{"Policies", "UserName"}) {
		t.Errorf("the user has %q: no password, no group, no managed policy", names)
	}
	if len(template.Outputs) != 1 {
		t.Errorf("outputs %v: keys never belong there", template.Outputs)
	}
	var policies []struct {
		PolicyDocument struct {
			Statement []map[string]string `yaml:"Statement"`
		} `yaml:"PolicyDocument"`
	}
	again, err := yaml.Marshal(user.Properties["Policies"])
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(again, &policies); err != nil || len(policies) != 1 {
		t.Fatalf("policies %v, %v", policies, err)
	}
	var got []statement
	for _, s := range policies[0].PolicyDocument.Statement {
		if len(s) != 3 {
			t.Errorf("a statement with more than effect, action and resource: %v", s)
		}
		got = append(got, statement{s["Effect"], s["Action"], s["Resource"]})
	}
	want := []statement{
		{"Allow", "sts:AssumeRole", "arn:${AWS::Partition}:iam::*:role/${RolePrefix}*"},
		{"Deny", "sts:AssumeRole", "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("statements %v, want %v", got, want)
	}
}
