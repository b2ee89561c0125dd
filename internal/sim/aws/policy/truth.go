package policy

import "strings"

// truth is the result of one test in a statement. A test that cannot be evaluated is unknown. An
// Allow treats unknown as no, and a Deny as yes.
type truth int

const (
	no truth = iota
	yes
	unknown
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// and is no when either side is no, whatever the other would have been.
func and(a, b truth) truth {
	switch {
	case a == no || b == no:
		return no
	case a == unknown || b == unknown:
		return unknown
	}
	return yes
}

func not(a truth) truth {
	switch a {
	case yes:
		return no
	case no:
		return yes
	}
	return unknown
}

// anyOf is yes as soon as one value is, and unknown when none is but one might be.
func anyOf(values []string, test func(string) truth) truth {
	result := no
	for _, v := range values {
		switch test(v) {
		case yes:
			return yes
		case unknown:
			result = unknown
		}
	}
	return result
}

// hasVariable reports whether a value uses a policy variable such as ${aws:username}. This package
// evaluates none.
func hasVariable(value string) bool { return strings.Contains(value, "${") }

func lower(s string) string { return strings.ToLower(s) }
