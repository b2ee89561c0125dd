package aws_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"pagewatch/internal/sim/aws"
)

const origin = "http://127.0.0.1:4566"

// visit requests a page of the console as a browser on it would; change alters the request.
func (w *world) visit(method, path string, form url.Values,
	change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, origin+path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", origin)
	}
	for _, c := range change {
		c(r)
	}
	recorder := httptest.NewRecorder()
	w.Console(origin).ServeHTTP(recorder, r)
	return recorder
}

func edit(do, document string) url.Values {
	return url.Values{"arn": {paymentsRole}, "do": {do}, "policy": {document},
		"externalId": {externalID}}
}

func TestPages(t *testing.T) {
	w := newWorld(t).trust()
	w.assume(right(paymentsRole))
	in := right(paymentsRole)
	in.ExternalId = nil
	w.raw(signedCall{keys: w.own(), service: "sts", path: "/", header: assumeByHand(w).header,
		body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=none&RoleArn=" + paymentsRole})
	tests := []struct {
		path string
		want []string
	}{
		{
			"/console/", []string{"Payments production", "111122223333", paymentsRole,
				"AKIALOCALREADALARMS0", "deactivated", "us-east-1", "340", "throttled"}},
		{"/console/role?arn=" + paymentsRole,
			[]string{paymentsRole, "sts:ExternalId", externalID, "Use the recommended policy",
				"StringEqualsIfExists", "What the role may do"}},
		{
			"/console/calls",
			[]string{"AssumeRole", "eu-central-1", "<td>sent</td><td>200</td>",
				"<td>not sent</td><td>403 AccessDenied</td>"}},
	}
	for _, tt := range tests {
		got := w.visit(http.MethodGet, tt.path, nil)
		if got.Code != http.StatusOK {
			t.Errorf("%s: %d", tt.path, got.Code)
		}
		for _, want := range append(tt.want, "Local simulation: this is not AWS",
			`<html lang="en">`, "<h1>") {
			if !strings.Contains(got.Body.String(), want) {
				t.Errorf("%s does not show %q", tt.path, want)
			}
		}
		if csp := got.Header().Get("Content-Security-Policy"); !strings.Contains(csp,
			"default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", tt.path, csp)
		}
		for _, forbidden := range []string{"<style", " style=", " onclick=", "https://"} {
			if strings.Contains(got.Body.String(), forbidden) {
				t.Errorf("%s contains %q", tt.path, forbidden)
			}
		}
	}
	if calls := w.visit(http.MethodGet, "/console/calls", nil).Body.String(); strings.Contains(
		calls, externalID) {
		t.Error("the call log shows an External ID")
	}
	for path, kind := range map[string]string{
		"/console/console.css": "text/css", "/console/copy.js": "javascript"} {
		if got := w.visit(http.MethodGet, path, nil); got.Code != http.StatusOK ||
			!strings.Contains(got.Header().Get("Content-Type"), kind) {
			t.Errorf("%s: %d %s", path, got.Code, got.Header().Get("Content-Type"))
		}
	}
}

func TestSaveAndFill(t *testing.T) {
	w := newWorld(t)
	saved := func() string { return w.Accounts()[0].Roles[0].TrustPolicy }
	before := saved()
	for button, want := range map[string]string{
		"recommended": "aws:PrincipalArn", "no-condition": "Statement",
		"if-exists": "StringEqualsIfExists", "like-any": "&#34;*&#34;", "like-ours": "pw-*",
		"wrong-id": "pw-another-space",
	} {
		got := w.visit(http.MethodPost, "/console/role", edit(button, ""))
		if got.Code != http.StatusOK || !strings.Contains(got.Body.String(), want) ||
			!strings.Contains(got.Body.String(), "not saved yet") {
			t.Errorf("%s: %d, want a page with %s", button, got.Code, want)
		}
	}
	if saved() != before {
		t.Error("filling in a policy saved it")
	}
	document := aws.RecommendedTrust(w.Principal().ARN, externalID)
	got := w.visit(http.MethodPost, "/console/role",
		edit("save", strings.ReplaceAll(document, "\n", "\r\n")))
	if got.Code != http.StatusSeeOther || saved() != document {
		t.Errorf("saving: %d, policy %q", got.Code, saved())
	}
	if page := w.visit(http.MethodGet, got.Header().Get("Location"), nil); !strings.Contains(
		page.Body.String(), "Saved.") {
		t.Error("the page after saving does not say so")
	}
	w.assume(right(paymentsRole))
}

// TestFilledExamplesParse saves every example: each must be a policy that can be tried.
func TestFilledExamplesParse(t *testing.T) {
	w := newWorld(t)
	for _, button := range []string{
		"recommended", "no-condition", "if-exists", "like-any", "like-ours", "wrong-id"} {
		page := w.visit(http.MethodPost, "/console/role", edit(button, "")).Body.String()
		_, text, _ := strings.Cut(page, "<textarea")
		_, text, _ = strings.Cut(text, ">\n")
		text, _, _ = strings.Cut(text, "</textarea>")
		if got := w.visit(http.MethodPost, "/console/role",
			edit("save", strings.ReplaceAll(text, "&#34;", `"`))); got.Code != http.StatusSeeOther {
			t.Errorf("%s: %d", button, got.Code)
		}
	}
}

func TestInvalidPolicyKeepsTheText(t *testing.T) {
	w := newWorld(t)
	before := w.Accounts()[0].Roles[0].TrustPolicy
	got := w.visit(http.MethodPost, "/console/role",
		edit("save", `{"Statement": [</textarea><script>alert(1)</script>`))
	body := got.Body.String()
	if got.Code != http.StatusUnprocessableEntity || !strings.Contains(body, "Not saved.") ||
		!strings.Contains(body, `aria-invalid="true"`) {
		t.Errorf("%d, want 422 and the reason", got.Code)
	}
	if !strings.Contains(body,
		`{&#34;Statement&#34;: [&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;`) {
		t.Error("the text was not kept, or not escaped")
	}
	if !strings.Contains(body, externalID) {
		t.Error("the External ID was not kept")
	}
	if w.Accounts()[0].Roles[0].TrustPolicy != before {
		t.Error("an invalid policy was saved")
	}
}

func TestUnevaluatedIsShown(t *testing.T) {
	w := newWorld(t)
	document :=
		`{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}}`
	if err := w.PutTrustPolicy(paymentsRole, document); err != nil {
		t.Fatal(err)
	}
	body := w.visit(http.MethodGet, "/console/role?arn="+paymentsRole, nil).Body.String()
	if !strings.Contains(body, "<code>IpAddress</code>, <code>aws:SourceIp</code>") {
		t.Error("the page does not say what is not evaluated")
	}
}

func TestConsoleRefuses(t *testing.T) {
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	host := func(value string) func(*http.Request) {
		return func(r *http.Request) { r.Host = value }
	}
	document := aws.RecommendedTrust("arn:aws:iam::999999999999:role/Evil", "x")
	tests := []struct {
		name, method, path string
		form               url.Values
		change             func(*http.Request)
		status             int
	}{
		{"foreign origin", http.MethodPost, "/console/role", edit("save", document),
			header("Origin", "https://evil.example"), 403},
		{"no origin", http.MethodPost, "/console/role", edit("save", document),
			func(r *http.Request) { r.Header.Del("Origin") }, 403},
		{"null origin", http.MethodPost, "/console/role", edit("save", document),
			header("Origin", "null"), 403},
		{"other port", http.MethodPost, "/console/role", edit("save", document),
			header("Origin", "http://127.0.0.1:4567"), 403},
		{"foreign host", http.MethodPost, "/console/role", edit("save", document),
			host("evil.example"), 403},
		{"foreign host reading", http.MethodGet, "/console/", nil, host("evil.example"), 403},
		{"no such role", http.MethodGet, "/console/role?arn=x", nil, nil, 404},
		{"no such role edited", http.MethodPost, "/console/role", url.Values{"arn": {"x"}}, nil,
			404},
		{"no such button", http.MethodPost, "/console/role", edit("explode", ""), nil, 400},
		{"no external id", http.MethodPost, "/console/role",
			url.Values{"arn": {paymentsRole}, "do": {"recommended"}}, nil, 422},
		{"too large", http.MethodPost, "/console/role", edit("save", strings.Repeat("x", 65<<10)),
			nil, 400},
		{"no such page", http.MethodGet, "/console/secrets", nil, nil, 404},
		{"wrong method", http.MethodDelete, "/console/role", edit("", ""), nil, 405},
	}
	w := newWorld(t)
	before := w.Accounts()[0].Roles[0].TrustPolicy
	for _, tt := range tests {
		change := tt.change
		if change == nil {
			change = func(*http.Request) {}
		}
		if got := w.visit(tt.method, tt.path, tt.form, change); got.Code != tt.status {
			t.Errorf("%s: %d, want %d", tt.name, got.Code, tt.status)
		}
	}
	if w.Accounts()[0].Roles[0].TrustPolicy != before {
		t.Error("a refused request changed a trust policy")
	}
}
