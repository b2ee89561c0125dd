package input_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"pagewatch/internal/input"
)

func TestObject(t *testing.T) {
	rows := map[string]string{ // the field that the error names, "" for no error
		`{"s":1,"ſ":2}`:                      "ſ",
		"{\"k\":1,\"\u212a\":2}":             "\u212a",
		`{}`:                                 "",
		` {"a":[{"b":1},{"b":2}],"c":null} `: "",
		`{"a":{"a":{"a":1}}}`:                "",
		``:                                   "body",
		`[]`:                                 "body",
		`null`:                               "body",
		`{`:                                  "body",
		`{"a":}`:                             "body",
		`{"a":1,}`:                           "body",
		`{"a":[1}`:                           "body",
		`{} {}`:                              "body",
		`{}x`:                                "body",
		`{"a":{"a":{"a":{"a":1}}}}`:          "body",
		`{"a":[[[1]]]}`:                      "body",
		`{"a":1,"a":2}`:                      "a",
		`{"a":1,"A":2}`:                      "A",
		`{"x":{"b":1,"b":1}}`:                "b",
		`{"x":[{"b":1,"b":1}]}`:              "b",
		`{"\u0061":1,"a":2}`:                 "a",
		`{"` + strings.Repeat("k", 99) + `":1,"` + strings.Repeat("k", 99) +
			`":1}`: strings.Repeat("k", 64),
	}
	for in, want := range rows {
		err := input.Object([]byte(in), 3)
		var e *input.Error
		if want == "" && err != nil || want != "" && (!errors.As(err, &e) || e.Field != want) {
			t.Errorf("%s: %v, want a refusal of %q", in, err, want)
		}
	}
}

// FuzzObject: accepted input is JSON, and its top-level fields are unique.
func FuzzObject(f *testing.F) {
	f.Add(`{"a":1}`)
	f.Add(`{"a":1,"A":[{}]}`)
	f.Fuzz(func(t *testing.T, in string) {
		if input.Object([]byte(in), 4) != nil {
			t.Log("refused")
			return
		}
		t.Log("accepted")
		var fields map[string]json.RawMessage
		if err := json.Unmarshal([]byte(in), &fields); err != nil {
			t.Fatalf("accepted %q: %v", in, err)
		}
		seen := map[string]bool{}
		for name := range fields {
			if folded := strings.ToLower(name); seen[folded] {
				t.Errorf("accepted %q with %q twice", in, name)
			} else {
				seen[folded] = true
			}
		}
	})
}
