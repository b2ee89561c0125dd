package grafana

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"pagewatch/internal/sim/grafana/estate"
)

// annotations lists the marks that fit the query, the newest first.
func (q *request) annotations() answer {
	all := []object{}
	var shown []estate.Annotation
	for _, a := range q.stack.estate.Annotations {
		if q.seesAnnotation(a) && q.marks(a) {
			shown = append(shown, a)
		}
	}
	slices.SortFunc(shown, func(a, b estate.Annotation) int { return b.At.Compare(a.At) })
	limit := q.number("limit", 0)
	if limit <= 0 {
		limit = 100
	}
	for _, a := range shown[:min(limit, len(shown))] {
		all = append(all, q.annotationOf(a))
	}
	return ok(all)
}

// seesAnnotation reports whether the token may see a mark. Without a dashboard in the query, old
// versions also show the alerts of folders that it may not see.
func (q *request) seesAnnotation(a estate.Annotation) bool {
	if a.Dashboard == "" {
		return true
	}
	d, _ := q.stack.estate.Dashboard(a.Dashboard)
	return q.may.onDashboard(q.stack.estate, d) ||
		a.Rule != "" && !q.query.Has("dashboardUID") && !q.stack.version.from(10, 0)
}

// marks reports whether a mark fits the query. A time that is not in milliseconds is no limit.
func (q *request) marks(a estate.Annotation) bool {
	at := func(name string) (time.Time, bool) {
		ms, err := strconv.ParseInt(q.query.Get(name), 10, 64)
		return time.UnixMilli(ms), err == nil && ms > 0
	}
	if from, ok := at("from"); ok && a.End.Before(from) {
		return false
	}
	if to, ok := at("to"); ok && a.At.After(to) {
		return false
	}
	kind := q.query.Get("type")
	if kind == "alert" && a.Rule == "" || kind == "annotation" && a.Rule != "" {
		return false
	}
	same := func(name, value string) bool {
		return q.query.Get(name) == "" || q.query.Get(name) == value
	}
	return same("dashboardUID", a.Dashboard) && same("panelId", strconv.Itoa(a.Panel)) &&
		q.tagged(a)
}

// tagged reports whether a mark has the tags of the query: all of them, or any with matchAny.
func (q *request) tagged(a estate.Annotation) bool {
	found := 0
	for _, tag := range q.query["tags"] {
		if slices.Contains(a.Tags, tag) {
			found++
		}
	}
	want := len(q.query["tags"])
	return found == want || found > 0 && q.query.Get("matchAny") == "true"
}

// annotationOf describes a mark. Newer versions leave out what is only an alert's.
func (q *request) annotationOf(a estate.Annotation) object {
	tags := a.Tags
	if tags == nil {
		tags = []string{}
	}
	body := object{"id": a.ID, "panelId": a.Panel, "time": a.At.UnixMilli(),
		"timeEnd": a.End.UnixMilli(), "text": q.annotationText(a), "tags": tags,
		"data": object{}}
	if a.Dashboard != "" {
		body["dashboardUID"] = a.Dashboard
	}
	if a.Rule != "" {
		body["alertId"], body["alertName"] = a.ID, ""
		body["newState"], body["prevState"] = a.Next, a.Previous
		body["data"] = object{"values": object{"B": 10, "C": 1}}
	}
	if q.stack.version.from(10, 0) {
		if a.Rule == "" {
			body["userId"] = 1
		}
		return body
	}
	q.addOld(body, a)
	return body
}

// addOld adds what old versions say of every mark: also who made it.
func (q *request) addOld(body object, a estate.Annotation) {
	for name, absent := range map[string]any{"alertId": 0, "alertName": "", "dashboardUID": nil,
		"newState": "", "prevState": ""} {
		if _, ok := body[name]; !ok {
			body[name] = absent
		}
	}
	d, _ := q.stack.estate.Dashboard(a.Dashboard)
	body["dashboardId"], body["userId"] = d.ID, 0
	body["created"], body["updated"] = a.At.UnixMilli(), a.At.UnixMilli()
	body["login"], body["email"], body["avatarUrl"] = a.Login, "", ""
	if a.Login != "" {
		body["email"] = strings.ToLower(a.Login) + "@example.com"
		body["avatarUrl"] = "/public/img/user_profile.png"
	}
}

// annotationText returns the text of a mark: what a person wrote, or the labels of an alert.
func (q *request) annotationText(a estate.Annotation) string {
	for _, r := range q.stack.estate.Rules {
		if r.UID == a.Rule {
			return r.Title + " {alertname=" + r.Title + ", grafana_folder=" +
				q.stack.estate.Path(r.Folder) + ", severity=" + r.Labels["severity"] +
				", team=" + r.Labels["team"] + "} - B=10.000000, C=1.000000"
		}
	}
	return a.Text
}

// annotationTags counts the tags of all marks.
func (q *request) annotationTags() answer {
	counts := map[string]int{}
	for _, a := range q.stack.estate.Annotations {
		for _, tag := range a.Tags {
			counts[tag]++
		}
	}
	return ok(object{"result": object{"tags": counted(counts, "tag")}})
}
