package service_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/aws"
)

func granted(t *testing.T, b *servicetest.Backend, sources ...string) string {
	t.Helper()
	var out struct{ Grant, Stream string }
	answer := b.Do(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views",
		servicetest.View("stream", sources...))
	answer.Into(b, &out)
	if out.Grant == "" || out.Stream != servicetest.StreamURL {
		t.Fatalf("no grant: %d %s", answer.Status, answer.Body)
	}
	return out.Grant
}

func TestStreamDeliversTheSameRecords(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	b.Cloud.ResetCalls()
	grant := granted(t, b, id+frankfurt)
	wantCalls(t, b) // nothing happens at AWS before the stream is opened
	answer := b.Stream(grant, servicetest.Origin)
	wantWhole(t, answer.Records(b))
	wantCalls(t, b, "sts/AssumeRole", "cloudwatch/DescribeAlarms")
	inline := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b)
	if got, want := answer.Records(b)[0], inline[0]; got.Account != "111122223333" ||
		got.Account != want.Account || got.Name != want.Name || got.Region != want.Region ||
		got.Count != want.Count {
		t.Errorf("streamed %+v, inline %+v", got, want)
	}
	if answer.Header.Get("Access-Control-Allow-Origin") != servicetest.Origin ||
		answer.Header.Get("Vary") != "Origin" ||
		answer.Header.Get("Access-Control-Allow-Credentials") != "" ||
		answer.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v", answer.Header)
	}
}

func TestMissingConnectionsAreReportedAtOnce(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	gone := "c-" + strings.Repeat("a", 26)
	answer := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("stream", gone+frankfurt, id+frankfurt))
	records := answer.Records(b)
	if len(records) != 1 || records[0].Error.Code != "connection_not_found" ||
		records[0].Source != 0 || !strings.Contains(answer.Body, `"grant"`) {
		t.Errorf("got %s", answer.Body)
	}
	answer = b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("stream", gone+frankfurt))
	records = answer.Records(b)
	if len(records) != 2 || records[1].Type != "end" || strings.Contains(answer.Body, `"grant"`) {
		t.Errorf("with nothing left to stream: %s", answer.Body)
	}
}

func TestGrantsAreSealed(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	external := b.ExternalID(servicetest.Call{})
	raw, err := base64.RawURLEncoding.DecodeString(granted(t, b, id+frankfurt))
	if err != nil {
		t.Fatal(err)
	}
	for _, hidden := range []string{
		external, "PagewatchReadAlarms", "eu-central-1", "712020", servicetest.Payments} {
		if strings.Contains(string(raw), hidden) {
			t.Errorf("the grant shows %q", hidden)
		}
	}
}

// TestGrantRefusals holds a row per misuse of a grant. None reaches AWS.
func TestGrantRefusals(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	stranger := servicetest.New(t, nil)
	foreign := granted(t, stranger, stranger.LinkRole(nil)+frankfurt)
	used := granted(t, b, id+frankfurt)
	b.Stream(used, servicetest.Origin)
	fresh := func() string { return granted(t, b, id+frankfurt) }
	flip := func(grant string) string {
		raw, _ := base64.RawURLEncoding.DecodeString(grant)
		raw[len(raw)/2] ^= 1
		return base64.RawURLEncoding.EncodeToString(raw)
	}
	if code, _ := b.Stream(used, servicetest.Origin).Error(b); code != "grant_invalid" {
		t.Errorf("a second use a moment later: %s", code)
	}
	old := fresh()
	b.Clock.Advance(16 * time.Second)
	rows := []struct {
		name, grant, origin, code string
	}{
		{"second use", used, servicetest.Origin, "grant_invalid"},
		{"after 16 seconds", old, servicetest.Origin, "grant_invalid"},
		{"sealed elsewhere", foreign, servicetest.Origin, "grant_invalid"},
		{"altered", flip(fresh()), servicetest.Origin, "grant_invalid"},
		{"cut", fresh()[:40], servicetest.Origin, "grant_invalid"},
		{"padded", fresh() + "=", servicetest.Origin, "grant_invalid"},
		{"empty", "", servicetest.Origin, "grant_invalid"},
		{"rubbish", "💥", servicetest.Origin, "grant_invalid"},
		{"an invocation token", b.Token(servicetest.Call{}), servicetest.Origin, "grant_invalid"},
		{"no origin", fresh(), "", "origin_refused"},
		{"null origin", fresh(), "null", "origin_refused"},
		{"foreign origin", fresh(), "https://evil.example", "origin_refused"},
		{"sub-domain of an allowed origin", fresh(), "https://x.app.cdn.example", "origin_refused"},
		{"origin with a slash", fresh(), servicetest.Origin + "/", "origin_refused"},
		{"origin in clear", fresh(), "http://app.cdn.example", "origin_refused"},
	}
	b.Clock.Advance(3 * time.Second)
	early := fresh()
	b.Clock.Advance(-3 * time.Second)
	b.Cloud.ResetCalls()
	if code, _ := b.Stream(early, servicetest.Origin).Error(b); code != "grant_invalid" {
		t.Errorf("sealed 3 s in the future: %s", code)
	}
	for _, row := range rows {
		answer := b.Stream(row.grant, row.origin)
		if code, _ := answer.Error(b); answer.Status != http.StatusForbidden || code != row.code {
			t.Errorf("%s: %d %s, want 403 %s", row.name, answer.Status, answer.Body, row.code)
		}
		if allowed := answer.Header.Get("Access-Control-Allow-Origin"); (allowed != "") != (row.code == "grant_invalid") {
			t.Errorf("%s: allows origin %q", row.name, allowed)
		}
	}
	for _, origins := range [][]string{{servicetest.Origin, "https://evil.example"},
		{"https://evil.example", servicetest.Origin}, {servicetest.Origin, servicetest.Origin}} {
		r := httptest.NewRequest(http.MethodPost, "/v1/stream", strings.NewReader(fresh()))
		r.Header["Content-Type"], r.Header["Origin"] = []string{"text/plain"}, origins
		if code, _ := b.Serve(r).Error(b); code != "origin_refused" {
			t.Errorf("origins %q: %s", origins, code)
		}
	}
	wantCalls(t, b)
	wantWhole(t, b.Stream(fresh(), servicetest.Origin).Records(b))
}

func TestStreamTakesTextOnly(t *testing.T) {
	b := servicetest.New(t, nil)
	grant := granted(t, b, b.LinkRole(nil)+frankfurt)
	r := httptest.NewRequest(http.MethodPost, "/v1/stream", strings.NewReader(grant))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", servicetest.Origin)
	if answer := b.Serve(r); answer.Status != http.StatusUnsupportedMediaType {
		t.Errorf("got %d %s", answer.Status, answer.Body)
	}
	wantWhole(t, b.Stream(grant, servicetest.Origin).Records(b)) // the refusal did not use it up
}

func TestWithoutAStreamEveryViewIsInline(t *testing.T) {
	b := servicetest.New(t, func(s *service.Settings) { s.StreamURL, s.StreamOrigins = "", nil })
	id := b.LinkRole(nil)
	answer := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("stream", id+frankfurt))
	wantWhole(t, answer.Records(b))
	if code, _ := b.Stream("x", servicetest.Origin).Error(b); code != "origin_refused" {
		t.Errorf("the stream route answers %s", code)
	}
}

// TestRecordsLeaveAsTheyCome reads a real connection: the first source's records arrive while the
// second source is blocked.
func TestRecordsLeaveAsTheyCome(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	grant := granted(t, b, id+frankfurt, id+"@us-east-1")
	release := make(chan struct{})
	b.Cloud.Inject(aws.Fault{Service: aws.CloudWatch, Region: "us-east-1", Until: release})
	server := httptest.NewServer(b)
	defer server.Close()
	req, err := http.NewRequest(http.MethodPost, server.URL+"/v1/stream", strings.NewReader(grant))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "text/plain")
	req.Header.Set("Origin", servicetest.Origin)
	resp, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	first := make([]byte, len(`{"type":"source","source":0`))
	if _, err := resp.Body.Read(first); err != nil ||
		string(first) != `{"type":"source","source":0` {
		t.Fatalf("read %q, %v while the second source is held", first, err)
	}
	close(release)
	var rest strings.Builder
	buf := make([]byte, 4096)
	for {
		n, err := resp.Body.Read(buf)
		rest.Write(buf[:n])
		if err != nil {
			break
		}
	}
	if !strings.Contains(rest.String(), `"source":1`) ||
		!strings.Contains(rest.String(), `{"type":"end","sources":2`) {
		t.Errorf("the rest is not whole: …%s", rest.String()[max(0, rest.Len()-300):])
	}
}

// TestAGrantThatDoesNotFitIsAnsweredInline: ten roles with long paths exceed the limit of the
// stream route.
func TestAGrantThatDoesNotFitIsAnsweredInline(t *testing.T) {
	b := servicetest.New(t, nil)
	b.ExternalID(servicetest.Call{})
	regions := []string{"eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1",
		"us-east-1", "us-east-2", "us-west-1", "us-west-2", "sa-east-1"}
	path := "arn:aws:iam::444455556666:role/" + strings.Repeat("<", 500) + "/"
	id := b.Create(servicetest.Call{},
		servicetest.RoleDraft(servicetest.Map{"regions": regions, "roleArn": path + "x"}))
	long := b.Create(servicetest.Call{},
		servicetest.RoleDraft(servicetest.Map{
			"name": "Long", "regions": regions,
			"roleArn": "arn:aws:iam::444455556666:role/" + strings.Repeat("<", 1900) + "/x"}))
	view := func(id string) string {
		var sources []string
		for _, region := range regions {
			sources = append(sources, id+"@"+region)
		}
		return b.Do(servicetest.Call{}, "POST", "/v1/views",
			servicetest.View("stream", sources...)).Body
	}
	if body := view(id); !strings.Contains(body, `"grant"`) {
		t.Errorf("a grant that fits was not given: %.200s", body)
	}
	if body := view(long); strings.Contains(body, `"grant"`) ||
		!strings.Contains(body, `"type":"end","sources":10`) {
		t.Errorf("got %.300s", body)
	}
}
