package lambda_test

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestTheReadmeFitsTheTemplate: the parameters of its commands exist, and its table keeps to what
// AWS answers.
func TestTheReadmeFitsTheTemplate(t *testing.T) {
	raw, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(raw)
	parameters := at(t, template(t), "Parameters").(object)
	given := regexp.MustCompile(`\b([A-Z][a-z]\w*)=`).FindAllStringSubmatch(readme, -1)
	seen := map[string]bool{}
	for _, m := range given {
		seen[m[1]] = true
		if parameters[m[1]] == nil {
			t.Errorf("there is no parameter %s", m[1])
		}
	}
	for name, parameter := range parameters {
		if _, optional := parameter.(object)["Default"]; !optional && !seen[name] {
			t.Errorf("no command gives %s", name)
		}
	}
	rows := 0
	for line := range strings.Lines(readme) {
		cells := regexp.MustCompile(`\d+(?:\.\d+)?`).FindAllString(line, -1)
		if !strings.HasPrefix(line, "| ") || len(cells) < 2 {
			continue
		}
		rows++
		concurrency, _ := strconv.ParseFloat(cells[0], 64)
		for i, cell := range cells[1:] {
			rate, _ := strconv.ParseFloat(cell, 64)
			if load := concurrency * rate * float64(i+1); load > 9.001 || rate < 0.1 {
				t.Errorf("%v calls x %v x %d connections are %v a second", concurrency, rate, i+1,
					load)
			}
		}
	}
	if rows != 4 {
		t.Errorf("the table has %d rows", rows)
	}
}
