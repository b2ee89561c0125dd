package display

import (
	"strings"
	"unicode"
)

// Isolated returns a clean text that leaves the order of its neighbours in a line as it is: between
// FSI and PDI (UAX #9) where it has characters that run from right to left.
func Isolated(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(rightToLeft, r) }) {
		return s
	}
	return "\u2068" + s + "\u2069"
}

// rightToLeft are the blocks of scripts that run from right to left (DerivedBidiClass.txt).
var rightToLeft = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x0590, Hi: 0x08ff, Stride: 1}, {Lo: 0xfb1d, Hi: 0xfdff, Stride: 1},
		{Lo: 0xfe70, Hi: 0xfefc, Stride: 1}},
	R32: []unicode.Range32{{Lo: 0x10800, Hi: 0x10fff, Stride: 1},
		{Lo: 0x1e800, Hi: 0x1efff, Stride: 1}},
}
