package rights_test

import (
	"encoding/json"
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
	}{
		"enough":       {all(nil), nil, nil, nil},
		"no folders":   {all(map[string][]string{"folders:read": nil}), []string{"folders:read"}, []string{"folders:read"}, nil},
		"no panels":    {all(map[string][]string{"library.panels:read": {}}), []string{"library.panels:read"}, nil, nil},
		"a write":      {all(map[string][]string{"dashboards:write": folder}), nil, nil, []string{"dashboards:write"}},
		"unknown verb": {all(map[string][]string{"dashboards:juggle": folder}), nil, nil, []string{"dashboards:juggle"}},
		"no verb":      {all(map[string][]string{"dashboards": folder}), nil, nil, []string{"dashboards"}},
		"a plugin":     {all(map[string][]string{"grafana-oncall-app.x:write": folder}), nil, nil, nil},
		"annotations of dashboards": {all(map[string][]string{
			"annotations:write": {"annotations:type:dashboard"}}), nil, nil, nil},
		"all annotations": {all(map[string][]string{"annotations:write": {"annotations:*"}}), nil,
			nil, []string{"annotations:write"}},
	} {
		got := rights.Of(row.scopes)
		if !slices.Equal(got.Missing, row.missing) || !slices.Equal(got.Blocking, row.blocking) ||
			!slices.Equal(got.TooMuch, row.tooMuch) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
