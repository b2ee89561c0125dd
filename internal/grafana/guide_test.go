package grafana_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pagewatch/internal/grafana"
)

// TestTheGuideHelpsWithEveryCode: the operator's guide has one row for each of failures and notes,
// and says which are denials. docs/wire.md names each.
func TestTheGuideHelpsWithEveryCode(t *testing.T) {
	raw, err := os.ReadFile("../../docs/operate/grafana.md")
	if err != nil {
		t.Fatal(err)
	}
	wire, err := os.ReadFile("../../docs/wire.md")
	if err != nil {
		t.Fatal(err)
	}
	errors := (&grafana.Provider{}).Errors()
	words := maps.Clone(errors.Words)
	maps.Copy(words, errors.Notes)
	var codes []string
	row := regexp.MustCompile("(?m)^\\| `(grafana_\\w+)` \\|.*\\|([^|]*)\\|$")
	for _, m := range row.FindAllStringSubmatch(string(raw), -1) {
		codes = append(codes, m[1])
		if denied := strings.TrimSpace(m[2]) == "denied"; denied != words[m[1]].NotPermitted {
			t.Errorf("%s is denied: %v", m[1], denied)
		}
		if !strings.Contains(string(wire), "`"+m[1]+"`") {
			t.Errorf("docs/wire.md does not name %s", m[1])
		}
	}
	slices.Sort(codes)
	if want := slices.Sorted(maps.Keys(words)); !slices.Equal(codes, want) {
		t.Errorf("the guide has %q, want %q", codes, want)
	}
}
