package service_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/grafana/stack/stacktest"
	"pagewatch/internal/service/servicetest"
)

// TestTheStoredTokenIsNoNewOne: a change to the token that is stored is refused at its field, when it
// is tested and when it is saved, and only to admins.
func TestTheStoredTokenIsNoNewOne(t *testing.T) {
	b := servicetest.New(t, nil)
	b.FaceStacks(guarded(`{}`))
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(nil))
	try := func(as servicetest.Call, token string) map[string]servicetest.Answer {
		change := servicetest.Map{"token": token}
		return map[string]servicetest.Answer{
			"testing": b.Try(as, servicetest.Map{"id": id, "connection": change}, "stack", ""),
			"saving": b.Do(as, "PATCH", "/v1/connections/"+id,
				servicetest.Map{"connection": change}),
		}
	}
	for what, got := range try(servicetest.Call{}, servicetest.StackToken) {
		code, field := got.Error(b)
		if code != "invalid_request" || field != "connection.token" ||
			!strings.Contains(got.Body, "stored already") ||
			strings.Contains(got.Body, servicetest.StackToken) {
			t.Errorf("%s: %d %s", what, got.Status, got.Body)
		}
	}
	other := stacktest.Token("another").Reveal()
	for what, got := range try(servicetest.Call{}, other) {
		if strings.Contains(got.Body, "stored already") {
			t.Errorf("%s another token: %d %s", what, got.Status, got.Body)
		}
	}
	reader := servicetest.Call{Person: servicetest.Ravi}
	same, different := try(reader, servicetest.StackToken), try(reader, other)
	for what, got := range same {
		code, field := got.Error(b)
		if c, f := different[what].Error(b); code != "not_admin" || c != code || f != field {
			t.Errorf("%s as a reader: %s %s, and %s %s with another token", what, code, field, c, f)
		}
	}
}

// TestPastEndsOfTokens: a day that has passed is refused at its field, when a stack is tested and when
// it is saved. A connection whose token has ended is renamed as any other.
func TestPastEndsOfTokens(t *testing.T) {
	b := servicetest.New(t, nil)
	b.FaceStacks(guarded(`{}`))
	admin := servicetest.Call{}
	day := func(days int) string {
		return b.Clock.Now().UTC().AddDate(0, 0, days).Format(time.DateOnly)
	}
	ended := servicetest.StackDraft(servicetest.Map{"expires": day(-1)})
	id := b.Create(admin, servicetest.StackDraft(servicetest.Map{"expires": day(1)}))
	patch := func(change servicetest.Map) servicetest.Answer {
		return b.Do(admin, "PATCH", "/v1/connections/"+id, servicetest.Map{"connection": change})
	}
	test := servicetest.Map{"id": id, "connection": servicetest.Map{"expires": day(-1)}}
	for what, got := range map[string]servicetest.Answer{
		"testing": b.Try(admin, body(ended), "stack", ""),
		"saving": b.Do(admin, "POST", "/v1/connections", servicetest.Map{
			"connection": ended, "proof": "x"}),
		"testing a change": b.Try(admin, test, "stack", ""),
		"changing":         patch(servicetest.Map{"expires": day(-1)}),
	} {
		if code, field := got.Error(b); code != "invalid_request" || field != "connection.expires" {
			t.Errorf("%s: %d %s", what, got.Status, got.Body)
		}
	}
	b.Clock.Advance(72 * time.Hour)
	if got := patch(servicetest.Map{"name": "Renamed"}); got.Status != http.StatusOK {
		t.Errorf("renaming: %d %s", got.Status, got.Body)
	}
	if got := patch(servicetest.Map{"expires": ""}); got.Status != http.StatusOK {
		t.Errorf("clearing the end: %d %s", got.Status, got.Body)
	}
}
