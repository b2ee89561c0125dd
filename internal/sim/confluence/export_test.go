package confluence_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/sim/confluence"
)

const document = `{"version":1,"type":"doc","content":[
	{"type":"paragraph","content":[{"type":"text","text":"<b>Firing</b>","marks":[{"type":"strong"}]},{"type":"text","text":" As of now."}]},
	{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableHeader","content":[{"type":"paragraph"}]}]},
		{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"cell"}]}]}]}]},
	{"type":"paragraph","content":[{"type":"text","text":"wiki","marks":[{"type":"link","attrs":{"href":"https://wiki.example/a"}}]},
		{"type":"text","text":"bad","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}]},
	{"type":"panel"}]}`

// asked records the arguments of a call of the app.
type asked struct {
	account, module string
	payload         map[string]any
}

// TestExport checks that the app is called once for each macro, as the person or as nobody, and
// that its document is shown as text.
func TestExport(t *testing.T) {
	wiki := open(t, filepath.Join(t.TempDir(), "wiki.json"))
	page, err := wiki.Create(person(t, "ada"), space(t, "PAY"), withInline())
	if err != nil {
		t.Fatal(err)
	}
	var calls []asked
	answer, failure := document, error(nil)
	handler, err := confluence.NewSite(confluence.SiteConfig{
		Wiki: wiki, Sessions: confluence.NewSessions("1"), Reports: "/csp",
		Log: slog.New(slog.DiscardHandler),
		Export: func(_ context.Context, account, module string, payload any) (json.RawMessage,
			error) {
			text, _ := json.Marshal(payload)
			call := asked{account: account, module: module}
			_ = json.Unmarshal(text, &call.payload)
			calls = append(calls, call)
			return json.RawMessage(answer), failure
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	path := "/wiki/spaces/PAY/pages/" + page.ID
	ada := as(t, handler, "ada")
	if body := ada.get(path).Body.String(); !strings.Contains(body, `href="`+path+`/export/pdf"`) {
		t.Error("the page does not offer the export")
	}
	for kind, account := range map[string]string{
		"pdf": person(t, "ada").AccountID, "word": person(t, "ada").AccountID, "other": ""} {
		calls = nil
		w := ada.get(path + "/export/" + kind)
		body := w.Body.String()
		if w.Code != 200 || len(calls) != 3 {
			t.Fatalf("%s: got %d and %d calls", kind, w.Code, len(calls))
		}
		for i, module := range []string{"alarm-badge", "alarm-badge", "alarms"} {
			if c := calls[i]; c.account != account || c.module != module ||
				c.payload["exportType"] != kind {
				t.Errorf("%s: asked %+v", kind, c)
			}
		}
		holder, where := "extensionPayload", []string{"context", "extension"}
		if kind == "word" {
			holder, where = "context", []string{"context"}
		}
		if got, _ := json.Marshal(calls[0].payload[holder].(map[string]any)["config"]); len(
			got) < 10 {
			t.Errorf("%s: no configuration in %v", kind, calls[0].payload)
		}
		if calls[2].payload[holder].(map[string]any)["autoConvertLink"] == nil {
			t.Errorf("%s: no pasted address in %v", kind, calls[2].payload)
		}
		var at any = calls[2].payload
		for _, step := range append(where, "space", "id") {
			at = at.(map[string]any)[step]
		}
		if at != space(t, "PAY").ID {
			t.Errorf("%s: the space is %v", kind, at)
		}
		if strings.Contains(body, "javascript:") {
			t.Errorf("%s links to a script", kind)
		}
		for _, want := range []string{
			"Simulation: what the export", "<strong>&lt;b&gt;Firing&lt;/b&gt;</strong>",
			"As of now.", "cell</span></td>",
			`<a href="https://wiki.example/a" rel="noreferrer">wiki</a>`, "(panel: not shown here)", "Checkout is ",
			"Local simulation: not Confluence"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %s", kind, want)
			}
		}
	}
	failure = errors.New("the function <failed>")
	if body := ada.get(path + "/export/pdf").Body.String(); !strings.Contains(body,
		"No document: the function &lt;failed&gt;.") {
		t.Error("a failure is not reported")
	}
	answer, failure = `[]`, nil
	if body := ada.get(path + "/export/pdf").Body.String(); !strings.Contains(body,
		"result is not a document") {
		t.Error("a malformed document is not reported")
	}
	for _, unseen := range []int{
		ada.get(path + "/export/csv").Code, as(t, handler, "lena").get(path + "/export/pdf").Code} {
		if unseen != 404 {
			t.Errorf("got %d, want 404", unseen)
		}
	}
}

// withInline returns a page with two badges in a sentence, and a macro made from a pasted address.
func withInline() confluence.Page {
	badge := func(id string) confluence.Macro {
		return confluence.Macro{LocalID: id, Module: "alarm-badge",
			Config: json.RawMessage(goodConfig)}
	}
	return confluence.Page{Title: "Sentence", Blocks: []confluence.Block{
		{Type: "p", Text: "Checkout is \uFFFC and `ledger` is \uFFFC.",
			Inline: []confluence.Macro{badge("b-1"), badge("b-2")}},
		{Type: "macro", Macro: &confluence.Macro{
			LocalID: "l-1", Module: "alarms",
			AutoConvertLink: "https://console.aws.amazon.com/cloudwatch/home#alarmsV2:"}},
	}}
}

// TestInlineMacros checks that inline macros appear at their places in the sentence, and are
// stored, copied and checked like others.
func TestInlineMacros(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wiki.json")
	wiki := open(t, path)
	page, err := wiki.Create(person(t, "ada"), space(t, "PAY"), withInline())
	if err != nil {
		t.Fatal(err)
	}
	page.Blocks[0].Inline[0].Module = "changed"
	kept, err := open(t, path).Page(person(t, "ada"), page.ID)
	if err != nil || kept.Blocks[0].Inline[0].Module != "alarm-badge" ||
		kept.Blocks[1].Macro.AutoConvertLink == "" {
		t.Errorf("kept %+v, %v", kept, err)
	}
	handler, err := confluence.NewSite(
		confluence.SiteConfig{Wiki: wiki, Sessions: confluence.NewSessions("1"),
			Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	body := as(t, handler, "ada").get("/wiki/spaces/PAY/pages/" + page.ID).Body.String()
	const want = `<p>Checkout is <span class="macro inline" data-local-id="b-1"></span> and <code>ledger</code> is <span class="macro inline" data-local-id="b-2"></span>.</p>`
	if !strings.Contains(body, want) {
		t.Errorf("the page lacks %s", want)
	}
	for name, change := range map[string]func(*confluence.Page){
		"a sign too many":  func(p *confluence.Page) { p.Blocks[0].Text += "\uFFFC" },
		"a macro too many": func(p *confluence.Page) { p.Blocks[0].Text = "\uFFFC" },
		"in a heading":     func(p *confluence.Page) { p.Blocks[0].Type = "h2" },
		"one id twice":     func(p *confluence.Page) { p.Blocks[0].Inline[1].LocalID = "l-1" },
		"a bad module":     func(p *confluence.Page) { p.Blocks[0].Inline[1].Module = "a b" },
		"a bad config": func(p *confluence.Page) {
			p.Blocks[0].Inline[1].Config = json.RawMessage(`{"a":null}`)
		},
		"an endless address": func(p *confluence.Page) {
			p.Blocks[1].Macro.AutoConvertLink = strings.Repeat("x", 9000)
		},
	} {
		bad := withInline()
		change(&bad)
		if _, err := wiki.Create(person(t, "ada"), space(t, "PAY"), bad); err == nil {
			t.Errorf("%s: was kept", name)
		}
	}
}
