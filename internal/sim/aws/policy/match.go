package policy

import "strings"

// same compares without wildcards, as StringEquals does.
func same(want, got string) truth {
	if hasVariable(want) {
		return unknown
	}
	return truthOf(want == got)
}

// like compares with the wildcards * (any run of characters) and ? (exactly one), as StringLike
// does.
func like(pattern, got string) truth {
	if hasVariable(pattern) {
		return unknown
	}
	return truthOf(glob([]rune(pattern), []rune(got)))
}

// arnLike compares the six colon-separated parts of an ARN one by one, so that a wildcard cannot
// match across parts. ArnEquals and ArnLike behave identically.
func arnLike(pattern, got string) truth {
	if hasVariable(pattern) {
		return unknown
	}
	want, have := strings.SplitN(pattern, ":", 6), strings.SplitN(got, ":", 6)
	if len(want) != 6 || len(have) != 6 {
		return no
	}
	for i := range want {
		if !glob([]rune(want[i]), []rune(have[i])) {
			return no
		}
	}
	return yes
}

// glob matches in linear space: after a mismatch it retries from the last * with one more character
// taken.
func glob(pattern, text []rune) bool {
	p, t := 0, 0
	star, retry := -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, retry = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0:
			retry++
			p, t = star+1, retry
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
