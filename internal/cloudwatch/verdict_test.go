package cloudwatch_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"pagewatch/internal/cloudwatch"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/source"
	"pagewatch/internal/verdict"
)

// cases is a file that the browser's tests read too.
const cases = "../../testdata/wire/verdicts.json"

type verdictCase struct {
	Name    string       `json:"name"`
	Asked   alarm.Query  `json:"asked"`
	Sources []caseSource `json:"sources"`
	Verdict string       `json:"verdict"`
	Reason  string       `json:"reason"`
}

// caseSource is what a case knows of one source, in the words of the wire. One of alert rules has
// rules, be it none.
type caseSource struct {
	Status     string        `json:"status"`
	Code       string        `json:"code"`
	Truncated  bool          `json:"truncated"`
	NamePrefix string        `json:"namePrefix"`
	Narrowed   bool          `json:"narrowed"`
	Missing    bool          `json:"missing"`
	Left       *source.Left  `json:"left"`
	Alarms     []alarm.Alarm `json:"alarms"`
	Rules      []caseRule    `json:"rules"`
}

// caseRule is a record of another provider, which computes the standing.
type caseRule struct {
	Standing verdict.Standing `json:"standing"`
}

// judge returns the verdict of a case.
func judge(asked alarm.Query, sources []caseSource) (string, string) {
	words := (&cloudwatch.Provider{}).Errors().Words
	var known []verdict.Source
	for _, s := range sources {
		src := verdict.Source{Status: s.Status, NotPermitted: words[s.Code].NotPermitted,
			Truncated: s.Truncated, Narrowed: s.NamePrefix != "" || s.Narrowed,
			Missing: s.Missing, Left: s.Left != nil, Needed: s.Rules != nil}
		for _, a := range s.Alarms {
			src.Items = append(src.Items, verdict.Item{Name: a.Name, Standing: a.Standing()})
		}
		for _, r := range s.Rules {
			src.Items = append(src.Items, verdict.Item{Standing: r.Standing})
		}
		known = append(known, src)
	}
	return verdict.Of(asked.Asked(), known)
}

func verdictCases(t testing.TB) []verdictCase {
	t.Helper()
	raw, err := os.ReadFile(cases)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	var list []verdictCase
	if err := decoder.Decode(&list); err != nil || len(list) == 0 {
		t.Fatalf("%d cases, %v", len(list), err)
	}
	return list
}

func TestVerdicts(t *testing.T) {
	names := map[string]bool{}
	for _, c := range verdictCases(t) {
		if names[c.Name] {
			t.Errorf("%s is there twice", c.Name)
		}
		names[c.Name] = true
		if verdict, reason := judge(c.Asked, c.Sources); verdict != c.Verdict ||
			reason != c.Reason {
			t.Errorf("%s: %s, %s, want %s, %s", c.Name, verdict, reason, c.Verdict, c.Reason)
		}
	}
}

// TestNothingMissingIsWell: a case is neither well, blind nor pending once one of its sources has no
// answer, or not a whole one.
func TestNothingMissingIsWell(t *testing.T) {
	known := []string{"ok", "blind", "pending"}
	for _, c := range verdictCases(t) {
		for i := range c.Sources {
			for _, status := range []string{
				"", "failed", "unanswered", "cut", "asking", "ANSWERED"} {
				sources := append([]caseSource(nil), c.Sources...)
				sources[i].Status = status
				if verdict, _ := judge(c.Asked, sources); slices.Contains(known, verdict) {
					t.Errorf("%s is %s though source %d is %q", c.Name, verdict, i, status)
				}
			}
			sources := append([]caseSource(nil), c.Sources...)
			sources[i].Truncated = true
			if verdict, _ := judge(c.Asked, sources); slices.Contains(known, verdict) {
				t.Errorf("%s is %s though source %d is cut", c.Name, verdict, i)
			}
		}
	}
}
