package rights_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"pagewatch/internal/grafana/rights"
)

func recorded(t *testing.T, name string) map[string][]string {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct{ Body map[string][]string }
	if err := json.Unmarshal(raw, &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Body
}

func TestRecordedRights(t *testing.T) {
	viewer := rights.Of(recorded(t, "user_permissions_viewer.json"))
	if len(viewer.TooMuch) > 0 || len(viewer.Blocking) > 0 || viewer.Everywhere ||
		!slices.Equal(viewer.Missing, []string{"library.panels:read"}) {
		t.Errorf("a viewer: %+v", viewer)
	}
	admin := rights.Of(recorded(t, "user_permissions_admin.json"))
	for _, action := range []string{"dashboards:write", "alert.rules:write", "datasources:delete",
		"serviceaccounts:create", "folders:create", "users:read"} {
		if want := action != "users:read"; slices.Contains(admin.TooMuch, action) != want {
			t.Errorf("an admin: %s is too much: %v", action, !want)
		}
	}
	if !admin.Everywhere {
		t.Error("an admin sees every folder")
	}
}

func TestRights(t *testing.T) {
	folder := []string{"folders:uid:prod"}
	all := func(more map[string][]string) map[string][]string {
		out := map[string][]string{}
		for _, action := range []string{"alert.rules:read", "folders:read", "dashboards:read",
			"annotations:read", "datasources:query", "library.panels:read", "orgs:read"} {
			out[action] = folder
		}
		for action, scopes := range more {
			out[action] = scopes
		}
		return out
	}
	for name, row := range map[string]struct {
		scopes                     map[string][]string
		missing, blocking, tooMuch []string
		plugins                    []string
	}{
		"enough":       {all(nil), nil, nil, nil, nil},
		"no folders":   {all(map[string][]string{"folders:read": nil}), []string{"folders:read"}, []string{"folders:read"}, nil, nil},
		"no panels":    {all(map[string][]string{"library.panels:read": {}}), []string{"library.panels:read"}, nil, nil, nil},
		"a write":      {all(map[string][]string{"dashboards:write": folder}), nil, nil, []string{"dashboards:write"}, nil},
		"unknown verb": {all(map[string][]string{"dashboards:juggle": folder}), nil, nil, []string{"dashboards:juggle"}, nil},
		"no verb":      {all(map[string][]string{"dashboards": folder}), nil, nil, []string{"dashboards"}, nil},
		"plugins": {all(map[string][]string{"grafana-irm-app.incidents:delete": folder, "grafana-collector-app:write": nil,
			"grafana-slo-app.slo:read": folder, "grafana-synthetic-monitoring-app.checks:juggle": folder}), nil, nil, nil,
			[]string{"grafana-collector-app:write", "grafana-irm-app.incidents:delete",
				"grafana-synthetic-monitoring-app.checks:juggle"}},
		"plugins of a Viewer": {all(map[string][]string{"grafana-assistant-app.rules.user:write": {""},
			"grafana-assistant-app.chats:access": {""}}), nil, nil, nil, nil},
		"the assistant of all": {all(map[string][]string{"grafana-assistant-app.rules.tenant:write": {""}}), nil, nil, nil,
			[]string{"grafana-assistant-app.rules.tenant:write"}},
		"no plugins": {all(map[string][]string{"plugins-app:install": folder, "users-app.x:create": folder,
			"users.my-own-app:create": folder, "a-b-apple:write": folder, "x:a-b-app:write": folder}), nil, nil,
			[]string{"a-b-apple:write", "plugins-app:install", "users-app.x:create", "users.my-own-app:create", "x:a-b-app:write"}, nil},
		"annotations of dashboards": {all(map[string][]string{
			"annotations:write": {"annotations:type:dashboard"}}), nil, nil, nil, nil},
		"annotations in folders": {all(map[string][]string{
			"annotations:write": {"folders:uid:prod", "dashboards:uid:x"}}), nil, nil, nil, nil},
		"all annotations": {all(map[string][]string{"annotations:write": {"annotations:*"}}), nil,
			nil, []string{"annotations:write"}, nil},
		"annotations of something else": {all(map[string][]string{"annotations:write": {"folders:uid:prod", "folder:x"}}), nil,
			nil, []string{"annotations:write"}, nil},
	} {
		got := rights.Of(row.scopes)
		if !slices.Equal(got.Missing, row.missing) || !slices.Equal(got.Blocking, row.blocking) ||
			!slices.Equal(got.TooMuch, row.tooMuch) || !slices.Equal(got.Plugins, row.plugins) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestFoldersOfScopes: the folders that scopes name, and nothing of another sort.
func TestFoldersOfScopes(t *testing.T) {
	for _, row := range []struct {
		scopes []string
		uids   []string
		all    bool
	}{
		{nil, nil, false},
		{[]string{"folders:uid:pay", "folders:uid:dev"}, []string{"dev", "pay"}, false},
		{[]string{"folders:*"}, nil, true},
		{[]string{"*"}, nil, true},
		{[]string{"folders:uid:x", "folders:uid:*"}, []string{"*", "x"}, true},
		{[]string{"", "pay", "folders:uid:", "folders:id:1", "dashboards:uid:pay", "dashboards:*"}, nil, false},
	} {
		uids, all := rights.Folders(row.scopes)
		if !slices.Equal(slices.Sorted(maps.Keys(uids)), row.uids) || all != row.all {
			t.Errorf("%q: %v, all %v", row.scopes, uids, all)
		}
	}
}
