// Package openapi_test decodes the answers of the simulated Grafana into the models that Grafana
// Labs generate from their own OpenAPI description. It is a module of its own, because the models
// bring a large tree of dependencies.
package openapi_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/grafana/grafana-openapi-client-go/models"

	"pagewatch/internal/sim/grafana"
)

const alertRules = "/api/v1/provisioning/alert-rules"

// What the models have wrong: Prometheus writes labels as an object and durations as text, and
// recorded answers hold more of a receiver.
var (
	labels    = []string{"labels", "annotations"}
	receivers = []string{"active", "integrations"}
	durations = []string{"interval", "for", "id", "orgId", "namespace_id"} // the ids are 9.5's
	public    = []string{"publicDashboardAccessToken", "publicDashboardUid"}
)

// routes are the routes whose answers have a model, with the members that the models do not know.
// Every answer has to fit strictly but for those.
var routes = []struct {
	path    string
	into    func() any
	unknown []string
}{
	{"/api/health", model[models.HealthResponse], nil},
	{"/api/org", model[models.OrgDetailsDTO], nil},
	{"/api/serviceaccounts/search", model[models.SearchOrgServiceAccountsResult], nil},
	{"/api/search", model[models.HitList], nil},
	{"/api/folders", model[[]models.FolderSearchHit], nil},
	{"/api/folders/production", model[models.Folder], nil},
	{"/api/folders/checkout-eu", model[models.Folder], nil},
	{"/api/dashboards/uid/checkout-overview", model[models.DashboardFullWithMeta], public},
	{"/api/dashboards/uid/platform-teams", model[models.DashboardFullWithMeta], public},
	{"/api/library-elements", model[models.LibraryElementSearchResponse], nil},
	{"/api/library-elements/lib-latency", model[models.LibraryElementResponse], nil},
	{"/api/datasources", model[models.DataSourceList], nil},
	{"/api/datasources/uid/grafanacloud-prom", model[models.DataSource], nil},
	{"/api/annotations", model[[]models.Annotation], nil},
	{"/api/annotations/tags", model[models.GetAnnotationTagsResponse], nil},
	{"/api/prometheus/grafana/api/v1/rules", model[prometheus[models.RuleDiscovery]], labels},
	{"/api/prometheus/grafana/api/v1/rules?group_limit=2&limit_alerts=3",
		model[prometheus[models.RuleDiscovery]], labels},
	{"/api/prometheus/grafana/api/v1/alerts", model[prometheus[models.AlertDiscovery]], labels},
	{"/api/alertmanager/grafana/api/v2/alerts", model[[]models.GettableAlert], receivers},
	{"/api/ruler/grafana/api/v1/rules",
		model[map[string][]models.GettableRuleGroupConfig], durations},
	{alertRules, model[models.ProvisionedAlertRules], nil},
	{alertRules + "/r-checkout-5xx", model[models.ProvisionedAlertRule], nil},
}

func model[T any]() any { return new(T) }

// prometheus is the envelope of the Prometheus-style routes, which has no model.
type prometheus[T any] struct {
	Status string
	Data   T
}

// TestAnswersFitTheModels decodes the answer of every route at every version.
func TestAnswersFitTheModels(t *testing.T) {
	cloud, err := grafana.New(grafana.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range grafana.Versions {
		if err := cloud.SetVersion("payments", version); err != nil {
			t.Fatal(err)
		}
		for _, route := range routes {
			status, body := get(cloud, route.path)
			if status == http.StatusNotFound && version.Major < 12 {
				continue // tabs are younger
			}
			if status != http.StatusOK {
				t.Errorf("%s %s: got %d %s", version, route.path, status, body)
				continue
			}
			if err := fit(body, route.into(), route.unknown); err != nil {
				t.Errorf("%s %s: %v", version, route.path, err)
			}
		}
	}
}

// get reads a route as the admin, who sees everything.
func get(cloud *grafana.Cloud, path string) (int, []byte) {
	r := httptest.NewRequest(http.MethodGet, "http://payments.grafana.net"+path, nil)
	for _, account := range cloud.Stacks()[0].Accounts {
		if account.Role == grafana.Admin {
			r.Header.Set("Authorization", "Bearer "+account.Token)
		}
	}
	w := httptest.NewRecorder()
	cloud.ServeHTTP(w, r)
	return w.Code, w.Body.Bytes()
}

// fit decodes strictly, but for members that the model does not know.
func fit(body []byte, into any, unknown []string) error {
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return err
	}
	drop(v, unknown)
	known, err := json.Marshal(v)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(strings.NewReader(string(known)))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}

func drop(v any, names []string) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range names {
			delete(v, name)
		}
		for _, inner := range v {
			drop(inner, names)
		}
	case []any:
		for _, inner := range v {
			drop(inner, names)
		}
	}
}
