package architecture_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestTheCostOfClearingIsTheMeasuredOne: docs/memory.md quotes the measurement of
// docs/performance.md.
func TestTheCostOfClearingIsTheMeasuredOne(t *testing.T) {
	measured := regexp.MustCompile(`(?m)^Clearing costs .*$`).FindString(
		document(t, "performance.md"))
	if measured == "" || !strings.Contains(document(t, "memory.md"), "> "+measured) {
		t.Errorf("docs/memory.md does not quote %q", measured)
	}
}
