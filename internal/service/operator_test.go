package service_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/receipt"
	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
)

// TestOperatorSwitches holds a row per switch: what it forbids is refused in words, for existing
// connections too.
func TestOperatorSwitches(t *testing.T) {
	rows := []struct {
		name    string
		turn    func(*service.Settings)
		draft   func(*servicetest.Backend) servicetest.Map
		status  int
		code    string
		words   string
		allowed func(*servicetest.Backend) servicetest.Map
	}{
		{
			"IAM users", func(s *service.Settings) { s.ForbidUserKeys = true },
			func(b *servicetest.Backend) servicetest.Map { return b.UserDraft(true) }, 403,
			"aws_user_forbidden", "roles only",
			func(*servicetest.Backend) servicetest.Map { return servicetest.RoleDraft(nil) },
		},
		{
			"Regions", func(s *service.Settings) { s.Regions = []string{"eu-central-1"} },
			func(*servicetest.Backend) servicetest.Map { return servicetest.RoleDraft(nil) }, 400,
			"invalid_request", "Region",
			func(*servicetest.Backend) servicetest.Map {
				return servicetest.RoleDraft(servicetest.Map{"regions": []string{"eu-central-1"}})
			},
		},
		{
			"role names", func(s *service.Settings) { s.RolePrefix = "Pagewatch" },
			func(*servicetest.Backend) servicetest.Map {
				return servicetest.RoleDraft(servicetest.Map{
					"roleArn": "arn:aws:iam::111122223333:role/Pagewatch/Other"})
			}, 400, "invalid_request", `begin with \"Pagewatch\"`,
			func(*servicetest.Backend) servicetest.Map { return servicetest.RoleDraft(nil) },
		},
		{
			"own accounts", func(s *service.Settings) { s.OwnAccounts = []string{"111122223333"} },
			func(*servicetest.Backend) servicetest.Map { return servicetest.RoleDraft(nil) }, 400,
			"invalid_request", "own account",
			func(*servicetest.Backend) servicetest.Map {
				return servicetest.RoleDraft(servicetest.Map{
					"roleArn": "arn:aws:iam::444455556666:role/PagewatchReadAlarms"})
			},
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := servicetest.New(t, row.turn)
			b.ExternalID(servicetest.Call{})
			draft := row.draft(b)
			for what, answer := range map[string]servicetest.Answer{
				"testing": b.Try(servicetest.Call{}, body(draft),
					servicetest.Steps(draft["kind"].(string))[0], ""),
				"saving": b.Do(servicetest.Call{}, "POST", "/v1/connections",
					servicetest.Map{"connection": draft,
						"proof": b.Proof(servicetest.Call{}, draft)}),
			} {
				if code, _ := answer.Error(b); answer.Status != row.status || code != row.code ||
					!strings.Contains(answer.Body, row.words) {
					t.Errorf("%s: %d %s, want %d %s with %q", what, answer.Status, answer.Body,
						row.status, row.code, row.words)
				}
			}
			b.Create(servicetest.Call{}, row.allowed(b))
		})
	}
}

// TestTheSettingsShowTheSwitches: the page offers what the operator allows.
func TestTheSettingsShowTheSwitches(t *testing.T) {
	b := servicetest.New(t, func(s *service.Settings) {
		s.Regions, s.RolePrefix, s.ForbidUserKeys = []string{"eu-central-1", "us-east-1"}, "Acme-",
			true
		s.TemplateURL = "https://templates.s3.amazonaws.com/pagewatch-role.yaml"
	})
	got := settingsOf(b)
	if len(got.Regions) != 2 || got.RolePrefix != "Acme-" || got.AWSUserAllowed || got.Receipts ||
		got.Partition != "aws" {
		t.Errorf("got %+v", got)
	}
	if got.Setup.RoleName != "Acme-PagewatchReadAlarms" ||
		!strings.Contains(got.Setup.QuickCreate, got.ExternalID) || len(got.Setup.Files) != 5 {
		t.Errorf("the set-up: %s %s, %d files", got.Setup.RoleName, got.Setup.QuickCreate,
			len(got.Setup.Files))
	}
	for _, file := range got.Setup.Files {
		if file.ID != "permissions" &&
			(!strings.Contains(file.Text, got.ExternalID) ||
				!strings.Contains(file.Text, "000011112222")) {
			t.Errorf("%s is not filled in:\n%s", file.ID, file.Text)
		}
	}
}

// TestEveryPartition: a deployment serves one, offers its Regions, and refuses the roles of others
// in words.
func TestEveryPartition(t *testing.T) {
	for _, row := range []struct{ partition, regionID, other string }{
		{"aws", "eu-central-1", "aws-cn"}, {"aws-us-gov", "us-gov-west-1", "aws"},
		{"aws-cn", "cn-north-1", "aws-us-gov"},
	} {
		b := servicetest.New(t, func(s *service.Settings) {
			s.Partition, _ = region.Of(row.partition)
			s.Region, s.PrincipalARN = row.regionID, "arn:"+row.partition+
				":iam::000011112222:role/Pagewatch"
		})
		got := settingsOf(b)
		if got.Partition != row.partition ||
			len(got.Regions) != len(b.Settings.Partition.Regions()) ||
			!strings.Contains(got.Setup.Files[3].Text,
				"arn:"+row.partition+":iam::000011112222:root") {
			t.Errorf("%s: %+v", row.partition, got)
		}
		role := func(partition string) servicetest.Map {
			return servicetest.RoleDraft(servicetest.Map{
				"roleArn": "arn:" + partition + ":iam::111122223333:role/Pagewatch",
				"regions": []string{row.regionID}})
		}
		answer := b.Do(servicetest.Call{}, "POST", "/v1/connections",
			servicetest.Map{"connection": role(row.other)})
		if _, field := answer.Error(b); field != "connection.roleArn" ||
			!strings.Contains(answer.Body, row.partition) ||
			!strings.Contains(answer.Body, row.other) {
			t.Errorf("%s: a role of %s: %d %s", row.partition, row.other, answer.Status,
				answer.Body)
		}
		b.Create(servicetest.Call{}, role(row.partition))
	}
}

// TestReissueOverTheWire: explicit, conditional on the old ID, audited, and immediate.
func TestReissueOverTheWire(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	old := b.ExternalID(servicetest.Call{})
	ask := func(call servicetest.Call, current any) servicetest.Answer {
		return b.Do(call, "POST", "/v1/settings/external-id", servicetest.Map{"current": current})
	}
	for name, row := range map[string]struct {
		call    servicetest.Call
		current string
		status  int
		code    string
	}{
		"without the old one": {servicetest.Call{}, "", 400, "invalid_request"},
		"with another":        {servicetest.Call{}, "pw-a-b", 409, "conflict"},
		"a reader":            {servicetest.Call{Person: servicetest.Ravi}, old, 403, "not_admin"},
		"another space": {
			servicetest.Call{Person: servicetest.Lena, Space: servicetest.Logistics}, old, 409,
			"conflict"},
	} {
		answer := ask(row.call, row.current)
		if code, _ := answer.Error(b); answer.Status != row.status || code != row.code {
			t.Errorf("%s: %d %s", name, answer.Status, answer.Body)
		}
	}
	wantWhole(t, b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b))
	var fresh shown
	ask(servicetest.Call{}, old).Into(b, &fresh)
	if fresh.ExternalID == old || fresh.ExternalID == "" ||
		fresh.Connections[0].Test.Outcome != "" {
		t.Errorf("got %+v", fresh)
	}
	if !strings.Contains(b.Audit.String(),
		`"operation":"POST /v1/settings/external-id","outcome":"ok"`) ||
		strings.Contains(b.Audit.String(), old) {
		t.Error("the re-issue is not in the audit, or the ID is")
	}
	broken := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b)
	if broken[0].Error.Code != "aws_access_changing" {
		t.Errorf("the old trust policy still lets us in: %+v", broken)
	}
	b.Trust(servicetest.RoleARN, fresh.ExternalID)
	steps := b.Test(servicetest.Call{}, servicetest.Map{"id": id}, roleSteps...)
	if !steps[len(steps)-1].Complete || settingsOf(b).Connections[0].Test.Outcome != "passed" {
		t.Errorf("after the trust policy was changed: %v", outcomes(steps))
	}
	wantWhole(t, b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b))
}

// TestTestsOfSavedConnectionsAreKept: the last outcome, good or bad, of the connection as it is.
func TestTestsOfSavedConnectionsAreKept(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	saved := servicetest.Map{"id": id}
	kept := func() string { return settingsOf(b).Connections[0].Test.Outcome }
	if err := b.Cloud.PutTrustPolicy(servicetest.RoleARN, trust(b, "")); err != nil {
		t.Fatal(err)
	}
	b.Test(servicetest.Call{}, saved, roleSteps...)
	if kept() != "failed" {
		t.Errorf("after a test that failed: %q", kept())
	}
	b.Trust(servicetest.RoleARN, b.ExternalID(servicetest.Call{}))
	b.Test(servicetest.Call{}, saved, roleSteps[:4]...)
	if kept() != "failed" {
		t.Errorf("after a test that was broken off: %q", kept())
	}
	b.Test(servicetest.Call{}, saved, roleSteps...)
	if kept() != "passed" {
		t.Errorf("after a test that passed: %q", kept())
	}
	changed := servicetest.Map{
		"id": id, "connection": servicetest.Map{"roleArn": servicetest.RoleARN + "2"}}
	b.Test(servicetest.Call{}, changed, roleSteps...)
	if kept() != "passed" {
		t.Errorf("after a test of a change that was not made: %q", kept())
	}
}

// TestReceipts: the public key verifies what the route signs, and a receipt contains neither
// secrets nor alarms.
func TestReceipts(t *testing.T) {
	signer, err := receipt.ParseKey(receipt.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	public, err := receipt.ParsePublic(signer.PublicPEM())
	if err != nil {
		t.Fatal(err)
	}
	b := servicetest.New(t, func(s *service.Settings) { s.Receipts = signer })
	id := b.LinkRole(servicetest.Map{"name": "R&D <production>"})
	external := b.ExternalID(servicetest.Call{})
	answer := b.Do(servicetest.Call{}, "GET", "/v1/connections/"+id+"/receipt", nil)
	signed, err := receipt.Verify([]byte(answer.Body), public)
	if err != nil || answer.Status != http.StatusOK {
		t.Fatalf("%d %s: %v", answer.Status, answer.Body, err)
	}
	for _, want := range []string{
		`"type":"pagewatch.test"`, servicetest.Site, servicetest.Installation, servicetest.Payments,
		id, "R&D <production>", servicetest.RoleARN,
		"111122223333", b.Cloud.Principal().ARN, `"step":"refuse-sibling"`, `"outcome":"passed"`,
		`"externalIdSha256":"`,
	} {
		if !strings.Contains(string(signed), want) {
			t.Errorf("the receipt lacks %s: %s", want, signed)
		}
	}
	sum := sha256.Sum256([]byte(external))
	if !strings.Contains(string(signed), hex.EncodeToString(sum[:])) {
		t.Errorf("the receipt does not fit the External ID: %s", signed)
	}
	for _, hidden := range []string{external, external[30:], "712020:", "checkout", "alarms\":"} {
		if strings.Contains(string(signed), hidden) {
			t.Errorf("the receipt holds %q", hidden)
		}
	}
	if _, err := receipt.Verify(
		[]byte(strings.Replace(answer.Body, servicetest.RoleARN, servicetest.RoleARN+"2", 1)),
		public); err == nil {
		t.Error("a receipt for another role was verified")
	}
	for name, call := range map[string]servicetest.Call{
		"a reader":      {Person: servicetest.Ravi},
		"another space": {Person: servicetest.Lena, Space: servicetest.Logistics}} {
		if got := b.Do(call, "GET", "/v1/connections/"+id+"/receipt", nil); got.Status != 403 &&
			got.Status != 404 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	var gone struct{ Receipt receipt.Document }
	removal := b.Do(servicetest.Call{}, "DELETE", "/v1/connections/"+id, nil)
	removal.Into(b, &gone)
	if !strings.Contains(string(gone.Receipt.Receipt), `"type":"pagewatch.removal"`) ||
		!strings.Contains(string(gone.Receipt.Receipt), `["secret","metadata","test"]`) {
		t.Errorf("the removal's receipt: %s", removal.Body)
	}
	if code, _ := b.Do(servicetest.Call{}, "GET", "/v1/connections/"+id+"/receipt", nil).Error(
		b); code != "not_found" {
		t.Errorf("a receipt of a removed connection: %s", code)
	}
}

// TestNoReceipt: without a key, and without a test of the connection as it is.
func TestNoReceipt(t *testing.T) {
	without := servicetest.New(t, nil)
	id := without.LinkRole(nil)
	if code, _ := without.Do(servicetest.Call{}, "GET", "/v1/connections/"+id+"/receipt",
		nil).Error(without); code != "no_receipt" {
		t.Errorf("without a key: %s", code)
	}
	if answer := without.Do(servicetest.Call{}, "DELETE", "/v1/connections/"+id,
		nil); strings.Contains(answer.Body, "receipt") {
		t.Errorf("removing without a key: %s", answer.Body)
	}
	signer, err := receipt.ParseKey(receipt.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	b := servicetest.New(t, func(s *service.Settings) { s.Receipts = signer })
	id = b.LinkRole(nil)
	b.Do(servicetest.Call{}, "POST", "/v1/settings/external-id",
		servicetest.Map{"current": b.ExternalID(servicetest.Call{})})
	if code, _ := b.Do(servicetest.Call{}, "GET", "/v1/connections/"+id+"/receipt", nil).Error(
		b); code != "no_receipt" {
		t.Errorf("after a re-issue: %s", code)
	}
}
