package service_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

// asking is a view of one source with a query.
func asking(answer, source string, query servicetest.Map) servicetest.Map {
	body := servicetest.View(answer, source)
	body["query"] = query
	return body
}

// TestQueriesNarrowAtAWS holds a row per query, inline and through a grant: AWS gets one call, and
// the answer matches the query.
func TestQueriesNarrowAtAWS(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	const name = "checkout-5xx"
	rows := []struct {
		name  string
		query servicetest.Map
		holds func(servicetest.Record) bool
	}{
		{"names", servicetest.Map{"names": []string{name, "nowhere"}},
			func(r servicetest.Record) bool { return r.Alarm.Name == name }},
		{"a composite by its name", servicetest.Map{"names": []string{"ledger-health"}},
			func(r servicetest.Record) bool { return r.Alarm.Kind == "composite" }},
		{"a prefix", servicetest.Map{"namePrefix": "checkout-"},
			func(r servicetest.Record) bool {
				return strings.HasPrefix(r.Alarm.Name, "checkout-")
			}},
		{"one kind", servicetest.Map{"kinds": []string{"log"}},
			func(r servicetest.Record) bool { return r.Alarm.Kind == "log" }},
		{"two kinds", servicetest.Map{"kinds": []string{"metric", "composite"}},
			func(r servicetest.Record) bool { return r.Alarm.Kind != "log" }},
		{"firing only", servicetest.Map{"firingOnly": true},
			func(r servicetest.Record) bool { return r.Alarm.State == "ALARM" }},
		{
			"an action", servicetest.Map{
				"actionPrefix": "arn:aws:sns:eu-central-1:111122223333:incidents"},
			func(r servicetest.Record) bool { return r.Alarm.Kind == "composite" }},
		{
			"all of it", servicetest.Map{
				"namePrefix": "checkout-", "kinds": []string{"metric"}, "firingOnly": true,
				"actionPrefix": "arn:aws:sns:"},
			func(r servicetest.Record) bool {
				return r.Alarm.Kind == "metric" && r.Alarm.State == "ALARM" &&
					strings.HasPrefix(r.Alarm.Name, "checkout-")
			}},
	}
	for _, row := range rows {
		for _, way := range []string{"inline", "stream"} {
			b.Cloud.ResetCalls()
			got := b.Do(servicetest.Call{}, "POST", "/v1/views",
				asking(way, id+frankfurt, row.query))
			if way == "stream" {
				var out struct{ Grant string }
				got.Into(b, &out)
				got = b.Stream(out.Grant, servicetest.Origin)
			}
			records := got.Records(b)
			wantWhole(t, records)
			wantCalls(t, b, "sts/AssumeRole", "cloudwatch/DescribeAlarms")
			for _, r := range records[1 : len(records)-1] {
				if !row.holds(r) {
					t.Errorf("%s, %s: %+v was not asked for", row.name, way, r.Alarm)
				}
			}
		}
	}
}

// TestAnActionsARNCannotBeSpelledOut: its beginning, which AWS would accept, shows nothing.
func TestAnActionsARNCannotBeSpelledOut(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	const whole = "arn:aws:sns:eu-central-1:111122223333:incidents"
	for asked, found := range map[string]bool{
		whole: true, whole[:len(whole)-1]: false, "arn:aws:sns:eu-central-1:": false} {
		records := b.Do(servicetest.Call{}, "POST", "/v1/views",
			asking("inline", id+frankfurt, servicetest.Map{"actionPrefix": asked})).Records(b)
		if (records[0].Count > 0) != found {
			t.Errorf("%s: %d alarms", asked, records[0].Count)
		}
	}
}

func names(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("alarm-%d", i)
	}
	return list
}

// filling returns names of about so many bytes in total, each as long as AWS allows.
func filling(bytes int) []string {
	var list []string
	for ; bytes > 0; bytes -= 255 {
		list = append(list, fmt.Sprint(len(list), strings.Repeat("-", min(bytes, 255)-1)))
	}
	return list
}

// TestWrongQueriesNameTheirField: nothing reaches AWS, and the error names the field.
func TestWrongQueriesNameTheirField(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	rows := []struct {
		name  string
		query servicetest.Map
		field string // "" where it is right
	}{
		{"a hundred names", servicetest.Map{"names": names(100)}, ""},
		{"a hundred and one", servicetest.Map{"names": names(101)}, "query.names"},
		{"no names", servicetest.Map{"names": []string{}}, "query.names"},
		{"names that are null", servicetest.Map{"names": nil}, ""},
		{"an empty name", servicetest.Map{"names": []string{"a", "b", "c", ""}}, "query.names[3]"},
		{"255 characters of two bytes", servicetest.Map{
			"names": []string{strings.Repeat("ü", 255)}}, ""},
		{"256 characters", servicetest.Map{"names": []string{strings.Repeat("a", 256)}},
			"query.names[0]"},
		{"a control character", servicetest.Map{"names": []string{"a", "b\n"}}, "query.names[1]"},
		{"a name twice", servicetest.Map{"names": []string{"a", "b", "a"}}, "query.names[2]"},
		{"names in two cases", servicetest.Map{"names": []string{"a", "A"}}, ""},
		{"names that are no list", servicetest.Map{"names": "a"}, "names"},
		{"names and a prefix", servicetest.Map{
			"names": []string{"checkout-5xx"}, "namePrefix": "checkout-"}, "query.names"},
		{"all kinds", servicetest.Map{"kinds": []string{"log", "metric", "composite"}}, ""},
		{"no kinds", servicetest.Map{"kinds": []string{}}, "query.kinds"},
		{"AWS's word for a kind", servicetest.Map{"kinds": []string{"metric", "LogAlarm"}},
			"query.kinds[1]"},
		{"a kind twice", servicetest.Map{"kinds": []string{"log", "log"}}, "query.kinds[1]"},
		{"1024 characters of an action", servicetest.Map{"actionPrefix": strings.Repeat("a", 1024)},
			""},
		{"1025 characters of an action", servicetest.Map{"actionPrefix": strings.Repeat("a", 1025)},
			"query.actionPrefix"},
		{"a control character in an action", servicetest.Map{"actionPrefix": "arn:\x7f"},
			"query.actionPrefix"},
		{"no action", servicetest.Map{"actionPrefix": ""}, ""},
		{"names that fit", servicetest.Map{"names": filling(1900)}, ""},
		{"names beyond a configuration", servicetest.Map{"names": filling(2100)}, "query"},
		{"an action beyond a configuration",
			servicetest.Map{"actionPrefix": strings.Repeat("ü", 1024)}, "query"},
		{"firing as a word", servicetest.Map{"firingOnly": "yes"}, "firingOnly"},
		{"without Auto Scaling", servicetest.Map{"withoutAutoScaling": true}, ""},
		{"with Auto Scaling as a word", servicetest.Map{"withoutAutoScaling": "no"},
			"withoutAutoScaling"},
	}
	for _, row := range rows {
		b.Cloud.ResetCalls()
		got := b.Do(servicetest.Call{}, "POST", "/v1/views",
			asking("inline", id+frankfurt, row.query))
		if row.field == "" {
			if got.Status != http.StatusOK {
				t.Errorf("%s: %d %s", row.name, got.Status, got.Body)
			}
			continue
		}
		if code, field := got.Error(b); got.Status != http.StatusBadRequest ||
			code != "invalid_request" || !strings.HasSuffix(field, row.field) {
			t.Errorf("%s: %d %s, want 400 on %s", row.name, got.Status, got.Body, row.field)
		}
		wantCalls(t, b)
	}
}

// TestSourcesHaveToFitIntoAConfiguration, however few they are.
func TestSourcesHaveToFitIntoAConfiguration(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	b.Cloud.ResetCalls()
	got := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt, strings.Repeat("c", 2<<10)+frankfurt))
	if code, field := got.Error(b); got.Status != http.StatusBadRequest ||
		code != "invalid_request" || field != "sources" {
		t.Errorf("%d %s, want 400 on sources", got.Status, got.Body)
	}
	wantCalls(t, b)
}

// TestFenceHoldsEveryQuery: no query bypasses the prefixes of a connection.
func TestFenceHoldsEveryQuery(t *testing.T) {
	b := servicetest.New(t, nil)
	one := b.LinkRole(servicetest.Map{"namePrefixes": []string{"checkout-"}})
	two := b.Create(servicetest.Call{},
		servicetest.RoleDraft(servicetest.Map{
			"name": "Two", "namePrefixes": []string{"checkout-", "ledger-"}}))
	rows := []struct {
		name, source string
		query        servicetest.Map
		field        string
	}{
		{"names inside", one, servicetest.Map{"names": []string{"checkout-5xx", "checkout-cpu"}},
			""},
		{"a name outside", one, servicetest.Map{"names": []string{"checkout-5xx", "ledger-cpu"}},
			"query.names[1]"},
		{"a name that is almost the prefix", one, servicetest.Map{"names": []string{"checkout"}},
			"query.names[0]"},
		{"names of both prefixes", two, servicetest.Map{
			"names": []string{"ledger-cpu", "checkout-5xx"}}, ""},
		{"a name of neither", two, servicetest.Map{"names": []string{"refunds-queue-age"}},
			"query.names[0]"},
		{"neither names nor a prefix", two, servicetest.Map{}, "query.namePrefix"},
		{"kinds alone", two, servicetest.Map{"kinds": []string{"metric"}}, "query.namePrefix"},
		{"kinds", one, servicetest.Map{"kinds": []string{"metric"}}, ""},
		{"firing only", one, servicetest.Map{"firingOnly": true}, ""},
		{"an action", one, servicetest.Map{"actionPrefix": "arn:aws:sns:"}, ""},
	}
	for _, row := range rows {
		b.Cloud.ResetCalls()
		got := b.Do(servicetest.Call{}, "POST", "/v1/views",
			asking("inline", row.source+frankfurt, row.query))
		if row.field != "" {
			if code, field := got.Refused(b); code != "outside_fence" || field != row.field {
				t.Errorf("%s: %d %s, want outside_fence on %s", row.name, got.Status, got.Body,
					row.field)
			}
			wantCalls(t, b)
			continue
		}
		records := got.Records(b)
		wantWhole(t, records)
		for _, r := range records[1 : len(records)-1] {
			if !strings.HasPrefix(r.Alarm.Name, "checkout-") &&
				(row.source == one || !strings.HasPrefix(r.Alarm.Name, "ledger-")) {
				t.Errorf("%s: %s is outside the fence", row.name, r.Alarm.Name)
			}
		}
	}
}

// TestNamesStreamThroughOneGrant: a hundred names for each source stay below the size of a request.
func TestNamesStreamThroughOneGrant(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	body := servicetest.View("stream", id+frankfurt, id+"@us-east-1")
	body["query"] = servicetest.Map{"names": names(100)}
	var out struct{ Grant string }
	b.Do(servicetest.Call{}, "POST", "/v1/views", body).Into(b, &out)
	if out.Grant == "" {
		t.Fatal("such a view is not streamed")
	}
	if records := b.Stream(out.Grant, servicetest.Origin).Records(b); len(records) != 3 {
		t.Errorf("got %+v, want two empty sources and the end", records)
	}
}
