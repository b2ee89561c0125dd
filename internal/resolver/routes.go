package resolver

import (
	"net/http"
	"strings"
)

// route is a method and a path. A segment {id} matches anything but nothing.
type route struct {
	method string
	path   string
	handle func(*call)
}

// table lists every route, with the right it asks for in front of what it does.
func (s *service) table() []route {
	return []route{
		{http.MethodPost, "/v1/views", reader(s, s.view)},
		{http.MethodPost, "/v1/stream", s.stream},
		{http.MethodGet, "/v1/connections", reader(s, s.pick)},
		{http.MethodGet, "/v1/settings", admin(s, s.settings)},
		{http.MethodPost, "/v1/connections/test", admin(s, s.test)},
		{http.MethodPost, "/v1/connections", admin(s, s.create)},
		{http.MethodPatch, "/v1/connections/{id}", admin(s, s.change)},
		{http.MethodDelete, "/v1/connections/{id}", admin(s, s.remove)},
		{http.MethodGet, "/healthz", s.health},
	}
}

// find returns the route of a request. Paths are compared as they came: nothing is cleaned, because a cleaned path
// would mean a redirect, and Forge takes redirects for errors.
func (s *service) find(r *http.Request) (route, string, error) {
	err := errNoRoute
	for _, candidate := range s.routes {
		id, ok := match(candidate.path, r.URL.EscapedPath())
		if !ok {
			continue
		}
		if candidate.method == r.Method {
			return candidate, id, nil
		}
		err = errMethod
	}
	return route{}, "", err
}

// match compares a path with a pattern and returns what stands for {id}.
func match(pattern, path string) (id string, ok bool) {
	fixed, wild := strings.CutSuffix(pattern, "{id}")
	if !wild {
		return "", pattern == path
	}
	id, ok = strings.CutPrefix(path, fixed)
	return id, ok && id != "" && !strings.Contains(id, "/")
}

func (s *service) health(c *call) {
	c.send(http.StatusOK, map[string]string{"status": "ok", "version": s.Version})
}
