package egress

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Parameter is a query parameter that a rule's requests may carry, with any value.
type Parameter struct {
	Name string
	// Repeatable allows the name more than once in a query.
	Repeatable bool
}

// queryText is what RFC 3986 allows in a query, without the semicolon: some servers split at it.
var queryText = regexp.MustCompile(`^[A-Za-z0-9._~!$&'()*+,=:@/?%-]*$`)

// allowsQuery reports whether a URL's raw query holds only names of the list, each once where it is
// not repeatable. No query is always allowed.
func allowsQuery(list []Parameter, raw string) bool {
	if raw == "" {
		return true
	}
	query, err := url.ParseQuery(raw)
	if err != nil || len(query) == 0 || !queryText.MatchString(raw) {
		return false
	}
	for pair := range strings.SplitSeq(raw, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if _, literal := query[name]; !literal { // an escaped name, or none
			return false
		}
	}
	for name, values := range query {
		at := slices.IndexFunc(list, func(p Parameter) bool { return p.Name == name })
		if at < 0 || len(values) > 1 && !list[at].Repeatable {
			return false
		}
	}
	return true
}
