package service_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/service/servicetest"
)

// TestCursorsGoThroughAllAlarms pages through a Region with several hundred alarms, by stream and
// inline. Each page is a view of its own: one AssumeRole, one DescribeAlarms.
func TestCursorsGoThroughAllAlarms(t *testing.T) {
	for _, answer := range []string{"inline", "stream"} {
		b := servicetest.New(t, nil)
		source := b.LinkRole(nil) + "@us-east-1"
		names := map[string]bool{}
		pages, cursor := 0, ""
		for {
			b.Cloud.ResetCalls()
			got := b.Do(servicetest.Call{}, "POST", "/v1/views",
				servicetest.View(answer, source+"@"+cursor))
			if answer == "stream" {
				var out struct{ Grant string }
				got.Into(b, &out)
				got = b.Stream(out.Grant, servicetest.Origin)
			}
			wantCalls(t, b, "sts/AssumeRole", "cloudwatch/DescribeAlarms")
			records := got.Records(b)
			for _, r := range records {
				if r.Type == "alarm" {
					if names[r.Alarm.Name] {
						t.Errorf("%s came twice", r.Alarm.Name)
					}
					names[r.Alarm.Name] = true
				}
			}
			pages++
			if cursor = records[0].Cursor; cursor == "" {
				if records[0].Truncated {
					t.Error("the last page says that there is more")
				}
				break
			}
		}
		if pages != 4 || len(names) != 340 {
			t.Errorf("%s: %d alarms on %d pages, want 340 on 4", answer, len(names), pages)
		}
	}
}

// TestCursorRefusals holds a row per misuse of a cursor. None reaches AWS, and all get the same
// refusal.
func TestCursorRefusals(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	other := b.Create(servicetest.Call{}, servicetest.RoleDraft(servicetest.Map{"name": "Another"}))
	lena := servicetest.Call{Person: servicetest.Lena, Space: servicetest.Logistics}
	b.ExternalID(lena)
	elsewhere := b.Create(lena, servicetest.RoleDraft(nil))
	theirs := servicetest.Call{Installation: servicetest.OtherInstallation}
	b.ExternalID(theirs)
	foreign := b.Create(theirs, servicetest.RoleDraft(nil))
	fresh := func() string {
		return b.Do(servicetest.Call{}, "POST", "/v1/views",
			servicetest.View("inline", id+"@us-east-1")).Records(b)[0].Cursor
	}
	cursor := fresh()
	if raw, err := base64.RawURLEncoding.DecodeString(cursor); err != nil ||
		strings.Contains(string(raw), "us-east-1") || strings.Contains(string(raw), id) {
		t.Errorf("the cursor can be read (%v)", err)
	}
	grant := granted(t, b, id+"@us-east-1")
	flipped := []byte(cursor)
	flipped[len(flipped)/2] ^= 1
	view := func(source, prefix string) servicetest.Map {
		body := servicetest.View("inline", source)
		body["query"] = servicetest.Map{"namePrefix": prefix}
		return body
	}
	scaling := view(id+"@us-east-1@"+cursor, "")
	scaling["query"] = servicetest.Map{"withoutAutoScaling": true}
	rows := []struct {
		name string
		call servicetest.Call
		body servicetest.Map
	}{
		{"another Region", servicetest.Call{}, view(id+"@eu-central-1@"+cursor, "")},
		{"another connection", servicetest.Call{}, view(other+"@us-east-1@"+cursor, "")},
		{"another query", servicetest.Call{}, view(id+"@us-east-1@"+cursor, "checkout-")},
		{"another query about Auto Scaling", servicetest.Call{}, scaling},
		{"another space", lena, view(elsewhere+"@us-east-1@"+cursor, "")},
		{"another installation", theirs, view(foreign+"@us-east-1@"+cursor, "")},
		{"altered", servicetest.Call{}, view(id+"@us-east-1@"+string(flipped), "")},
		{"cut", servicetest.Call{}, view(id+"@us-east-1@"+cursor[:20], "")},
		{"not base64", servicetest.Call{}, view(id+"@us-east-1@!!!", "")},
		{"a grant", servicetest.Call{}, view(id+"@us-east-1@"+grant, "")},
	}
	check := func(name string, call servicetest.Call, body servicetest.Map) {
		t.Helper()
		b.Cloud.ResetCalls()
		got := b.Do(call, "POST", "/v1/views", body)
		if code, field := got.Error(b); got.Status != http.StatusBadRequest ||
			code != "invalid_request" || field != "sources[0].cursor" {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
		wantCalls(t, b)
	}
	for _, row := range rows {
		check(row.name, row.call, row.body)
	}
	if got := b.Stream(cursor, servicetest.Origin); got.Status != http.StatusForbidden {
		t.Errorf("as a grant: %d %s", got.Status, got.Body)
	}
	b.Do(servicetest.Call{}, "PATCH", "/v1/connections/"+id,
		servicetest.Map{"connection": servicetest.Map{"name": "Changed"}})
	check("after the connection changed", servicetest.Call{}, view(id+"@us-east-1@"+cursor, ""))
	cursor = fresh()
	b.Clock.Advance(11 * time.Minute)
	check("after eleven minutes", servicetest.Call{}, view(id+"@us-east-1@"+cursor, ""))
}
