package adf

import (
	"strings"
	"unicode"
)

// Clean returns a text in the form that a document may hold. Control characters and line breaks
// become spaces. Characters that change the direction of the text around them are removed, and so
// are U+FFFE and U+FFFF: XML does not allow them (XML 1.0, production Char), and Word files are
// XML. Bytes that are not UTF-8 become U+FFFD.
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

// Cut returns the first most characters of a text, followed by an ellipsis if the text is longer.
func Cut(s string, most int) string {
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
