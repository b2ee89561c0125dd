package grafana

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"pagewatch/internal/sim/grafana/estate"
)

// zero is how Grafana writes a time that is not set.
const zero = "0001-01-01T00:00:00Z"

// stamp writes a time as Grafana does.
func stamp(t time.Time) string {
	if t.IsZero() {
		return zero
	}
	return t.UTC().Format(time.RFC3339)
}

// slugify makes the part of an address that stands for a title.
func slugify(title string) string {
	slug := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, title)
	return strings.Trim(slug[:min(len(slug), 50)], "-")
}

// number reads a whole number of the query. Grafana takes junk for absent.
func (q *request) number(name string, absent int) int {
	n, err := strconv.Atoi(q.query.Get(name))
	if err != nil {
		return absent
	}
	return n
}

// cut returns one page of a list. A limit or page below one is taken for absent.
func cut[T any](all []T, limit, page int) []T {
	if limit < 1 || limit > len(all) {
		limit = len(all)
	}
	from := min(limit*(min(max(page, 1), len(all)+2)-1), len(all))
	return all[from:min(from+limit, len(all))]
}

// seesFolder reports whether the token sees a folder.
func (q *request) seesFolder(uid string) bool {
	return q.may.onFolder("folders:read", q.stack.estate.Line(uid))
}

// visibleFolders returns the folders that the token sees.
func (q *request) visibleFolders() []estate.Folder {
	var all []estate.Folder
	for _, f := range q.stack.estate.Folders {
		if q.seesFolder(f.UID) {
			all = append(all, f)
		}
	}
	return all
}

// folders lists one level: the top, or the folders in parentUid.
func (q *request) folders() answer {
	all := []object{}
	for _, f := range q.visibleFolders() {
		row := object{"id": f.ID, "uid": f.UID, "title": f.Title}
		if q.stack.version.from(11, 0) {
			row["parentUid"] = f.Parent
		}
		if f.Parent == q.query.Get("parentUid") {
			all = append(all, row)
		}
	}
	return ok(cut(all, q.number("limit", 1000), q.number("page", 1)))
}

// folder describes a folder. One that does not exist is refused as one that the token may not see,
// but to callers that see every folder.
func (q *request) folder() answer {
	uid := q.params["uid"]
	f, found := q.stack.estate.Folder(uid)
	everything := slices.Contains(q.may["folders:read"], "folders:*")
	admin := q.may.may("serviceaccounts:read")
	switch {
	case !found && everything && admin:
		return reply(http.StatusNotFound,
			object{"message": "folder not found", "status": "not-found"})
	case !found, !q.seesFolder(uid):
		return denied("folders:read")
	}
	body := object{"id": f.ID, "uid": f.UID, "title": f.Title,
		"url":    "/dashboards/f/" + f.UID + "/" + slugify(f.Title),
		"hasAcl": false, "canSave": false, "canEdit": false, "canAdmin": false,
		"canDelete": false, "createdBy": "admin", "created": created, "updatedBy": "admin",
		"updated": created, "version": 1}
	if q.stack.version.from(11, 0) && f.Parent != "" {
		body["parentUid"] = f.Parent
		line := q.stack.estate.Line(f.Parent)
		var parents []object
		for _, p := range line {
			parents = append(parents, object{"uid": p.UID, "title": p.Title,
				"url": "/dashboards/f/" + p.UID + "/" + slugify(p.Title)})
		}
		body["parents"] = parents
	}
	return ok(body)
}

// created is when every folder and library panel was made.
const created = "2026-01-15T09:30:00Z"

// dataSources lists the data sources that the token may read.
func (q *request) dataSources() answer {
	all := []object{}
	for _, d := range q.stack.estate.DataSources {
		if q.may.onSource(d.UID) {
			row := sourceOf(d)
			row["typeName"] = d.TypeName
			row["typeLogoUrl"] = "public/app/plugins/datasource/" + d.Type + "/img/logo.svg"
			all = append(all, row)
		}
	}
	return ok(all)
}

// sourceOf describes a data source with its address, which clients have no use for.
func sourceOf(d estate.DataSource) object {
	return object{"id": d.ID, "uid": d.UID, "orgId": 1, "name": d.Name, "type": d.Type,
		"typeLogoUrl": "", "access": "proxy", "url": "http://10.0.3.7:9090", "user": "admin",
		"database": "", "basicAuth": false, "isDefault": d.Default, "jsonData": object{},
		"readOnly": false}
}

func (q *request) dataSource() answer {
	for _, d := range q.stack.estate.DataSources {
		if d.UID == q.params["uid"] && q.may.onSource(d.UID) {
			row := sourceOf(d)
			row["basicAuthUser"], row["withCredentials"] = "", false
			row["secureJsonFields"], row["version"] = object{}, 1
			return ok(row)
		}
	}
	return message(http.StatusNotFound, "Data source not found")
}

func (q *request) dataSourceID() answer {
	for _, d := range q.stack.estate.DataSources {
		if d.Name == q.params["name"] {
			return ok(object{"id": d.ID})
		}
	}
	return message(http.StatusNotFound, "Data source not found")
}
