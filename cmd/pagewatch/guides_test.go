package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// guides are the documents with commands for operators.
func guides(t *testing.T) map[string]string {
	t.Helper()
	paths := []string{"../../README.md", "../../deploy/lambda/README.md"}
	more, err := filepath.Glob("../../docs/operate/*.md")
	if err != nil || len(more) < 4 {
		t.Fatalf("the guides are %q, %v", more, err)
	}
	texts := map[string]string{}
	for _, path := range append(paths, more...) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[path] = strings.ReplaceAll(string(raw), "\\\n", " ")
	}
	return texts
}

// TestTheGuidesNameCommandsThatExist: each command with each of its flags, and each target of make.
func TestTheGuidesNameCommandsThatExist(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	command := regexp.MustCompile("bin/pagewatch ([a-z-]+)([^\n`)]*)")
	target := regexp.MustCompile("(?:^|`|    )make ([a-z][a-z ]*[a-z])")
	commandsSeen, targetsSeen := 0, 0
	for path, text := range guides(t) {
		for _, m := range command.FindAllStringSubmatch(text, -1) {
			commandsSeen++
			if m[1] != "run" && commands[m[1]] == nil {
				t.Errorf("%s: unknown command %s", path, m[1])
				continue
			}
			given, _, _ := strings.Cut(m[2], "#")
			for _, flag := range regexp.MustCompile(`--[a-z-]+`).FindAllString(given, -1) {
				if _, usage, _ := call("", m[1], "-h"); !strings.Contains(usage, "  "+flag) {
					t.Errorf("%s: %s has no flag %s", path, m[1], flag)
				}
			}
		}
		for _, m := range target.FindAllStringSubmatch(text, -1) {
			for _, name := range strings.Fields(m[1]) {
				targetsSeen++
				if !regexp.MustCompile(`(?m)^` + name + `:`).Match(makefile) {
					t.Errorf("%s: unknown target make %s", path, name)
				}
			}
		}
	}
	if commandsSeen < 12 || targetsSeen < 15 {
		t.Errorf("only %d commands and %d targets were found", commandsSeen, targetsSeen)
	}
}

// TestTheGuidesSayWhatToSee: every numbered step of a guide ends with what an operator sees then,
// and no step is missing.
func TestTheGuidesSayWhatToSee(t *testing.T) {
	step := regexp.MustCompile(`(?m)^(\d+)\. `)
	for path, text := range guides(t) {
		if !slices.Contains([]string{"lambda.md", "container.md"}, filepath.Base(path)) {
			continue
		}
		_, text, _ = strings.Cut(text, "\n## Deploy\n")
		text, _, _ = strings.Cut(text, "\n## ")
		steps := step.Split(text, -1)[1:]
		for i, content := range steps {
			if !strings.Contains(strings.Join(strings.Fields(content), " "), "You should now see") {
				t.Errorf("%s: step %d does not say what to see", path, i+1)
			}
		}
		if numbers := step.FindAllStringSubmatch(text, -1); len(steps) < 10 ||
			numbers[len(numbers)-1][1] != strconv.Itoa(len(steps)) {
			t.Errorf("%s: %d steps, the last is %v", path, len(steps), numbers)
		}
	}
}
