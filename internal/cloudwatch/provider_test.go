package cloudwatch

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/connection"
	"pagewatch/internal/input"
	"pagewatch/internal/source"
	"pagewatch/internal/upstream"
)

// connectionOf returns a connection of a kind, fenced to a Region and a prefix.
func connectionOf(kind connection.Kind) connection.Link {
	return connection.Link{ID: "c-1", Kind: kind, Target: connection.Target{AWS: &account.Target{
		Fence: account.Fence{
			Regions: []string{"eu-central-1"}, NamePrefixes: []string{"checkout-"}},
	}}}
}

// answering is a CloudWatch that answers with these alarm names.
type answering []string

func (a answering) Describe(context.Context, account.Keys, alarm.Origin, alarm.Page) (alarm.Answer,
	upstream.Trace, error) {
	var out alarm.Answer
	for _, name := range a {
		out.Alarms = append(out.Alarms, alarm.Alarm{Name: name, State: alarm.OK})
	}
	return out, upstream.Trace{}, nil
}

// quiet is a call that records nothing.
var quiet = source.Call{Used: func(upstream.Trace, string) {},
	Code: func(error) string { return "" }}

// TestTheFenceHoldsWhateverAWSAnswers: alarms that were not requested are dropped, and not counted.
// The fence compares AWS's own names, not those that readers see.
func TestTheFenceHoldsWhateverAWSAnswers(t *testing.T) {
	p := &Provider{Alarms: answering{"outside", "check\u200bout-", "checkout-a",
		"checkout-\u200bb"}}
	link := connectionOf(connection.AWSUser)
	q, err := p.Plan(link, source.Source{Region: "eu-central-1"})
	if err != nil || q.NamePrefix != "checkout-" || q.Place != "eu-central-1" {
		t.Fatal(q, err)
	}
	got, err := p.Ask(t.Context(), link, q, quiet)
	if err != nil || len(got.Records) != 2 || got.Records[0].Row().Name != "checkout-a" ||
		got.Records[1].Row().Name != "checkout-⟨U+200B⟩b" {
		t.Errorf("%+v, %v", got, err)
	}
}

// scaled is a CloudWatch whose pages hold alarms of Auto Scaling alone, and has more of them.
type scaled struct{ asked []alarm.Page }

func (s *scaled) Describe(_ context.Context, _ account.Keys, _ alarm.Origin, page alarm.Page) (
	alarm.Answer, upstream.Trace, error) {
	s.asked = append(s.asked, page)
	return alarm.Answer{Next: "more"}, upstream.Trace{}, nil
}

// TestFurtherPagesLeaveOutTheSame: a further page is asked with the query of the first, and an
// answer of which nothing is left still says that there is more.
func TestFurtherPagesLeaveOutTheSame(t *testing.T) {
	aws := &scaled{}
	p := &Provider{Alarms: aws}
	link := connectionOf(connection.AWSUser)
	q, err := p.Plan(link, source.Source{Region: "eu-central-1",
		Query: alarm.Query{WithoutAutoScaling: true}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := p.Ask(t.Context(), link, q, quiet)
		if err != nil || len(got.Records) != 0 || got.Next != "more" {
			t.Fatalf("%+v, %v", got, err)
		}
		q.Next = got.Next
	}
	if len(aws.asked) != 2 || !aws.asked[1].WithoutAutoScaling || aws.asked[1].Next != "more" {
		t.Errorf("asked %+v", aws.asked)
	}
}

// TestAnUnknownKindHasNoKeys: no request is made for an unknown kind.
func TestAnUnknownKindHasNoKeys(t *testing.T) {
	_, err := (&Provider{}).Ask(t.Context(), connectionOf("a kind of tomorrow"),
		source.Question{Text: "{}"}, quiet)
	if !errors.Is(err, connection.ErrUnknownKind) {
		t.Errorf("got %v", err)
	}
}

// TestSourcesOutsideTheFence names the field of each refusal.
func TestSourcesOutsideTheFence(t *testing.T) {
	for field, src := range map[string]source.Source{
		"sources[2].region": {Region: "us-east-1"},
		"query.namePrefix":  {Region: "eu-central-1", Query: alarm.Query{NamePrefix: "pay-"}},
		"query.names[1]": {Region: "eu-central-1",
			Query: alarm.Query{Names: []string{"checkout-a", "pay-a"}}},
	} {
		src.Index = 2
		_, err := (&Provider{}).Plan(connectionOf(connection.AWSRole), src)
		var refusal *input.Error
		if !errors.As(err, &refusal) || refusal.Field != field || !refusal.Fence {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// TestQuestionsDifferInAnything: queries that differ for AWS are different questions. The test
// covers fields that a query gets later.
func TestQuestionsDifferInAnything(t *testing.T) {
	link := connectionOf(connection.AWSRole)
	link.AWS.NamePrefixes = nil
	link.AWS.Regions = []string{"eu-central-1", "us-east-1"}
	var seen []source.Question
	differs := func(name string, src source.Source) {
		q, err := (&Provider{}).Plan(link, src)
		if err != nil || slices.Contains(seen, q) {
			t.Errorf("a source with %s asks what another asks: %+v, %v", name, q, err)
		}
		seen = append(seen, q)
	}
	differs("nothing", source.Source{Region: "eu-central-1"})
	differs("another Region", source.Source{Region: "us-east-1"})
	query := reflect.TypeFor[alarm.Query]()
	for i := range query.NumField() {
		src := source.Source{Region: "eu-central-1"}
		field := reflect.ValueOf(&src.Query).Elem().Field(i)
		switch field.Kind() {
		case reflect.String:
			field.SetString("x")
		case reflect.Bool:
			field.SetBool(true)
		case reflect.Slice:
			field.Set(reflect.MakeSlice(field.Type(), 1, 1))
		default:
			t.Errorf("this test does not know how to set %s", query.Field(i).Name)
		}
		differs(query.Field(i).Name, src)
	}
}
