package client_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"pagewatch/internal/grafana/client"
)

// FuzzTexts: labels and totals are what encoding/json makes of them, as long as all are kept.
func FuzzTexts(f *testing.F) {
	for _, seed := range []string{`{}`, `null`, `{"a":"b"}`, `{"a":1}`, `{"a":null,"b":"c"}`, `[]`,
		` { "a" : "b" , "a":"c\"" } `, `{"a":{}}`, `{"a":[1]}`, "{\"\xff\":\"\xfe\"}",
		"{\"\\u0061\\\\\":\"\\ud83d\\ude00 \xff,}:{\"\n}", `{"a":-1e3,"b":2000000 }`,
		`{"a":true}`, `"a"`, `7`, pairs(20), `{"a":"}`, `{"a":{"b":"}"},"c":"d"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, ":") > 20 || len(text) > 60 || !json.Valid([]byte(text)) {
			t.Skip()
		}
		var rule client.Rule
		var plain map[string]string
		got := json.Unmarshal([]byte(`{"labels":`+text+`}`), &rule)
		want := json.Unmarshal([]byte(text), &plain)
		if (got == nil) != (want == nil) || want == nil && !maps.Equal(rule.Labels, plain) {
			t.Errorf("labels %q, %v; want %q, %v", rule.Labels, got, plain, want)
		}
		if want == nil {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		var counts map[string]int
		got = json.Unmarshal([]byte(`{"totals":`+text+`}`), &rule)
		want = json.Unmarshal([]byte(text), &counts)
		for state, n := range counts {
			counts[state] = min(n, 1_000_000)
		}
		if (got == nil) != (want == nil) || want == nil && !maps.Equal(rule.Totals, counts) {
			t.Errorf("totals %v, %v; want %v, %v", rule.Totals, got, counts, want)
		}
	})
}

// TestTextsAreBounded: the first are kept, and names that are there again and again count too.
func TestTextsAreBounded(t *testing.T) {
	again := `{"a":"1"` + strings.Repeat(`,"a":"2"`, 1000) + `}`
	for text, want := range map[string]struct {
		kept int
		cut  bool
	}{pairs(30): {30, false}, pairs(31): {30, true}, pairs(5000): {30, true}, again: {1, true},
		`{"a":"` + strings.Repeat("ä", 200) + `"}`: {1, false},
		`{"a":"` + strings.Repeat("x", 201) + `"}`: {1, true},
		`{"a":"` + strings.Repeat("ä", 201) + `"}`: {1, true},
		`{"` + strings.Repeat("x", 201) + `":""}`:  {1, true}} {
		var rule client.Rule
		err := json.Unmarshal([]byte(`{"labels":`+text+`,"alerts":[{"labels":`+text+`}]}`), &rule)
		if err != nil || len(rule.Labels) != want.kept || rule.LabelsCut != want.cut ||
			rule.Alerts[0].LabelsCut != want.cut {
			t.Errorf("%.60s: %d labels, cut %v, %v", text, len(rule.Labels), rule.LabelsCut, err)
		}
	}
}
