package grafana_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// free are the members whose content is a stack's own, and not Grafana's shape.
var free = []string{"labels", "annotations", "model", "jsonData", "datasources", "enabledFeatures",
	"dashboard", "spec", "totals", "totalsFiltered", "queries"}

// shape describes the names and types of a decoded body: an element of a list stands for all.
func shape(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, inner := range v {
			out[name] = shape(inner)
			mark := name == "data" && v["timeEnd"] != nil // of an annotation
			if slices.Contains(free, name) || mark {
				out[name] = fmt.Sprintf("%T", inner)
			}
		}
		return out
	case []any:
		var all any
		for _, inner := range v {
			all = merge(all, shape(inner))
		}
		return []any{all}
	case nil:
		return nil
	}
	return fmt.Sprintf("%T", v)
}

// merge joins the shapes of two elements of a list. An element may lack a member.
func merge(a, b any) any {
	x, isObject := a.(map[string]any)
	y, isToo := b.(map[string]any)
	if isObject && isToo {
		out := maps.Clone(x)
		for name, inner := range y {
			out[name] = merge(out[name], inner)
		}
		return out
	}
	if p, ok := a.([]any); ok {
		if q, ok := b.([]any); ok {
			return []any{merge(p[0], q[0])}
		}
	}
	if b == nil {
		return a
	}
	return b
}

// differences lists how got differs from want. An absent or null list element fits any.
func differences(path string, want, got any) []string {
	if want == nil || got == nil {
		return nil
	}
	x, isObject := want.(map[string]any)
	y, isToo := got.(map[string]any)
	switch {
	case isObject && isToo:
		var all []string
		for name := range x {
			if _, ok := y[name]; !ok {
				all = append(all, path+"."+name+" is missing")
			}
			all = append(all, differences(path+"."+name, x[name], y[name])...)
		}
		for name := range y {
			if _, ok := x[name]; !ok {
				all = append(all, path+"."+name+" is new")
			}
		}
		return all
	case isObject != isToo:
		return []string{fmt.Sprintf("%s: %v, want %v", path, got, want)}
	}
	if p, ok := want.([]any); ok {
		if q, ok := got.([]any); ok {
			return differences(path+"[]", p[0], q[0])
		}
	}
	if fmt.Sprint(want) != fmt.Sprint(got) {
		return []string{fmt.Sprintf("%s: %v, want %v", path, got, want)}
	}
	return nil
}

// recorded is a file of testdata.
type recorded struct {
	Status      int
	ContentType string
	Body        any
}

func readRecorded(t *testing.T, folder, name string) recorded {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", folder, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var out recorded
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	if out.Status == 0 {
		out.Status = http.StatusOK
	}
	return out
}

// shapeTest compares the answer to a request with a file. may lists the differences that are meant,
// by their beginning.
type shapeTest struct {
	file, as, path string
	may            []string
}

// TestRecordedShapes compares answers of version 9.5 with those of a real server, route by route:
// status, content type, names and types.
func TestRecordedShapes(t *testing.T) {
	w := newWorld(t).at(v9)
	overview := "/api/dashboards/uid/checkout-overview"
	for _, tt := range []shapeTest{
		{"health", "viewer", "/api/health", nil},
		{"org", "viewer", "/api/org", nil},
		{"user_404_for_service_account", "viewer", "/api/user", nil},
		{"serviceaccounts_search_admin", "admin", "/api/serviceaccounts/search", nil},
		{"serviceaccounts_search_viewer_403", "viewer", "/api/serviceaccounts/search", nil},
		{"frontend_settings_subset", "viewer", "/api/frontend/settings", nil},
		{"search_all", "viewer", "/api/search", nil},
		{"search_folders", "viewer", "/api/search?type=dash-folder", []string{"[].folder"}},
		{"search_limit_6000_422", "viewer", "/api/search?type=dash-db&limit=6000", nil},
		{"search_past_end", "viewer", "/api/search?type=dash-db&limit=50&page=2", nil},
		{"search_sorting", "viewer", "/api/search/sorting", nil},
		{"folders", "viewer", "/api/folders", nil},
		{"folder_prod", "viewer", "/api/folders/production", nil},
		{"folder_forbidden_403", "viewer", "/api/folders/security", nil},
		{"folder_unknown_viewer_403", "viewer", "/api/folders/nope", nil},
		{"folder_unknown_admin_404", "admin", "/api/folders/nope", nil},
		{"dashboard_tags", "viewer", "/api/dashboards/tags", nil},
		{"dashboard_v1_rows_library_repeat_variables", "viewer", overview, nil},
		{"dashboard_legacy_rows_schema14", "viewer", "/api/dashboards/uid/nightly-batch", nil},
		{"dashboard_403", "viewer", "/api/dashboards/uid/audit-trail", nil},
		{"dashboard_404", "viewer", "/api/dashboards/uid/nope", nil},
		{"dashboard_versions_403", "viewer", overview + "/versions", nil},
		{"library_elements", "viewer", "/api/library-elements?kind=1", nil},
		{"library_element", "viewer", "/api/library-elements/lib-latency", nil},
		{"datasources", "viewer", "/api/datasources", nil},
		{"datasource_by_uid", "viewer", "/api/datasources/uid/grafanacloud-prom", nil},
		{"datasource_id_by_name", "viewer", "/api/datasources/id/grafanacloud-prom", nil},
		{"annotations_dashboard", "viewer", "/api/annotations?dashboardUID=checkout-overview",
			nil},
		{"annotations_type_annotation", "viewer", "/api/annotations?type=annotation", nil},
		{"annotations_tag_and", "viewer", "/api/annotations?tags=deploy&tags=org", nil},
		{"annotations_tags", "viewer", "/api/annotations/tags", nil},
		{"prom_rules_viewer", "viewer", rulesPath, nil},
		{"prom_rules_bad_params_400", "viewer", rulesPath + "?panel_id=1", nil},
		{"prom_rules_for_panel_none", "viewer",
			rulesPath + "?dashboard_uid=company&panel_id=2", nil},
		{"prom_alerts_LEAKS_other_folders", "viewer",
			"/api/prometheus/grafana/api/v1/alerts", nil},
		{"alertmanager_alerts_LEAKS_other_folders", "viewer",
			"/api/alertmanager/grafana/api/v2/alerts", nil},
		{"ruler_rules", "viewer", "/api/ruler/grafana/api/v1/rules", nil},
		{"provisioning_rules_viewer_403", "viewer", "/api/v1/provisioning/alert-rules", nil},
		{"provisioning_rules_admin", "admin", "/api/v1/provisioning/alert-rules",
			[]string{"[].provenance"}},
		{"provisioning_rule_admin", "admin",
			"/api/v1/provisioning/alert-rules/r-checkout-5xx", nil},
		{"err_401_anonymous", "", "/api/org", nil},
		{"err_401_expired", "expired", "/api/org", nil},
		{"err_401_disabled_sa", "disabled", "/api/org", nil},
	} {
		compareShapes(t, w, "recorded", tt)
	}
	w.compareUnknown("recorded", "err_401_bogus_token")
	w.at(v13).compareUnknown("constructed", "err_401_invalid")
}

// compareUnknown compares the answer to a token that is not known.
func (w *world) compareUnknown(folder, file string) {
	w.t.Helper()
	want := readRecorded(w.t, folder, file)
	got := w.send(http.MethodGet, payments, "/api/org", "Bearer unknown")
	if text := fmt.Sprint(got.json(w.t)); got.status != want.Status ||
		text != fmt.Sprint(want.Body) {
		w.t.Errorf("%s: got %d %s", file, got.status, text)
	}
}

// TestConstructedShapes does the same for newer versions, with bodies that were made after their
// documentation and source.
func TestConstructedShapes(t *testing.T) {
	w := newWorld(t)
	apis := "/apis/dashboard.grafana.app/v1beta1/namespaces/stacks-12345/"
	folders := "/apis/folder.grafana.app/v1/namespaces/stacks-12345/folders?limit=2"
	for _, tt := range []shapeTest{
		{"annotations_2026_shape", "viewer", "/api/annotations?dashboardUID=checkout-overview",
			nil},
		{"err_401_expired", "expired", "/api/org", nil},
		{"err_401_revoked", "revoked", "/api/org", nil},
		{"err_401_org_mismatch", "viewer", "/api/org?orgId=2", nil},
		{"err_403_access_denied", "no-folder", "/api/datasources", nil},
		{"frontend_settings_cloud_subset", "viewer", "/api/frontend/settings",
			[]string{""}}, // a subset
		{"k8s_dashboard_stored_v2_via_v1beta1", "viewer", apis + "dashboards/platform-teams",
			[]string{".metadata."}},
		{"k8s_dashboard_v1beta1", "viewer", apis + "dashboards/checkout-overview", nil},
		{"k8s_not_found_404", "viewer", apis + "dashboards/nope", nil},
		{"k8s_folder_list", "viewer", folders, nil},
		{"k8s_search", "viewer", strings.Replace(apis, "v1beta1", "v0alpha1", 1) +
			"search?type=dashboard&query=checkout&limit=50", nil},
		{"prom_rules_bad_state_400", "viewer", rulesPath + "?state=bogus", nil},
		{"prom_rules_page1", "admin", rulesPath + "?group_limit=5&limit_alerts=16",
			[]string{".data.groups[].rules[].provenance"}},
		{"prom_rules_page2_last", "viewer",
			rulesPath + "?rule_uid=r-batch-paused&rule_uid=r-batch-recording&group_limit=9", nil},
	} {
		compareShapes(t, w, "constructed", tt)
	}
}

func compareShapes(t *testing.T, w *world, folder string, tt shapeTest) {
	t.Helper()
	want, got := readRecorded(t, folder, tt.file), w.get(tt.as, tt.path)
	media := got.header.Get("Content-Type")
	if got.status != want.Status || want.ContentType != "" && media != want.ContentType {
		t.Errorf("%s: got %d %s, want %d %s", tt.file, got.status, media, want.Status,
			want.ContentType)
		return
	}
	body := got.json(t)
	if tt.file == "ruler_rules" { // whose names are those of folders
		want.Body, body = slices.Collect(maps.Values(want.Body.(map[string]any))),
			slices.Collect(maps.Values(body.(map[string]any)))
	}
	for _, difference := range differences("", shape(want.Body), shape(body)) {
		meant := slices.ContainsFunc(tt.may, func(beginning string) bool {
			return strings.HasPrefix(difference, beginning) &&
				!strings.HasSuffix(difference, " is missing")
		})
		if !meant {
			t.Errorf("%s: %s", tt.file, difference)
		}
	}
}

// TestPermissionsAreThoseRecorded compares the actions of the roles with those of a real server.
func TestPermissionsAreThoseRecorded(t *testing.T) {
	w := newWorld(t).at(v9)
	for file, as := range map[string]string{
		"user_permissions_viewer": "viewer", "user_permissions_admin": "admin"} {
		want := readRecorded(t, "recorded", file).Body.(map[string]any)
		got := w.get(as, "/api/access-control/user/permissions").json(t).(map[string]any)
		for action := range want {
			if got[action] == nil {
				t.Errorf("%s: no %s", as, action)
			}
		}
	}
	if got := w.get("viewer", "/api/access-control/user/actions").json(t); dig(got,
		"dashboards:read") != true {
		t.Errorf("got actions %v", got)
	}
}

// TestStatusMatrix holds every line of the recorded matrix that is about a route served here.
func TestStatusMatrix(t *testing.T) {
	w := newWorld(t).at(v9)
	raw, err := os.ReadFile("testdata/recorded/STATUS_MATRIX.txt")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	names := strings.NewReplacer("svc-overview", "checkout-overview", "legacy-rows",
		"nightly-batch", "secret-dash", "audit-trail", "folders/secret", "folders/security",
		"folders/prod", "folders/production", "Prom-Prod", "grafanacloud-prom", "prom-prod",
		"grafanacloud-prom", "r-firing", "r-checkout-5xx", "folderUIDs=prod",
		"folderUIDs=production")
	for line := range strings.Lines(string(raw)) {
		parts := strings.Fields(line)
		if slices.ContainsFunc(elsewhere, func(route string) bool {
			return strings.HasPrefix(parts[0], route)
		}) {
			continue
		}
		for _, cell := range parts[1:] {
			who, want, _ := strings.Cut(cell, "=")
			checked++
			if got := w.matrixGet(who, names.Replace(parts[0])); fmt.Sprint(got) != want {
				t.Errorf("%s %s: got %d, want %s", who, parts[0], got, want)
			}
		}
	}
	if checked < 250 {
		t.Errorf("only %d cells were checked", checked)
	}
}

// elsewhere are the routes of the matrix that answer 404 here, because Pagewatch has no use for
// them, and the panel images.
var elsewhere = []string{"/api/org/preferences", "/api/user/preferences", "/api/login/ping",
	"/api/dashboards/home", "/api/annotations/1", "/api/alertmanager/grafana/api/v2/alerts/groups",
	"/api/alertmanager/grafana/api/v2/silences", "/api/alertmanager/grafana/api/v2/status",
	"/api/alertmanager/grafana/config", "/api/v1/provisioning/contact-points",
	"/api/v1/provisioning/policies", "/api/v1/rules/history", "/api/alerts", "/api/admin/stats",
	"/api/teams/search", "/api/gnet/plugins", "/render/"}

// matrixGet sends a request as one of the matrix's callers.
func (w *world) matrixGet(who, path string) int {
	switch who {
	case "Anonymous":
		return w.get("", path).status
	case "Bogus":
		return w.send(http.MethodGet, payments, path, "Bearer "+
			strings.Repeat("x", len(w.account("viewer").Token))).status
	case "NotAToken":
		return w.send(http.MethodGet, payments, path, "Bearer none").status
	}
	return w.get(strings.ToLower(who), path).status
}

// TestPanelImages checks that images are not there yet, and that a browser is asked to sign in.
func TestPanelImages(t *testing.T) {
	w := newWorld(t)
	path := "/render/d-solo/checkout-overview/_?panelId=1"
	if got := w.get("viewer", path); got.status != http.StatusNotFound {
		t.Errorf("got %d", got.status)
	}
	if got := w.get("", path); got.status != http.StatusFound ||
		got.header.Get("Location") != "/login" {
		t.Errorf("got %d to %q", got.status, got.header.Get("Location"))
	}
}
