package alarm_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/alarm/rule"
)

// tainted fills every text below v with a bidirectional control.
func tainted(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("a\u202eb")
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[[]rule.Rule]() { // endless
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		tainted(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		tainted(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				tainted(v.Field(i))
			}
		}
	}
}

// TestNoTextHidesOrReorders: whatever text an alarm has, only its ARN is left as it is. Statistic,
// Comparison, Missing and Source come from lists of Pagewatch's own, Kind from the list in AWS's
// answer, and a rule's operator and state from its parser.
func TestNoTextHidesOrReorders(t *testing.T) {
	var a alarm.Alarm
	tainted(reflect.ValueOf(&a).Elem())
	a.Rule.Op, a.Rule.Outside = "", false
	before, _ := json.Marshal(a)
	shown := a.Shown()
	if after, _ := json.Marshal(a); string(before) != string(after) {
		t.Error("the alarm itself has changed")
	}
	var left []string
	v := reflect.ValueOf(shown)
	for i := range v.NumField() {
		text, _ := json.Marshal(v.Field(i).Interface())
		if slices.Contains([]rune(string(text)), '\u202e') {
			left = append(left, v.Type().Field(i).Name)
		}
	}
	if want := []string{"Kind", "ARN", "Source", "Statistic", "Comparison", "Missing",
		"Rule"}; !slices.Equal(left, want) {
		t.Errorf("left in %q, want %q", left, want)
	}
	if shown.Rule.Name != "a⟨U+202E⟩b" || shown.Description != "ab" ||
		shown.Dimensions[0] != (alarm.Dimension{Name: "ab", Value: "ab"}) {
		t.Errorf("%+v", shown)
	}
}

// TestShownNamesStayApart: of two alarms whose names look the same, neither is taken for the other,
// by a rule, by what caused a state, or by a query for names.
func TestShownNamesStayApart(t *testing.T) {
	const plain, odd = "prod-db", "prod\u200b-db"
	composite := alarm.Alarm{Kind: alarm.Composite, Trips: []string{odd, plain}, Rule: &rule.Rule{
		Op: rule.Or, Of: []rule.Rule{{State: "ALARM", Name: plain}, {State: "ALARM", Name: odd}}}}
	got := composite.Shown()
	names := []string{alarm.Alarm{Name: plain}.Shown().Name, alarm.Alarm{Name: odd}.Shown().Name}
	if names[0] == names[1] || names[0] != plain {
		t.Errorf("names %q", names)
	}
	if of := got.Rule.Of; of[0].Name != names[0] || of[1].Name != names[1] {
		t.Errorf("a rule of %+v", of)
	}
	if got.Trips[0] != names[1] || got.Trips[1] != names[0] {
		t.Errorf("tripped by %q", got.Trips)
	}
	if asked := (alarm.Query{Names: []string{plain, odd}}).Asked().Names; !slices.Equal(asked, names) {
		t.Errorf("asked for %q", asked)
	}
}

// TestAnUnknownWordStaysUnknown: no word of AWS turns into another one, or into none.
func TestAnUnknownWordStaysUnknown(t *testing.T) {
	shown := alarm.Alarm{State: "OK\u200b", Evaluation: "\u200b", SuppressedBy: "\u200b"}.Shown()
	if shown.Known() || shown.Evaluation == "" || shown.SuppressedBy == "" {
		t.Errorf("%+v", shown)
	}
}
