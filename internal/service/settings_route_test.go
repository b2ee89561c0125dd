package service_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
)

func TestLifeOfAConnection(t *testing.T) {
	b := servicetest.New(t, nil)
	settings := settingsOf(b)
	if settings.Principal.ARN != b.Cloud.Principal().ARN || settings.Partition != "aws" ||
		len(settings.Regions) != 34 ||
		!settings.AWSUserAllowed || len(settings.Connections) != 0 {
		t.Errorf("fresh settings: %+v", settings)
	}
	b.Trust(servicetest.RoleARN, settings.ExternalID)
	id := b.Create(servicetest.Call{}, servicetest.RoleDraft(nil))
	var picked struct {
		Connections []struct{ ID, Name, Kind string }
		Regions     map[string]string
	}
	answer := b.Do(servicetest.Call{Person: servicetest.Ravi}, "GET", "/v1/connections", nil)
	answer.Into(b, &picked)
	if len(picked.Connections) != 1 || picked.Connections[0].ID != id ||
		picked.Connections[0].Kind != "aws-role" ||
		picked.Regions["us-east-1"] != "US East (N. Virginia)" ||
		strings.Contains(answer.Body, "arn:") {
		t.Errorf("a reader may pick from %s", answer.Body)
	}

	change := servicetest.Map{"name": "Renamed", "regions": []string{"eu-west-1"}}
	steps := b.Test(servicetest.Call{}, servicetest.Map{"id": id, "connection": change},
		servicetest.Steps("aws-role", "eu-west-1")...)
	last := steps[len(steps)-1]
	if !last.Complete {
		t.Fatalf("testing a change before it is made: %v", outcomes(steps))
	}
	answer = b.Do(servicetest.Call{}, "PATCH", "/v1/connections/"+id,
		servicetest.Map{"connection": change, "proof": last.Proof})
	if answer.Status != 200 || !strings.Contains(answer.Body, "Renamed") {
		t.Errorf("changing: %d %s", answer.Status, answer.Body)
	}
	if got := settingsOf(b).Connections[0]; got.Test.Outcome != "passed" ||
		len(got.Test.Results) != len(steps) {
		t.Errorf("the change's test: %+v", got.Test)
	}

	answer = b.Do(servicetest.Call{}, "DELETE", "/v1/connections/"+id, nil)
	if answer.Status != 200 || answer.Body != `{"erased":{"id":"`+id+
		`","name":"Renamed","kind":"aws-role","roleArn":"`+servicetest.RoleARN+
		`","account":"111122223333","records":["secret","metadata","test"]}}` {
		t.Errorf("removing: %d %s", answer.Status, answer.Body)
	}
	records := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b)
	if records[0].Error.Code != "connection_not_found" {
		t.Errorf("a view of a removed connection: %+v", records)
	}
	if code, _ := b.Do(servicetest.Call{}, "DELETE", "/v1/connections/"+id, nil).Error(
		b); code != "not_found" {
		t.Errorf("removing again: %s", code)
	}
}

// TestStolenExternalIDIsUseless: another space of the site, and another installation, link the same
// role. Each sends its own External ID, whatever the request contains, so AWS refuses.
func TestStolenExternalIDIsUseless(t *testing.T) {
	b := servicetest.New(t, nil)
	b.LinkRole(nil)
	for name, thief := range map[string]servicetest.Call{
		"another space":        {Person: servicetest.Lena, Space: servicetest.Logistics},
		"another installation": {Installation: servicetest.OtherInstallation},
	} {
		b.ExternalID(thief)
		id := b.Create(thief, servicetest.RoleDraft(nil))
		records := b.Do(thief, "POST", "/v1/views",
			servicetest.View("inline", id+frankfurt)).Records(b)
		if len(records) != 2 || records[0].Error.Code != "aws_assume_denied" {
			t.Errorf("%s saw %+v", name, records)
		}
	}
}

func TestOperatorForbidsIAMUsers(t *testing.T) {
	b := servicetest.New(t, func(s *service.Settings) { s.ForbidUserKeys = true })
	answer := b.Do(servicetest.Call{}, "POST", "/v1/connections",
		servicetest.Map{"connection": b.UserDraft(true)})
	if code, _ := answer.Error(b); answer.Status != 403 || code != "aws_user_forbidden" {
		t.Errorf("got %d %s", answer.Status, answer.Body)
	}
}

// TestSecretsStayInside runs views, tests, refusals and a removal, then looks for every secret in
// all output: answers, audit, log, and the store's file.
func TestSecretsStayInside(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	external := b.ExternalID(servicetest.Call{})
	user := b.UserDraft(true)
	userID := b.Create(servicetest.Call{}, user)
	off := b.UserDraft(false)
	var answers strings.Builder
	var tokens []string
	do := func(method, path string, body any) {
		call := servicetest.Call{Header: func(h http.Header) {
			tokens = append(tokens, strings.TrimPrefix(h.Get("Authorization"), "Bearer "))
		}}
		answers.WriteString(b.Do(call, method, path, body).Body)
	}
	do("GET", "/v1/connections", nil)
	do("POST", "/v1/views", servicetest.View("inline", id+frankfurt, userID+frankfurt))
	do("POST", "/v1/views", servicetest.View("stream", id+frankfurt))
	do("POST", export, exporting(nil, id+frankfurt, userID+frankfurt))
	answers.WriteString(b.Stream(granted(t, b, id+frankfurt), servicetest.Origin).Body)
	for _, kept := range []servicetest.Map{
		{"id": id}, {"connection": off}, {"connection": user}, {"id": userID}} {
		kind := "aws-user"
		if kept["id"] == id {
			kind = "aws-role"
		}
		proof := ""
		for _, step := range servicetest.Steps(kind, "eu-central-1", "us-east-1", "xx") {
			answer := b.Try(servicetest.Call{}, kept, step, proof)
			var s servicetest.Step
			answer.Into(b, &s)
			answers.WriteString(strings.ReplaceAll(answer.Body, s.Proof, ""))
			answers.WriteString(opened(t, s.Proof))
			proof = s.Proof
		}
	}
	do("GET", "/v1/connections/"+id+"/receipt", nil)
	do("PATCH", "/v1/connections/"+userID,
		servicetest.Map{
			"connection": servicetest.Map{
				"name": "x", "accessKeyId": "planted", "secretAccessKey": "planted"}})
	do("PATCH", "/v1/connections/"+userID,
		servicetest.Map{"connection": servicetest.Map{"name": "Renamed"}})
	b.Trust(servicetest.RoleARN, "pw-other")
	do("POST", "/v1/views", servicetest.View("inline", id+frankfurt))
	for _, path := range []string{
		"/nowhere", "/healthz", "/v1/lifecycle/event", "/v1/lifecycle/sweep",
		"/v1/lifecycle/uninstall"} {
		do("POST", path, servicetest.Map{})
		answers.WriteString(
			b.Do(byPlatform(path[strings.LastIndex(path, "/")+1:], ""), "POST", path, nil).Body)
		if path == "/v1/lifecycle/event" {
			do("DELETE", "/v1/connections/"+userID, nil)
		}
	}
	answers.WriteString(b.Serve(newRequest("GET", "/v1/settings")).Body)
	file, err := os.ReadFile(b.StorePath)
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[string]string{
		"External ID":         external,
		"IAM user's secret":   user["secretAccessKey"].(string),
		"IAM user's key id":   user["accessKeyId"].(string),
		"principal's secret":  b.Cloud.Principal().SecretAccessKey,
		"user token":          "user-token-",
		"system token":        "system-token",
		"refused secret":      "planted",
		"temporary key":       "ASIA",
		"AWS's own words":     "is not authorized to perform",
		"assumed role's name": "assumed-role",
		"account id":          "712020:",
	}
	for i, token := range tokens {
		secrets[fmt.Sprintf("invocation token %d", i)] = token[strings.LastIndex(token, "."):]
	}
	for place, text := range map[string]string{
		"answers": answers.String(), "audit": b.Audit.String(), "log": b.Log.String(),
		"store": string(file)} {
		for name, s := range secrets {
			if strings.Contains(text, s) {
				t.Errorf("the %s hold the %s", place, name)
			}
		}
	}
	if strings.Contains(string(file), "checkout") ||
		strings.Contains(b.Audit.String(), "checkout") {
		t.Error("alarm data was kept")
	}
}

// TestEveryUseIsAudited: one record for the call, one for each use of a secret.
func TestEveryUseIsAudited(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	before := strings.Count(b.Audit.String(), "\n")
	b.Do(servicetest.Call{}, "POST", "/v1/views", servicetest.View("inline", id+frankfurt))
	lines := strings.Split(strings.TrimSpace(b.Audit.String()), "\n")[before:]
	if len(lines) != 3 || !strings.Contains(lines[0], `"operation":"AssumeRole","status":200`) ||
		!strings.Contains(lines[1], `"operation":"DescribeAlarms","status":200`) ||
		!strings.Contains(lines[2], `"operation":"POST /v1/views","outcome":"ok"`) {
		t.Errorf("audit of one view:\n%s", strings.Join(lines, "\n"))
	}
	for _, line := range lines {
		for _, want := range []string{servicetest.Installation, servicetest.Payments, `"account":"`,
			`"requestId":"`} {
			if !strings.Contains(line, want) {
				t.Errorf("no %s in %s", want, line)
			}
		}
	}
	b.Serve(newRequest("GET", "/v1/settings"))
	if !strings.Contains(b.Audit.String(), `"outcome":"unauthenticated"`) {
		t.Error("a refusal was not audited")
	}
}

// opened decodes the base64 of a sealed text.
func opened(t *testing.T, sealed string) string {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func newRequest(method, path string) *http.Request { return httptest.NewRequest(method, path, nil) }

// TestOnlyWholeConnectionsCanBePicked: an incomplete connection is visible to admins alone.
func TestOnlyWholeConnectionsCanBePicked(t *testing.T) {
	b := servicetest.New(t, nil)
	b.LinkRole(nil)
	half := "c-" + strings.Repeat("h", 26)
	value := `{"installation":"` + servicetest.Installation + `","space":"` + servicetest.Payments +
		`","id":"` + half +
		`","name":"Half","kind":"aws-role","regions":[],"namePrefixes":[],"status":"pending"}`
	item := connection.Item{
		Key:   connection.Key{Class: connection.Metadata, Space: servicetest.Payments, ID: half},
		Value: []byte(value)}
	if err := b.Store.Put(context.Background(),
		connection.Tenant{Installation: servicetest.Installation}, item); err != nil {
		t.Fatal(err)
	}
	if got := b.Do(servicetest.Call{}, "GET", "/v1/connections", nil); strings.Contains(got.Body,
		half) {
		t.Errorf("a reader may pick it: %s", got.Body)
	}
	if got := b.Do(servicetest.Call{}, "GET", "/v1/settings", nil); !strings.Contains(got.Body,
		half) {
		t.Errorf("an admin does not see it: %s", got.Body)
	}
}

// TestATestStaysInsideTheFence: it asks AWS with the fence's prefix, and reports it.
func TestATestStaysInsideTheFence(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(servicetest.Map{"namePrefixes": []string{"checkout-", "payments-"}})
	alarms := func(body servicetest.Map) servicetest.Step {
		return b.Test(servicetest.Call{}, body, roleSteps[:7]...)[6]
	}
	fenced := alarms(servicetest.Map{"id": id})
	open := alarms(servicetest.Map{
		"id": id, "connection": servicetest.Map{"namePrefixes": []string{}}})
	if fenced.Outcome != "passed" || fenced.NamePrefix != "checkout-" || *fenced.Alarms == 0 ||
		*fenced.Alarms >= *open.Alarms || open.NamePrefix != "" {
		t.Errorf("inside the fence %+v, without one %+v", fenced, open)
	}
}
