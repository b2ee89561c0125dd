package service_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

// TestEveryStepIsAudited: a record names the step, its outcome, and the connection, if any.
func TestEveryStepIsAudited(t *testing.T) {
	b := servicetest.New(t, nil)
	b.ExternalID(servicetest.Call{})
	if err := b.Cloud.PutTrustPolicy(servicetest.RoleARN, trust(b, "")); err != nil {
		t.Fatal(err)
	}
	b.Test(servicetest.Call{}, body(servicetest.RoleDraft(nil)), "principal", "assume",
		"refuse-random")
	audit := b.Audit.String()
	for _, want := range []string{
		`"operation":"test of a connection: assume","outcome":"ok"`,
		`"operation":"test of a connection: refuse-random","outcome":"trust_random_id"`,
		`"operation":"POST /v1/connections/test assume","outcome":"ok"`,
		`"operation":"POST /v1/connections/test refuse-random","outcome":"trust_random_id"`,
	} {
		if !strings.Contains(audit, want) {
			t.Errorf("no %s in\n%s", want, audit)
		}
	}
	if strings.Contains(audit, `"connection":"c-`) {
		t.Errorf("a draft has a connection's id:\n%s", audit)
	}
}

// TestTheOperationsOfTheDocumentationExist: a view leaves records of the operations that
// audit.Event names as examples.
func TestTheOperationsOfTheDocumentationExist(t *testing.T) {
	source, err := os.ReadFile("../audit/audit.go")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`// Operation is .*`).FindString(string(source))
	named := regexp.MustCompile(`"[^"]+"`).FindAllString(line, -1)
	if len(named) == 0 {
		t.Fatalf("no operation is named in %q", line)
	}
	b := servicetest.New(t, nil)
	b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", b.LinkRole(nil)+frankfurt))
	for _, operation := range named {
		if !strings.Contains(b.Audit.String(), `"operation":`+operation) {
			t.Errorf("no record of %s in\n%s", operation, b.Audit.String())
		}
	}
}

// TestRebindingsAreAudited: a re-issue leaves a record for each connection that it rebound.
func TestRebindingsAreAudited(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	b.Do(servicetest.Call{}, "POST", "/v1/settings/external-id",
		servicetest.Map{"current": b.ExternalID(servicetest.Call{})})
	for line := range strings.Lines(b.Audit.String()) {
		if strings.Contains(line, "bringing a connection up to date") &&
			strings.Contains(line, id) && strings.Contains(line, `"outcome":"ok"`) {
			return
		}
	}
	t.Errorf("no such record in\n%s", b.Audit.String())
}
