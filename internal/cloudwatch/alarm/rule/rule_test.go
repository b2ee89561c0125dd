package rule_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"pagewatch/internal/cloudwatch/alarm/rule"
)

// rules are valid rules with their trees as the wire has them.
var rules = []struct{ text, tree string }{
	{`ALARM(a)`, `{"state":"ALARM","name":"a"}`},
	{`OK("a")`, `{"state":"OK","name":"a"}`},
	{`INSUFFICIENT_DATA( "a b (c), d" )`, `{"state":"INSUFFICIENT_DATA","name":"a b (c), d"}`},
	{`TRUE`, `{"op":"true"}`},
	{` False `, `{"op":"false"}`},
	{`ALARM("say \"hi\" \\ \n")`, `{"state":"ALARM","name":"say \"hi\" \\ \\n"}`},
	{`ALARM(TRUE)`, `{"state":"ALARM","name":"TRUE"}`},
	{`alarm(a) and not ok(b)`,
		`{"op":"and","of":[{"state":"ALARM","name":"a"},{"op":"not","of":[{"state":"OK","name":"b"}]}]}`},
	{"ALARM (a)\n\tAND\nALARM (ü🚨)",
		`{"op":"and","of":[{"state":"ALARM","name":"a"},{"state":"ALARM","name":"ü🚨"}]}`},
	{
		`ALARM(a)AND(OK(b))`,
		`{"op":"and","of":[{"state":"ALARM","name":"a"},{"state":"OK","name":"b"}]}`},
	{`ALARM(a) OR ALARM(b) AND ALARM(c)`,
		`{"op":"or","of":[{"state":"ALARM","name":"a"},{"op":"and","of":[{"state":"ALARM","name":"b"},{"state":"ALARM","name":"c"}]}]}`},
	{`NOT ALARM(a) AND ALARM(b)`,
		`{"op":"and","of":[{"op":"not","of":[{"state":"ALARM","name":"a"}]},{"state":"ALARM","name":"b"}]}`},
	{`NOT (ALARM(a) AND ALARM(b))`,
		`{"op":"not","of":[{"op":"and","of":[{"state":"ALARM","name":"a"},{"state":"ALARM","name":"b"}]}]}`},
	{`NOT NOT TRUE`, `{"op":"not","of":[{"op":"not","of":[{"op":"true"}]}]}`},
	{`((ALARM(a) AND TRUE)) AND ALARM(c)`,
		`{"op":"and","of":[{"state":"ALARM","name":"a"},{"op":"true"},{"state":"ALARM","name":"c"}]}`},
	{`AT_LEAST(2, ALARM, (a, "b c", d))`,
		`{"op":"atLeast","needed":2,"of":[{"state":"ALARM","name":"a"},{"state":"ALARM","name":"b c"},{"state":"ALARM","name":"d"}]}`},
	{`AT_LEAST(50%, NOT OK, (a, b, c))`,
		`{"op":"atLeast","needed":2,"of":[{"op":"not","of":[{"state":"OK","name":"a"}]},{"op":"not","of":[{"state":"OK","name":"b"}]},{"op":"not","of":[{"state":"OK","name":"c"}]}]}`},
	{`AT_LEAST("1%", OK, (a,b)) AND NOT ALARM(m)`,
		`{"op":"and","of":[{"op":"atLeast","needed":1,"of":[{"state":"OK","name":"a"},{"state":"OK","name":"b"}]},{"op":"not","of":[{"state":"ALARM","name":"m"}]}]}`},
}

func TestParse(t *testing.T) {
	for _, row := range rules {
		got, ok := rule.Parse(row.text)
		tree, err := json.Marshal(got)
		if !ok || err != nil || string(tree) != row.tree {
			t.Errorf("%s: %v %s, want %s", row.text, ok, tree, row.tree)
		}
	}
}

// TestParsePublicRules: shapes from public configurations.
func TestParsePublicRules(t *testing.T) {
	for _, text := range wild(t) {
		if r, ok := rule.Parse(text); !ok || r.String() == "" {
			t.Errorf("%s cannot be read", text)
		}
	}
}

func wild(t testing.TB) []string {
	raw, err := os.ReadFile("testdata/alarm-rules.json")
	var file struct{ Rules []string }
	if err != nil || json.Unmarshal(raw, &file) != nil || len(file.Rules) == 0 {
		t.Fatalf("no rules to read: %v", err)
	}
	return file.Rules
}

// TestParseRefuses holds rules that cannot be shown whole. A tree that is nearly the rule would be
// worse than none.
func TestParseRefuses(t *testing.T) {
	rows := map[string]string{
		"nothing":                      "",
		"spaces":                       "  ",
		"no name":                      "ALARM()",
		"an empty name":                `ALARM("")`,
		"an open quotation mark":       `ALARM("a)`,
		"an escaped closing mark":      `ALARM("a\")`,
		"an open parenthesis":          "(ALARM(a)",
		"a parenthesis too many":       "ALARM(a))",
		"two names":                    "ALARM(a, b)",
		"a space in a bare name":       "ALARM(a b)",
		"a parenthesis in a bare name": "ALARM(a(b))",
		"an unknown function":          "FIRING(a)",
		"a function of tomorrow":       "ALARM(a) AND AT_MOST(1, ALARM, (a, b))",
		"no operator":                  "ALARM(a) ALARM(b)",
		"an operator too many":         "ALARM(a) AND OR ALARM(b)",
		"an operator at the end":       "ALARM(a) AND",
		"a bare name":                  "a",
		"a word that goes on":          "ALARM(a) ANDY ALARM(b)",
		"invalid UTF-8":                "ALARM(\xff)",
		"none of two":                  "AT_LEAST(0, ALARM, (a, b))",
		"three of two":                 "AT_LEAST(3, ALARM, (a, b))",
		"101%":                         "AT_LEAST(101%, ALARM, (a, b))",
		"no number":                    "AT_LEAST(, ALARM, (a, b))",
		"a huge number":                "AT_LEAST(99999999999999999999, ALARM, (a))",
		"half a quoted number":         `AT_LEAST("50%, ALARM, (a, b))`,
		"no condition":                 "AT_LEAST(1, (a, b))",
		"no list":                      "AT_LEAST(1, ALARM, a)",
		"an empty list":                "AT_LEAST(1, ALARM, ())",
		"functions in the list":        "AT_LEAST(1, ALARM(a), ALARM(b))",
		"at least, and no more":        "AT_LEAST",
		"too long":                     "ALARM(" + strings.Repeat("a", 10240) + ")",
		"too many":                     strings.TrimSuffix(strings.Repeat("TRUE OR ", 1001), "OR "),
		"too many with the operator":   strings.TrimSuffix(strings.Repeat("TRUE OR ", 1000), "OR "),
		"too deep":                     strings.Repeat("NOT ", 60) + "TRUE",
		"too many parentheses": strings.Repeat("(", 501) + "TRUE" +
			strings.Repeat(")", 501),
	}
	for name, text := range rows {
		if got, ok := rule.Parse(text); ok {
			t.Errorf("%s was read as %s", name, got)
		}
	}
}

// TestParseReadsAsMuchAsAWSTakes: ten thousand characters, a hundred alarms, hundreds of
// parentheses.
func TestParseReadsAsMuchAsAWSTakes(t *testing.T) {
	for name, text := range map[string]string{
		"10,240 characters": "ALARM(" + strings.Repeat("ü", 10240-7) + ")",
		"a hundred alarms": "(" + strings.TrimSuffix(strings.Repeat("ALARM(a) OR ", 100), "OR ") +
			")",
		"a thousand nodes": strings.TrimSuffix(strings.Repeat("TRUE OR ", 999), "OR "),
		"250 parentheses":  strings.Repeat("(", 250) + "TRUE" + strings.Repeat(")", 250),
	} {
		if _, ok := rule.Parse(text); !ok {
			t.Errorf("%s cannot be read", name)
		}
	}
}

func TestNamed(t *testing.T) {
	r, ok := rule.Parse(`ALARM(secret) AND NOT OK(shown) OR TRUE`)
	if !ok || !r.Whole() {
		t.Fatal("not read whole")
	}
	before := r.String()
	hidden := r.Named(func(name string) (string, bool) {
		return strings.ToUpper(name), name != "secret"
	})
	tree, err := json.Marshal(hidden)
	want :=
		`{"op":"or","of":[{"op":"and","of":[{"state":"ALARM","outside":true},{"op":"not","of":[{"state":"OK","name":"SHOWN"}]}]},{"op":"true"}]}`
	if err != nil || string(tree) != want || hidden.Whole() {
		t.Errorf("got %s, want %s", tree, want)
	}
	if r.String() != before {
		t.Error("the rule itself was changed")
	}
	if again := hidden.Named(func(name string) (string, bool) {
		return "back", true
	}); again.Whole() {
		t.Error("what was outside came back")
	}
}

// FuzzParse: every result is bounded, and its text parses to the same tree.
func FuzzParse(f *testing.F) {
	for _, row := range rules {
		f.Add(row.text)
	}
	for _, text := range wild(f) {
		f.Add(text)
	}
	f.Add("ALARM(")
	f.Add("ALARM(a) OR")
	f.Add(strings.Repeat("NOT (", 60))
	f.Fuzz(func(t *testing.T, text string) {
		r, ok := rule.Parse(text)
		if !ok {
			t.Log("refused")
			if r.Op != "" || r.Of != nil || r.State != "" || r.Name != "" {
				t.Errorf("refused, with %+v", r)
			}
			return
		}
		t.Log("accepted")
		if nodes, depth := size(r); nodes > 1000 || depth > 48 {
			t.Errorf("%d nodes, %d deep", nodes, depth)
		}
		written := r.String()
		if utf8.RuneCountInString(written) > 10240 {
			return // quotation marks made it longer than a rule may be
		}
		again, ok := rule.Parse(written)
		first, _ := json.Marshal(r)
		second, _ := json.Marshal(again)
		if !ok || string(first) != string(second) {
			t.Errorf("%q became %q: %v\n%s\n%s", text, written, ok, first, second)
		}
	})
}

func size(r rule.Rule) (nodes, depth int) {
	for _, child := range r.Of {
		n, d := size(child)
		nodes, depth = nodes+n, max(depth, d)
	}
	return nodes + 1, depth + 1
}
