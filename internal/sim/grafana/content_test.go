package grafana_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/sim/grafana"
)

// TestWhatAccountsSee compares what the accounts find by searching.
func TestWhatAccountsSee(t *testing.T) {
	w := newWorld(t)
	find := func(as, query string) string {
		return strings.Join(fields(w.get(as, "/api/search"+query).json(t), "uid"), " ")
	}
	all := "checkout databases checkout-eu platform production checkout-europe " +
		"checkout-overview company nightly-batch platform-teams postgres"
	for _, tt := range []struct{ as, query, want string }{
		{"viewer", "", all},
		{"one-folder", "", "checkout checkout-eu checkout-europe checkout-overview"},
		{"no-folder", "", ""},
		{"admin", "?folderUIDs=security", "audit-trail"},
		{"viewer", "?folderUIDs=security", ""},
		{"viewer", "?dashboardUIDs=company&dashboardUIDs=audit-trail", "company"},
		{"viewer", "?type=dash-folder&folderUIDs=general", "platform production"},
		{"viewer", "?tag=checkout&tag=edge", "checkout-europe"},
		{"viewer", "?query=NIGHT", "nightly-batch"},
		{"viewer", "?type=dash-db&limit=2&page=2&sort=alpha-asc", "company nightly-batch"},
		{"viewer", "?type=dash-db&limit=2&sort=alpha-desc", "postgres platform-teams"},
		{"viewer", "?limit=many&deprecated=x", all},
	} {
		if got := find(tt.as, tt.query); got != tt.want {
			t.Errorf("%s %s: got %q, want %q", tt.as, tt.query, got, tt.want)
		}
	}
	if got := w.at(v9).get("viewer", "/api/dashboards/uid/platform-teams"); got.status != 404 ||
		strings.Contains(find("viewer", ""), "platform-teams") {
		t.Errorf("version 9.5 has tabs: %d", got.status)
	}
}

func TestFolders(t *testing.T) {
	w := newWorld(t)
	for path, want := range map[string]string{
		"/api/folders":                                       "production platform",
		"/api/folders?parentUid=production":                  "checkout databases",
		"/api/folders?parentUid=production&limit=1&page=2":   "databases",
		"/api/folders?parentUid=checkout":                    "checkout-eu",
		"/api/folders?parentUid=checkout-eu":                 "",
		"/api/folders?parentUid=production&limit=10&page=99": "",
	} {
		got := strings.Join(fields(w.get("viewer", path).json(t), "uid"), " ")
		if got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	got := w.get("viewer", "/api/folders/checkout-eu").json(t)
	if dig(got, "parentUid") != "checkout" || dig(got, "parents", 0, "uid") != "production" {
		t.Errorf("got %v", got)
	}
}

// TestDashboards reads the dashboards that a picker of panels has to understand.
func TestDashboards(t *testing.T) {
	w := newWorld(t)
	read := func(uid string) any { return w.get("viewer", "/api/dashboards/uid/"+uid).json(t) }
	overview := read("checkout-overview")
	if dig(overview, "dashboard", "panels", 2, "collapsed") != false ||
		dig(overview, "dashboard", "panels", 3, "repeat") != "instance" ||
		len(dig(overview, "dashboard", "panels", 4, "panels").([]any)) != 2 ||
		dig(overview, "dashboard", "panels", 5, "libraryPanel", "uid") != "lib-latency" ||
		len(dig(overview, "dashboard", "templating", "list").([]any)) != 8 ||
		dig(overview, "meta", "folderUid") != "checkout" ||
		dig(overview, "meta", "apiVersion") != "v1beta1" {
		t.Errorf("got %v", overview)
	}
	if got := read("nightly-batch"); dig(got, "dashboard", "rows", 1, "panels", 0, "id") != 3. {
		t.Errorf("got %v", got)
	}
	if got := read("platform-teams"); len(dig(got, "dashboard", "panels").([]any)) != 0 {
		t.Errorf("the tabs survived: %v", got)
	}
	if got := read("company"); dig(got, "meta", "folderUid") != "" {
		t.Errorf("got %v", got)
	}
}

// TestRefusalsThatAreNotFound checks what a token without the right to a dashboard gets.
func TestRefusalsThatAreNotFound(t *testing.T) {
	w := newWorld(t)
	const path = "/api/dashboards/uid/audit-trail"
	for version, want := range map[grafana.Version]int{v13: 403, v12: 403, v120: 404, v9: 403} {
		if got := w.at(version).get("viewer", path); got.status != want {
			t.Errorf("%s: got %d, want %d", version, got.status, want)
		}
		if got := w.get("admin", path); got.status != http.StatusOK {
			t.Errorf("%s: got %d for the admin", version, got.status)
		}
	}
	w.at(v13).Inject(grafana.Fault{Do: grafana.FaultHidden})
	if got := w.get("viewer", path); got.status != http.StatusNotFound {
		t.Errorf("with the fault: got %d", got.status)
	}
}

func TestLibrariesAndSources(t *testing.T) {
	w := newWorld(t)
	for as, want := range map[string][2]string{
		"viewer":     {"lib-latency", "grafanacloud-prom grafanacloud-logs cloudwatch-prod"},
		"admin":      {"lib-latency lib-audit", "grafanacloud-prom grafanacloud-logs cloudwatch-prod"},
		"one-folder": {"", "grafanacloud-prom"},
	} {
		libraries := dig(w.get(as, "/api/library-elements").json(t), "result", "elements")
		sources := w.get(as, "/api/datasources").json(t)
		got := [2]string{strings.Join(fields(libraries, "uid"), " "),
			strings.Join(fields(sources, "uid"), " ")}
		if got != want {
			t.Errorf("%s: got %q", as, got)
		}
	}
	for path, want := range map[string]int{"/api/library-elements/lib-audit": 404,
		"/api/datasources/uid/none": 404, "/api/datasources/id/none": 404,
		"/api/short-urls/abc123panel": 200, "/api/short-urls/none": 404} {
		if got := w.get("viewer", path); got.status != want {
			t.Errorf("%s: got %d", path, got.status)
		}
	}
	if got := w.get("viewer", "/api/short-urls/abc123panel").json(t); !strings.HasPrefix(
		dig(got, "path").(string), "d/checkout-overview/") {
		t.Errorf("got %v", got)
	}
}

func TestAnnotations(t *testing.T) {
	w := newWorld(t)
	ids := func(as, query string) []int {
		var all []int
		for _, item := range w.get(as, "/api/annotations"+query).json(t).([]any) {
			all = append(all, int(dig(item, "id").(float64)))
		}
		return all
	}
	for _, tt := range []struct {
		as, query string
		want      []int
	}{
		{"viewer", "", []int{3, 2, 1, 5}},
		{"admin", "", []int{4, 3, 2, 1, 5}},
		{"viewer", "?dashboardUID=audit-trail", nil},
		{"viewer", "?dashboardUID=checkout-overview&panelId=2", []int{3}},
		{"viewer", "?tags=deploy", []int{2, 1}},
		{"viewer", "?tags=deploy&tags=org", []int{2}},
		{"viewer", "?tags=maintenance&tags=org&matchAny=true", []int{2, 5}},
		{"viewer", "?type=alert", []int{3}},
		{"viewer", "?type=annotation&limit=1", []int{2}},
		{"viewer", "?limit=0", []int{3, 2, 1, 5}},
		// 17:15:07 is 1795281307000; a region that began before the window counts.
		{"viewer", "?from=1795276500000&to=1795276600000", []int{1}},
		{"viewer", "?from=now-1h&to=junk", []int{3, 2, 1, 5}},
	} {
		if got := ids(tt.as, tt.query); !slices.Equal(got, tt.want) {
			t.Errorf("%s %s: got %v, want %v", tt.as, tt.query, got, tt.want)
		}
	}
	// Old versions leak alerts of other folders where no dashboard is named.
	if got := func() []int { w.at(v9); return ids("viewer", "") }(); !slices.Contains(got, 4) {
		t.Errorf("version 9.5 leaks nothing: %v", got)
	}
}

// TestHostileContent checks what the hostile contents hold, and that their answers are JSON.
func TestHostileContent(t *testing.T) {
	w := newWorld(t)
	if err := w.SetContent("payments", "hostile"); err != nil {
		t.Fatal(err)
	}
	got := w.get("viewer", rulesPath+"?folder_uid=hostile")
	rules := w.prom("viewer", "?folder_uid=hostile").rules()
	if len(rules["r-hostile-labels"].Alerts[0].Labels) < 5000 ||
		rules["r-hostile-names"].Labels["__proto__"] == "" ||
		rules["r-hostile-state"].Health != "purple" ||
		!strings.Contains(rules["r-hostile-text"].Name, "\u202e") {
		t.Errorf("got %.300s", got.body)
	}
	if title := w.get("viewer", "/api/search?folderUIDs=hostile").body; !strings.Contains(title,
		"onerror") {
		t.Errorf("got %s", title)
	}
	if err := w.SetContent("payments", "huge"); err != nil {
		t.Fatal(err)
	}
	if got := w.get("viewer", rulesPath); len(got.body) < 8<<20 {
		t.Errorf("got %d bytes", len(got.body))
	}
}
