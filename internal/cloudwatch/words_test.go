package cloudwatch

import (
	"regexp"
	"testing"
)

// configured matches what only somebody who configures AWS can use.
var configured = regexp.MustCompile(`(?i)\b(IAM|STS|ARNs?|polic(y|ies)|keys?|roles?|` +
	`External ID|credentials?)\b|[a-z]+:[A-Z]|[A-Z]_[A-Z]`)

// TestReadersAreNotToldToConfigureAWS: no hint for readers names IAM, policies, ARNs or keys. A
// code without such a hint is one of a test.
func TestReadersAreNotToldToConfigureAWS(t *testing.T) {
	for code, w := range words {
		if found := configured.FindString(w.HintFor(false)); found != "" {
			t.Errorf("%s: a reader's hint names %s", code, found)
		}
		if w.HintFor(true) == "" {
			t.Errorf("%s: an admin gets no hint", code)
		}
	}
	if w := words["aws_assume_denied"]; !configured.MatchString(w.HintFor(true)) {
		t.Error("the pattern finds nothing where it should")
	}
	if w := words["aws_throttled"]; w.HintFor(true) == "" || w.HintFor(true) != w.HintFor(false) {
		t.Error("a hint for everybody is not an admin's")
	}
}
