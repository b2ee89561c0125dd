package grafana

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"pagewatch/internal/sim/fault"
)

// request is a GET to a stack that is awake.
type request struct {
	stack     stack
	anonymous bool // without any token
	may       permissions
	query     url.Values
	params    map[string]string // of the route's pattern
	now       time.Time
	fault     Fault
}

// ServeHTTP answers for the stack that the Host names.
func (c *Cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := &Call{At: c.now(), Host: r.Host, Method: r.Method, Path: r.URL.Path,
		Query: r.URL.RawQuery, Account: "anonymous"}
	c.calls.Begin(call)
	a, hit, ok := c.answer(r, call)
	if !ok {
		c.log.Info("grafana call abandoned", "host", r.Host, "path", r.URL.Path)
		fault.Reset(w)
		return
	}
	c.calls.Update(func() { call.Status = a.Status })
	c.log.Info("grafana call", "method", r.Method, "host", r.Host, "path", r.URL.Path, "status",
		a.Status)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	switch hit.Do {
	case FaultReset:
		a.SendHalf(w)
	case FaultDrip:
		a.Drip(r.Context(), w, hit.Pace)
	default:
		a.Send(w)
	}
}

// answer finds the stack, authenticates, applies the fault of the call, and answers. It reports
// false when the client gave up before the answer.
func (c *Cloud) answer(r *http.Request, call *Call) (answer, Fault, bool) {
	slug, browser := slugOf(r.Host)
	s, found := c.visit(slug, r.Method == http.MethodGet && r.URL.Path == "/")
	if !found {
		return *edge(Asleep), Fault{}, true
	}
	if r.Method != http.MethodGet {
		return refuse(http.StatusMethodNotAllowed,
			object{"message": "local simulation: only GET is answered here"}), Fault{}, true
	}
	if browser && !strings.HasPrefix(r.URL.Path, "/api") {
		return page(s, r.URL.Path), Fault{}, true
	}
	if a := edge(s.life); a != nil {
		return *a, Fault{}, true
	}
	q := &request{stack: s, query: r.URL.Query(), now: c.now()}
	refused := c.authenticate(q, r, call)
	q.fault, _ = c.faults.Take(func(f Fault) bool { return f.hits(slug, r.URL.Path) })
	if q.fault.Title != "" {
		c.calls.Update(func() { call.Fault = q.fault.Title })
	}
	if !q.fault.wait(r.Context()) {
		return answer{}, q.fault, false
	}
	return q.fault.spoil(q, q.answer(r.URL.Path, refused)), q.fault, true
}

// authenticate fills in what the token may do. It returns the refusal of a missing or bad token.
func (c *Cloud) authenticate(q *request, r *http.Request, call *Call) *answer {
	account, refused := q.stack.authenticate(r.Header, q.query.Get("orgId"), q.now)
	q.anonymous = r.Header.Get("Authorization") == ""
	switch {
	case account != nil:
		q.may = account.permissionsOn(q.stack.estate)
		c.calls.Update(func() { call.Account = account.Name })
	case !q.anonymous:
		c.calls.Update(func() { call.Account = "unknown token" })
	}
	return refused
}

// answer runs the route of a path, or refuses.
func (q *request) answer(path string, refused *answer) answer {
	html := !strings.HasPrefix(path, "/api")
	if path != "/api/health/" && path != "/" {
		path = strings.TrimSuffix(path, "/")
	}
	switch {
	case path == "/api/health":
		return q.health()
	case refused == nil && html:
		return q.html(path)
	case refused == nil:
		return q.route(path)
	case q.anonymous && path == "/login":
		return page(q.stack, path)
	case q.anonymous && html:
		return redirect("/login")
	case q.anonymous && path == "/api/serviceaccounts/search":
		return denied("serviceaccounts:read") // which it checks before it asks who calls
	}
	return *refused
}

// html answers what browsers ask for. A program with a token gets pages too.
func (q *request) html(path string) answer {
	switch {
	case path == "/login":
		return redirect("/")
	case path == "/", strings.HasPrefix(path, "/d/"), strings.HasPrefix(path, "/alerting/"):
		return page(q.stack, path)
	}
	return webPage(http.StatusNotFound,
		"<!doctype html><title>Grafana</title><h1>Page not found</h1>")
}

// route runs the first API route that fits.
func (q *request) route(path string) answer {
	for _, route := range apiRoutes {
		params, found := match(route.pattern, path)
		if !found || !q.stack.version.from(route.since, 0) {
			continue
		}
		if route.action != "" && !q.may.may(route.action) {
			return denied(route.action)
		}
		q.params = params
		a := route.do(q)
		if route.successor != "" && q.stack.version.from(13, 0) {
			maps.Copy(a.Header, deprecation(route.successor))
		}
		return a
	}
	return notFound()
}

// match returns the parts of a path that stand for the names of a pattern, such as
// /api/folders/{uid}.
func match(pattern, path string) (map[string]string, bool) {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return nil, false
	}
	params := map[string]string{}
	for i, part := range want {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			params[strings.TrimSuffix(name, "}")] = have[i]
		} else if part != have[i] {
			return nil, false
		}
	}
	return params, true
}

// deprecation announces the end of a route. Source: grafana/grafana, pull request 132531.
func deprecation(successor string) http.Header {
	return http.Header{
		"Warning":                {`299 - "Deprecated API: use ` + successor + `"`},
		"X-Api-Deprecation-Date": {"2026-10-29"},
		"X-Api-Replacement":      {successor},
	}
}
