package grafana

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"pagewatch/internal/sim/grafana/estate"
)

// apiDashboardNamed returns a dashboard of the newer API, with an access section under /dto.
func (q *request) apiDashboardNamed(uid string) answer {
	d, found := q.stack.estate.Dashboard(uid)
	text := "dashboards." + dashboardGroup + " \"" + uid + "\" not found"
	switch {
	case !found, !q.hasDashboard(d):
		return failure(http.StatusNotFound, text, uid)
	case !q.may.onDashboard(q.stack.estate, d):
		return failure(http.StatusForbidden, "dashboards."+dashboardGroup+" \""+uid+
			"\" is forbidden: not allowed to get resource", uid)
	}
	return ok(q.apiDashboard(d))
}

// apiDashboard describes a dashboard in the schema of the version that is asked for. Tabs survive
// in schema version 2 only.
func (q *request) apiDashboard(d estate.Dashboard) object {
	version := q.params["version"]
	spec, status := maps.Clone(d.Model), object{}
	switch stored := q.stored(d); {
	case strings.HasPrefix(version, "v2") && d.V2 != nil:
		spec = maps.Clone(d.V2)
	case strings.HasPrefix(version, "v2"):
		spec = rowless(d)
		status["conversion"] = object{"failed": false, "storedVersion": stored}
	case d.V2 != nil:
		status["conversion"] = object{"failed": false, "storedVersion": stored}
	}
	delete(spec, "uid")
	sum := sha256.Sum256([]byte(d.UID))
	marks := object{"grafana.app/createdBy": "service-account:admin",
		"grafana.app/updatedTimestamp": stamp(d.Updated)}
	if d.Folder != "" {
		marks["grafana.app/folder"] = d.Folder
	}
	body := object{"kind": "Dashboard", "apiVersion": dashboardGroup + "/" + version,
		"metadata": object{"name": d.UID, "namespace": q.stack.namespace(), "generation": 3,
			"uid":               base64.RawURLEncoding.EncodeToString(sum[:]),
			"resourceVersion":   strconv.FormatInt(d.Updated.UnixMilli(), 10),
			"creationTimestamp": created, "annotations": marks},
		"spec": spec, "status": status}
	return body
}

// stored returns the schema version that a dashboard is stored in.
func (q *request) stored(d estate.Dashboard) string {
	if d.V2 == nil {
		return "v1beta1"
	}
	for _, version := range q.served(dashboardGroup) {
		if strings.HasPrefix(version, "v2") {
			return version
		}
	}
	return "v2beta1" // by a newer version, before a downgrade
}

// rowless converts a classic dashboard to schema version 2: its panels on one grid.
func rowless(d estate.Dashboard) object {
	elements, items := object{}, []object{}
	panels, _ := d.Model["panels"].([]any)
	for _, p := range panels {
		panel, _ := p.(map[string]any)
		if panel["type"] == "row" || panel["type"] == nil {
			continue
		}
		name := "panel-" + strconv.Itoa(int(panel["id"].(float64)))
		elements[name] = object{"kind": "Panel", "spec": object{"id": panel["id"],
			"title": panel["title"], "description": "", "links": []any{},
			"data": object{"kind": "QueryGroup", "spec": object{"queries": []any{},
				"queryOptions": object{}, "transformations": []any{}}},
			"vizConfig": object{"kind": "VizConfig", "group": panel["type"],
				"version": "13.0.0", "spec": object{}}}}
		at := panel["gridPos"].(map[string]any)
		items = append(items, object{"kind": "GridLayoutItem", "spec": object{"x": at["x"],
			"y": at["y"], "width": at["w"], "height": at["h"],
			"element": object{"kind": "ElementReference", "name": name}}})
	}
	return object{"title": d.Title(), "tags": d.Tags(), "variables": []any{},
		"elements":     elements,
		"timeSettings": object{"from": "now-6h", "to": "now", "timezone": "browser"},
		"layout":       object{"kind": "GridLayout", "spec": object{"items": items}}}
}

func (q *request) apiFolder(f estate.Folder) object {
	marks := object{}
	if f.Parent != "" {
		marks["grafana.app/folder"] = f.Parent
	}
	return object{"kind": "Folder",
		"apiVersion": folderGroup + "/" + q.params["version"],
		"metadata": object{"name": f.UID, "namespace": q.stack.namespace(),
			"annotations": marks},
		"spec": object{"title": f.Title}}
}
