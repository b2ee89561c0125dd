package forge

import (
	"net/url"
	"path"
	"strings"
)

// target resolves an invocation's path against the remote's address as the URL standard does (the
// platform's rule: a path that begins with "/" replaces any path of the address). It refuses paths
// to another origin.
func target(base, ref string) (string, error) {
	from, err := url.Parse(base)
	if err != nil {
		return "", Rejection("the remote's baseUrl is malformed")
	}
	to, err := from.Parse(asURLStandard(ref))
	if err != nil {
		return "", Rejection("the path is malformed")
	}
	if to.Scheme != from.Scheme || to.Host != from.Host || to.User != nil || to.Opaque != "" {
		return "", Rejection("the path leads away from the remote")
	}
	to.Fragment = ""
	return to.String(), nil
}

// asURLStandard rewrites the parts of a reference that browsers read differently from RFC 3986. It
// drops surrounding spaces and control characters and any tab or newline, turns a backslash before
// the query into a slash, and decodes dots in dot segments.
func asURLStandard(ref string) string {
	ref = strings.TrimFunc(ref, func(r rune) bool { return r <= ' ' })
	ref = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(ref)
	end := strings.IndexAny(ref, "?#")
	if end < 0 {
		end = len(ref)
	}
	segments := strings.Split(strings.ReplaceAll(ref[:end], `\`, "/"), "/")
	for i, s := range segments {
		if dots := strings.ReplaceAll(strings.ToLower(s), "%2e", "."); dots == "." || dots == ".." {
			segments[i] = dots
		}
	}
	return strings.Join(segments, "/") + ref[end:]
}

// cleanAsset returns the file that a CDN path names, or "" for a path that is not in canonical
// form.
func cleanAsset(name string) string {
	if name == "" || path.Clean("/"+name) != "/"+name || strings.Contains(name, `\`) {
		return ""
	}
	return name
}
