package grafana

import (
	"net/http"

	"pagewatch/internal/sim/grafana/estate"
)

// libraries lists the library panels of the folders that the token sees.
func (q *request) libraries() answer {
	all := []object{}
	for _, l := range q.stack.estate.Libraries {
		if q.may.onLibrary(q.stack.estate, l.Folder) {
			all = append(all, q.libraryOf(l))
		}
	}
	size, page := q.number("perPage", 100), q.number("page", 1)
	return ok(object{"result": object{"totalCount": len(all), "elements": cut(all, size, page),
		"page": page, "perPage": size}})
}

// library describes a library panel.
func (q *request) library() answer {
	for _, l := range q.stack.estate.Libraries {
		if l.UID == q.params["uid"] && q.may.onLibrary(q.stack.estate, l.Folder) {
			return ok(object{"result": q.libraryOf(l)})
		}
	}
	return message(http.StatusNotFound, "library element could not be found")
}

func (q *request) libraryOf(l estate.Library) object {
	folder, _ := q.stack.estate.Folder(l.Folder)
	source := object{"type": "prometheus", "uid": "grafanacloud-prom"}
	by := object{"avatarUrl": "/public/img/user_profile.png", "id": 1, "name": "admin"}
	return object{
		"id": l.ID, "orgId": 1, "folderId": folder.ID, "folderUid": folder.UID, "uid": l.UID,
		"name": l.Name, "kind": 1, "type": l.Type, "description": "", "version": 1,
		"model": object{"datasource": source, "description": "", "title": l.Title, "type": l.Type,
			"targets": []object{{"refId": "A", "datasource": source, "expr": "up"}}},
		"meta": object{"folderName": folder.Title, "folderUid": folder.UID,
			"connectedDashboards": 1, "created": created, "updated": created, "createdBy": by,
			"updatedBy": by},
	}
}
