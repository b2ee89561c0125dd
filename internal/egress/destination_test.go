package egress_test

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pagewatch/internal/egress"
)

// search is a rule for the hosts under a suffix, with a query.
var search = egress.Rule{
	To: egress.Destination{Suffix: "example.net"}, Method: http.MethodGet,
	Path:  regexp.MustCompile(`^/api/search$`),
	Query: []egress.Parameter{{Name: "query"}, {Name: "tag", Repeatable: true}},
}

// passes reports whether a guard with the rule sends a GET to the URL. A request that is not sent
// must be refused before the transport sees it.
func passes(t *testing.T, rule egress.Rule, u *url.URL) bool {
	t.Helper()
	w := &wire{}
	_, err := egress.New(w, rule).RoundTrip(&http.Request{Method: http.MethodGet, URL: u,
		Header: http.Header{}})
	if (err == nil) != (len(w.passed) == 1) || err != nil && !errors.Is(err, egress.ErrRefused) {
		t.Errorf("%s: %v with %d on the wire", u, err, len(w.passed))
	}
	return err == nil
}

// TestSuffixAllowsOneLabel holds a row per form of a host. A row is what stands between https://
// and the path.
func TestSuffixAllowsOneLabel(t *testing.T) {
	for host, want := range map[string]bool{
		"a.example.net": true, "stack.example.net": true, "stack-1.example.net": true,
		"1-2--3.example.net": true, strings.Repeat("a", 63) + ".example.net": true,

		strings.Repeat("a", 64) + ".example.net": false,
		"example.net":                            false,
		".example.net":                           false,
		"a.b.example.net":                        false,
		"-a.example.net":                         false,
		"a-.example.net":                         false,
		"-.example.net":                          false,
		"a_b.example.net":                        false,
		"*.example.net":                          false,
		"A.example.net":                          false,
		"a.Example.net":                          false,
		"ä.example.net":                          false,
		"%61.example.net":                        false,
		"a%2eb.example.net":                      false,
		"a%0a.example.net":                       false,
		"a.example.net.":                         false,
		"a.example.net:443":                      false,
		"a.example.net:8443":                     false,
		"a.example.net:":                         false,
		"x@a.example.net":                        false,
		"x:y@a.example.net":                      false,
		"a.example.net@evil.example":             false,
		"evil-example.net":                       false,
		"a.evil-example.net":                     false,
		"a.example.net.evil.example":             false,
		"a.example.network":                      false,
		"127.0.0.1":                              false,
		"[::1]":                                  false,
		"":                                       false,
	} {
		u, err := url.Parse("https://" + host + "/api/search")
		if err != nil {
			if want {
				t.Errorf("%s: %v", host, err)
			}
			continue
		}
		if got := passes(t, search, u); got != want {
			t.Errorf("%s: passes %v, want %v", host, got, want)
		}
	}
	plain := &url.URL{Scheme: "http", Host: "a.example.net", Path: "/api/search"}
	if passes(t, search, plain) {
		t.Errorf("%s passes without TLS", plain)
	}
}

// TestDestinations: a destination without exactly one well-formed field allows nothing.
func TestDestinations(t *testing.T) {
	const path = "/api/search"
	for _, row := range []struct {
		name string
		to   egress.Destination
		url  *url.URL
		want bool
	}{
		{"an origin", egress.Destination{Origin: "https://a.example.net"},
			&url.URL{Scheme: "https", Host: "a.example.net", Path: path}, true},
		{"an origin with a port", egress.Destination{Origin: "http://127.0.0.1:7072"},
			&url.URL{Scheme: "http", Host: "127.0.0.1:7072", Path: path}, true},
		{"another port", egress.Destination{Origin: "http://127.0.0.1:7072"},
			&url.URL{Scheme: "http", Host: "127.0.0.1:7073", Path: path}, false},
		{"a host below an origin", egress.Destination{Origin: "https://example.net"},
			&url.URL{Scheme: "https", Host: "a.example.net", Path: path}, false},
		{"the zero value", egress.Destination{},
			&url.URL{Scheme: "https", Host: "a.example.net", Path: path}, false},
		{"the zero value and no host", egress.Destination{}, &url.URL{Path: path}, false},
		{"an origin without a host", egress.Destination{Origin: "https://"},
			&url.URL{Scheme: "https", Path: path}, false},
		{"a host without a scheme", egress.Destination{Origin: "a.example.net"},
			&url.URL{Host: "a.example.net", Path: path}, false},
		{"both fields", egress.Destination{Origin: "https://a.example.net", Suffix: "example.net"},
			&url.URL{Scheme: "https", Host: "a.example.net", Path: path}, false},
		{"a suffix with a dot in front", egress.Destination{Suffix: ".example.net"},
			&url.URL{Scheme: "https", Host: "a.example.net", Path: path}, false},
		{"a suffix with a port", egress.Destination{Suffix: "example.net:8443"},
			&url.URL{Scheme: "https", Host: "a.example.net:8443", Path: path}, false},
	} {
		rule := search
		rule.To = row.to
		if got := passes(t, rule, row.url); got != row.want {
			t.Errorf("%s: passes %v, want %v", row.name, got, row.want)
		}
	}
}

// TestQueryNames holds a row per form of a query, for a rule that lists names and for one that
// lists none.
func TestQueryNames(t *testing.T) {
	none := search
	none.Query = nil
	for query, want := range map[string]bool{
		"": true, "query=a": true, "query": true, "query=a%20b%26c": true, "query=a+b": true,
		"tag=x&tag=y": true, "query=a&tag=x&tag=y": true, "query=%3B": true,

		"other=a":               false,
		"Query=a":               false,
		"query=a&other=b":       false,
		"=a":                    false,
		"&":                     false,
		"query=a&query=b":       false,
		"query=a&query=a":       false,
		"query=a&%71uery=b":     false,
		"%71uery=a":             false,
		"query=a&&":             false,
		"query=a;tag=x":         false,
		"query=a;":              false,
		";":                     false,
		"query=%zz":             false,
		"query=%":               false,
		"%zz=a":                 false,
		"query=a b":             false,
		"query=a#b":             false,
		"query=\u00e4":          false,
		"query=a\r\nHost: evil": false,
	} {
		u := &url.URL{Scheme: "https", Host: "a.example.net", Path: "/api/search", RawQuery: query}
		if got := passes(t, search, u); got != want {
			t.Errorf("%q: passes %v, want %v", query, got, want)
		}
		if got := passes(t, none, u); got != (query == "") {
			t.Errorf("%q with no names: passes %v", query, got)
		}
	}
}
