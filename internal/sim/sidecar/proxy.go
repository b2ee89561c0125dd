package sidecar

import (
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// latencyHeader is a header that the proxy adds to answers.
const latencyHeader = "Forge-Proxy-Upstream-Latency"

// proxy forwards a call to a host that the manifest declares: /proxy/<host>/<path> is
// https://<host>/<path>, with the same method, headers, query and body. AWS signatures survive it,
// because the signed host is the real one; the product relies on the platform for no more than
// that.
func (s *Sidecar) proxy(w http.ResponseWriter, r *http.Request) {
	host, path, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), proxyPath), "/")
	if !s.declared(host) {
		refuse(w, http.StatusForbidden, "EGRESS_DENIED",
			"the manifest's permissions.external.fetch.backend does not declare this host")
		return
	}
	imitation := s.cfg.AWS
	if strings.HasSuffix(host, ".grafana.net") {
		imitation = s.cfg.Grafana
	}
	if imitation == nil {
		s.carry(w, r, "https://"+host+"/"+path, "")
		return
	}
	to, err := url.Parse("https://" + host + "/" + path)
	if err != nil {
		refuse(w, http.StatusBadRequest, "BAD_REQUEST", "the path is malformed")
		return
	}
	to.RawQuery = r.URL.RawQuery
	out := r.Clone(r.Context())
	out.URL, out.Host, out.RequestURI = to, host, to.RequestURI()
	out.Header.Del(proxyHeader)
	w.Header().Set(latencyHeader, "0")
	imitation.ServeHTTP(w, out)
}

// declared reports whether the manifest lets a container fetch from the host. "*.x" matches every
// subdomain of x, and not x.
func (s *Sidecar) declared(host string) bool {
	return slices.ContainsFunc(s.cfg.Hosts, func(pattern string) bool {
		if suffix, wild := strings.CutPrefix(pattern, "*"); wild {
			return strings.HasSuffix(host, suffix) && len(host) > len(suffix)
		}
		return host == pattern
	})
}

// carry forwards a call, with a token in place of the container's own header. It follows no
// redirect.
func (s *Sidecar) carry(w http.ResponseWriter, r *http.Request, address, token string) {
	to, err := url.Parse(address)
	if err != nil {
		refuse(w, http.StatusBadRequest, "BAD_REQUEST", "the path is malformed")
		return
	}
	to.RawQuery = r.URL.RawQuery
	started := s.cfg.Now()
	outwards := &httputil.ReverseProxy{
		Transport:     s.client,
		FlushInterval: -1,
		Rewrite: func(p *httputil.ProxyRequest) {
			p.Out.URL, p.Out.Host = to, to.Host
			p.Out.Header.Del(proxyHeader)
			if token != "" {
				p.Out.Header.Set("Authorization", "Bearer "+token)
			}
		},
		ModifyResponse: func(resp *http.Response) error {
			resp.Header.Set(latencyHeader,
				strconv.FormatInt(s.cfg.Now().Sub(started).Round(time.Millisecond).Milliseconds(),
					10))
			return nil
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
			refuse(w, http.StatusBadGateway, "BAD_GATEWAY", "the upstream does not answer")
		},
	}
	outwards.ServeHTTP(w, r)
}
