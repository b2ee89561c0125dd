package forge

import "strings"

// Placeholders in the policy below for values known at run time.
const (
	siteSource     = "{site}"
	declaredSource = "{declared}"
)

// policyDirectives are the directives of a Custom UI page, in the order of @forge/csp 6.3.2
// (out/csp/csp-injection-service.js). Atlassian's own hosts are omitted: nothing here may reach
// them. A page that works under this narrower policy works under the platform's.
var policyDirectives = []struct {
	name    string
	sources []string
}{
	{"default-src", []string{"'self'"}},
	{"frame-ancestors", []string{"'self'", siteSource}},
	{"frame-src", []string{"'self'", siteSource}},
	{"font-src", []string{"'self'"}},
	{"img-src", []string{"'self'", "data:", "blob:", siteSource}},
	{"media-src", []string{"'self'", "data:", "blob:", siteSource}},
	{"connect-src", []string{"'self'", siteSource, declaredSource}},
	{"script-src", []string{"'self'"}},
	{"style-src", []string{"'self'", siteSource}},
	{"form-action", []string{"'self'"}},
	{"sandbox", []string{
		"allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads", "allow-forms",
		"allow-modals", "allow-pointer-lock", "allow-same-origin", "allow-scripts",
	}},
	{"report-uri", []string{ReportPath}},
}

// sandboxTokens are the tokens of the frame's sandbox attribute (Forge documentation, Custom UI,
// iframe). The header's sandbox directive also allows pop-ups; the browser applies what both allow.
const sandboxTokens = "allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts"

// featurePolicy is the frame's allow attribute (same source).
const featurePolicy = "camera; clipboard-write; display-capture; fullscreen; microphone"

// contentPolicy returns the Content-Security-Policy of a Custom UI page that the site frames.
// declared are the addresses that the page may connect to.
func contentPolicy(site string, declared []string) string {
	fill := strings.NewReplacer(siteSource, site, declaredSource, strings.Join(declared, " "))
	directives := make([]string, 0, len(policyDirectives))
	for _, d := range policyDirectives {
		directives = append(directives,
			strings.TrimSpace(d.name+" "+fill.Replace(strings.Join(d.sources, " "))))
	}
	return strings.Join(directives, "; ")
}
