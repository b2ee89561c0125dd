package grafana

import (
	"maps"
	"net/http"

	"pagewatch/internal/sim/grafana/estate"
)

// dashboard returns the classic model of a dashboard.
func (q *request) dashboard() answer {
	d, found := q.stack.estate.Dashboard(q.params["uid"])
	allowed := found && q.may.onDashboard(q.stack.estate, d)
	switch {
	case !found, !q.hasDashboard(d), !allowed && q.hidesRefusals():
		return reply(http.StatusNotFound,
			object{"message": "Dashboard not found", "traceID": ""})
	case !allowed:
		return message(http.StatusForbidden, "Access denied to this dashboard")
	}
	model := maps.Clone(d.Model)
	model["id"], model["version"] = d.ID, 3
	return ok(object{"meta": q.meta(d), "dashboard": model})
}

// hidesRefusals reports whether a refusal looks like a dashboard that does not exist.
func (q *request) hidesRefusals() bool {
	return q.stack.version.hidesRefusals() || q.fault.Do == FaultHidden
}

func (q *request) meta(d estate.Dashboard) object {
	slug := slugify(d.Title())
	meta := object{
		"type": "db", "canSave": false, "canEdit": false, "canAdmin": false, "canStar": true,
		"canDelete": false, "slug": slug, "url": "/d/" + d.UID + "/" + slug, "expires": zero,
		"created": created, "updated": stamp(d.Updated), "updatedBy": "admin",
		"createdBy": "admin", "version": 3, "hasAcl": false, "isFolder": false, "folderId": 0,
		"folderUid": "", "folderTitle": "General", "folderUrl": "", "provisioned": false,
		"provisionedExternalId": "",
		"annotationsPermissions": object{
			"dashboard":    object{"canAdd": true, "canEdit": true, "canDelete": true},
			"organization": object{"canAdd": false, "canEdit": false, "canDelete": false},
		},
		"publicDashboardEnabled": false,
	}
	if f, ok := q.stack.estate.Folder(d.Folder); ok {
		meta["folderId"], meta["folderUid"], meta["folderTitle"] = f.ID, f.UID, f.Title
		meta["folderUrl"] = "/dashboards/f/" + f.UID + "/" + slugify(f.Title)
	}
	if q.stack.version.from(12, 0) {
		meta["apiVersion"] = "v1beta1"
		return meta
	}
	meta["publicDashboardAccessToken"], meta["publicDashboardUid"] = "", ""
	return meta
}

// versions lists the versions of a dashboard for those who may write it.
func (q *request) versions() answer {
	d, found := q.stack.estate.Dashboard(q.params["uid"])
	if !found {
		return reply(http.StatusNotFound,
			object{"message": "Dashboard not found", "traceID": ""})
	}
	return ok([]object{{"id": 1, "dashboardId": d.ID, "uid": d.UID, "version": 3,
		"created": stamp(d.Updated), "createdBy": "admin", "message": ""}})
}

// shortURL resolves a short link.
func (q *request) shortURL() answer {
	for _, s := range q.stack.estate.ShortURLs {
		if s.UID == q.params["uid"] {
			return ok(object{"uid": s.UID, "path": s.Path})
		}
	}
	return message(http.StatusNotFound, "short URL not found")
}
