package service_test

import (
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/service/servicetest"
)

const (
	payments = "111122223333"
	// laboratory is another account of the simulation, and laboratoryRole a role of it.
	laboratory     = "777788889999"
	laboratoryRole = "arn:aws:iam::" + laboratory + ":role/PagewatchReadAlarms"
)

// confirmed is the inline view of a source that its author confirmed for an account.
func confirmed(id, account string) servicetest.Map {
	return servicetest.Map{"answer": "inline", "sources": []servicetest.Map{
		{"connection": id, "region": "eu-central-1", "account": account}}}
}

// wantAccount checks which account answers a confirmed source, or with which code none does. A
// source that is refused reaches no account.
func wantAccount(t *testing.T, b *servicetest.Backend, body servicetest.Map, want string) {
	t.Helper()
	b.Cloud.ResetCalls()
	answer := b.Do(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views", body)
	records := answer.Records(b)
	if len(records) < 2 || answer.Status != http.StatusOK {
		t.Fatalf("%d %s", answer.Status, answer.Body)
	}
	if got := records[0].Account + records[0].Error.Code; got != want {
		t.Errorf("got %q, want %q: %s", got, want, answer.Body)
	}
	if records[0].Type == "error" {
		wantCalls(t, b)
	}
}

// moved changes the role of a connection to one of another account, with its test.
func moved(t *testing.T, b *servicetest.Backend, id string) {
	t.Helper()
	b.Trust(laboratoryRole, b.ExternalID(servicetest.Call{}))
	draft := servicetest.RoleDraft(servicetest.Map{"roleArn": laboratoryRole})
	answer := b.Do(servicetest.Call{}, "PATCH", "/v1/connections/"+id, servicetest.Map{
		"connection": servicetest.Map{"roleArn": laboratoryRole},
		"proof":      b.Proof(servicetest.Call{}, draft)})
	if answer.Status != http.StatusOK {
		t.Fatalf("changing the role: %d %s", answer.Status, answer.Body)
	}
}

// TestAConfirmedAccountStays: an admin may give a connection the role of another account. A macro
// that was confirmed for the first account does not show the second.
func TestAConfirmedAccountStays(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	wantAccount(t, b, confirmed(id, payments), payments)
	wantAccount(t, b, confirmed(id, ""), payments)
	wantAccount(t, b, confirmed(id, laboratory), "other_account")
	moved(t, b, id)
	wantAccount(t, b, confirmed(id, payments), "other_account")
	wantAccount(t, b, confirmed(id, laboratory), laboratory)
	streamed := confirmed(id, payments)
	streamed["answer"] = "stream"
	if got := b.Do(servicetest.Call{}, "POST", "/v1/views", streamed); strings.Contains(got.Body,
		"grant") || !strings.Contains(got.Body, "other_account") {
		t.Errorf("a stream: %s", got.Body)
	}
	config := servicetest.Map{"sources": confirmed(id, payments)["sources"]}
	got := readExport(b, t,
		b.Do(asFunction(servicetest.Ravi), "POST", export, exporting(config, id+frankfurt)))
	if len(got.rows) > 0 || !got.has("This connection now reaches another account") {
		t.Errorf("an export: %+v", got)
	}
}

// TestAnAccountGivesNoRight: the account of a source is a claim of the page. It finds no connection
// and opens none.
func TestAnAccountGivesNoRight(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	for _, connection := range []string{"", "c-guessed"} {
		body := confirmed(connection, payments)
		answer := b.Do(servicetest.Call{}, "POST", "/v1/views", body)
		if strings.Contains(answer.Body, `"type":"source"`) {
			t.Errorf("connection %q: %s", connection, answer.Body)
		}
	}
	theirs := servicetest.Call{Person: servicetest.Lena, Space: servicetest.Logistics}
	answer := b.Do(theirs, "POST", "/v1/views", confirmed(id, payments))
	if records := answer.Records(b); records[0].Error.Code != "connection_not_found" {
		t.Errorf("another space: %s", answer.Body)
	}
}

// TestLinkingAndUnlinkingMoveNoMacro: what an author confirmed is answered by that connection or by
// none, whatever else is linked in the space.
func TestLinkingAndUnlinkingMoveNoMacro(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	staging := b.LinkRole(servicetest.Map{"name": "Staging", "roleArn": laboratoryRole})
	wantAccount(t, b, confirmed(id, payments), payments)
	if got := b.Do(servicetest.Call{}, "DELETE", "/v1/connections/"+id, nil); got.Status != 200 {
		t.Fatalf("unlinking: %d %s", got.Status, got.Body)
	}
	wantAccount(t, b, confirmed(id, payments), "connection_not_found")
	wantAccount(t, b, confirmed(staging, laboratory), laboratory)
	again := b.LinkRole(nil)
	wantAccount(t, b, confirmed(id, payments), "connection_not_found")
	wantAccount(t, b, confirmed(again, payments), payments)
}

// TestReadersSeeWhichAccountsAreLinked: authors confirm an account by its number.
func TestReadersSeeWhichAccountsAreLinked(t *testing.T) {
	b := servicetest.New(t, nil)
	b.LinkRole(nil)
	answer := b.Do(servicetest.Call{Person: servicetest.Ravi}, "GET", "/v1/connections", nil)
	var got struct{ Connections []struct{ Account string } }
	answer.Into(b, &got)
	if len(got.Connections) != 1 || got.Connections[0].Account != payments ||
		strings.Contains(answer.Body, "arn:") {
		t.Errorf("got %s", answer.Body)
	}
}
