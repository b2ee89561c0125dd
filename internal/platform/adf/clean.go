package adf

import (
	"strings"
	"unicode"
)

// Clean returns a text as it may stand in a document: control characters, line breaks among them,
// become spaces, and characters that turn the direction of the text around them are left out. So
// are U+FFFE and U+FFFF, which may not stand in XML (XML 1.0, production Char), as Word's files
// are. Bytes that are no UTF-8 become U+FFFD.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		case unicode.Is(unicode.Bidi_Control, r), r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// Cut returns at most so many characters of a text, with an ellipsis where something is missing.
func Cut(s string, most int) string {
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
