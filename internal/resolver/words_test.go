package resolver

import (
	"regexp"
	"testing"
)

// TestReadersAreNotToldToConfigure: no hint for readers names IAM, policies, ARNs or keys.
func TestReadersAreNotToldToConfigure(t *testing.T) {
	configured := regexp.MustCompile(`(?i)\b(IAM|ARNs?|polic(y|ies)|keys?|roles?|External ID)\b`)
	for code, w := range words {
		if found := configured.FindString(w.HintFor(false)); found != "" {
			t.Errorf("%s: a reader's hint names %s", code, found)
		}
	}
	if !configured.MatchString(words["aws_user_forbidden"].HintFor(true)) {
		t.Error("the pattern finds nothing where it should")
	}
}
