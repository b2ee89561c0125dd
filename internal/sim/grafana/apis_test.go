package grafana_test

import (
	"net/url"
	"strings"
	"testing"

	"pagewatch/internal/sim/grafana"
)

const (
	boards = "/apis/dashboard.grafana.app"
	space  = "/namespaces/stacks-12345/"
)

// TestServedVersions checks which versions of the newer API each Grafana serves, and prefers.
func TestServedVersions(t *testing.T) {
	w := newWorld(t)
	for version, want := range map[grafana.Version]string{
		v13: "v2 v2beta1 v1 v1beta1 v2alpha1 v0alpha1", v12: "v1beta1 v2beta1 v0alpha1",
		v120: "v1beta1 v0alpha1"} {
		got := w.at(version).get("viewer", boards).json(t)
		names := strings.Join(fields(dig(got, "versions"), "version"), " ")
		if names != want || dig(got, "preferredVersion", "version") != strings.Fields(want)[0] {
			t.Errorf("%s: got %v", version, got)
		}
	}
	if got := w.at(v9).get("viewer", boards); got.status != 404 || dig(got.json(t),
		"kind") != nil {
		t.Errorf("got %d %s", got.status, got.body)
	}
}

// TestNewerDashboards reads dashboards at several versions of the schema.
func TestNewerDashboards(t *testing.T) {
	w := newWorld(t)
	read := func(version, uid string) any {
		return w.get("viewer", boards+"/"+version+space+"dashboards/"+uid).json(t)
	}
	tabs := read("v2", "platform-teams")
	build := dig(tabs, "spec", "layout", "spec", "tabs", 1, "spec")
	if dig(tabs, "apiVersion") != "dashboard.grafana.app/v2" || dig(build, "title") != "Build" ||
		dig(build, "layout", "kind") != "AutoGridLayout" ||
		dig(tabs, "metadata", "annotations", "grafana.app/folder") != "platform" {
		t.Errorf("got %v", tabs)
	}
	if got := read("v1beta1", "platform-teams"); dig(got, "status", "conversion",
		"storedVersion") != "v2" || len(dig(got, "spec", "panels").([]any)) != 0 {
		t.Errorf("got %v", got)
	}
	if got := read("v2", "checkout-overview"); dig(got, "spec", "elements", "panel-1", "spec",
		"title") != "Requests per second" || dig(got, "status", "conversion",
		"storedVersion") != "v1beta1" {
		t.Errorf("got %v", got)
	}
	if got := read("v1", "checkout-overview"); len(dig(got, "spec", "panels").([]any)) != 7 ||
		dig(got, "metadata", "name") != "checkout-overview" {
		t.Errorf("got %v", got)
	}
	for path, want := range map[string]int{
		boards + "/v2" + space + "dashboards/audit-trail":                      403,
		boards + "/v2" + space + "dashboards/none":                             404,
		boards + "/v7" + space + "dashboards/company":                          404,
		boards + "/v2/namespaces/default/dashboards":                           403,
		boards + "/v2" + space + "search":                                      404,
		boards + "/v2" + space + "dashboards/company/dto":                      200,
		"/apis/none.grafana.app":                                               404,
		"/apis/folder.grafana.app/v1" + space + "folders/security":             404,
		"/apis/folder.grafana.app/v1" + space + "folders/checkout":             200,
		"/apis/shorturl.grafana.app/v1beta1" + space + "shorturls/none":        404,
		"/apis/shorturl.grafana.app/v1beta1" + space + "shorturls/abc123panel": 200,
	} {
		got := w.get("viewer", path)
		if got.status != want || want != 200 && dig(got.json(t), "kind") != "Status" {
			t.Errorf("%s: got %d %s", path, got.status, got.body)
		}
	}
}

// TestNewerLists reads lists to their end, and searches.
func TestNewerLists(t *testing.T) {
	w := newWorld(t)
	count, token := 0, ""
	for range 10 {
		got := w.get("viewer", boards+"/v1"+space+"dashboards?limit=4&continue="+
			url.QueryEscape(token)).json(t)
		count += len(dig(got, "items").([]any))
		if token = dig(got, "metadata", "continue").(string); token == "" {
			break
		}
	}
	if count != 6 || token != "" {
		t.Errorf("got %d dashboards, then %q", count, token)
	}
	search := boards + "/v0alpha1" + space + "search"
	for query, want := range map[string]float64{"": 11, "?type=dashboard": 6, "?type=folder": 5,
		"?type=dash-db": 11, "?folder=checkout&type=dashboard": 1, "?query=postgres": 1} {
		if got := w.get("viewer", search+query).json(t); dig(got, "totalHits") != want {
			t.Errorf("%s: got %v", query, got)
		}
	}
}
