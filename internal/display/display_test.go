package display_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pagewatch/internal/display"
)

func TestTexts(t *testing.T) {
	for _, row := range []struct{ in, line, lines, name string }{
		{"plain", "plain", "plain", "plain"},
		{"Straße 東京 🚨 [link](https://x) *b*", "Straße 東京 🚨 [link](https://x) *b*",
			"Straße 東京 🚨 [link](https://x) *b*", "Straße 東京 🚨 [link](https://x) *b*"},
		{"two\r\nlines\tand\x00more", "two  lines and more", "two\r\nlines\tand more",
			"two⟨U+000D⟩⟨U+000A⟩lines⟨U+0009⟩and⟨U+0000⟩more"},
		{"a\u0085b\u2028c", "a b c", "a b c", "a⟨U+0085⟩b⟨U+2028⟩c"},
		{"prod-db\u202e-KO si lla", "prod-db-KO si lla", "prod-db-KO si lla",
			"prod-db⟨U+202E⟩-KO si lla"},
		{"\u202e", "", "", "⟨U+202E⟩"},
		{"\u2067left\u2069\u200f!\u061c", "left!", "left!",
			"⟨U+2067⟩left⟨U+2069⟩⟨U+200F⟩!⟨U+061C⟩"},
		{"a\u200bb\u00adc\ufeffd\u3164e\U000E0041f", "abcdef", "abcdef",
			"a⟨U+200B⟩b⟨U+00AD⟩c⟨U+FEFF⟩d⟨U+3164⟩e⟨U+E0041⟩f"},
		{"👨\u200d👩 می\u200cخواهم \u0600", "👨\u200d👩 می\u200cخواهم \u0600",
			"👨\u200d👩 می\u200cخواهم \u0600", "👨\u200d👩 می\u200cخواهم \u0600"},
		{"a\uFFFEb\uFFFFc\uFFFD", "abc\uFFFD", "abc\uFFFD", "a⟨U+FFFE⟩b⟨U+FFFF⟩c\uFFFD"},
		{"prod\u200d-d\u200cb", "prod-db", "prod-db", "prod⟨U+200D⟩-d⟨U+200C⟩b"},
		{"\u200dم\u200d", "م", "م", "⟨U+200D⟩م⟨U+200D⟩"},
		{"а\u200dб م\u200ca", "аб مa", "аб مa", "а⟨U+200D⟩б م⟨U+200C⟩a"},
		{"क्\u200dष مَ\u200cم", "क्\u200dष مَ\u200cم", "क्\u200dष مَ\u200cم", "क्\u200dष مَ\u200cم"},
		{"a\ufe0f\U000E0100\u180bb", "ab", "ab", "a⟨U+FE0F⟩⟨U+E0100⟩⟨U+180B⟩b"},
		{"a\ufe0f\u200d🚨", "a🚨", "a🚨", "a⟨U+FE0F⟩⟨U+200D⟩🚨"},
		{"⚠\ufe0f\ufe0f ⚠\ufe0e", "⚠\ufe0f ⚠\ufe0e", "⚠\ufe0f ⚠\ufe0e",
			"⚠\ufe0f⟨U+FE0F⟩ ⚠\ufe0e"},
		{"1\ufe0f\u20e3 🏳\ufe0f\u200d🌈", "1\ufe0f\u20e3 🏳\ufe0f\u200d🌈",
			"1\ufe0f\u20e3 🏳\ufe0f\u200d🌈", "1\ufe0f\u20e3 🏳\ufe0f\u200d🌈"},
		{"\u2800", " ", " ", "⟨U+2800⟩"},
		{"a\u00a0b\u3000c\u2009d e", "a b c d e", "a b c d e",
			"a⟨U+00A0⟩b⟨U+3000⟩c⟨U+2009⟩d e"},
		{"\xffa", "\uFFFDa", "\uFFFDa", "⟨FF⟩a"},
		{"⟨U+202E⟩", "⟨U+202E⟩", "⟨U+202E⟩", "⟨U+27E8⟩U+202E⟩"},
	} {
		if got := display.Line(row.in); got != row.line {
			t.Errorf("%q in a line is %q, want %q", row.in, got, row.line)
		}
		if got := display.Lines(row.in); got != row.lines {
			t.Errorf("%q in lines is %q, want %q", row.in, got, row.lines)
		}
		if got := display.Name(row.in); got != row.name {
			t.Errorf("%q as a name is %q, want %q", row.in, got, row.name)
		}
	}
}

func TestIsolated(t *testing.T) {
	for _, row := range []struct{ in, want string }{
		{"", ""}, {"Straße 東京 🚨", "Straße 東京 🚨"}, {"a אב", "\u2068a אב\u2069"},
		{"١٢", "\u2068١٢\u2069"}, {"\U0001E900", "\u2068\U0001E900\u2069"},
	} {
		if got := display.Isolated(row.in); got != row.want {
			t.Errorf("%q isolated is %q, want %q", row.in, got, row.want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, row := range []struct {
		in   string
		most int
		want string
	}{{"", 2, ""}, {"ab", 2, "ab"}, {"abc", 2, "ab…"}, {"äöü", 2, "äö…"}, {"a", 0, "…"}} {
		if got := display.Cut(row.in, row.most); got != row.want {
			t.Errorf("%q to %d: got %q, want %q", row.in, row.most, got, row.want)
		}
	}
}

// FuzzLine: the result is valid UTF-8, has no character that acts on the text around it, and does
// not change when it is cleaned again.
func FuzzLine(f *testing.F) {
	for _, seed := range []string{"", "a\nb", "\u202e\xff\x00", "\uFFFE\uFFFF", "東京",
		"م\u200c\u200cم", "⚠\ufe0f\u200b\u200d⚠", "\u2800\u00a0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := display.Line(s)
		if got == s {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		if !utf8.ValidString(got) || strings.ContainsFunc(got, acts) || display.Line(got) != got {
			t.Errorf("%q became %q", s, got)
		}
	})
}

// FuzzName: names that differ remain different, and none has a character that acts on the text
// around it.
func FuzzName(f *testing.F) {
	for _, seed := range [][2]string{{"a", "b"}, {"a\u202e", "a"}, {"⟨U+202E⟩", "\u202e"},
		{"\xff", "⟨FF⟩"}, {"\xff", "\xfe"}, {"\xff", "\uFFFD"}, {"⟨", "⟨U+27E8⟩"},
		{"a\u200db", "ab"}, {"a\ufe0f", "a"}, {"\u00a0", " "}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		one, other := display.Name(a), display.Name(b)
		if one == a {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		if (one == other) != (a == b) || !utf8.ValidString(one) || strings.ContainsFunc(one, acts) {
			t.Errorf("%q became %q, and %q %q", a, one, b, other)
		}
	})
}

// acts reports whether a character acts on the text around it. The test has its own list.
func acts(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) ||
		r == '\u2028' || r == '\u2029' || r == '\u200b' || r == '\ufeff' || r == '\uFFFE' ||
		r == '\uFFFF' || r == '\u2800' || r == '\u00a0'
}
