package grafana_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/sim/grafana"
)

// TestEveryStateOfARule names a rule for each state and each reason to be blind.
func TestEveryStateOfARule(t *testing.T) {
	w := newWorld(t)
	rules := w.prom("admin", "").rules()
	for _, tt := range []struct{ uid, state, health, instance string }{
		{"r-checkout-5xx", "firing", "ok", "Alerting"},
		{"r-checkout-latency", "pending", "ok", "Pending"},
		{"r-payment-queue", "recovering", "ok", "Recovering"},
		{"r-checkout-traffic", "inactive", "ok", "Normal"},
		{"r-edge-errors", "inactive", "ok", "Normal"},
		{"r-edge-updated", "inactive", "ok", "Normal (Updated)"},
		{"r-edge-new", "inactive", "ok", ""},
		{"r-db-heartbeat", "inactive", "nodata", "NoData"},
		{"r-db-replication", "inactive", "error", "Error"},
		{"r-db-backup", "inactive", "ok", "Normal (NoData)"},
		{"r-db-vacuum", "inactive", "error", "Normal (Error)"},
		{"r-db-primary", "firing", "ok", "Alerting (NoData)"},
		{"r-db-failover", "firing", "error", "Alerting (Error)"},
		{"r-db-disk", "inactive", "nodata", "Normal (NoData, KeepLast)"},
		{"r-batch-paused", "inactive", "ok", ""},
		{"r-batch-stale", "inactive", "ok", "Normal"},
		{"r-batch-empty", "inactive", "ok", ""},
		{"r-batch-recording", "inactive", "ok", ""},
		{"r-admin-sign-ins", "firing", "ok", "Alerting"},
	} {
		r, ok := rules[tt.uid]
		instance := ""
		if len(r.Alerts) > 0 {
			instance = r.Alerts[0].State
		}
		if !ok || r.State != tt.state || r.Health != tt.health || instance != tt.instance ||
			(r.LastError != "") != (tt.health == "error") {
			t.Errorf("%s: got %s, health %s %q, instance %q", tt.uid, r.State, r.Health,
				r.LastError, instance)
		}
	}
	if got := rules["r-edge-errors"].Alerts; got[3].State != "Normal (MissingSeries)" {
		t.Errorf("got %+v", got)
	}
	age := func(uid string) time.Duration { return w.now.Sub(rules[uid].LastEvaluation) }
	if age("r-checkout-5xx") > time.Minute || age("r-batch-stale") < 2*time.Hour ||
		!rules["r-edge-new"].LastEvaluation.IsZero() ||
		!rules["r-batch-paused"].LastEvaluation.IsZero() || !rules["r-batch-paused"].IsPaused ||
		rules["r-batch-recording"].Type != "recording" ||
		rules["r-payment-queue"].KeepFiringFor != 600 {
		t.Errorf("got %+v", rules)
	}
	many := rules["r-checkout-5xx"]
	if len(many.Alerts) != 48 || many.Totals["alerting"] != 46 || many.Totals["normal"] != 2 ||
		many.Labels["severity"] != "critical" || many.Annotations["__panelId__"] != "2" ||
		many.Alerts[0].Labels["grafana_folder"] != "Production/Checkout" || many.Duration != 300 {
		t.Errorf("got %+v", many)
	}
}

// TestFoldersLimitRules checks who sees which rules, and that no right is an empty list.
func TestFoldersLimitRules(t *testing.T) {
	w := newWorld(t)
	for as, want := range map[string][]string{
		"viewer": {"checkout", "checkout-eu", "databases", "platform"},
		"admin":  {"checkout", "checkout-eu", "databases", "platform", "security"},
		// A role on a folder reaches the folders in it.
		"one-folder": {"checkout", "checkout-eu"},
	} {
		folders := map[string]bool{}
		for _, r := range w.prom(as, "").rules() {
			folders[r.FolderUID] = true
		}
		if got := slices.Sorted(maps.Keys(folders)); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", as, got, want)
		}
	}
	// The right to read rules is worth nothing without the right to read a folder.
	if got := w.prom("no-folder", ""); got.Status != "success" || len(got.Data.Groups) != 0 {
		t.Errorf("got %+v", got)
	}
	if err := w.SetContent("payments", "empty"); err != nil {
		t.Fatal(err)
	}
	if got := w.prom("viewer", ""); got.Status != "success" || len(got.Data.Groups) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestRuleFilters(t *testing.T) {
	w := newWorld(t)
	match := func(text string) string { return "?matcher=" + url.QueryEscape(text) }
	for query, want := range map[string]string{
		"?folder_uid=checkout-eu":                        "edge",
		"?dashboard_uid=checkout-overview&panel_id=2":    "5xx",
		"?rule_name=" + url.QueryEscape("Disk fills up"): "disk",
		"?rule_uid=r-db-disk&rule_uid=r-db-vacuum":       "disk vacuum",
		"?rule_group=old-batch":                          "stale",
		"?rule_type=recording":                           "recording",
		"?health=nodata":                                 "disk heartbeat",
		"?state=recovering":                              "queue",
		"?state=nodata":                                  "",
		"?state=firing&folder_uid=checkout":              "5xx",
		match(`{"Type":0,"Name":"team","Value":"edge"}`): "edge",
		match(`{"Type":2,"Name":"team","Value":"e.*"}`):  "edge",
		match(`{"Type":3,"Name":"team","Value":"e.*"}`) + "&folder_uid=checkout-eu": "",
		match(`{"Type":1,"Name":"severity","Value":"critical"}`) +
			"&folder_uid=databases": "connections",
		"?group_limit=0":    "",
		"?unknown=anything": "many",
		// A folder that does not exist, or that the token may not see, is ignored.
		"?folder_uid=nope":     "many",
		"?folder_uid=security": "many",
	} {
		var got []string
		for uid := range w.prom("viewer", query).rules() {
			got = append(got, uid[strings.LastIndex(uid, "-")+1:])
		}
		slices.Sort(got)
		text := strings.Join(got, " ")
		switch {
		case want == "edge" && text == "errors new updated", want == "many" && len(got) > 15:
		case text != want:
			t.Errorf("%s: got %q, want %q", query, text, want)
		}
	}
	for _, query := range []string{"?state=bogus", "?panel_id=1", "?panel_id=x&dashboard_uid=y",
		"?matcher=x", match(`{"Type":2,"Name":"a","Value":"("}`)} {
		if got := w.get("viewer", rulesPath+query); got.status != http.StatusBadRequest ||
			dig(got.json(t), "errorType") != "bad_data" {
			t.Errorf("%s: got %d %s", query, got.status, got.body)
		}
	}
}

func TestLimitAlerts(t *testing.T) {
	w := newWorld(t)
	for limit, want := range map[string]int{"0": 0, "5": 5, "100": 48, "x": 48} {
		r := w.prom("viewer", "?limit_alerts="+limit).rules()["r-checkout-5xx"]
		if len(r.Alerts) != want || r.Totals["alerting"] != 46 {
			t.Errorf("%s: got %d, totals %v", limit, len(r.Alerts), r.Totals)
		}
	}
	if got := w.prom("viewer", ""); got.Data.Totals["firing"] != 3 || got.Data.Totals["error"] != 3 {
		t.Errorf("got totals %v", got.Data.Totals)
	}
}

// pages reads rules page by page, at most ten pages.
func (w *world) pages(query string) (groups []string, pages int) {
	w.t.Helper()
	token := ""
	for pages = 1; pages <= 10; pages++ {
		got := w.prom("viewer", query+"&group_next_token="+url.QueryEscape(token))
		for _, g := range got.Data.Groups {
			groups = append(groups, g.FolderUID)
		}
		if len(got.Data.Totals) > 0 {
			w.t.Errorf("a page has totals: %v", got.Data.Totals)
		}
		if token = got.Data.GroupNextToken; token == "" {
			return groups, pages
		}
	}
	return groups, pages
}

// TestPagesOfRules reads all rules in pages of two groups, also with the faults of paging.
func TestPagesOfRules(t *testing.T) {
	w := newWorld(t)
	all, pages := w.pages("?group_limit=2")
	if pages != 3 || len(all) != 5 {
		t.Errorf("got %v on %d pages", all, pages)
	}
	filtered := "?group_limit=1&folder_uid=platform"
	if got, pages := w.pages(filtered); pages != 2 || len(got) != 2 {
		t.Errorf("got %v on %d pages", got, pages)
	}
	w.Inject(grafana.Fault{Do: grafana.FaultLeak})
	if got, _ := w.pages(filtered); !slices.Contains(got, "databases") {
		t.Errorf("no other folder after the first page: %v", got)
	}
	w.ClearFaults()
	w.Inject(grafana.Fault{Do: grafana.FaultRepeat})
	if _, pages := w.pages("?group_limit=2"); pages <= 10 {
		t.Errorf("the pages ended after %d", pages)
	}
}

// TestOldRules checks that version 9.5 knows no limits, filters, UIDs and recovering.
func TestOldRules(t *testing.T) {
	w := newWorld(t).at(v9)
	got := w.get("viewer", rulesPath+"?limit_alerts=0&group_limit=1&state=bogus&folder_uid=platform")
	for _, word := range []string{"folderUid", "isPaused", "totals", "groupNextToken",
		"Recovering", `"uid"`, "Security"} {
		if strings.Contains(got.body, word) {
			t.Errorf("the answer has %s", word)
		}
	}
	if groups := dig(got.json(t), "data", "groups").([]any); len(groups) != 5 ||
		strings.Count(got.body, `"Alerting"`) != 46 {
		t.Errorf("got %d groups", len(groups))
	}
}

// TestLeaks checks that two routes show what the token may not see, as Grafana's do.
func TestLeaks(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/api/prometheus/grafana/api/v1/alerts",
		"/api/alertmanager/grafana/api/v2/alerts"} {
		if got := w.get("viewer", path); !strings.Contains(got.body, "Admins fail to sign in") {
			t.Errorf("%s leaks nothing", path)
		}
	}
	if got := w.get("viewer", rulesPath); strings.Contains(got.body, "sign in") {
		t.Error("the rules leak")
	}
	managed := w.get("viewer", "/api/alertmanager/grafana/api/v2/alerts").body
	for _, word := range []string{"DatasourceNoData", "DatasourceError", `"rulename"`,
		`"grafana_state_reason":"NoData"`} {
		if !strings.Contains(managed, word) {
			t.Errorf("no %s", word)
		}
	}
}

// TestActs sets a rule off, heals and pauses it, and restores it.
func TestActs(t *testing.T) {
	w := newWorld(t)
	const uid = "r-db-heartbeat"
	for _, tt := range []struct {
		act    grafana.Act
		state  string
		health string
		paused bool
	}{
		{grafana.SetOff, "firing", "ok", false}, {grafana.Heal, "inactive", "ok", false},
		{grafana.Pause, "inactive", "ok", true}, {grafana.Restore, "inactive", "nodata", false},
	} {
		if err := w.Do("payments", uid, tt.act); err != nil {
			t.Fatal(err)
		}
		r := w.prom("viewer", "").rules()[uid]
		if r.State != tt.state || r.Health != tt.health || r.IsPaused != tt.paused ||
			tt.paused != (len(r.Alerts) == 0) {
			t.Errorf("%s: got %+v", tt.act, r)
		}
	}
	if err := w.Do("payments", "r-batch-empty", grafana.SetOff); err != nil ||
		w.prom("viewer", "").rules()["r-batch-empty"].State != "firing" {
		t.Error("a rule without instances does not fire:", err)
	}
	if w.Do("payments", "none", grafana.Heal) == nil || w.Do("none", uid, grafana.Heal) == nil {
		t.Error("a rule that does not exist was healed")
	}
}

// TestDefinitions checks who may read definitions, and what they say that states do not.
func TestDefinitions(t *testing.T) {
	w := newWorld(t)
	const path = "/api/v1/provisioning/alert-rules"
	if got := w.get("one-folder", path); len(fields(got.json(t), "uid")) != 7 {
		t.Errorf("got %d %v", got.status, fields(got.json(t), "uid"))
	}
	missing := map[string][2]string{}
	for _, uid := range []string{"r-db-backup", "r-db-vacuum", "r-db-primary", "r-db-failover",
		"r-db-disk"} {
		body := w.get("viewer", path+"/"+uid).json(t)
		missing[uid] = [2]string{dig(body, "noDataState").(string),
			dig(body, "execErrState").(string)}
	}
	want := map[string][2]string{"r-db-backup": {"OK", "Error"}, "r-db-vacuum": {"NoData", "OK"},
		"r-db-primary": {"Alerting", "Error"}, "r-db-failover": {"NoData", "Alerting"},
		"r-db-disk": {"KeepLast", "Error"}}
	if !maps.Equal(missing, want) {
		t.Errorf("got %v", missing)
	}
	if got := w.get("viewer", path+"/r-admin-sign-ins"); got.status != http.StatusNotFound {
		t.Errorf("got %d", got.status)
	}
	if got := w.get("viewer", "/api/ruler/grafana/api/v1/rules").json(t); dig(got,
		"Production/Databases", 0, "rules", 0, "grafana_alert", "uid") != "r-db-heartbeat" ||
		dig(got, "Security") != nil || dig(got, "Platform", 0, "interval") != "5m" {
		t.Errorf("got %v", got)
	}
}
