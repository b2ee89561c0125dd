package reason

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
)

// whole is a document with every known member.
const whole = `{"version":"1.0","queryDate":"2026-11-21T09:13:00.000+0000","startDate":"2026-11-21T09:10:00.000+0000","unit":"Percent","statistic":"Average",` +
	`"period":60,"recentDatapoints":[1.5,null,-3e2],"recentLowerThresholds":[0,0.5,1E-2],"recentUpperThresholds":[],"threshold":-0.0,` +
	`"evaluatedDatapoints":[{"timestamp":"2026-11-21T09:12:00.000+0000","sampleCount":5.0,"value":3.0},{"timestamp":"2026-11-21T09:11:00.000+0000"}]}`

// TestUsualDocuments: documents that AWS writes for metric alarms need no encoding/json, and parse
// to the same value.
func TestUsualDocuments(t *testing.T) {
	raw, err := os.ReadFile("testdata/state-reason-data.json")
	var rows []struct{ Name, StateReasonData string }
	if err != nil || json.Unmarshal(raw, &rows) != nil {
		t.Fatalf("no documents to read: %v", err)
	}
	rows = append(rows, struct{ Name, StateReasonData string }{"every member", whole})
	for _, row := range rows {
		named := !strings.HasPrefix(row.Name, "composite") &&
			strings.Contains(row.StateReasonData, `"period"`)
		if got := same(t, row.StateReasonData); got != named {
			t.Errorf("%s: usual is %v, want %v", row.Name, got, named)
		}
	}
}

// TestUnusualDocuments holds a row per reason to leave a document to encoding/json.
func TestUnusualDocuments(t *testing.T) {
	for name, document := range map[string]string{
		"nothing":                     "",
		"not an object":               "[1]",
		"something behind":            whole + " ",
		"cut":                         whole[:len(whole)-1],
		"cut in a list":               `{"recentDatapoints":[1,2`,
		"cut in a text":               `{"unit":"Per`,
		"a space":                     strings.Replace(whole, ":60", ": 60", 1),
		"an escape":                   strings.Replace(whole, "Percent", `\u0050`, 1),
		"another alphabet":            strings.Replace(whole, "Percent", "Prozént", 1),
		"another member":              strings.Replace(whole, "unit", "Unit", 1),
		"another member of a point":   strings.Replace(whole, "sampleCount", "samplecount", 1),
		"a member twice":              strings.Replace(whole, "unit", "version", 1),
		"a member of a point twice":   strings.Replace(whole, "sampleCount", "timestamp", 1),
		"a null for a number":         strings.Replace(whole, ":60", ":null", 1),
		"a text for a number":         strings.Replace(whole, ":60", `:"60"`, 1),
		"a number for a text":         strings.Replace(whole, `"Percent"`, "1", 1),
		"a number for a list":         strings.Replace(whole, "[1.5,null,-3e2]", "1", 1),
		"a list in a list":            strings.Replace(whole, "[1.5,", "[[1.5],", 1),
		"a comma too many":            strings.Replace(whole, "[1.5,", "[1.5,,", 1),
		"a number with a plus":        strings.Replace(whole, ":60", ":+60", 1),
		"a number with a nought":      strings.Replace(whole, ":60", ":060", 1),
		"a number without an end":     strings.Replace(whole, ":60", ":60.", 1),
		"a number without a start":    strings.Replace(whole, ":60", ":.6", 1),
		"a number without a power":    strings.Replace(whole, ":60", ":6e", 1),
		"a number that is too large":  strings.Replace(whole, ":60", ":6e999", 1),
		"a number that is none":       strings.Replace(whole, ":60", ":NaN", 1),
		"a number of another base":    strings.Replace(whole, ":60", ":0x3c", 1),
		"more members than there are": whole[:len(whole)-1] + `,"more":1}`,
	} {
		if same(t, document) {
			t.Errorf("%s is usual", name)
		}
	}
}

// FuzzUsual compares usual with encoding/json.
func FuzzUsual(f *testing.F) {
	f.Add(whole)
	f.Add(`{}`)
	f.Add(`{"recentDatapoints":[],"evaluatedDatapoints":[]}`)
	f.Add(`{"recentDatapoints":[1,]}`)
	f.Add(`{"threshold":1e-999,"period":6E+2}`)
	f.Fuzz(func(t *testing.T, text string) {
		if same(t, text) {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
	})
}

// same reports whether a document is usual. It fails the test if encoding/json parses a usual
// document to another value.
func same(t *testing.T, text string) bool {
	t.Helper()
	got, ok := usual(text)
	if !ok {
		return false
	}
	if want, ok := unusual(text); !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %+v, want %+v (%v)", text, got, want, ok)
	}
	return true
}
