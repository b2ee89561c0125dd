package alarm_test

import (
	"encoding/json"
	"testing"

	"pagewatch/internal/cloudwatch/alarm"
)

func TestKeepsWhatWasAskedFor(t *testing.T) {
	rows := []struct {
		name  string
		asked alarm.Query
		alarm string
		want  bool
	}{
		{"nothing asked", alarm.Query{}, "a", true},
		{"the prefix", alarm.Query{NamePrefix: "a-"}, "a-b", true},
		{"another case", alarm.Query{NamePrefix: "a-"}, "A-b", false},
		{"not the prefix", alarm.Query{NamePrefix: "a-"}, "b", false},
		{"a name", alarm.Query{Names: []string{"a", "b"}}, "b", true},
		{"the beginning of a name", alarm.Query{Names: []string{"ab"}}, "a", false},
		{"a name that goes on", alarm.Query{Names: []string{"a"}}, "ab", false},
		{"kinds keep every name",
			alarm.Query{Kinds: []alarm.Kind{alarm.Log}, FiringOnly: true, ActionPrefix: "x"}, "a",
			true},
	}
	for _, row := range rows {
		if got := row.asked.Keeps(row.alarm); got != row.want {
			t.Errorf("%s: %v", row.name, got)
		}
	}
}

// TestEqualSeesEveryField: a cursor that took two queries for one would continue the wrong answer.
func TestEqualSeesEveryField(t *testing.T) {
	full := alarm.Query{NamePrefix: "p", Names: []string{"a", "b"},
		Kinds: []alarm.Kind{alarm.Log, alarm.Metric}, ActionPrefix: "x", FiringOnly: true,
		WithoutAutoScaling: true}
	raw, err := json.Marshal(full)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil || len(fields) != 6 {
		t.Fatalf("%s: %v", raw, err)
	}
	var again alarm.Query
	if err := json.Unmarshal(raw, &again); err != nil || !full.Equal(again) {
		t.Errorf("%+v is not what it was", again)
	}
	for name := range fields {
		without := map[string]any{}
		for other, value := range fields {
			if other != name {
				without[other] = value
			}
		}
		part, err := json.Marshal(without)
		var changed alarm.Query
		if err != nil || json.Unmarshal(part, &changed) != nil || full.Equal(changed) ||
			changed.Equal(full) {
			t.Errorf("without %s they are the same (%v)", name, err)
		}
	}
	swapped := full
	swapped.Names = []string{"b", "a"}
	if full.Equal(swapped) {
		t.Error("names in another order are the same")
	}
}

// TestActionsCannotBeSpelledOut: a beginning longer than a service keeps only alarms with exactly
// that action.
func TestActionsCannotBeSpelledOut(t *testing.T) {
	const oncall = "arn:aws:sns:eu-central-1:111122223333:oncall"
	for asked, want := range map[string]bool{
		"": true, "arn:aws:sns:": true, "arn:aws-us-gov:sns:": true, oncall: true,
		"arn:aws:sns:eu-central-1:": false, "arn:aws:sns:eu-central-1:111122223333:": false,
		oncall[:len(oncall)-1]: false, "arn:aws:": false, "arn": false,
	} {
		if got := (alarm.Query{ActionPrefix: asked}).KeepsAction("arn:aws:lambda:x",
			oncall); got != want {
			t.Errorf("%q: %v, want %v", asked, got, want)
		}
	}
	if (alarm.Query{ActionPrefix: oncall}).KeepsAction() {
		t.Error("an alarm without actions was kept")
	}
}

// TestAutoScalingAlarms are known by an action or by their description, and left out where that is
// asked.
func TestAutoScalingAlarms(t *testing.T) {
	const policy = "autoscaling:eu-central-1:111122223333:scalingPolicy:6d8972f3:policyName/a"
	const topic = "arn:aws:sns:eu-central-1:111122223333:oncall"
	rows := []struct {
		name, description string
		actions           []string
		made              bool // by Auto Scaling
	}{
		{"nothing", "", nil, false},
		{"a topic", "Page the on-call.", []string{topic}, false},
		{"a policy", "", []string{"arn:aws:" + policy}, true},
		{"a policy behind a topic", "", []string{topic, "arn:aws-us-gov:" + policy}, true},
		{"a topic of that name", "", []string{topic + ":arn:aws:" + policy}, false},
		{"another service", "", []string{"arn:aws:autoscaling-plans:eu-central-1:1:x"}, false},
		{"a description", "DO NOT EDIT OR DELETE. For TargetTrackingScaling policy a.", nil, true},
		{"in other letters", "Do not edit or delete.", nil, false},
		{"further on", "We DO NOT EDIT OR DELETE this.", nil, false},
	}
	for _, row := range rows {
		for _, without := range []bool{false, true} {
			q := alarm.Query{WithoutAutoScaling: without}
			kept := q.KeepsScaling(row.description, row.actions...)
			if kept == (without && row.made) {
				t.Errorf("%s, without %v: %v", row.name, without, kept)
			}
		}
	}
}
