package display

import (
	"strings"
	"unicode"
)

const (
	nonJoiner, joiner = '\u200c', '\u200d'
	asText, asEmoji   = '\ufe0e', '\ufe0f' // variation selectors
	keycap            = '\u20e3'
)

// blank reports whether a character is a control character, separates lines, or is empty space
// other than U+0020.
func blank(r rune) bool {
	const braille = '\u2800' // a pattern without dots
	return r != ' ' && unicode.In(r, unicode.Cc, unicode.Z) || r == braille
}

// invisible reports whether a character makes two texts look the same, or one read in another
// order: format characters, bidirectional controls among them, fillers, variation selectors, and
// code points that are no characters, which XML and so Word files do not allow (XML 1.0, production
// Char). Format characters that have a shape are not among them.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point,
		unicode.Variation_Selector, unicode.Noncharacter_Code_Point) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// shapes reports whether an invisible character changes the shape of its neighbours: a joiner
// inside a word of a script that needs it or between emoji, and a selector after an emoji.
func shapes(before, r, after rune) bool {
	switch r {
	case asText, asEmoji:
		return unicode.Is(emoji, before) || after == keycap && strings.ContainsRune("0123456789#*", before)
	case joiner:
		return joins(before, after) ||
			(before == asEmoji || unicode.Is(emoji, before)) && unicode.Is(emoji, after)
	case nonJoiner:
		return joins(before, after)
	}
	return false
}

// joins reports whether a joiner between two characters is part of a word. Vowel signs that several
// scripts share belong to none.
func joins(before, after rune) bool {
	return unicode.In(after, joining...) &&
		(unicode.In(before, joining...) || unicode.Is(unicode.Mn, before))
}

// joining are scripts whose letters change their shape beside others.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Devanagari,
	unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil,
	unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer,
	unicode.Myanmar, unicode.Tibetan,
}

// emoji covers the characters of emoji-variation-sequences.txt (UTS #51) outside Latin-1, and those
// that join with them, in the blocks that hold hardly anything else.
var emoji = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x203c, Hi: 0x203c, Stride: 1}, {Lo: 0x2049, Hi: 0x2049, Stride: 1},
		{Lo: 0x2122, Hi: 0x2122, Stride: 1}, {Lo: 0x2139, Hi: 0x2139, Stride: 1},
		{Lo: 0x2194, Hi: 0x2199, Stride: 1}, {Lo: 0x21a9, Hi: 0x21aa, Stride: 1},
		{Lo: 0x231a, Hi: 0x231b, Stride: 1}, {Lo: 0x2328, Hi: 0x2328, Stride: 1},
		{Lo: 0x23cf, Hi: 0x23cf, Stride: 1}, {Lo: 0x23e9, Hi: 0x23fa, Stride: 1},
		{Lo: 0x24c2, Hi: 0x24c2, Stride: 1}, {Lo: 0x25aa, Hi: 0x25ab, Stride: 1},
		{Lo: 0x25b6, Hi: 0x25b6, Stride: 1}, {Lo: 0x25c0, Hi: 0x25c0, Stride: 1},
		{Lo: 0x25fb, Hi: 0x25fe, Stride: 1}, {Lo: 0x2600, Hi: 0x27bf, Stride: 1},
		{Lo: 0x2934, Hi: 0x2935, Stride: 1}, {Lo: 0x2b05, Hi: 0x2b07, Stride: 1},
		{Lo: 0x2b1b, Hi: 0x2b1c, Stride: 1}, {Lo: 0x2b50, Hi: 0x2b50, Stride: 1},
		{Lo: 0x2b55, Hi: 0x2b55, Stride: 1},
	},
	R32: []unicode.Range32{{Lo: 0x1f000, Hi: 0x1faff, Stride: 1}},
}
