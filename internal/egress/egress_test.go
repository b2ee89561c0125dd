package egress_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/egress"
)

// wire is a transport that records the bodies of the requests it gets.
type wire struct{ passed []string }

func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	w.passed = append(w.passed, string(body))
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: req}, nil
}

const (
	api   = "https://api.atlassian.com"
	sts   = "https://sts.us-east-1.amazonaws.com"
	cw    = "https://monitoring.eu-central-1.amazonaws.com"
	cdn   = "https://forge.cdn.prod.atlassian-dev.net"
	site  = "bbbbbbbb-0000-4000-8000-000000000002"
	spec  = "/service/GraniteServiceVersion20100801/operation/DescribeAlarms"
	space = "/ex/confluence/" + site + "/wiki/api/v2/spaces/42/operations"
)

func guard(base http.RoundTripper, more ...egress.Rule) *egress.Guard {
	commercial, _ := region.Of("aws")
	return egress.New(base, append(more,
		egress.AssumeRole(egress.STSOrigin(commercial, "us-east-1")),
		egress.CallerIdentity(egress.STSOrigin(commercial, "us-east-1")),
		egress.DescribeAlarms(egress.CloudWatchOrigin(commercial, "eu-central-1")),
		egress.SpaceOperations(api), egress.ForgeStorage(api),
		egress.KeySet(cdn, "/.well-known/jwks.json"),
	)...)
}

// TestGuard holds a row per host, method, path, action and trick.
func TestGuard(t *testing.T) {
	rows := []struct {
		name, method, url, body string
		passes                  bool
	}{
		{"caller identity", "POST", sts + "/", "Action=GetCallerIdentity&Version=2011-06-15",
			true},
		{"assume a role", "POST", sts + "/", "Action=AssumeRole&Version=2011-06-15", true},
		{"describe alarms", "POST", cw + spec, "\xbf\xff", true},
		{"operations in a space", "GET", api + space, "", true},
		{"read a record", "POST", api + "/forge/storage/kvs/v1/get", "{}", true},
		{"read a secret", "POST", api + "/forge/storage/kvs/v1/secret/get", "{}", true},
		{"read the keys", "GET", cdn + "/.well-known/jwks.json", "", true},

		{"another STS action", "POST", sts + "/", "Action=GetSessionToken", false},
		{"two STS actions", "POST", sts + "/", "Action=AssumeRole&Action=GetSessionToken", false},
		{"no STS action", "POST", sts + "/", "", false},
		{"STS by GET", "GET", sts + "/?Action=AssumeRole", "", false},
		{"STS with a query", "POST", sts + "/?x=y", "Action=AssumeRole", false},
		{"STS path", "POST", sts + "/x", "Action=AssumeRole", false},
		{"STS of another Region", "POST", "https://sts.eu-west-1.amazonaws.com/",
			"Action=AssumeRole", false},
		{"global STS", "POST", "https://sts.amazonaws.com/", "Action=AssumeRole", false},
		{"STS in clear", "POST", "http://sts.us-east-1.amazonaws.com/", "Action=AssumeRole", false},
		{"STS on another port", "POST", sts + ":8443/", "Action=AssumeRole", false},
		{"STS on port 443, written out", "POST", sts + ":443/", "Action=AssumeRole", false},
		{"another CloudWatch operation", "POST",
			cw + strings.Replace(spec, "DescribeAlarms", "DeleteAlarms", 1), "", false},
		{"CloudWatch of another Region", "POST",
			"https://monitoring.us-east-1.amazonaws.com" + spec, "", false},
		{"CloudWatch by its JSON protocol", "POST", cw + "/", "{}", false},
		{"another AWS service", "POST", "https://s3.eu-central-1.amazonaws.com/", "", false},
		{"a look-alike host", "POST", "https://monitoring.eu-central-1.amazonaws.com.evil.example" +
			spec, "", false},
		{"instance metadata", "GET", "http://169.254.169.254/latest/meta-data/", "", false},
		{"an IP literal", "GET", "https://127.0.0.1" + space, "", false},
		{"an IPv6 literal", "GET", "https://[::1]" + space, "", false},
		{"user info", "GET", "https://x@api.atlassian.com" + space, "", false},
		{"a page of Confluence", "GET",
			api + strings.Replace(space, "spaces/42/operations", "pages/1", 1), "", false},
		{"writing to Confluence", "POST", api + space, "{}", false},
		{"path traversal", "GET", api + strings.Replace(space, "42", "42%2f..%2f43", 1), "", false},
		{"dots in the path", "GET", api + strings.Replace(space, "spaces", "spaces/../spaces", 1),
			"", false},
		{"another site's path", "GET", api + strings.Replace(space, site, "x", 1), "", false},
		{"storage entities", "POST", api + "/forge/storage/kvs/v1/entity/get", "{}", false},
		{"storage SQL", "POST", api + "/forge/storage/sql/v1/execute", "{}", false},
		{"storage secrets by query", "POST", api + "/forge/storage/kvs/v1/secret/query", "{}",
			false},
		{"other keys", "GET", cdn + "/.well-known/other.json", "", false},
		{"anything else", "GET", "https://example.com/", "", false},
		{"too large a body", "POST", api + "/forge/storage/kvs/v1/set",
			strings.Repeat("x", 257<<10), false},
	}
	for _, row := range rows {
		w := &wire{}
		req, err := http.NewRequest(row.method, row.url, strings.NewReader(row.body))
		if err != nil {
			t.Fatal(row.name, err)
		}
		g, reported := guard(w), ""
		g.Refused = func(_ context.Context, method, host string) { reported = method + " " + host }
		_, err = g.RoundTrip(req)
		if want := row.method + " " + req.URL.Host; (reported == want) == row.passes {
			t.Errorf("%s: Refused got %q", row.name, reported)
		}
		switch {
		case row.passes && (err != nil || len(w.passed) != 1 || w.passed[0] != row.body):
			t.Errorf("%s: did not pass whole: %q, %v", row.name, w.passed, err)
		case !row.passes && (!errors.Is(err, egress.ErrRefused) || len(w.passed) != 0):
			t.Errorf("%s: %v with %d on the wire, want ErrRefused and none", row.name, err,
				len(w.passed))
		}
	}
}

func TestForeignHostHeaderIsRefused(t *testing.T) {
	w := &wire{}
	req := httptest.NewRequest("GET", api+space, nil)
	req.Host = "evil.example"
	if _, err := guard(w).RoundTrip(req); !errors.Is(err, egress.ErrRefused) {
		t.Errorf("got %v, want ErrRefused", err)
	}
}

// TestOneOriginStandsForNamedHosts: a request to a simulation names one of the hosts that it stands
// for, and nothing else; a request to a host under a suffix names no other host.
func TestOneOriginStandsForNamedHosts(t *testing.T) {
	simulated := search
	simulated.To = egress.Destination{Origin: "http://127.0.0.1:9005", Named: "example.net"}
	for _, row := range []struct {
		rule    egress.Rule
		to      string
		host    string
		allowed bool
	}{
		{simulated, "http://127.0.0.1:9005", "a.example.net", true},
		{simulated, "http://127.0.0.1:9005", "127.0.0.1:9005", false},
		{simulated, "http://127.0.0.1:9005", "", false},
		{simulated, "http://127.0.0.1:9005", "example.net", false},
		{simulated, "http://127.0.0.1:9005", "a.b.example.net", false},
		{simulated, "http://127.0.0.1:9005", "a.example.net:9005", false},
		{simulated, "http://127.0.0.1:9005", "evil.example", false},
		{simulated, "http://127.0.0.1:9006", "a.example.net", false},
		{simulated, "https://a.example.net", "a.example.net", false},
		{search, "https://a.example.net", "a.example.net", true},
		{search, "https://a.example.net", "b.example.net", false},
		{egress.Rule{To: egress.Destination{Suffix: "example.net", Named: "example.net"},
			Method: search.Method, Path: search.Path}, "https://a.example.net", "a.example.net", false},
	} {
		w := &wire{}
		req := httptest.NewRequest("GET", row.to+"/api/search", nil)
		req.Host = row.host
		_, err := egress.New(w, row.rule).RoundTrip(req)
		if (err == nil) != row.allowed || len(w.passed) > 0 && !row.allowed {
			t.Errorf("%s as %q: got %v", row.to, row.host, err)
		}
	}
}

// TestOpaqueURLIsRefused: net/http would send the opaque part, and not the path of the rule.
func TestOpaqueURLIsRefused(t *testing.T) {
	w := &wire{}
	req := httptest.NewRequest("GET", api+space, nil)
	req.URL.Opaque = "/wiki/api/v2/pages/1"
	if _, err := guard(w).RoundTrip(req); !errors.Is(err, egress.ErrRefused) || len(w.passed) > 0 {
		t.Errorf("got %v with %d on the wire, want ErrRefused and none", err, len(w.passed))
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	}))
	defer server.Close()
	client := egress.New(egress.NewTransport(), egress.KeySet(server.URL, "/keys")).Client()
	resp, err := client.Get(server.URL + "/keys")
	if err != nil || resp.StatusCode != http.StatusFound || calls != 1 {
		t.Errorf("got %v, %v after %d calls, want the redirect itself", resp, err, calls)
	}
}
