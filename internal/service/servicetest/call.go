package servicetest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"

	"pagewatch/internal/platform/invocation"
)

// Installations of the app.
const (
	Installation      = "aaaaaaaa-0000-4000-8000-000000000001"
	OtherInstallation = "aaaaaaaa-0000-4000-8000-000000000002"
)

// Call is one invocation. The zero Call is Ada's, in Payments.
type Call struct {
	Person string // default Ada; use "-" for a visitor
	Space  string // the claim in the token; default Payments; use "-" for none
	// Installation and Site default to the first ones.
	Installation, Site string
	// Change changes the claims before they are signed.
	Change func(*invocation.Claims)
	// Header changes the request's headers.
	Header func(http.Header)
}

// Answer is a response.
type Answer struct {
	Status int
	Header http.Header
	Body   string
}

// Do invokes a route. body is marshalled unless it is a string or nil.
func (b *Backend) Do(c Call, method, path string, body any) Answer {
	b.t.Helper()
	return b.Serve(b.Request(c, method, path, body)())
}

// Request returns a function that builds the request of an invocation. The token is the same each
// time.
func (b *Backend) Request(c Call, method, path string, body any) func() *http.Request {
	b.t.Helper()
	text, token := b.text(body), b.Token(c)
	return func() *http.Request {
		r := httptest.NewRequest(method, path, strings.NewReader(text))
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Content-Type", "application/json")
		if person := c.person(); person != Visitor {
			r.Header.Set("X-Forge-Oauth-User", "user-token-"+person)
		}
		r.Header.Set("X-Forge-Oauth-System", "system-token")
		if c.Header != nil {
			c.Header(r.Header)
		}
		return r
	}
}

// Serve answers a request as it is.
func (b *Backend) Serve(r *http.Request) Answer {
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	return Answer{w.Code, w.Header(), w.Body.String()}
}

// Stream opens a grant.
func (b *Backend) Stream(grant, origin string) Answer {
	r := httptest.NewRequest(http.MethodPost, "/v1/stream", strings.NewReader(grant))
	r.Header.Set("Content-Type", "text/plain;charset=UTF-8")
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	return b.Serve(r)
}

// Token returns the call's signed invocation token.
func (b *Backend) Token(c Call) string {
	b.t.Helper()
	claims := c.Claims()
	if c.Change != nil {
		c.Change(&claims)
	}
	token, err := b.Issuer.Mint(b.Clock.Now(), claims)
	b.must(err)
	return token
}

func (c Call) person() string {
	switch c.Person {
	case "":
		return Ada
	case "-":
		return Visitor
	}
	return c.Person
}

// Claims returns the claims of the call before Change.
func (c Call) Claims() invocation.Claims {
	site := or(c.Site, Site)
	out := invocation.Claims{
		App: invocation.App{
			ID:             AppID,
			InstallationID: "ari:cloud:ecosystem::installation/" + or(c.Installation, Installation),
			APIBaseURL:     "https://api.atlassian.com/ex/confluence/" + site,
			Environment:    invocation.Environment{Type: "PRODUCTION"},
			Module:         invocation.Module{Type: "core:endpoint", Key: "api"},
		},
		Context: &invocation.Context{CloudID: site, AccountType: "licensed"},
	}
	if person := c.person(); person == Visitor {
		out.Principal, out.Context.AccountType = "unidentified", "anonymous"
	} else {
		out.Principal = "712020:" + person
	}
	if space := or(c.Space, Payments); space != "-" {
		out.Context.Extension = json.RawMessage(`{"type":"macro","space":{"id":"` + space + `"}}`)
	}
	return out
}

func (b *Backend) text(body any) string {
	switch v := body.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	out, err := json.Marshal(body)
	b.must(err)
	return string(out)
}

// Into reads the answer's JSON.
func (a Answer) Into(b *Backend, out any) {
	b.t.Helper()
	if err := json.Unmarshal([]byte(a.Body), out); err != nil {
		b.t.Fatalf("the answer %d is not JSON: %v\n%s", a.Status, err, a.Body)
	}
}

// Error returns the error's code and field.
func (a Answer) Error(b *Backend) (code, field string) {
	b.t.Helper()
	var out struct {
		Error struct{ Code, Field string }
	}
	a.Into(b, &out)
	return out.Error.Code, out.Error.Field
}

// Refused returns the code and the field of a view's only source, which must have failed without
// any other content.
func (a Answer) Refused(b *Backend) (code, field string) {
	b.t.Helper()
	records := a.Records(b)
	if len(records) != 2 || records[0].Type != "error" || records[1].Type != "end" {
		b.t.Errorf("got %s, want one failure and the end", a.Body)
	}
	return records[0].Error.Code, records[0].Error.Field
}

func or(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}
