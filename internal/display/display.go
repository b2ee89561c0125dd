// Package display prepares texts of other systems for people. A text may hold characters that have
// no shape, change the order of those around them, or break a line; none of them reaches a reader.
package display

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Invisible reports whether a character makes two texts look the same, or one read in another
// order: format characters, bidirectional controls among them, fillers, and code points that are no
// characters, which XML and so Word files do not allow (XML 1.0, production Char). Joiners are not
// among them: scripts and emoji need them. Nor are format characters that have a shape.
func Invisible(r rune) bool {
	const joiners = "\u200c\u200d"
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point,
		unicode.Noncharacter_Code_Point) && !strings.ContainsRune(joiners, r) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// Line returns a text in one line. Control characters and line breaks become spaces, invisible
// characters are removed, and bytes that are not UTF-8 become U+FFFD.
func Line(s string) string { return clean(s, "") }

// Lines returns a text as Line does, in the lines of its author.
func Lines(s string) string { return clean(s, "\t\n\r") }

func clean(s, kept string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case breaks(r) && !strings.ContainsRune(kept, r):
			return ' '
		case Invisible(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// breaks reports whether a character is a control character or separates lines.
func breaks(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

// opens begins a character that Name writes out.
const opens = '⟨'

// Name returns a name in one line. It writes out what Line would change, and opens itself: U+202E
// becomes ⟨U+202E⟩, a byte that is not UTF-8 ⟨FF⟩. So names that differ remain different, and a
// name can identify its owner.
func Name(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, writtenOut) {
		return s
	}
	var out strings.Builder
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&out, "%c%02X⟩", opens, s[i])
		case writtenOut(r):
			fmt.Fprintf(&out, "%c%U⟩", opens, r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

func writtenOut(r rune) bool { return breaks(r) || Invisible(r) || r == opens }

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
