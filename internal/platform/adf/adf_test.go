package adf_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pagewatch/internal/platform/adf"
)

func TestDocument(t *testing.T) {
	got, err := json.Marshal(adf.New(
		adf.Paragraph(adf.Strong("Firing"), adf.Text(""), adf.Text(": one")),
		adf.Table([]string{"State"}, [][]adf.Node{
			{adf.Paragraph(adf.Text("<b>OK</b>"))}, {adf.Paragraph(adf.Text(""))}}),
	))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"version":1,"type":"doc","content":[` +
		`{"type":"paragraph","content":[{"type":"text","text":"Firing","marks":[{"type":"strong"}]},{"type":"text","text":": one"}]},` +
		`{"type":"table","content":[` +
		`{"type":"tableRow","content":[{"type":"tableHeader","content":[{"type":"paragraph","content":[{"type":"text","text":"State","marks":[{"type":"strong"}]}]}]}]},` +
		`{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"\u003cb\u003eOK\u003c/b\u003e"}]}]}]},` +
		`{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph"}]}]}]}]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if empty, _ := json.Marshal(adf.New()); string(
		empty) != `{"version":1,"type":"doc","content":[]}` {
		t.Errorf("an empty document is %s", empty)
	}
}

// TestText: a text has neither line breaks nor invisible characters, and is no markup.
func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"two\nlines": "two lines", "\u202egnp.evil": "gnp.evil", "a\uFFFEb": "ab",
		"[link](https://x) *b*": "[link](https://x) *b*",
	} {
		if got := adf.Text(in).Text; got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestPartsOfAText: a part that runs from right to left is isolated where others stand beside it.
func TestPartsOfAText(t *testing.T) {
	for _, row := range []struct {
		parts []string
		want  string
	}{
		{nil, ""}, {[]string{"אב"}, "אב"}, {[]string{"a\u202e", "b"}, "ab"},
		{[]string{"א\u2069ב", ", ", "12-db"}, "\u2068אב\u2069, 12-db"},
	} {
		if got := adf.Text(row.parts...).Text; got != row.want {
			t.Errorf("%q: got %q, want %q", row.parts, got, row.want)
		}
	}
}

// TestLink: an address that is not one of https, or that hides where it leads, is left out.
func TestLink(t *testing.T) {
	for address, linked := range map[string]bool{
		"https://wiki.example.com/a?b=c#d": true,
		"https://wiki.example.com/@ann":    true,
		"HTTPS://wiki.example.com":         true,
		"http://wiki.example.com":          false,
		"javascript:alert(1)":              false,
		"//wiki.example.com":               false,
		"https:wiki.example.com":           false,
		"https://":                         false,
		"https://ann@evil.example":         false,
		"https://ann:b@evil.example":       false,
		"https://@evil.example":            false,
		"https://wiki.example.com/a\u202e": false,
		"https://wiki.example.com/a\n":     false,
		"https://аррӏе.com/login":          false,
		"https://bank.com⁄login.evil.com/": false,
		"https://bank.com／evil.com/":       false,
		"https://2130706433/":              false,
		"https://wiki.example.com/%zz":     false,
		"":                                 false,
	} {
		got := adf.Link("here", address)
		if got.Text != "here" || (len(got.Marks) == 1) != linked ||
			linked && got.Marks[0].Attrs.Href != address {
			t.Errorf("%q: %+v", address, got)
		}
	}
	if got, err := json.Marshal(adf.Link("a", "https://b")); err != nil ||
		string(got) !=
			`{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"https://b"}}]}` {
		t.Errorf("%s, %v", got, err)
	}
}

// FuzzLink: what a link leads to is an https address without user info, and the address itself.
func FuzzLink(f *testing.F) {
	for _, seed := range []string{"https://wiki.example.com/a", "https://ann@evil.example",
		"javascript:alert(1)", "https://[::1]/", "https://a\\@b", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		got := adf.Link("here", address)
		if len(got.Marks) == 0 {
			t.Log("refused")
			return
		}
		t.Log("accepted")
		href := got.Marks[0].Attrs.Href
		host, _, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(href), "https://"), "/")
		host, _, _ = strings.Cut(host, "?")
		host, _, _ = strings.Cut(host, "#")
		if href != address || host == "" || strings.Contains(host, "@") ||
			!strings.HasPrefix(strings.ToLower(href), "https://") {
			t.Errorf("%q became %q", address, href)
		}
	})
}
