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
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
)

const (
	sidecar = "http://sidecar:7072"
	id      = "0123456789abcdef0123456789abcdef01234567"
)

// contained returns the guard of a container, with wiki/ before Confluence's paths.
func contained(t *testing.T, base http.RoundTripper) *egress.Guard {
	t.Helper()
	through, err := egress.ThroughSidecar(base, sidecar)
	if err != nil {
		t.Fatal(err)
	}
	commercial, _ := region.Of("aws")
	stsOrigin := egress.STSOrigin(commercial, "us-east-1")
	return egress.New(through,
		egress.InvocationContext(sidecar), egress.SidecarOperations(sidecar, "wiki/"),
		egress.SidecarSpace(sidecar, "wiki/"), egress.ForgeStorage(sidecar),
		egress.AssumeRole(stsOrigin), egress.CallerIdentity(stsOrigin),
		egress.DescribeAlarms(egress.CloudWatchOrigin(commercial, "eu-central-1")),
	)
}

// recorder is a transport that records the requests it gets.
type recorder struct{ sent []*http.Request }

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	r.sent = append(r.sent, req)
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: req}, nil
}

// TestContainerGuard holds a row per host, method, path, action and trick of a container's
// allow-list.
func TestContainerGuard(t *testing.T) {
	const operations = "/confluence/wiki/api/v2/spaces/42/operations"
	rows := []struct {
		name, method, url, body string
		to                      string // the URL that is sent, "" for a refusal
	}{
		{"the invocation's context", "GET", sidecar + "/invocation/context", "",
			sidecar + "/invocation/context"},
		{"operations in a space", "GET", sidecar + operations, "", sidecar + operations},
		{"a space", "GET", sidecar + "/confluence/wiki/api/v2/spaces/42", "",
			sidecar + "/confluence/wiki/api/v2/spaces/42"},
		{"read a secret", "POST", sidecar + "/forge/storage/kvs/v1/secret/get", "{}",
			sidecar + "/forge/storage/kvs/v1/secret/get"},
		{"assume a role", "POST", sts + "/", "Action=AssumeRole",
			sidecar + "/proxy/sts.us-east-1.amazonaws.com/"},
		{"caller identity", "POST", sts + "/", "Action=GetCallerIdentity",
			sidecar + "/proxy/sts.us-east-1.amazonaws.com/"},
		{"describe alarms", "POST", cw + spec, "\xbf\xff",
			sidecar + "/proxy/monitoring.eu-central-1.amazonaws.com" + spec},

		{"the proxy by hand", "POST", sidecar + "/proxy/sts.us-east-1.amazonaws.com/",
			"Action=AssumeRole", ""},
		{"the proxy to anywhere", "GET", sidecar + "/proxy/evil.example/", "", ""},
		{"another invocation path", "GET", sidecar + "/invocation/other", "", ""},
		{"context by POST", "POST", sidecar + "/invocation/context", "", ""},
		{"context with a query", "GET", sidecar + "/invocation/context?x=y", "", ""},
		{"installations", "GET", sidecar + "/v1/installations", "", ""},
		{"offline impersonation", "POST", sidecar + "/atlassian/graphql/", "{}", ""},
		{"storage SQL", "POST", sidecar + "/forge/storage/sql/v1/execute", "{}", ""},
		{"a page of Confluence", "GET", sidecar + "/confluence/wiki/api/v2/pages/1", "", ""},
		{"another prefix", "GET", sidecar + "/confluence/api/v2/spaces/42/operations", "", ""},
		{"writing to Confluence", "POST", sidecar + operations, "{}", ""},
		{"path traversal", "GET", sidecar + strings.Replace(operations, "42", "42%2f..%2f43", 1),
			"", ""},
		{"Jira", "GET", sidecar + "/jira/rest/api/3/myself", "", ""},
		{"the sidecar by https", "GET", "https://sidecar:7072/invocation/context", "", ""},
		{"the sidecar on another port", "GET", "http://sidecar:7071/invocation/context", "", ""},
		{"the sidecar without its port", "GET", "http://sidecar/invocation/context", "", ""},
		{"Atlassian, past the sidecar", "GET", api + space, "", ""},
		{"another STS action", "POST", sts + "/", "Action=GetSessionToken", ""},
		{"STS by GET", "GET", sts + "/", "", ""},
		{"STS with a query", "POST", sts + "/?x=y", "Action=AssumeRole", ""},
		{"STS in clear", "POST", "http://sts.us-east-1.amazonaws.com/", "Action=AssumeRole", ""},
		{"STS on another port", "POST", sts + ":8443/", "Action=AssumeRole", ""},
		{"another AWS service", "POST", "https://s3.eu-central-1.amazonaws.com/", "", ""},
		{"another CloudWatch operation", "POST",
			cw + strings.Replace(spec, "DescribeAlarms", "DeleteAlarms", 1), "", ""},
		{"instance metadata", "GET", "http://169.254.169.254/latest/meta-data/", "", ""},
		{"an IP literal", "POST", "https://127.0.0.1/", "Action=AssumeRole", ""},
		{"an IPv6 literal", "POST", "https://[::1]/", "Action=AssumeRole", ""},
		{"a look-alike host", "POST", sts + ".evil.example/", "Action=AssumeRole", ""},
		{"anything else", "GET", "https://example.com/", "", ""},
	}
	for _, row := range rows {
		ctx := invocation.WithArrival(context.Background(), invocation.Arrival{ID: secret.New(id)})
		req, err := http.NewRequestWithContext(ctx, row.method, row.url,
			strings.NewReader(row.body))
		if err != nil {
			t.Fatal(row.name, err)
		}
		r := &recorder{}
		_, err = contained(t, r).RoundTrip(req)
		switch {
		case row.to == "" && (!errors.Is(err, egress.ErrRefused) || len(r.sent) > 0):
			t.Errorf("%s: %v with %d sent, want ErrRefused and none", row.name, err,
				len(r.sent))
		case row.to != "" && (err != nil || len(r.sent) != 1 || r.sent[0].URL.String() != row.to ||
			r.sent[0].Host != "" && r.sent[0].Host != "sidecar:7072"):
			t.Errorf("%s: sent %v, %v, want %s", row.name, r.sent, err, row.to)
		}
	}
}

// TestProxiedRequests: a request that was signed for the real host arrives unchanged, with the
// invocation's id.
func TestProxiedRequests(t *testing.T) {
	var got *http.Request
	var body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		got, body = r, string(raw)
		w.WriteHeader(http.StatusTeapot)
	}))
	defer server.Close()
	through, err := egress.ThroughSidecar(egress.NewTransport(), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	send := func(ctx context.Context, url string) (*http.Response, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, url,
			strings.NewReader("signed"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "AWS4-HMAC-SHA256 …")
		req.Header.Set("X-Amz-Date", "20261122T000000Z")
		resp, err := through.RoundTrip(req)
		if req.Header.Get("Forge-Proxy-Authorization") != "" || req.URL.String() != url {
			t.Error("the caller's request was changed")
		}
		return resp, err
	}
	ctx := invocation.WithArrival(t.Context(), invocation.Arrival{ID: secret.New(id)})
	resp, err := send(ctx, "https://host.example/a%2Fb/c?q=%20x&q=y")
	if err != nil || resp.StatusCode != http.StatusTeapot {
		t.Fatal(resp, err)
	}
	if got.RequestURI != "/proxy/host.example/a%2Fb/c?q=%20x&q=y" ||
		got.Host != strings.TrimPrefix(server.URL, "http://") || body != "signed" ||
		got.Header.Get("Authorization") != "AWS4-HMAC-SHA256 …" ||
		got.Header.Get("X-Amz-Date") == "" ||
		got.Header.Get("Forge-Proxy-Authorization") != "Forge id="+id {
		t.Errorf("got %s %s %v %q", got.Host, got.RequestURI, got.Header, body)
	}
	got = nil
	for name, try := range map[string]func() (*http.Response, error){
		"no invocation": func() (*http.Response, error) {
			return send(t.Context(), "https://host.example/")
		},
		"in clear": func() (*http.Response, error) {
			return send(ctx, "http://host.example/")
		},
		"another port": func() (*http.Response, error) {
			return send(ctx, "https://host.example:8443/")
		},
		"user info": func() (*http.Response, error) {
			return send(ctx, "https://x@host.example/")
		},
	} {
		if _, err := try(); !errors.Is(err, egress.ErrRefused) || got != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestProxiesOfTheEnvironmentAreNotUsed: the transport ignores HTTP_PROXY.
func TestProxiesOfTheEnvironmentAreNotUsed(t *testing.T) {
	if egress.NewTransport().Proxy != nil {
		t.Error("the transport asks the environment for a proxy")
	}
}

// TestContainerRedirectsAreNotFollowed: neither the sidecar's own nor those of a host behind it.
func TestContainerRedirectsAreNotFollowed(t *testing.T) {
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		http.Redirect(w, r, "/invocation/context", http.StatusFound)
	}))
	defer server.Close()
	through, err := egress.ThroughSidecar(egress.NewTransport(), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := egress.New(through, egress.InvocationContext(server.URL)).Client()
	resp, err := client.Get(server.URL + "/invocation/context")
	if err != nil || resp.StatusCode != http.StatusFound || calls != 1 {
		t.Errorf("got %v, %v after %d calls, want the redirect itself", resp, err, calls)
	}
}

func TestSidecarAddress(t *testing.T) {
	for _, address := range []string{
		"", "sidecar:7072", "http://sidecar/path", "http://u@sidecar", ":"} {
		if _, err := egress.ThroughSidecar(nil, address); err == nil {
			t.Errorf("%q was accepted as an origin", address)
		}
	}
}
