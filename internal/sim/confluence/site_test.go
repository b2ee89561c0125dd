package confluence_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/sim/confluence"
)

// visitor is a browser with a signed-in person.
type visitor struct {
	t       *testing.T
	handler http.Handler
	cookies []*http.Cookie
}

// newSite returns the site, and its wiki with one page that has a macro.
func newSite(t *testing.T) (http.Handler, confluence.Page) {
	t.Helper()
	wiki := open(t, filepath.Join(t.TempDir(), "wiki.json"))
	page, err := wiki.Create(person(t, "ada"), space(t, "PAY"), withMacro())
	if err != nil {
		t.Fatal(err)
	}
	handler, err := confluence.NewSite(confluence.SiteConfig{
		Wiki: wiki, Sessions: confluence.NewSessions("8750"),
		Consoles: []confluence.Link{{Title: "Simulated AWS console",
			URL: "http://127.0.0.1:8753/console/"}},
		Reports: "/csp", Log: slog.New(slog.DiscardHandler),
		App: confluence.App{
			ID: "app", EnvironmentID: "env", FrameOrigin: "http://127.0.0.1:8751",
			Description: map[string]string{"cdn": "</script>"},
			Settings: []confluence.SettingsPage{
				{Key: "settings", Title: "Pagewatch", Route: "pagewatch"}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return handler, page
}

func (v *visitor) do(r *http.Request) *httptest.ResponseRecorder {
	v.t.Helper()
	for _, c := range v.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	v.handler.ServeHTTP(w, r)
	return w
}

func (v *visitor) get(path string) *httptest.ResponseRecorder {
	return v.do(httptest.NewRequest(http.MethodGet, path, nil))
}

func (v *visitor) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.do(r)
}

// as switches to the person with the switcher's own form.
func as(t *testing.T, handler http.Handler, who string) *visitor {
	t.Helper()
	v := &visitor{t: t, handler: handler}
	w := v.post("/wiki/session", url.Values{"person": {who}, "back": {"/wiki/home"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/wiki/home" {
		t.Fatalf("switching to %s: status %d to %q", who, w.Code, w.Header().Get("Location"))
	}
	v.cookies = w.Result().Cookies()
	return v
}

// TestWhoSeesWhat requests every page as every person.
func TestWhoSeesWhat(t *testing.T) {
	handler, page := newSite(t)
	const app = "/settings/apps/app/env/pagewatch"
	tests := []struct {
		path                         string
		ada, ravi, lena, anonymously int
	}{
		{"/wiki/home", 200, 200, 200, 200},
		{"/wiki/spaces/PAY", 302, 302, 404, 404},
		{"/wiki/spaces/LOG", 302, 404, 302, 302},
		{"/wiki/spaces/NONE", 404, 404, 404, 404},
		{"/wiki/spaces/PAY/pages/" + page.ID, 200, 200, 404, 404},
		{"/wiki/spaces/PAY/pages/" + page.ID + "/Runbook", 200, 200, 404, 404},
		{"/wiki/spaces/LOG/pages/" + page.ID, 404, 404, 404, 404},
		{"/wiki/spaces/PAY/pages/edit-v2/" + page.ID, 200, 302, 404, 404},
		{"/wiki/spaces/PAY/settings", 200, 404, 404, 404},
		{"/wiki/spaces/LOG/settings", 404, 404, 200, 404},
		{"/wiki/spaces/PAY" + app, 200, 200, 404, 404},
		{"/wiki/spaces/LOG" + app, 200, 404, 200, 200},
		{"/wiki/spaces/PAY/settings/apps/other/env/pagewatch", 404, 404, 404, 404},
		{"/wiki/spaces/PAY/settings/apps/app/other/pagewatch", 404, 404, 404, 404},
		{"/wiki/spaces/PAY/settings/apps/app/env/other", 404, 404, 404, 404},
		{"/wiki/assets/base.css", 200, 200, 200, 200},
		{"/wiki/assets/none.css", 404, 404, 404, 404},
		{"/", 302, 302, 302, 302},
		{"/nowhere", 404, 404, 404, 404},
	}
	for _, tt := range tests {
		for who, want := range map[string]int{
			"ada": tt.ada, "ravi": tt.ravi, "lena": tt.lena, "anonymous": tt.anonymously} {
			if got := as(t, handler, who).get(tt.path).Code; got != want {
				t.Errorf("%s as %s: got %d, want %d", tt.path, who, got, want)
			}
		}
	}
}

// TestPageIsSafe checks that an author's text is escaped, in the page's data too, that the page
// names the simulation, and that the content security policy is strict.
func TestPageIsSafe(t *testing.T) {
	handler, page := newSite(t)
	w := as(t, handler, "ada").get("/wiki/spaces/PAY/pages/" + page.ID)
	body := w.Body.String()
	for _, want := range []string{
		"&lt;script&gt;alert(1)", "<code>code</code>", "Local simulation: not Confluence",
		`data-local-id="l-1"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(body, "<script>alert") || strings.Contains(body, `"cdn":"</script>`) {
		t.Error("what an author wrote became markup")
	}
	policy := w.Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'",
		"frame-src http://127.0.0.1:8751", "frame-ancestors 'none'", "report-uri /csp"} {
		if !strings.Contains(policy, want+";") && !strings.HasSuffix(policy, want) {
			t.Errorf("the policy lacks %s: %s", want, policy)
		}
	}
}

// TestSessions checks that each browser has its person: the default without a cookie or with a
// guessed one.
func TestSessions(t *testing.T) {
	handler, _ := newSite(t)
	signedIn := func(v *visitor) string {
		_, rest, _ := strings.Cut(v.get("/wiki/home").Body.String(), "Signed in as ")
		name, _, _ := strings.Cut(rest, ".")
		return name
	}
	if got := signedIn(&visitor{t: t, handler: handler}); got != "Ada Okafor" {
		t.Errorf("the first visit is %q", got)
	}
	ravi := as(t, handler, "ravi")
	if got := signedIn(ravi); got != "Ravi Menon" {
		t.Errorf("switched to %q", got)
	}
	c := ravi.cookies[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Name != "local-session-8750" ||
		len(c.Value) < 20 {
		t.Errorf("got cookie %+v", c)
	}
	guess := &visitor{t: t, handler: handler,
		cookies: []*http.Cookie{{Name: c.Name, Value: "lena"}}}
	if got := signedIn(guess); got != "Ada Okafor" {
		t.Errorf("a guessed session is %q", got)
	}
	if w := ravi.post("/wiki/session", url.Values{"person": {"mallory"}}); w.Code != 400 {
		t.Errorf("switched to a stranger with status %d", w.Code)
	}
	for _, back := range []string{"", "https://evil.example/wiki/", "//evil.example/wiki/",
		"/elsewhere", "%"} {
		w := ravi.post("/wiki/session", url.Values{"person": {"lena"}, "back": {back}})
		if to := w.Header().Get("Location"); !strings.HasPrefix(to, "/wiki/") {
			t.Errorf("back to %q leads to %q", back, to)
		}
	}
}

// TestSessionsAreBounded checks that sessions are dropped at the limit.
func TestSessionsAreBounded(t *testing.T) {
	handler, _ := newSite(t)
	first := as(t, handler, "ravi")
	for range 1000 {
		as(t, handler, "lena")
	}
	if body := first.get("/wiki/home").Body.String(); !strings.Contains(body,
		"Signed in as Ada Okafor") {
		t.Error("the oldest session of 1001 is still known")
	}
}

// TestLinkFromAnotherSite checks that a browser without the cookie is made to request the page
// again.
func TestLinkFromAnotherSite(t *testing.T) {
	handler, _ := newSite(t)
	r := httptest.NewRequest(http.MethodGet, "/wiki/home", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if w.Header().Get("Refresh") != "0" || w.Body.Len() != 0 {
		t.Errorf("got %v and %d bytes", w.Header(), w.Body.Len())
	}
}

// TestWriting creates, publishes and copies through the site.
func TestWriting(t *testing.T) {
	handler, page := newSite(t)
	ada, ravi := as(t, handler, "ada"), as(t, handler, "ravi")
	put := func(v *visitor, body string) *httptest.ResponseRecorder {
		return v.do(httptest.NewRequest(http.MethodPut, "/wiki/pages/"+page.ID,
			strings.NewReader(body)))
	}
	tests := []struct {
		name   string
		got    *httptest.ResponseRecorder
		status int
		has    string
	}{
		{"new page", ada.post("/wiki/spaces/PAY/pages", nil), 303, ""},
		{"new page of a reader", ravi.post("/wiki/spaces/PAY/pages", nil), 403, "not allowed"},
		{"new page out of sight", ravi.post("/wiki/spaces/LOG/pages", nil), 404, ""},
		{"copy", ada.post("/wiki/pages/"+page.ID+"/copy", url.Values{"space": {"LOG"}}), 303, ""},
		{"copy to nowhere", ada.post("/wiki/pages/"+page.ID+"/copy", url.Values{"space": {"NONE"}}),
			404, ""},
		{
			"copy of a reader",
			ravi.post("/wiki/pages/"+page.ID+"/copy", url.Values{"space": {"PAY"}}), 403,
			"not allowed"},
		{"publish", put(ada, `{"title":" New ","version":1,"blocks":[{"type":"p","text":"x"}]}`),
			200, `/wiki/spaces/PAY/pages/` + page.ID},
		{"publish again", put(ada, `{"title":"New","version":1,"blocks":[]}`), 409,
			"in the meantime"},
		{"publish of a reader", put(ravi, `{"title":"New","version":2}`), 403, "not allowed"},
		{"publish rubbish", put(ada, `{`), 400, "invalid page"},
		{
			"good config",
			ada.do(httptest.NewRequest(http.MethodPost, "/wiki/macro-config",
				strings.NewReader(goodConfig))), 204, ""},
		{
			"bad config",
			ada.do(httptest.NewRequest(http.MethodPost, "/wiki/macro-config",
				strings.NewReader(`{"a":null}`))), 400, "INVALID_CONFIG: config.a is null"},
		{
			"no config",
			ada.do(httptest.NewRequest(http.MethodPost, "/wiki/macro-config",
				strings.NewReader(``))), 400, "message"},
	}
	for _, tt := range tests {
		if tt.got.Code != tt.status || !strings.Contains(tt.got.Body.String(), tt.has) {
			t.Errorf("%s: got %d %s, want %d %s", tt.name, tt.got.Code, tt.got.Body, tt.status,
				tt.has)
		}
	}
}

// TestPageData covers the data that a page passes to its scripts.
func TestPageData(t *testing.T) {
	handler, page := newSite(t)
	body := as(t, handler, "ravi").get("/wiki/spaces/PAY/pages/" + page.ID).Body.String()
	_, rest, _ := strings.Cut(body, `id="data">`)
	text, _, _ := strings.Cut(rest, "</script>")
	var data struct {
		AccountID string
		Space     struct{ ID, Key string }
		Content   struct{ ID, Type string }
		Page      confluence.Page
	}
	if err := json.Unmarshal([]byte(text), &data); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if data.AccountID != person(t, "ravi").AccountID || data.Space.ID != "65538" ||
		data.Content.ID != page.ID || len(data.Page.Blocks) != 2 {
		t.Errorf("got %+v", data)
	}
}

// TestSeededPages renders every page of a new wiki, lists and tables included.
func TestSeededPages(t *testing.T) {
	handler, _ := newSite(t)
	wiki := open(t, filepath.Join(t.TempDir(), "wiki.json"))
	for _, key := range []string{"PAY", "LOG"} {
		pages := wiki.Pages(person(t, "ada"), space(t, key))
		if len(pages) < 2 {
			t.Errorf("%s has %d pages", key, len(pages))
		}
		for _, p := range pages {
			if w := as(t, handler, "ada").get(
				"/wiki/spaces/" + key + "/pages/" + p.ID); w.Code != 200 ||
				!strings.Contains(w.Body.String(), p.Title) {
				t.Errorf("%s: got %d", p.Title, w.Code)
			}
		}
	}
	home := as(t, handler, "ada").get("/wiki/spaces/PAY/pages/196609").Body.String()
	for _, want := range []string{"<th scope=\"col\">Hours</th>", "<td>Checkout web</td>",
		"<li>Write down what you saw before you change anything.</li>"} {
		if !strings.Contains(home, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}
