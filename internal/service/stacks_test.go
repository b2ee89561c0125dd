package service_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

// stackOf answers each path with a body, page after page; a path without one is not found.
func stackOf(bodies map[string][]string) func(*http.Request) *http.Response {
	return func(r *http.Request) *http.Response {
		pages := bodies[r.URL.Path]
		if len(pages) == 0 {
			return servicetest.JSON(http.StatusNotFound, strings.NewReader(`{"message":"Not found"}`))
		}
		page := 0
		if next := r.URL.Query().Get("group_next_token"); next != "" {
			_, _ = fmt.Sscan(next, &page)
		}
		return servicetest.JSON(http.StatusOK, strings.NewReader(pages[min(page, len(pages)-1)]))
	}
}

const (
	rulesPath   = "/api/prometheus/grafana/api/v1/rules"
	foldersPath = "/api/search"
	twoFolders  = `[{"uid":"prod","title":"Production"},{"uid":"pay","title":"Payments",` +
		`"folderUid":"prod"},{"uid":"secret","title":"Vaulted"}]`
)

// rulesPage is a page of rules, "name folder state" each. Grafana ignores the question.
func rulesPage(next string, rules ...string) string {
	var all []servicetest.Map
	for _, text := range rules {
		f := strings.Fields(text)
		all = append(all, servicetest.Map{"uid": f[0], "name": f[0], "folderUid": f[1],
			"state":  map[string]string{"Normal": "inactive", "Alerting": "firing"}[f[2]],
			"health": "ok", "lastEvaluation": "2026-11-29T12:00:00Z",
			"labels":      servicetest.Map{"team": "a"},
			"annotations": servicetest.Map{"__dashboardUid__": "dash", "__panelId__": "2"},
			"alerts":      []servicetest.Map{{"state": f[2]}}})
	}
	out, _ := json.Marshal(servicetest.Map{"status": "success", "data": servicetest.Map{
		"groups": []any{servicetest.Map{"name": "g", "rules": all}}, "groupNextToken": next}})
	return string(out)
}

// leaky is a stack that ignores every filter: its rules are on two pages.
func leaky(folders string) map[string][]string {
	return map[string][]string{foldersPath: {folders}, rulesPath: {
		rulesPage("1", "open-1 prod Normal", "vault-1 secret Alerting"),
		rulesPage("", "vault-2 secret Alerting", "open-2 pay Alerting")}}
}

// rulesOf returns the names of the rules of an answer, sorted, or the code of its failure.
func rulesOf(b *servicetest.Backend, got servicetest.Answer) string {
	var names []string
	for _, r := range got.Records(b) {
		switch r.Type {
		case "rule":
			names = append(names, r.Rule.Name)
		case "error":
			names = append(names, r.Error.Code)
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// TestAFenceOfFoldersHolds: whatever a reader asks a stack that ignores every filter, nothing
// outside the connection's folders comes: no rule, no name, no count.
func TestAFenceOfFoldersHolds(t *testing.T) {
	b := servicetest.New(t, nil)
	moved := `[{"uid":"prod","title":"Production"},{"uid":"pay","title":"Payments"},` +
		`{"uid":"secret","title":"Vaulted"}]`
	for name, row := range map[string]struct {
		folders string
		alerts  servicetest.Map
		want    string
	}{
		"no filter":         {twoFolders, servicetest.Map{}, "open-1 open-2"},
		"its folder":        {twoFolders, servicetest.Map{"folders": []string{"prod"}}, "open-1 open-2"},
		"a subfolder":       {twoFolders, servicetest.Map{"folders": []string{"pay"}}, "open-2"},
		"another folder":    {twoFolders, servicetest.Map{"folders": []string{"secret"}}, "grafana_folder_not_found"},
		"both":              {twoFolders, servicetest.Map{"folders": []string{"secret", "pay"}}, "open-2"},
		"an unknown folder": {twoFolders, servicetest.Map{"folders": []string{"nobody"}}, "grafana_folder_not_found"},
		"a dashboard":       {twoFolders, servicetest.Map{"dashboard": "dash"}, "open-1 open-2"},
		"a panel":           {twoFolders, servicetest.Map{"dashboard": "dash", "panel": 2}, "open-1 open-2"},
		"rules":             {twoFolders, servicetest.Map{"rules": []string{"vault-1", "open-1"}}, "open-1"},
		"labels": {twoFolders, servicetest.Map{"labels": []servicetest.Map{
			{"name": "team", "op": "=~", "value": ".*"}}}, "open-1 open-2"},
		"states":             {twoFolders, servicetest.Map{"states": []string{"firing"}}, "open-2"},
		"a folder moved out": {moved, servicetest.Map{}, "open-1"},
		"a vanished folder":  {`[{"uid":"secret","title":"Vaulted"}]`, servicetest.Map{}, "grafana_folder_gone"},
		"a vanished one, asked": {`[{"uid":"secret","title":"Vaulted"}]`,
			servicetest.Map{"folders": []string{"secret"}}, "grafana_folder_gone"},
		"no folders": {`[]`, servicetest.Map{}, "grafana_no_folders"},
	} {
		stacks := b.FaceStacks(stackOf(leaky(row.folders)))
		id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil, "prod"))
		view := servicetest.AlertView(id, row.alerts)
		got := b.Do(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views", view)
		if rules := rulesOf(b, got); rules != row.want {
			t.Errorf("%s: %q, want %q", name, rules, row.want)
		}
		file := b.Do(servicetest.Call{}, "POST", export, servicetest.Map{
			"spaceId": servicetest.Payments, "config": servicetest.Map{"v": 1,
				"sources": view["sources"], "namePrefix": "",
				"states": []string{"ALARM", "INSUFFICIENT_DATA", "OK"}}})
		for what, text := range map[string]string{"view": got.Body, "export": file.Body} {
			if strings.Contains(text, "vault") || strings.Contains(text, "Vaulted") {
				t.Errorf("%s: the %s shows what is outside: %s", name, what, text)
			}
		}
		if strings.HasPrefix(row.want, "open") && !strings.Contains(file.Body, "open") {
			t.Errorf("%s: an empty export: %s", name, file.Body)
		}
		for _, r := range stacks.Asked() {
			if r.Method != http.MethodGet || r.URL.Host != "example.grafana.net" || r.URL.Scheme != "https" ||
				r.Header.Get("Authorization") != "Bearer "+servicetest.StackToken {
				t.Errorf("%s: %s %s", name, r.Method, r.URL)
			}
		}
		if got := b.Do(servicetest.Call{}, "DELETE", "/v1/connections/"+id, nil); got.Status != 200 {
			t.Fatalf("removing: %d", got.Status)
		}
	}
}

// TestAFenceDoesNotTellWhatIsOutside: what is outside of a connection's folders is answered like
// what is nowhere.
func TestAFenceDoesNotTellWhatIsOutside(t *testing.T) {
	b := servicetest.New(t, nil)
	b.Clock.Stop()
	b.FaceStacks(stackOf(leaky(twoFolders)))
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil, "pay"))
	ask := func(field string, uids ...string) string {
		got := b.Do(servicetest.Call{}, "POST", "/v1/views",
			servicetest.AlertView(id, servicetest.Map{field: uids}))
		return requestIDs.ReplaceAllString(got.Body, "")
	}
	for _, row := range []struct{ field, outside, nowhere, inside string }{
		{"folders", "secret", "nobody", "pay"}, {"rules", "vault-1", "nothing", "open-2"}} {
		if ask(row.field, row.outside) != ask(row.field, row.nowhere) ||
			ask(row.field, row.outside, row.inside) != ask(row.field, row.nowhere, row.inside) {
			t.Errorf("%s: %s\n%s", row.field, ask(row.field, row.outside, row.inside),
				ask(row.field, row.nowhere, row.inside))
		}
	}
}

// TestFiltersThatHideAll: six rules without data that no filter keeps are counted, with the worst
// state among them, and the answer is no quiet one.
func TestFiltersThatHideAll(t *testing.T) {
	b := servicetest.New(t, nil)
	var rules []string
	for i := range 6 {
		rules = append(rules, fmt.Sprintf(`{"uid":"r%d","folderUid":"prod","name":"r","state":"inactive",`+
			`"health":"error","labels":{"severity":"page"},"alerts":[{"state":"Error"}]}`, i))
	}
	b.FaceStacks(stackOf(map[string][]string{foldersPath: {twoFolders}, rulesPath: {
		`{"status":"success","data":{"groups":[{"rules":[` + strings.Join(rules, ",") + `]}]}}`}}))
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil))
	for _, filter := range []servicetest.Map{
		{"labels": []servicetest.Map{{"name": "severity", "op": "=", "value": "critical"}}},
		{"states": []string{"firing", "pending"}}} {
		view := servicetest.AlertView(id, filter)
		records := b.Do(servicetest.Call{}, "POST", "/v1/views", view).Records(b)
		if left := records[0].Left; len(records) != 2 || left == nil || left.Count != 6 ||
			left.Worst != "error" {
			t.Errorf("%v: %+v", filter, records)
		}
		file := b.Do(servicetest.Call{}, "POST", export,
			exporting(servicetest.Map{"sources": view["sources"]}))
		if !strings.Contains(file.Body, "Unknown") || strings.Contains(file.Body, "✓") {
			t.Errorf("%v: the export: %s", filter, file.Body)
		}
	}
}

// TestStacksHaveNoCursors: a stack's answer has no cursor, and a cursor of an account continues none.
func TestStacksHaveNoCursors(t *testing.T) {
	b := servicetest.New(t, nil)
	account := b.LinkRole(nil)
	stacks := b.FaceStacks(stackOf(leaky(twoFolders)))
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil, "prod"))
	first := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", account+"@us-east-1")).Records(b)[0]
	view := servicetest.AlertView(id, servicetest.Map{})
	if got := b.Do(servicetest.Call{}, "POST", "/v1/views", view).Records(b)[0]; got.Cursor != "" ||
		first.Cursor == "" {
		t.Errorf("cursors %q of the stack, %q of the account", got.Cursor, first.Cursor)
	}
	stacks.Asked()
	for _, cursor := range []string{first.Cursor, "1"} {
		view["sources"].([]servicetest.Map)[0]["cursor"] = cursor
		got := b.Do(servicetest.Call{}, "POST", "/v1/views", view)
		if strings.Contains(got.Body, "open-") || len(stacks.Asked()) > 0 {
			t.Errorf("%.10s: %d %s", cursor, got.Status, got.Body)
		}
	}
}
