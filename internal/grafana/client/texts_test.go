package client_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"pagewatch/internal/grafana/client"
)

// FuzzTexts: texts and totals are what encoding/json makes of them, as long as all are kept.
func FuzzTexts(f *testing.F) {
	for _, seed := range []string{`{}`, `null`, `{"a":"b"}`, `{"a":1}`, `{"a":null,"b":"c"}`, `[]`,
		` { "a" : "b" , "a":"c\"" } `, `{"a":{}}`, `{"a":[1]}`, "{\"\xff\":\"\xfe\"}",
		"{\"\\u0061\\\\\":\"\\ud83d\\ude00 \xff,}:{\"\n}", `{"a":-1e3,"b":2000000 }`,
		`{"a":true}`, `"a"`, `7`, pairs(20), `{"a":"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, ":") > 20 { // more pairs may not be kept
			t.Skip()
		}
		var texts client.Texts
		var plain map[string]string
		got, want := json.Unmarshal([]byte(text), &texts), json.Unmarshal([]byte(text), &plain)
		if (got == nil) != (want == nil) || want == nil && !maps.Equal(texts, plain) {
			t.Errorf("texts %q, %v; want %q, %v", texts, got, plain, want)
		}
		if want == nil {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		var totals client.Totals
		var counts map[string]int
		got, want = json.Unmarshal([]byte(text), &totals), json.Unmarshal([]byte(text), &counts)
		for state, n := range counts {
			counts[state] = min(n, 1_000_000)
		}
		if (got == nil) != (want == nil) || want == nil && !maps.Equal(totals, counts) {
			t.Errorf("totals %v, %v; want %v, %v", totals, got, counts, want)
		}
	})
}

// TestTextsAreBounded: the first are kept, and an object that repeats a name without end is
// refused.
func TestTextsAreBounded(t *testing.T) {
	var texts client.Texts
	if err := json.Unmarshal([]byte(pairs(5000)), &texts); err != nil || len(texts) != 30 ||
		texts["l29"] != "v" {
		t.Errorf("%d texts, %v", len(texts), err)
	}
	again := `{"a":"1"` + strings.Repeat(`,"a":"2"`, 1000) + `}`
	if err := json.Unmarshal([]byte(again), &texts); err == nil {
		t.Error("a name was read a thousand times")
	}
}
