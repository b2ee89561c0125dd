// Package display prepares texts of other systems for people. A text may hold characters that have
// no shape, change the order of those around them, or break a line; none of them reaches a reader.
package display

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Line returns a text in one line. Control characters, line breaks and blanks become spaces,
// characters that hide or reorder others are removed, and bytes that are not UTF-8 become U+FFFD.
func Line(s string) string { return clean(s, "") }

// Lines returns a text as Line does, in the lines of its author.
func Lines(s string) string { return clean(s, "\t\n\r") }

func clean(s, kept string) string {
	return rewrite(strings.ToValidUTF8(s, "\uFFFD"), func(char string, r rune, hides bool) string {
		switch {
		case strings.ContainsRune(kept, r):
			return char
		case blank(r):
			return " "
		case hides:
			return ""
		}
		return char
	})
}

// opens begins a character that Name writes out.
const opens = '⟨'

// Name returns a name in one line. It writes out what Line would change, and opens itself: U+202E
// becomes ⟨U+202E⟩, a byte that is not UTF-8 ⟨FF⟩. So names that differ remain different, and a
// name can identify its owner.
func Name(s string) string {
	return rewrite(s, func(char string, r rune, hides bool) string {
		switch {
		case r == utf8.RuneError && len(char) == 1:
			return fmt.Sprintf("%c%02X⟩", opens, char[0])
		case blank(r), hides, r == opens:
			return fmt.Sprintf("%c%U⟩", opens, r)
		}
		return char
	})
}

// rewrite replaces each character of a text. It passes replace the bytes of the character, its code
// point, and whether it hides or reorders others where it stands.
func rewrite(s string, replace func(char string, r rune, hides bool) string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
		return s
	}
	var out strings.Builder
	var before rune
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		char := s[:size]
		s = s[size:]
		after, _ := utf8.DecodeRuneInString(s)
		if char = replace(char, r, invisible(r) && !shapes(before, r, after)); char != "" {
			out.WriteString(char)
			before, _ = utf8.DecodeLastRuneInString(char)
		}
	}
	return out.String()
}

// Cut returns the first most characters of a text, followed by an ellipsis if the text is longer.
func Cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
