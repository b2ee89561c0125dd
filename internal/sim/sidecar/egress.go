package sidecar

import (
	"net/http"
	"strings"
)

// proxyHeader names the invocation that a call belongs to, and the principal it acts for.
const proxyHeader = "Forge-Proxy-Authorization"

// The imitated paths.
const (
	contextPath    = "/invocation/context"
	proxyPath      = "/proxy/"
	confluencePath = "/confluence/"
	storagePath    = "/forge/storage/kvs/"
)

// Egress serves the container's outgoing calls.
func (s *Sidecar) Egress() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, as, ok := s.authorise(w, r)
		if !ok {
			return
		}
		path := r.URL.EscapedPath()
		switch {
		case path == contextPath && r.Method == http.MethodGet:
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(c.claims)
		case strings.HasPrefix(path, proxyPath):
			s.proxy(w, r)
		case strings.HasPrefix(path, confluencePath):
			s.confluence(w, r, c, as)
		case strings.HasPrefix(path, storagePath):
			s.storage(w, r, c, as)
		default:
			refuse(w, http.StatusNotImplemented, "NOT_IMITATED",
				"the local simulation does not imitate this call of the sidecar")
		}
	})
}

// authorise finds the invocation that a call belongs to, or answers with the reason for a refusal.
func (s *Sidecar) authorise(w http.ResponseWriter, r *http.Request) (c underWay, as string,
	ok bool) {
	headers := r.Header.Values(proxyHeader)
	pairs, forge := "", false
	if len(headers) == 1 {
		pairs, forge = strings.CutPrefix(headers[0], "Forge ")
	}
	if !forge {
		refuse(w, http.StatusUnauthorized, "UNAUTHORIZED",
			"send one forge-proxy-authorization: Forge id=…")
		return underWay{}, "", false
	}
	id := ""
	for pair := range strings.SplitSeq(pairs, ",") {
		key, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
		switch key {
		case "id":
			id = value
		case "as":
			as = value
		default:
			refuse(w, http.StatusNotImplemented, "NOT_IMITATED",
				"the local simulation knows id and as, and not "+key)
			return underWay{}, "", false
		}
	}
	if c, ok = s.find(id); !ok {
		refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "no such invocation is under way")
		return underWay{}, "", false
	}
	return c, as, true
}

// confluence forwards a call to the site of the invocation. The documentation writes the path
// without wiki/ and does not forbid it, so it may be present here.
func (s *Sidecar) confluence(w http.ResponseWriter, r *http.Request, c underWay, as string) {
	token := map[string]string{"app": c.system, "user": c.user}[as]
	switch {
	case as != "app" && as != "user":
		refuse(w, http.StatusBadRequest, "BAD_REQUEST", "a product is called as=app or as=user")
		return
	case token == "":
		refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "nobody is in this invocation")
		return
	}
	path := strings.TrimPrefix(strings.TrimPrefix(r.URL.EscapedPath(), confluencePath), "wiki/")
	s.carry(w, r, s.cfg.Atlassian+"/ex/confluence/"+c.cloudID+"/wiki/"+path, token)
}

// storage forwards a call to the hosted storage of the invocation's installation. Only the app may
// call it.
func (s *Sidecar) storage(w http.ResponseWriter, r *http.Request, c underWay, as string) {
	if as == "user" {
		refuse(w, http.StatusForbidden, "FORBIDDEN", "the storage is the app's")
		return
	}
	s.carry(w, r, s.cfg.Atlassian+r.URL.EscapedPath(), c.system)
}
