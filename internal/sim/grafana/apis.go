package grafana

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// served returns the versions of a group of the newer API, the preferred one first, nil for a group
// that the stack does not serve. Source: gcx, ADR-001.
func (q *request) served(group string) []string {
	v := q.stack.version
	switch {
	case group == dashboardGroup && v.from(13, 0):
		return []string{"v2", "v2beta1", "v1", "v1beta1", "v2alpha1", "v0alpha1"}
	case group == dashboardGroup && v.from(12, 2):
		return []string{"v1beta1", "v2beta1", "v0alpha1"}
	case group == dashboardGroup:
		return []string{"v1beta1", "v0alpha1"}
	case group == folderGroup && v.from(13, 0):
		return []string{"v1", "v1beta1"}
	case group == folderGroup:
		return []string{"v1beta1"}
	case group == shortURLGroup && v.from(12, 4):
		return []string{"v1beta1"}
	}
	return nil
}

// apiGroup describes a group.
func (q *request) apiGroup() answer {
	group := q.params["group"]
	served := q.served(group)
	if served == nil {
		return failure(http.StatusNotFound, "the server could not find the requested resource", "")
	}
	var versions []object
	for _, version := range served {
		versions = append(versions,
			object{"groupVersion": group + "/" + version, "version": version})
	}
	return ok(object{"kind": "APIGroup", "apiVersion": "v1", "name": group, "versions": versions,
		"preferredVersion": versions[0]})
}

// failure is an error of the newer API, a Kubernetes Status.
func failure(status int, text, name string) answer {
	reason := "NotFound"
	if status == http.StatusForbidden {
		reason = "Forbidden"
	}
	body := object{"kind": "Status", "apiVersion": "v1", "metadata": object{},
		"status": "Failure", "message": text, "reason": reason, "code": status}
	if name != "" {
		body["details"] = object{"name": name, "group": dashboardGroup, "kind": "dashboards"}
	}
	return reply(status, body)
}

// resource returns "group/resource" of a path that the stack serves in its own namespace.
func (q *request) resource() (string, *answer) {
	group := q.params["group"]
	if !slices.Contains(q.served(group), q.params["version"]) {
		a := failure(http.StatusNotFound, "the server could not find the requested resource", "")
		return "", &a
	}
	if q.params["namespace"] != q.stack.namespace() {
		a := failure(http.StatusForbidden, "the namespace is not the stack's", "")
		return "", &a
	}
	return group + "/" + q.params["resource"], nil
}

// apiList lists the objects of a resource that the token sees, or searches.
func (q *request) apiList() answer {
	resource, refused := q.resource()
	if refused != nil {
		return *refused
	}
	var items []object
	kind := ""
	switch {
	case resource == dashboardGroup+"/search" && q.params["version"] == "v0alpha1":
		return q.apiSearch()
	case resource == dashboardGroup+"/dashboards":
		kind = "DashboardList"
		for _, d := range q.visibleDashboards() {
			items = append(items, q.apiDashboard(d))
		}
	case resource == folderGroup+"/folders":
		kind = "FolderList"
		for _, f := range q.visibleFolders() {
			items = append(items, q.apiFolder(f))
		}
	default:
		return failure(http.StatusNotFound, "the server could not find the requested resource", "")
	}
	items, next := q.chunk(items)
	return ok(object{"kind": kind, "apiVersion": q.params["group"] + "/" + q.params["version"],
		"metadata": object{"continue": next}, "items": items})
}

// chunk cuts a list at the query's limit and continue. The token is the place to continue at.
func (q *request) chunk(items []object) (shown []object, next string) {
	place, _ := base64.StdEncoding.DecodeString(q.query.Get("continue")) // junk begins anew
	from, _ := strconv.Atoi(string(place))
	from = min(max(from, 0), len(items))
	to := len(items)
	if limit := q.number("limit", 0); limit > 0 && limit < to-from {
		to = from + limit
		next = base64.StdEncoding.EncodeToString([]byte(strconv.Itoa(to)))
	}
	return append([]object{}, items[from:to]...), next
}

// apiObject returns one object.
func (q *request) apiObject() answer {
	resource, refused := q.resource()
	if refused != nil {
		return *refused
	}
	name := q.params["name"]
	switch resource {
	case dashboardGroup + "/dashboards":
		return q.apiDashboardNamed(name)
	case folderGroup + "/folders":
		f, found := q.stack.estate.Folder(name)
		if found && q.seesFolder(name) {
			return ok(q.apiFolder(f))
		}
	case shortURLGroup + "/shorturls":
		for _, s := range q.stack.estate.ShortURLs {
			if s.UID == name {
				return ok(object{"kind": "ShortURL", "apiVersion": shortURLGroup + "/v1beta1",
					"metadata": object{"name": s.UID, "namespace": q.stack.namespace()},
					"spec":     object{"path": s.Path}})
			}
		}
	}
	return failure(http.StatusNotFound, q.params["resource"]+"."+q.params["group"]+" \""+name+
		"\" not found", name)
}

// apiSearch searches as the newer API does. It knows other types than the older one, and ignores
// those that it does not know.
func (q *request) apiSearch() answer {
	kinds := map[string]string{"dashboard": dashboardHit, "folder": folderHit}
	hits := []object{}
	for _, h := range q.visible() {
		kind, known := kinds[q.query.Get("type")]
		folder := q.query.Get("folder")
		if known && kind != h.kind || folder != "" && folder != h.parent ||
			!strings.Contains(strings.ToLower(h.title), strings.ToLower(q.query.Get("query"))) {
			continue
		}
		hit := object{"resource": "dashboards", "name": h.uid, "title": h.title,
			"folder": h.parent}
		if h.kind == folderHit {
			hit["resource"] = "folders"
		}
		if len(h.tags) > 0 {
			hit["tags"] = h.tags
		}
		hits = append(hits, hit)
	}
	total := len(hits)
	return ok(object{"hits": cut(hits, q.number("limit", 50), 1), "totalHits": total,
		"queryCost": 1200, "maxScore": 1.5})
}
