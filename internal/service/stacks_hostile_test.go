package service_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
)

// odd is an answer with another type, status or header than a stack's own.
func odd(status int, media, body string) func(*http.Request) *http.Response {
	return func(*http.Request) *http.Response {
		out := servicetest.JSON(status, strings.NewReader(body))
		out.Header.Set("Content-Type", media)
		out.Header.Set("Location", "http://169.254.169.254/latest/meta-data/planted")
		return out
	}
}

// TestHostileStacks holds a row per answer that is none. Each has a code, nothing of it is in answer,
// audit or log, the macro's verdict is never well, and the next view works.
func TestHostileStacks(t *testing.T) {
	const plain, rules = "application/json", `{"status":"success","data":{"groups":`
	for name, row := range map[string]struct {
		answer func(*http.Request) *http.Response
		want   string
	}{
		"a redirect to metadata": {odd(302, "text/html", "planted"), "grafana_redirect"},
		"a permanent one":        {odd(308, plain, `{"x":"planted"}`), "grafana_redirect"},
		"HTML":                   {odd(200, "text/html", "<b>planted</b>"), "grafana_bad_answer"},
		"HTML as JSON":           {odd(200, plain, "<b>planted</b>"), "grafana_bad_answer"},
		"no media":               {odd(200, "", rules+`[]}}`), "grafana_bad_answer"},
		"10 MiB":                 {odd(200, plain, rules+`[{"x":"`+strings.Repeat("planted ", 5<<18)+`"}]}}`), "grafana_bad_answer"},
		"an error with 200":      {odd(200, plain, `{"status":"error","error":"planted"}`), "grafana_bad_answer"},
		"a message with 200":     {odd(200, plain, `{"message":"planted"}`), "grafana_bad_answer"},
		"B5, no alerts":          {odd(200, plain, `{"status":"success","data":{"alerts":null}}`), "grafana_bad_answer"},
		"B5, no data":            {odd(200, plain, `{"status":"success","data":null}`), "grafana_bad_answer"},
		"B5, nothing":            {odd(200, plain, `{"status":"success"}`), "grafana_bad_answer"},
		"B12, the ruler's":       {odd(200, plain, `{"planted":[{"name":"g","rules":[{"grafana_alert":{"uid":"a"}}]}]}`), "grafana_bad_answer"},
		"a word for a number":    {odd(200, plain, rules+`[{"interval":"planted"}]}}`), "grafana_bad_answer"},
		"an unknown token":       {odd(401, plain, `{"message":"planted","messageId":"planted <b>"}`), "grafana_token_invalid"},
		"no right":               {odd(403, plain, `{"message":"planted","accessErrorId":"planted"}`), "grafana_forbidden"},
		"B7, not there":          {odd(404, plain, `{"message":"planted"}`), "grafana_not_found"},
		"a word of the edge":     {odd(404, plain, `{"code":"planted <b>"}`), "grafana_stack_unavailable"},
		"throttled":              {odd(429, plain, `planted`), "grafana_throttled"},
		"a long error":           {odd(500, plain, strings.Repeat("planted ", 1<<20)), "grafana_unavailable"},
		"created":                {odd(201, plain, rules+`[]}}`), "grafana_bad_answer"},
		"B5, no groups":          {stackOf(map[string][]string{rulesPath: {rules + `null}}`}, foldersPath: {twoFolders}}), ""},
		"B6, no rules, no folders": {stackOf(map[string][]string{rulesPath: {rules + `[]}}`}, foldersPath: {`[]`}}),
			"grafana_no_folders"},
		"folders of HTML": {stackOf(map[string][]string{rulesPath: {rules + `[]}}`}, foldersPath: {`<b>planted`}}),
			"grafana_bad_answer"},
	} {
		b := servicetest.New(t, nil)
		stacks := b.FaceStacks(row.answer)
		id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil))
		view := servicetest.AlertView(id, servicetest.Map{})
		got := b.Do(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views", view)
		if code := rulesOf(b, got); code != row.want {
			t.Errorf("%s: %q, want %q", name, code, row.want)
		}
		for _, r := range stacks.Asked() {
			if r.URL.Host != "example.grafana.net" {
				t.Errorf("%s: asked %s", name, r.URL)
			}
		}
		file := b.Do(servicetest.Call{}, "POST", export, exporting(servicetest.Map{
			"sources": view["sources"]}))
		for what, text := range map[string]string{"answer": got.Body, "export": file.Body,
			"audit": b.Audit.String(), "log": b.Log.String()} {
			if strings.Contains(text, "planted") || strings.Contains(text, "✓") ||
				strings.Contains(text, "deleted") {
				t.Errorf("%s: the %s: %.500s", name, what, text)
			}
		}
		stacks.Answer = stackOf(leaky(twoFolders))
		got = b.Do(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views", view)
		if code := rulesOf(b, got); !strings.Contains(code, "open-1") {
			t.Errorf("%s, the next view: %q", name, code)
		}
	}
}

// TestTextsOfStacksOnTheWire: whatever a stack sends as texts, records are short, show no character
// that hides or reorders others, and have no name that a page could mistake for its own.
func TestTextsOfStacksOnTheWire(t *testing.T) {
	const most = 32 << 10
	labels := `{"__proto__":"x","constructor":"\u202ec","severity\u200b":"critical\u2066",` +
		`"severity":"critical"`
	for i := range 5000 {
		labels += fmt.Sprintf(`,"z%d":"\u202e<b>"`, i)
	}
	labels += "}"
	text := `\u202e<script>alert(1)</script>\u2066` + strings.Repeat("<", 4000)
	rule := `{"uid":"r","folderUid":"prod","name":"a\u202eb` + text + `","state":"firing","health":"ok",` +
		`"labels":` + labels + `,"annotations":{"summary":"` + text + `","description":"` + text +
		`","runbook_url":"https://\u0430pple.com/\u202e"},"alerts":[{"state":"Alerting (\u202e)",` +
		`"value":"` + text + `","labels":` + labels + `}]}`
	other := `{"folderUid":"prod","name":"R\u202e","state":"dozing","annotations":{` +
		`"runbook_url":"https://bank.example@evil.example/"}}`
	b := servicetest.New(t, nil)
	b.FaceStacks(stackOf(map[string][]string{rulesPath: {`{"status":"success","data":{"groups":[{` +
		`"name":"g\u202e` + text + `","file":"\u202eProd` + text + `","rules":[` + rule + "," + other +
		`]}]}}`}, foldersPath: {twoFolders}}))
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil))
	view := servicetest.AlertView(id, servicetest.Map{})
	got := b.Do(servicetest.Call{}, "POST", "/v1/views", view)
	file := b.Do(servicetest.Call{}, "POST", export,
		exporting(servicetest.Map{"sources": view["sources"]}))
	for name, shown := range map[string]string{"view": got.Body, "export": file.Body} {
		if strings.ContainsAny(shown, "\u202e\u2066\u200b") {
			t.Errorf("%s: a text hides or reorders others: %.300s", name, shown)
		}
		if !strings.Contains(shown, "⟨U+202E⟩") || len(shown) > 2*most {
			t.Errorf("%s of %d bytes: %.300s", name, len(shown), shown)
		}
		for _, address := range []string{"pple.com", "evil.example", "<script>"} {
			if strings.Contains(shown, address) {
				t.Errorf("%s: %q: %.300s", name, address, shown)
			}
		}
	}
	if !strings.Contains(got.Body, `"severity⟨U+200B⟩":"critical"`) ||
		strings.Count(got.Body, `"z`) > 60 || !strings.Contains(got.Body, `"unknown_state"`) {
		t.Errorf("%.2000s", got.Body)
	}
}

// slow is an answer that goes on, a byte in each interval, and never ends.
func slow(ctx context.Context, interval time.Duration) io.Reader {
	body, w := io.Pipe()
	go func() {
		_, _ = io.WriteString(w, `{"status":"success","data":{"groups":[`)
		for tick := time.NewTicker(interval); ; {
			select {
			case <-ctx.Done():
				tick.Stop()
				_ = w.CloseWithError(ctx.Err())
				return
			case <-tick.C:
				if _, err := io.WriteString(w, " "); err != nil {
					tick.Stop()
					return
				}
			}
		}
	}()
	return body
}

// TestASlowStackHoldsItsOwnConnection: answers that drip, as many as a connection may ask for at
// once, hold up neither another stack of the site, nor an account, nor another installation; each
// ends as a timeout.
func TestASlowStackHoldsItsOwnConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := servicetest.NewInMemory(t, nil)
		well := stackOf(leaky(twoFolders))
		b.FaceStacks(func(r *http.Request) *http.Response {
			if r.URL.Host == "slow.grafana.net" {
				return servicetest.JSON(http.StatusOK, slow(r.Context(), time.Second))
			}
			return well(r)
		})
		other := servicetest.Call{Site: servicetest.OtherSite,
			Installation: servicetest.OtherInstallation}
		slowly := b.Create(servicetest.Call{}, servicetest.StackDraft(
			servicetest.Map{"name": "Slow", "stack": "https://slow.grafana.net"}))
		beside := b.Create(servicetest.Call{}, servicetest.StackDraft(nil))
		elsewhere := b.Create(other, servicetest.StackDraft(nil))
		account := b.LinkRole(nil)
		var held []<-chan servicetest.Answer
		for i := range 40 { // each a question of its own, so none joins another's flight
			held = append(held, later(viewer(b, servicetest.Call{}, servicetest.AlertViewOf("slow.grafana.net", slowly,
				servicetest.Map{"rules": []string{fmt.Sprint("r", i)}}))))
		}
		for what, answer := range map[string]func() servicetest.Answer{
			"another stack":        viewer(b, servicetest.Call{}, servicetest.AlertView(beside, servicetest.Map{})),
			"another installation": viewer(b, other, servicetest.AlertView(elsewhere, servicetest.Map{})),
			"an account":           viewer(b, servicetest.Call{}, servicetest.View("inline", account+frankfurt)),
		} {
			got := later(answer)
			if len(got) == 0 {
				t.Errorf("%s: the view is held up", what)
			}
			if answer := <-got; answer.Records(b)[0].Type != "source" {
				t.Errorf("%s: %s", what, answer.Body)
			}
		}
		for _, view := range held {
			if len(view) > 0 {
				t.Fatal("a slow answer has ended")
			}
		}
		codes := map[string]int{}
		for _, view := range held {
			codes[rulesOf(b, <-view)]++
		}
		if len(codes) == 0 || codes["grafana_timeout"] == 0 ||
			codes["grafana_timeout"]+codes["crowded"]+codes["timeout"] != len(held) {
			t.Errorf("%v", codes)
		}
	})
}

// TestStacksShareTheMemoryOfAccounts: a long answer of a stack waits for memory that an account's
// answer of the same site holds, a short one does not, and neither does another site's.
func TestStacksShareTheMemoryOfAccounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := servicetest.NewInMemory(t, nil)
		_, ids := facing(b, endless, servicetest.Call{})
		long := strings.Replace(rulesPage("", "open prod Alerting"), `{`,
			`{"x":"`+strings.Repeat("x", 600<<10)+`",`, 1)
		b.FaceStacks(func(r *http.Request) *http.Response {
			if r.URL.Host == "long.grafana.net" {
				return servicetest.JSON(http.StatusOK, strings.NewReader(long))
			}
			return stackOf(leaky(twoFolders))(r)
		})
		other := servicetest.Call{Site: servicetest.OtherSite,
			Installation: servicetest.OtherInstallation}
		draft := servicetest.StackDraft(servicetest.Map{"name": "Long", "stack": "https://long.grafana.net"})
		short := b.Create(servicetest.Call{}, servicetest.StackDraft(nil))
		mine, theirs := b.Create(servicetest.Call{}, draft), b.Create(other, draft)
		rules := func(call servicetest.Call, host, id string) <-chan servicetest.Answer {
			return later(viewer(b, call, servicetest.AlertViewOf(host, id, servicetest.Map{})))
		}
		account := later(viewer(b, servicetest.Call{}, servicetest.View("inline", ids[0]+"@us-east-1")))
		waiting, beside, elsewhere := rules(servicetest.Call{}, "long.grafana.net", mine),
			rules(servicetest.Call{}, "example.grafana.net", short),
			rules(other, "long.grafana.net", theirs)
		if len(account) > 0 || len(waiting) > 0 || len(beside) == 0 || len(elsewhere) == 0 {
			t.Errorf("account %d, waiting %d, beside %d, elsewhere %d", len(account), len(waiting),
				len(beside), len(elsewhere))
		}
		<-account
		for _, answer := range []<-chan servicetest.Answer{waiting, beside, elsewhere} {
			if got := rulesOf(b, <-answer); !strings.Contains(got, "open") {
				t.Error(got)
			}
		}
	})
}

// TestASimulationSaysSo: an address that stands for every stack is logged at the start, and settings
// and answers say so.
func TestASimulationSaysSo(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "example.grafana.net" {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, rulesPage("", "open prod Normal"))
		}
	}))
	defer server.Close()
	for origin, want := range map[string]bool{"": false, server.URL: true} {
		b := servicetest.New(t, func(s *service.Settings) { s.GrafanaOrigin = origin })
		if origin == "" {
			b.FaceStacks(stackOf(leaky(twoFolders)))
		}
		id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil))
		view := b.Do(servicetest.Call{}, "POST", "/v1/views",
			servicetest.AlertView(id, servicetest.Map{}))
		if !strings.Contains(rulesOf(b, view), "open") {
			t.Errorf("%q: %s", origin, view.Body)
		}
		for what, got := range map[string]bool{
			"log":      strings.Contains(b.Log.String(), "Grafana is simulated"),
			"view":     strings.Contains(view.Body, `"simulated":true`),
			"settings": strings.Contains(b.Do(servicetest.Call{}, "GET", "/v1/settings", nil).Body, `"simulated":true`),
		} {
			if got != want {
				t.Errorf("%q: the %s says so: %v", origin, what, got)
			}
		}
	}
}
