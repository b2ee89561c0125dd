package servicetest

import (
	"encoding/json"
	"net/http"
	"strings"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
	"pagewatch/internal/sim/aws"
)

// Map is a JSON object.
type Map = map[string]any

// ExternalID returns the External ID that the settings show.
func (b *Backend) ExternalID(c Call) string {
	b.t.Helper()
	var out struct{ ExternalID string }
	answer := b.Do(c, http.MethodGet, "/v1/settings", nil)
	answer.Into(b, &out)
	if answer.Status != http.StatusOK || out.ExternalID == "" {
		b.t.Fatalf("settings: %d %s", answer.Status, answer.Body)
	}
	return out.ExternalID
}

// Trust gives the role the recommended trust policy for these External IDs.
func (b *Backend) Trust(roleARN string, externalIDs ...string) {
	b.t.Helper()
	b.must(
		b.Cloud.PutTrustPolicy(roleARN,
			aws.RecommendedTrust(b.Cloud.Principal().ARN, externalIDs...)))
}

// RoleDraft is a role connection; the values of change replace its own.
func RoleDraft(change Map) Map {
	draft := Map{"name": "Payments production", "kind": "aws-role", "roleArn": RoleARN,
		"regions": []string{"eu-central-1", "us-east-1"}}
	for name, value := range change {
		draft[name] = value
	}
	return draft
}

// Create creates a connection and returns its id.
func (b *Backend) Create(c Call, draft Map) string {
	b.t.Helper()
	answer := b.Do(c, http.MethodPost, "/v1/connections",
		Map{"connection": draft, "proof": b.Proof(c, draft)})
	if answer.Status != http.StatusCreated {
		b.t.Fatalf("creating: %d %s", answer.Status, answer.Body)
	}
	var out struct{ Connection struct{ ID string } }
	answer.Into(b, &out)
	return out.Connection.ID
}

// Proof returns a sealed proof of a draft in which every step passed. Tests of other behaviour use
// it to link accounts that the simulated AWS would refuse.
func (b *Backend) Proof(c Call, draft Map) string {
	b.t.Helper()
	if draft["kind"] == stack.Kind {
		return b.stackProof(c, draft)
	}
	var d connection.Draft
	b.must(json.Unmarshal([]byte(b.text(draft)), &d))
	claims := c.Claims()
	target := account.Record{}.With(d.AWSDraft).Target()
	if d.Kind == connection.AWSRole {
		target.ExternalID = secret.New(b.ExternalID(c))
	}
	subject := proof.Subject{
		Installation: or(c.Installation, Installation), Space: or(c.Space, Payments),
		Account: claims.Principal, Steps: account.Steps(string(d.Kind), d.Regions),
		About: append([]secret.Value{
			secret.New(b.Settings.PrincipalARN), secret.New(string(d.Kind))}, target.Subject()...),
	}
	return b.Proofs().Seal(connectiontest.Passed(subject, b.Clock.Now()), subject)
}

// Proofs opens and seals the backend's proofs.
func (b *Backend) Proofs() *proof.Book {
	return proof.NewBook(b.Settings.Keys.Sealer(secret.Proof), b.Clock.Now)
}

// LinkRole opens the settings, lets the seeded role trust the External ID, and creates a connection
// to it.
func (b *Backend) LinkRole(change Map) string {
	b.t.Helper()
	draft := RoleDraft(change)
	b.Trust(draft["roleArn"].(string), b.ExternalID(Call{}))
	return b.Create(Call{}, draft)
}

// UserDraft is a connection with the keys of a seeded IAM user that is active or not.
func (b *Backend) UserDraft(active bool) Map {
	b.t.Helper()
	for _, account := range b.Cloud.Accounts() {
		for _, user := range account.Users {
			if user.Active == active {
				return Map{"name": "Logistics", "kind": "aws-user", "accessKeyId": user.AccessKeyID,
					"secretAccessKey": user.SecretAccessKey, "regions": []string{"eu-central-1"}}
			}
		}
	}
	b.t.Fatal("no such IAM user is seeded")
	return nil
}

// View is the body of a view of sources, each written as connection@region or
// connection@region@cursor.
func View(answer string, sources ...string) Map {
	var list []Map
	for _, s := range sources {
		connection, region, _ := strings.Cut(s, "@")
		region, cursor, _ := strings.Cut(region, "@")
		list = append(list, Map{"connection": connection, "region": region, "cursor": cursor})
	}
	return Map{"answer": answer, "sources": list}
}

// Record is any record of an answer.
type Record struct {
	Type      string
	Source    int
	Count     int
	Truncated bool
	Alarms    int
	Account   string
	Cursor    string
	Region    string
	Name      string
	Alarm     struct{ Name, State, Kind string }
	Error     struct {
		Code, Message, Hint, Field, RequestID string
		RetryAfter                            int
	}
	Sources any
	Rule    struct{ UID, Name, State string }
	Missing bool
	Left    *struct {
		Count int
		Worst string
	}
}

// Records reads the records of an inline answer or of a stream.
func (a Answer) Records(b *Backend) []Record {
	b.t.Helper()
	if a.Status != http.StatusOK {
		b.t.Fatalf("got %d %s", a.Status, a.Body)
	}
	var out []Record
	if a.Header.Get("Content-Type") != "application/x-ndjson" {
		var doc struct{ Records []Record }
		a.Into(b, &doc)
		return doc.Records
	}
	for line := range strings.Lines(a.Body) {
		var r Record
		Answer{Body: line}.Into(b, &r)
		out = append(out, r)
	}
	return out
}
