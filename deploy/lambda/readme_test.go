package lambda_test

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// guide is what an operator follows.
const guide = "../../docs/operate/lambda.md"

func read(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestTheGuideFitsTheTemplate: the parameters and outputs of its commands exist, and commands give
// every parameter that has no default.
func TestTheGuideFitsTheTemplate(t *testing.T) {
	parameters := at(t, template(t), "Parameters").(object)
	seen := map[string]bool{}
	for _, path := range []string{guide, "README.md"} {
		given := regexp.MustCompile(`[\s\x60]([A-Z][a-z]\w*)=`).FindAllStringSubmatch(read(t, path), -1)
		for _, m := range given {
			seen[m[1]] = path == guide || seen[m[1]]
			if parameters[m[1]] == nil {
				t.Errorf("%s: unknown parameter %s", path, m[1])
			}
		}
	}
	for name, parameter := range parameters {
		if _, optional := parameter.(object)["Default"]; !optional && !seen[name] {
			t.Errorf("no command gives %s", name)
		}
	}
	outputs := at(t, template(t), "Outputs").(object)
	asked := regexp.MustCompile(`OutputKey == '(\w+)'`).FindAllStringSubmatch(read(t, guide), -1)
	if len(asked) < 3 {
		t.Errorf("the guide asks for %d outputs", len(asked))
	}
	for _, m := range asked {
		if outputs[m[1]] == nil {
			t.Errorf("unknown output %s", m[1])
		}
	}
}

// TestTheReadmeNamesEveryParameter, once, with a variable that the function gets.
func TestTheReadmeNamesEveryParameter(t *testing.T) {
	tpl := template(t)
	set := variables(t, tpl)
	named := map[string]int{}
	for line := range strings.Lines(read(t, "README.md")) {
		cells := strings.Split(line, "|")
		if !strings.HasPrefix(line, "| `") || len(cells) != 4 {
			continue
		}
		for _, m := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(cells[1], -1) {
			named[m[1]]++
		}
		for _, m := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(cells[2], -1) {
			if set[m[1]] == nil {
				t.Errorf("the function has no variable %s", m[1])
			}
		}
	}
	parameters := at(t, tpl, "Parameters").(object)
	for name := range parameters {
		if named[name] != 1 {
			t.Errorf("the table names %s %d times", name, named[name])
		}
	}
	if len(named) != len(parameters) {
		t.Errorf("the table names %d parameters of %d", len(named), len(parameters))
	}
}

// TestTheTableOfLoadsKeepsToWhatAWSAnswers: 9 calls a second.
func TestTheTableOfLoadsKeepsToWhatAWSAnswers(t *testing.T) {
	rows := 0
	for line := range strings.Lines(read(t, "README.md")) {
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
