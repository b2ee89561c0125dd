package sidecar

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"

	"pagewatch/internal/platform/invocation"
)

// The headers of a call into the container.
const (
	invocationHeader    = "X-Forge-Invocation-Id"
	logAttributesHeader = "X-Forge-Invocation-Log-Attributes"

	userTokenHeader   = "X-Forge-Oauth-User"
	systemTokenHeader = "X-Forge-Oauth-System"
)

// Ingress forwards the platform's invocations to the container. A token that does not verify gets
// 401 and reaches no container. An unreachable container is 503.
func (s *Sidecar) Ingress() http.Handler {
	service, err := url.Parse(s.cfg.Service)
	if err != nil {
		panic("sidecar: the service's address is not one")
	}
	inwards := &httputil.ReverseProxy{
		Transport:     s.client,
		FlushInterval: -1,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(service)
			stripTokens(r.Out.Header)
			r.Out.Header.Set(invocationHeader, r.In.Header.Get(invocationHeader))
			r.Out.Header.Set(logAttributesHeader, r.In.Header.Get(logAttributesHeader))
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
			refuse(w, http.StatusServiceUnavailable, "SERVICE_UNAVAILABLE",
				"the container does not answer")
		},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		call, err := s.verify(raw)
		if !bearer || err != nil {
			refuse(w, http.StatusUnauthorized, "INVALID_FORGE_INVOCATION_TOKEN",
				"the invocation token does not verify")
			return
		}
		call.user, call.system = r.Header.Get(userTokenHeader), r.Header.Get(systemTokenHeader)
		id := s.begin(call)
		defer s.end(id)
		r = r.Clone(r.Context())
		r.Header.Set(invocationHeader, id)
		r.Header.Set(logAttributesHeader, logAttributes(call))
		inwards.ServeHTTP(w, r)
	})
}

// stripTokens removes the headers that the container never sees.
func stripTokens(h http.Header) {
	h.Del("Authorization")
	for name := range h {
		if strings.HasPrefix(name, "X-Forge-") {
			h.Del(name)
		}
	}
}

// logAttributes identifies the invocation in logs. The platform's content of this header is not
// documented.
func logAttributes(c underWay) string {
	var claims invocation.Claims
	_ = json.Unmarshal(c.claims, &claims) // it was read before
	raw, _ := json.Marshal(map[string]string{
		"installationId": claims.App.InstallationID, "appVersion": claims.App.Version,
		"moduleKey": claims.App.Module.Key,
	})
	return base64.StdEncoding.EncodeToString(raw)
}
