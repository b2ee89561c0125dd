package grafana

import (
	"embed"
	"encoding/json"
	"slices"
	"strings"

	"pagewatch/internal/sim/grafana/estate"
)

//go:embed permissions
var permissionFiles embed.FS

// permissions are the scopes of each action.
type permissions map[string][]string

// roles make the permissions of each role.
var roles = map[string]func(estate.Estate) permissions{
	Viewer: viewerPermissions,
	Editor: func(estate.Estate) permissions { return readPermissions("editor") },
	Admin:  func(estate.Estate) permissions { return readPermissions("admin") },
	None: func(estate.Estate) permissions {
		return permissions{"orgs:read": {""}, "alert.rules:read": {"folders:*"}}
	},
}

// permissionsOn returns what an account may do with the content of its stack.
func (a Account) permissionsOn(e estate.Estate) permissions {
	if a.folder != "" {
		return folderPermissions(a.folder)
	}
	return roles[a.Role](e)
}

// readPermissions reads the permissions of a role that depend on no folder.
func readPermissions(role string) permissions {
	text, err := permissionFiles.ReadFile("permissions/" + role + ".json")
	var p permissions
	if err == nil {
		err = json.Unmarshal(text, &p)
	}
	if err != nil {
		panic("reading the embedded permissions: " + err.Error())
	}
	return p
}

// viewerPermissions add, to what every viewer may do, the folders that are not restricted.
func viewerPermissions(e estate.Estate) permissions {
	p := readPermissions("viewer")
	for _, f := range e.Folders {
		if f.Parent == "" && !f.Restricted {
			scope := "folders:uid:" + f.UID
			for _, action := range []string{"dashboards:read", "folders:read"} {
				p[action] = append(p[action], scope)
			}
		}
	}
	for _, d := range e.Dashboards {
		if d.Folder == "" {
			p["dashboards:read"] = append(p["dashboards:read"], "dashboards:uid:"+d.UID)
		}
	}
	return p
}

// folderPermissions are those of a role of one's own, on one folder.
func folderPermissions(uid string) permissions {
	scope := []string{"folders:uid:" + uid}
	sources := []string{"datasources:uid:grafanacloud-prom"}
	return permissions{
		"alert.rules:read": scope, "annotations:read": {"annotations:*"}, "dashboards:read": scope,
		"datasources:query": sources, "datasources:read": sources, "folders:read": scope,
		"library.panels:read": scope, "orgs:read": {""},
	}
}

// may reports whether an action is allowed on anything.
func (p permissions) may(action string) bool { return len(p[action]) > 0 }

// onFolder reports whether an action is allowed on a folder: on it, on one around it, or on all.
func (p permissions) onFolder(action string, line []estate.Folder) bool {
	scopes := p[action]
	if slices.Contains(scopes, "folders:*") || slices.Contains(scopes, "dashboards:*") {
		return true
	}
	return slices.ContainsFunc(line, func(f estate.Folder) bool {
		return slices.Contains(scopes, "folders:uid:"+f.UID)
	})
}

// onDashboard reports whether a dashboard may be read.
func (p permissions) onDashboard(e estate.Estate, d estate.Dashboard) bool {
	return slices.Contains(p["dashboards:read"], "dashboards:uid:"+d.UID) ||
		p.onFolder("dashboards:read", e.Line(d.Folder))
}

// onRules reports whether the rules of a folder may be read. It takes both rights.
func (p permissions) onRules(e estate.Estate, folder string) bool {
	line := e.Line(folder)
	return p.onFolder("alert.rules:read", line) && p.onFolder("folders:read", line)
}

// onLibrary reports whether the library panels of a folder may be read. The viewer of Grafana 9 has
// no such right; being able to see the folder is enough.
func (p permissions) onLibrary(e estate.Estate, folder string) bool {
	action := "library.panels:read"
	if !p.may(action) {
		action = "folders:read"
	}
	return p.onFolder(action, e.Line(folder))
}

// onSource reports whether a data source may be read.
func (p permissions) onSource(uid string) bool {
	return slices.ContainsFunc(p["datasources:read"], func(scope string) bool {
		return scope == "datasources:*" || strings.TrimPrefix(scope, "datasources:uid:") == uid
	})
}
