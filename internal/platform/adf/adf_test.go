package adf_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

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

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                   "plain",
		"two\nlines\tand\x00more": "two lines and more",
		"a\u2028b":                "a b",
		"\u202egnp.evil":          "gnp.evil",
		"\u2067left\u2069\u200f!": "left!",
		"\xff":                    "\uFFFD",
		"a\uFFFEb\uFFFFc\uFFFD":   "abc\uFFFD",
		"Straße 東京 🚨":             "Straße 東京 🚨",
		"[link](https://x) *b*":   "[link](https://x) *b*",
	} {
		if got := adf.Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, row := range []struct {
		in   string
		most int
		want string
	}{{"", 2, ""}, {"ab", 2, "ab"}, {"abc", 2, "ab…"}, {"äöü", 2, "äö…"}, {"a", 0, "…"}} {
		if got := adf.Cut(row.in, row.most); got != row.want {
			t.Errorf("%q to %d: got %q, want %q", row.in, row.most, got, row.want)
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

// FuzzClean: the result is valid UTF-8, has no character that controls the text around it, and does
// not change when it is cleaned again.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{"", "a\nb", "\u202e\xff\x00", "\uFFFE\uFFFF", "東京"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := adf.Clean(s)
		if got == s {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		acts := func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\uFFFE' ||
				r == '\uFFFF'
		}
		if !utf8.ValidString(got) || strings.ContainsFunc(got, acts) || adf.Clean(got) != got {
			t.Errorf("%q became %q", s, got)
		}
	})
}
