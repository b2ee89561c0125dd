package describe_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/smithy-go/encoding/cbor"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/describe"
	"pagewatch/internal/upstream"
)

// long returns a text of n characters.
func long(n int) *string { return aws.String(strings.Repeat("a", n)) }

// TestTextsAreCutBeforeTheyAreSearched: a hidden text is looked for in the beginning of a text
// alone, and not at all where an alarm has more of them than AWS allows.
func TestTextsAreCutBeforeTheyAreSearched(t *testing.T) {
	actions := func(n int) []string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf("aaaaaaaa%d", i))
		}
		return list
	}
	quoted := strings.Repeat("…", 1024/8)
	for _, row := range []struct {
		name                string
		actions             []string
		description, reason *string
		wantDescription     string
		wantReason          string
	}{
		{"texts of the longest length", nil, long(1024), long(1023), *long(1024), *long(1023)},
		{"longer ones", nil, long(1025), long(1024), *long(1024) + "…", *long(1023) + "…"},
		{"characters are not bytes", nil, aws.String(strings.Repeat("東", 1024)), nil,
			strings.Repeat("東", 1024), ""},
		{"a long one with what is hidden", []string{"aaaaaaaa"}, long(2 << 20), nil,
			quoted + "…", ""},
		{"as many actions as AWS allows", actions(15), aws.String("x aaaaaaaa14 y"), nil,
			"x … y", ""},
		{"more of them", actions(100_000), long(2 << 20), long(9), "", ""},
	} {
		third := len(row.actions) / 3
		state := types.StateValueAlarm
		out := &sdk.DescribeAlarmsOutput{
			MetricAlarms: []types.MetricAlarm{{StateValue: state, OKActions: row.actions[:third],
				AlarmActions: row.actions[third:], AlarmDescription: row.description,
				StateReason: row.reason}},
			CompositeAlarms: []types.CompositeAlarm{{StateValue: state, OKActions: row.actions,
				AlarmDescription: row.description, StateReason: row.reason}},
			LogAlarms: []types.LogAlarm{{StateValue: state, InsufficientDataActions: row.actions,
				AlarmDescription: row.description, StateReason: row.reason}},
		}
		for _, a := range describe.ProjectForTest(out, now) {
			if a.Description != row.wantDescription || a.Reason != row.wantReason ||
				a.State != alarm.Firing {
				t.Errorf("%s, %s: %s %.40q (%d), %.40q (%d)", row.name, a.Kind, a.State,
					a.Description, len(a.Description), a.Reason, len(a.Reason))
			}
		}
	}
}

// TestACutIsNoBetter: what is beyond its limit does not make an alarm look better, or as another
// one.
func TestACutIsNoBetter(t *testing.T) {
	padding := strings.Repeat(" ", 20<<10)
	missing := types.MetricAlarm{StateValue: types.StateValueOk,
		StateReason: aws.String(padding + "no datapoints were received for 1 period")}
	word := types.MetricAlarm{StateValue: types.StateValue("OK" + padding),
		EvaluationState: types.EvaluationState("PARTIAL_DATA" + padding)}
	dimensions := types.MetricAlarm{MetricName: aws.String("M"), Namespace: aws.String("N")}
	for range 31 {
		dimensions.Dimensions = append(dimensions.Dimensions,
			types.Dimension{Name: aws.String("a"), Value: aws.String("b")})
	}
	composite := types.CompositeAlarm{StateValue: types.StateValueAlarm,
		AlarmRule:           aws.String("ALARM(a)" + padding),
		StateReasonData:     aws.String(`{"triggeringAlarms":[{"arn":"a"}]}` + padding),
		ActionsSuppressedBy: types.ActionsSuppressedBy("Alarm" + padding),
		ActionsSuppressor:   long(256)}
	got := describe.ProjectForTest(&sdk.DescribeAlarmsOutput{
		MetricAlarms:    []types.MetricAlarm{missing, word, dimensions},
		CompositeAlarms: []types.CompositeAlarm{composite}}, now)
	if got[0].Rule != nil || got[0].Trips != nil || got[0].Suppressor != *long(255)+"…" ||
		got[0].SuppressedBy == "Alarm" || got[0].SuppressedBy == "" {
		t.Errorf("a composite: %+v", got[0])
	}
	if !got[1].NoData {
		t.Error("an OK without data points became an OK")
	}
	if got[2].State == alarm.OK || got[2].Evaluation == "" || len(got[2].Evaluation) > 100 {
		t.Errorf("words: %q, %q", got[2].State, got[2].Evaluation)
	}
	if got[3].Metric != "" || got[3].Namespace != "" || got[3].Dimensions != nil ||
		got[3].Source != "metric" {
		t.Errorf("some of the dimensions: %+v", got[3])
	}
}

// TestNamesBeyondTheirLimitAreRefused: a name that was cut could be another alarm's.
func TestNamesBeyondTheirLimitAreRefused(t *testing.T) {
	texts := func(n int) cbor.String { return cbor.String(strings.Repeat("é", n)) }
	for _, row := range []struct {
		name, arn, token int
		ok               bool
	}{{255, 1600, 4096, true}, {256, 9, 9, false}, {9, 1601, 9, false}, {9, 9, 4097, false}} {
		for _, list := range []string{"MetricAlarms", "CompositeAlarms", "LogAlarms"} {
			_, err := ask(t, 200, cbor.Encode(cbor.Map{"NextToken": texts(row.token),
				list: cbor.List{cbor.Map{}, cbor.Map{"StateValue": cbor.String("OK"),
					"AlarmName": texts(row.name), "AlarmArn": texts(row.arn)}}}))
			up := upstream.As(err)
			if row.ok != (err == nil) || !row.ok && (up == nil || up.Kind != upstream.Malformed) {
				t.Errorf("%s, %+v: %v", list, row, err)
			}
		}
	}
}

// TestRecordsAreBounded: an alarm with endless texts is a short record.
func TestRecordsAreBounded(t *testing.T) {
	const most = 300 << 10
	var many []types.Dimension
	for range 30 {
		many = append(many, types.Dimension{Name: long(1 << 20), Value: long(1 << 20)})
	}
	const n = 1 << 20
	word := *long(n)
	for _, a := range describe.ProjectForTest(&sdk.DescribeAlarmsOutput{
		MetricAlarms: []types.MetricAlarm{{StateValue: types.StateValue(word),
			StateReason: long(n), StateReasonData: long(n), AlarmDescription: long(n),
			MetricName: long(n), Namespace: long(n), Dimensions: many, ExtendedStatistic: long(n),
			TreatMissingData: long(n), EvaluationState: types.EvaluationState(word)}},
		CompositeAlarms: []types.CompositeAlarm{{StateReason: long(n), AlarmRule: long(n),
			StateReasonData: long(n), ActionsSuppressor: long(n),
			ActionsSuppressedBy: types.ActionsSuppressedBy(word)}},
	}, now) {
		text, err := json.Marshal(a)
		if err != nil || len(text) > most || len(text) > a.Size() || !utf8.Valid(text) {
			t.Errorf("%s: %d bytes, counted as %d, %v", a.Kind, len(text), a.Size(), err)
		}
	}
}

// ending is a context that ends after some looks at it.
type ending struct {
	context.Context
	looks int
}

func (e *ending) Err() error {
	if e.looks--; e.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestWorkEndsWithItsCall: a call that has ended looks at no further alarm.
func TestWorkEndsWithItsCall(t *testing.T) {
	out := &sdk.DescribeAlarmsOutput{MetricAlarms: make([]types.MetricAlarm, 50),
		CompositeAlarms: make([]types.CompositeAlarm, 25), LogAlarms: make([]types.LogAlarm, 25)}
	for looks := range 101 {
		ctx := &ending{context.Background(), looks}
		if err := describe.ProjectUntilForTest(ctx, out); !errors.Is(err, context.Canceled) {
			t.Errorf("after %d looks: %v", looks, err)
		}
	}
	if err := describe.ProjectUntilForTest(&ending{context.Background(), 101}, out); err != nil {
		t.Errorf("with a look for each alarm, and one at the end: %v", err)
	}
}
