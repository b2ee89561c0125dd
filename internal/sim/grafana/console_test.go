package grafana_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"pagewatch/internal/sim/grafana"
)

const (
	origin     = "http://127.0.0.1:8755"
	faultsPath = "/console/faults"
)

// visit requests a page of the console as a browser on it would; change alters the request.
func (w *world) visit(method, path string, form url.Values,
	change ...func(*http.Request)) reply {
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
	return reply{recorder.Code, recorder.Header(), recorder.Body.String()}
}

func TestPages(t *testing.T) {
	w := newWorld(t)
	w.get("viewer", rulesPath+"?limit_alerts=20")
	w.Inject(grafana.Fault{Title: "Throttled", Do: grafana.FaultStatus, Status: 429, Times: 1})
	w.get("viewer", "/api/org")
	tests := []struct {
		path string
		want []string
	}{
		{"/console/", []string{payments, w.account("viewer").Token, "one-folder", "revoked",
			"http://payments.localhost:8755/", "13.2.3", "asleep"}},
		{"/console/rules", []string{"Checkout answers 5xx", "Production/Checkout/Europe",
			"paused", "recording", "inactive, NoData", "never evaluated", "no instances",
			"stale", "Normal (Updated)"}},
		{"/console/rules?stack=logistics", []string{"Robot is stuck"}},
		{"/console/rules?stack=none", []string{"no rules"}},
		{faultsPath, []string{"Switch a fault on", "Endless pages", "<p>None.</p>"}},
		{"/console/calls", []string{rulesPath, "limit_alerts=20", "<td>viewer</td>",
			"All 2 requests were reads", "429<br><small>Throttled"}},
	}
	for _, tt := range tests {
		got := w.visit(http.MethodGet, tt.path, nil)
		for _, want := range append(tt.want, "Local simulation: this is not Grafana",
			`<html lang="en">`, "<h1>") {
			if got.status != http.StatusOK || !strings.Contains(got.body, want) {
				t.Errorf("%s: %d does not show %q", tt.path, got.status, want)
			}
		}
		if csp := got.header.Get("Content-Security-Policy"); !strings.Contains(csp,
			"default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", tt.path, csp)
		}
		for _, forbidden := range []string{"<style", " style=", " onclick=", "https://"} {
			if strings.Contains(got.body, forbidden) {
				t.Errorf("%s contains %q", tt.path, forbidden)
			}
		}
	}
	for path, kind := range map[string]string{
		"/console/console.css": "text/css", "/console/copy.js": "javascript"} {
		if got := w.visit(http.MethodGet, path, nil); got.status != http.StatusOK ||
			!strings.Contains(got.header.Get("Content-Type"), kind) {
			t.Errorf("%s: %d %v", path, got.status, got.header)
		}
	}
	if calls := w.visit(http.MethodGet, "/console/calls", nil).body; strings.Contains(calls,
		"glsa_") {
		t.Error("the log shows a token")
	}
}

// TestWritesAreShown marks requests that are no reads.
func TestWritesAreShown(t *testing.T) {
	w := newWorld(t)
	w.send(http.MethodDelete, payments, "/api/folders/production", "")
	got := w.visit(http.MethodGet, "/console/calls", nil).body
	if !strings.Contains(got, "1 of 1 requests were not reads") ||
		!strings.Contains(got, `<tr class="write">`) || !strings.Contains(got, "<td>405</td>") {
		t.Errorf("got %s", got)
	}
}

func stackForm(change ...string) url.Values {
	return formOf(url.Values{"stack": {"payments"}, "version": {"9.5.21"}, "life": {"awake"},
		"content": {"usual"}}, change)
}

func formOf(form url.Values, change []string) url.Values {
	for i := 0; i < len(change); i += 2 {
		form.Set(change[i], change[i+1])
	}
	return form
}

func TestSetStack(t *testing.T) {
	w := newWorld(t)
	if err := w.Do("payments", "r-db-disk", grafana.SetOff); err != nil {
		t.Fatal(err)
	}
	got := w.visit(http.MethodPost, "/console/", stackForm())
	if s := w.Stacks()[0]; got.status != 303 || s.Version != v9 {
		t.Errorf("got %d, %+v", got.status, s)
	}
	if page := w.visit(http.MethodGet, got.header.Get("Location"), nil); !strings.Contains(
		page.body, "Set.") {
		t.Error("the page does not say so")
	}
	kept := false
	for _, r := range w.Rules("payments") {
		kept = kept || r.UID == "r-db-disk" && r.Act == grafana.SetOff
	}
	if !kept {
		t.Error("another version forgot what was done to a rule")
	}
	w.visit(http.MethodPost, "/console/", stackForm("life", "asleep", "content", "hostile"))
	if s := w.Stacks()[0]; s.Life != grafana.Asleep || s.Content != "hostile" {
		t.Errorf("got %+v", s)
	}
	if page := w.visit(http.MethodGet, "/console/rules", nil).body; strings.Contains(page,
		"<img") || strings.Contains(page, "</script><") {
		t.Error("hostile names are not escaped")
	}
	for name, form := range map[string]url.Values{
		"version": stackForm("version", "1.0.0"), "life": stackForm("life", "dead"),
		"content": stackForm("content", "x"), "stack": stackForm("stack", "x"),
		"size": stackForm("stack", strings.Repeat("x", 65<<10))} {
		if got := w.visit(http.MethodPost, "/console/", form); got.status != 400 {
			t.Errorf("%s: got %d", name, got.status)
		}
	}
}

func TestActOnRules(t *testing.T) {
	w := newWorld(t)
	form := url.Values{"stack": {"payments"}, "rule": {"r-checkout-traffic"}, "act": {"set off"}}
	got := w.visit(http.MethodPost, "/console/rules", form)
	page := w.visit(http.MethodGet, got.header.Get("Location"), nil).body
	if got.status != 303 || !strings.Contains(page, "Done.") ||
		!strings.Contains(page, "by hand: set off") {
		t.Errorf("got %d", got.status)
	}
	if r := w.prom("viewer", "").rules()["r-checkout-traffic"]; r.State != "firing" {
		t.Errorf("got %+v", r)
	}
	for _, change := range [][]string{{"stack", "x"}, {"rule", "x"}, {"act", "explode"},
		{"rule", strings.Repeat("x", 65<<10)}} {
		if got := w.visit(http.MethodPost, "/console/rules",
			formOf(url.Values{"stack": {"payments"}, "rule": {"r-db-disk"}, "act": {"heal"}},
				change)); got.status != 400 {
			t.Errorf("%.20v: got %d", change, got.status)
		}
	}
}

// faulty is the form of the faults page.
func faulty(do string, change ...string) url.Values {
	return formOf(url.Values{"button": {"add"}, "do": {do}, "calls": {rulesPath}, "stack": {""},
		"times": {""}, "delay": {""}}, change)
}

// TestFaultsPage switches every kind of fault on, one after the other, and off again.
func TestFaultsPage(t *testing.T) {
	w := newWorld(t)
	blank := w.visit(http.MethodGet, faultsPath, nil).body
	options := strings.Split(strings.Split(blank, "</select>")[0], `<option value="`)[1:]
	if len(options) != strings.Count(blank, "<dt>") || len(options) < 20 {
		t.Fatalf("%d options", len(options))
	}
	for _, option := range options {
		name, rest, _ := strings.Cut(option, `"`)
		title, _, _ := strings.Cut(strings.TrimPrefix(rest, ">"), "<")
		got := w.visit(http.MethodPost, faultsPath,
			faulty(name, "stack", "logistics", "times", "2", "delay", "5"))
		page := w.visit(http.MethodGet, got.header.Get("Location"), nil).body
		row := "<tr><td>" + title + `</td><td>Alert rules</td><td>logistics</td>` +
			`<td class="number">2</td><td class="number">5s</td></tr>`
		if got.status != 303 || !strings.Contains(page, row) ||
			!strings.Contains(page, "Switched on.") {
			t.Errorf("%s: %d, no row %s", name, got.status, row)
		}
		got = w.visit(http.MethodPost, faultsPath, url.Values{"button": {"clear"}})
		if page := w.visit(http.MethodGet, got.header.Get("Location"), nil).body; len(
			w.Faults()) != 0 || !strings.Contains(page, "Switched off.") {
			t.Errorf("%s was not switched off: %d", name, got.status)
		}
	}
	w.Inject(grafana.Fault{Title: "Own", Path: "/api/teams"})
	if page := w.visit(http.MethodGet, faultsPath, nil).body; !strings.Contains(page,
		"<td>Own</td><td>/api/teams</td><td>any</td>") {
		t.Error("the page does not show a fault of a test")
	}
}

func TestConsoleRefuses(t *testing.T) {
	w := newWorld(t)
	for why, form := range map[string]url.Values{
		"Choose what goes wrong.": faulty("explode"),
		"Choose the calls":        faulty("hang", "calls", "/x"),
		"Choose a stack":          faulty("hang", "stack", "x"),
	} {
		got := w.visit(http.MethodPost, faultsPath, form)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, why) {
			t.Errorf("%s: got %d", why, got.status)
		}
	}
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	for name, change := range map[string]func(*http.Request){
		"foreign origin": header("Origin", "https://evil.example"),
		"no origin":      func(r *http.Request) { r.Header.Del("Origin") },
		"another host":   func(r *http.Request) { r.Host = "payments.localhost:8755" }} {
		if got := w.visit(http.MethodPost, faultsPath, faulty("hang"), change); got.status != 403 {
			t.Errorf("%s: got %d", name, got.status)
		}
	}
	if len(w.Faults()) != 0 {
		t.Errorf("a refused form injected %+v", w.Faults())
	}
}
