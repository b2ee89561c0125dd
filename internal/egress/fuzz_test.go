package egress_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pagewatch/internal/egress"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
)

// FuzzGuard: whatever the method, the address and the body, a request that leaves goes to a
// destination of the list on its own port, without user info, with the listed query names alone.
// Any other request is refused.
func FuzzGuard(f *testing.F) {
	f.Add("POST", sts+"/", "Action=AssumeRole&Version=2011-06-15")
	f.Add("GET", api+space, "")
	f.Add("", api+space, "") // net/http sends an empty method as GET
	f.Add("POST", cw+spec, "\xbf\xff")
	f.Add("POST", sts+"/", "Action=AssumeRole&Action=GetCallerIdentity")
	f.Add("POST", sts+"/", "Action=%zz")
	f.Add("GET", "https://api.atlassian.com@evil.example"+space, "")
	f.Add("GET", api+space+"/../x", "")
	f.Add("GET", api+":8443"+space, "")
	f.Add("GET", strings.ToUpper(api)+space, "")
	f.Add("GET", "https://stack-1.example.net/api/search?query=a%20b&tag=x&tag=y", "")
	f.Add("GET", "https://a.b.example.net/api/search", "")
	f.Add("GET", "https://-a.example.net:443/api/search", "")
	f.Add("GET", "https://stack.example.net.evil.example/api/search", "")
	f.Add("GET", "https://stack.example.net/api/search?query=a&%71uery=b", "")
	f.Add("GET", "https://stack.example.net/api/search?query=a;tag=b", "")
	f.Add("GET", "https://stack.example.net/api/search?other=a", "")
	f.Add("GET", api+space+"?query=a", "")
	hosts := map[string]bool{}
	for _, origin := range []string{api, sts, cw, cdn} {
		hosts[strings.TrimPrefix(origin, "https://")] = true
	}
	f.Fuzz(func(t *testing.T, method, address, body string) {
		req, err := http.NewRequestWithContext(context.Background(), method, address,
			strings.NewReader(body))
		if err != nil {
			return
		}
		w := &wire{}
		resp, err := guard(w, search).RoundTrip(req)
		if err != nil {
			t.Log("refused")
			if resp != nil || len(w.passed) != 0 {
				t.Errorf("%s %s left, with %v", method, address, err)
			}
			return
		}
		t.Log("accepted")
		u := req.URL
		if u.Scheme != "https" || u.User != nil || u.Opaque != "" ||
			len(w.passed) != 1 || w.passed[0] != body ||
			req.Method != "GET" && req.Method != "POST" ||
			strings.Contains(u.EscapedPath(), "..") || strings.Contains(u.EscapedPath(), "%") {
			t.Errorf("%s %s left", method, address)
		}
		if !hosts[u.Host] && !underSuffix(u) || hosts[u.Host] && u.RawQuery != "" {
			t.Errorf("%s %s left", method, address)
		}
	})
}

// underSuffix reports whether the rule search allows the URL's host and query. It shares no code
// with the guard.
func underSuffix(u *url.URL) bool {
	first, found := strings.CutSuffix(u.Host, ".example.net")
	if !found || first == "" || len(first) > 63 || first[0] == '-' || first[len(first)-1] == '-' ||
		strings.Trim(first, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return false
	}
	queries := 0
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(pair, "=")
		switch decoded, err := url.QueryUnescape(name); {
		case err != nil, decoded != "query" && decoded != "tag" && pair != "":
			return false
		case decoded == "query":
			queries++
		}
	}
	return queries <= 1 && !strings.ContainsAny(u.RawQuery, "; #\x00\r\n")
}

// FuzzSidecarAddress: a request through a sidecar goes to the sidecar and to no other host,
// whatever its address and the request's.
func FuzzSidecarAddress(f *testing.F) {
	f.Add("http://127.0.0.1:7072", "https://sts.us-east-1.amazonaws.com/")
	f.Add("http://127.0.0.1:7072", "https://sts.us-east-1.amazonaws.com/%2e%2e/x?y=z")
	f.Add("http://127.0.0.1:7072", "http://127.0.0.1:7072/confluence/x")
	f.Add("http://127.0.0.1:7072", "https://a:8443/")
	f.Add("http://127.0.0.1:7072/path", "https://a/")
	f.Add("http://u@127.0.0.1", "https://a/")
	f.Add(":", "https://a/")
	f.Fuzz(func(t *testing.T, origin, address string) {
		var went *http.Request
		through, err := egress.ThroughSidecar(carrying(func(r *http.Request) { went = r }), origin)
		if err != nil {
			t.Log("refused")
			return
		}
		ctx := invocation.WithArrival(context.Background(),
			invocation.Arrival{ID: secret.New("i-1")})
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return
		}
		if _, err := through.RoundTrip(req); err != nil {
			t.Log("refused")
			if went != nil {
				t.Errorf("%s left for %s, with %v", address, went.URL, err)
			}
			return
		}
		t.Log("accepted")
		if went.URL.Scheme+"://"+went.URL.Host != origin ||
			went.URL.User != nil && req.URL.User == nil {
			t.Errorf("%s left for %s, and not for %s", address, went.URL, origin)
		}
		if went != req && !strings.HasPrefix(went.URL.EscapedPath(), "/proxy/"+req.URL.Host) {
			t.Errorf("%s left as %s", address, went.URL.EscapedPath())
		}
	})
}

// carrying is a transport that calls a function with each request.
type carrying func(*http.Request)

func (c carrying) RoundTrip(r *http.Request) (*http.Response, error) {
	c(r)
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: r}, nil
}
