package service_test

import (
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
)

// withoutAWS is a deployment that offers no AWS accounts and has no principal.
func withoutAWS(s *service.Settings) { s.AWS = service.AWS{WithoutAWS: true, AlarmRate: 1000} }

// TestADeploymentWithoutAWS starts without a principal and without keys, shows no AWS settings,
// links no account, and lets no request to AWS out.
func TestADeploymentWithoutAWS(t *testing.T) {
	b := servicetest.New(t, withoutAWS)
	settings := b.Do(servicetest.Call{}, "GET", "/v1/settings", nil)
	if settings.Status != http.StatusOK || strings.Contains(settings.Body, "principal") ||
		strings.Contains(settings.Body, "externalId") ||
		!strings.Contains(settings.Body, `"connections":[]`) {
		t.Errorf("settings: %d %s", settings.Status, settings.Body)
	}
	if got := b.Do(servicetest.Call{Person: servicetest.Ravi}, "GET", "/v1/connections",
		nil); !strings.Contains(got.Body, `"offers":["grafana"]`) {
		t.Errorf("an author may link %s", got.Body)
	}
	for path, body := range map[string]servicetest.Map{
		"/v1/connections": {"connection": servicetest.RoleDraft(nil)},
		"/v1/connections/test": {
			"connection": servicetest.RoleDraft(nil), "step": "principal"},
		"/v1/settings/external-id":  {"current": "pw-a-b"},
		"/v1/settings/rotation":     {},
		"/v1/settings/rotation/end": {"begun": b.Clock.Now()},
	} {
		answer := b.Do(servicetest.Call{}, "POST", path, body)
		if code, _ := answer.Error(b); answer.Status != http.StatusForbidden ||
			code != "not_offered" {
			t.Errorf("%s: %d %s, want not_offered", path, answer.Status, answer.Body)
		}
	}
	for _, rule := range append(service.EgressRules(b.Settings),
		service.ContainerEgressRules(b.Settings)...) {
		if strings.Contains(rule.Why, "linked role") || strings.Contains(rule.Why, "alarms") {
			t.Errorf("%+v may leave", rule)
		}
	}
	wantCalls(t, b)
}

// TestAnAccountOfAnEarlierDeployment is listed and can be removed if AWS is no longer offered; a
// view of it reports why it shows nothing.
func TestAnAccountOfAnEarlierDeployment(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	b.Reconfigure(withoutAWS)
	b.Cloud.ResetCalls()
	answer := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt))
	if code, _ := answer.Refused(b); code != "not_offered" {
		t.Errorf("a view: %s", answer.Body)
	}
	if got := b.Do(servicetest.Call{}, "GET", "/v1/settings", nil); !strings.Contains(got.Body,
		id) {
		t.Errorf("settings: %s", got.Body)
	}
	if got := b.Do(servicetest.Call{}, "GET", "/v1/connections", nil); strings.Contains(got.Body,
		id) {
		t.Errorf("an author can pick it: %s", got.Body)
	}
	if got := b.Do(servicetest.Call{}, "DELETE", "/v1/connections/"+id, nil); got.Status !=
		http.StatusOK {
		t.Errorf("removing it: %d %s", got.Status, got.Body)
	}
	wantCalls(t, b)
}
