package grafana

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"pagewatch/internal/sim/grafana/estate"
)

// maxSearch is the largest page of the search.
const maxSearch = 5000

// hit is a folder or dashboard that a search can find.
type hit struct {
	id               int
	uid, title, kind string
	parent           string
	tags             []string
}

const (
	folderHit    = "dash-folder"
	dashboardHit = "dash-db"
)

// visible returns all that the token sees: folders, then dashboards, by title.
func (q *request) visible() []hit {
	var all []hit
	for _, f := range q.visibleFolders() {
		all = append(all, hit{f.ID, f.UID, f.Title, folderHit, f.Parent, []string{}})
	}
	for _, d := range q.visibleDashboards() {
		all = append(all, hit{d.ID, d.UID, d.Title(), dashboardHit, d.Folder, d.Tags()})
	}
	down := q.query.Get("sort") == "alpha-desc"
	slices.SortStableFunc(all, func(a, b hit) int {
		order := strings.Compare(a.title, b.title)
		if down {
			order = -order
		}
		return cmp.Or(-strings.Compare(a.kind, b.kind), order)
	})
	return all
}

// visibleDashboards returns the dashboards that the token may read. Versions before 12 have no
// dashboards with tabs.
func (q *request) visibleDashboards() []estate.Dashboard {
	var all []estate.Dashboard
	for _, d := range q.stack.estate.Dashboards {
		if q.hasDashboard(d) && q.may.onDashboard(q.stack.estate, d) {
			all = append(all, d)
		}
	}
	return all
}

func (q *request) hasDashboard(d estate.Dashboard) bool {
	return d.V2 == nil || q.stack.version.from(12, 0)
}

// search finds folders and dashboards. It leaves out silently what the token may not see.
func (q *request) search() answer {
	limit := q.number("limit", 1000)
	if limit > maxSearch {
		return message(http.StatusUnprocessableEntity, "Limit is above maximum allowed (5000), "+
			"use page parameter to access hits beyond limit")
	}
	rows := []object{}
	for _, h := range q.visible() {
		if q.finds(h) {
			rows = append(rows, q.row(h))
		}
	}
	return ok(cut(rows, limit, q.number("page", 1)))
}

// finds reports whether a hit fits the query. Values of one parameter are alternatives; tags are
// not.
func (q *request) finds(h hit) bool {
	among := func(name, value string) bool {
		return len(q.query[name]) == 0 || slices.Contains(q.query[name], value)
	}
	parent := cmp.Or(h.parent, "general")
	for _, tag := range q.query["tag"] {
		if !slices.Contains(h.tags, tag) {
			return false
		}
	}
	return among("type", h.kind) && among("folderUIDs", parent) &&
		(len(q.query["dashboardUIDs"]) == 0 ||
			h.kind == dashboardHit && among("dashboardUIDs", h.uid)) &&
		strings.Contains(strings.ToLower(h.title), strings.ToLower(q.query.Get("query")))
}

// row describes a hit.
func (q *request) row(h hit) object {
	slug := slugify(h.title)
	path := "/d/"
	if h.kind == folderHit {
		path = "/dashboards/f/"
	}
	row := object{"id": h.id, "uid": h.uid, "title": h.title, "uri": "db/" + slug,
		"url": path + h.uid + "/" + slug, "slug": "", "type": h.kind, "tags": h.tags,
		"isStarred": false, "sortMeta": 0}
	if q.stack.version.from(10, 0) {
		row["orgId"] = 1
	}
	if f, ok := q.stack.estate.Folder(h.parent); ok {
		row["folderId"], row["folderUid"], row["folderTitle"] = f.ID, f.UID, f.Title
		row["folderUrl"] = "/dashboards/f/" + f.UID + "/" + slugify(f.Title)
	}
	return row
}

func (q *request) sorting() answer {
	option := func(name, title, text string) object {
		return object{"name": name, "displayName": title, "description": text, "meta": ""}
	}
	return ok(object{"sortOptions": []object{
		option("alpha-asc", "Alphabetically (A–Z)",
			"Sort results in an alphabetically ascending order"),
		option("alpha-desc", "Alphabetically (Z–A)",
			"Sort results in an alphabetically descending order"),
	}})
}

// tags counts the tags of the dashboards that the token may read.
func (q *request) tags() answer {
	counts := map[string]int{}
	for _, d := range q.visibleDashboards() {
		for _, tag := range d.Tags() {
			counts[tag]++
		}
	}
	return refuse(http.StatusOK, counted(counts, "term"))
}

// counted lists counts by name.
func counted(counts map[string]int, name string) []object {
	all := []object{}
	for term, count := range counts {
		all = append(all, object{name: term, "count": count})
	}
	slices.SortFunc(all, func(a, b object) int {
		return strings.Compare(a[name].(string), b[name].(string))
	})
	return all
}
