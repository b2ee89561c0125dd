package resolver

import (
	"net/http"
	"strings"
	"time"
)

// route is a method and a path. A segment {id} matches anything but nothing.
type route struct {
	method string
	path   string
	handle func(*call)
	// licensed routes want an active licence where the operator asks for one. Reading the settings
	// and removing a connection never do: nobody is locked out of what is theirs.
	licensed bool
	// budget is how long a call may take, where it is not the usual.
	budget time.Duration
}

// table lists every route, with the right it asks for in front of what it does.
func (s *service) table() []route {
	return []route{
		{method: http.MethodPost, path: "/v1/views", handle: reader(s, s.view), licensed: true},
		{method: http.MethodPost, path: "/v1/stream", handle: s.stream},
		{method: http.MethodPost, path: "/v1/exports", handle: person(s, s.export), licensed: true},
		{method: http.MethodGet, path: "/v1/connections", handle: reader(s, s.pick)},
		{method: http.MethodGet, path: "/v1/settings", handle: admin(s, s.settings)},
		{method: http.MethodPost, path: "/v1/settings/external-id", handle: admin(s, s.reissue),
			licensed: true},
		{method: http.MethodPost, path: "/v1/settings/rotation", handle: admin(s, s.beginRotation),
			licensed: true},
		{method: http.MethodPost, path: "/v1/settings/rotation/end",
			handle: admin(s, s.endRotation), licensed: true},
		{method: http.MethodPost, path: "/v1/connections/test", handle: admin(s, s.test),
			licensed: true},
		{method: http.MethodPost, path: "/v1/connections", handle: admin(s, s.create),
			licensed: true},
		{method: http.MethodPatch, path: "/v1/connections/{id}", handle: admin(s, s.change),
			licensed: true},
		{method: http.MethodDelete, path: "/v1/connections/{id}", handle: admin(s, s.remove)},
		{method: http.MethodGet, path: "/v1/connections/{id}/receipt", handle: admin(s, s.receipt)},
		{method: http.MethodPost, path: "/v1/lifecycle/event",
			handle: platform(s, s.event, "lifecycle", "lifecycle-events"), budget: eventBudget},
		{method: http.MethodPost, path: "/v1/lifecycle/uninstall",
			handle: platform(s, s.uninstall, "uninstall", "pre-uninstall"),
			budget: uninstallBudget},
		{method: http.MethodPost, path: "/v1/lifecycle/sweep",
			handle: platform(s, s.sweep, "sweep", "weekly"), budget: eventBudget},
		{method: http.MethodGet, path: healthPath, handle: s.health},
	}
}

// healthPath is for the supervisor of the process, and not for people.
const healthPath = "/healthz"

// find returns the route of a request. Paths are compared as they came: nothing is cleaned, because
// a cleaned path would mean a redirect, and Forge takes redirects for errors.
//
// For a path with other methods it returns errMethod and those methods.
func (s *service) find(r *http.Request) (found route, id string, allowed []string, err error) {
	err = errNoRoute
	for _, candidate := range s.routes {
		id, ok := match(candidate.path, r.URL.EscapedPath())
		if !ok {
			continue
		}
		if candidate.method == r.Method {
			return candidate, id, nil, nil
		}
		allowed, err = append(allowed, candidate.method), errMethod
	}
	return route{}, "", allowed, err
}

// match compares a path with a pattern and returns what stands for {id}.
func match(pattern, path string) (id string, ok bool) {
	before, after, wild := strings.Cut(pattern, "{id}")
	if !wild {
		return "", pattern == path
	}
	id, ok = strings.CutPrefix(path, before)
	if !ok || !strings.HasSuffix(id, after) {
		return "", false
	}
	id = strings.TrimSuffix(id, after)
	return id, id != "" && !strings.Contains(id, "/")
}

func (s *service) health(c *call) {
	c.send(http.StatusOK, map[string]string{"status": "ok", "version": s.Version})
}
