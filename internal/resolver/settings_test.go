package resolver

import (
	"strings"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/connection"
	"pagewatch/internal/goldentest"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

const wire = "../../testdata/wire/"

// golden compares a document, or another answer, with a file that the frontend's tests read too.
func golden(t *testing.T, name string, doc any) {
	t.Helper()
	goldentest.JSON(t, wire+name, doc, "")
}

func at(hour int) time.Time { return time.Date(2026, 11, 21, hour, 0, 0, 0, time.UTC) }

// saved are connections of every sort, as the store lists them.
func saved() []connection.Connection {
	shown := func(arn, id string, regions, prefixes []string) connection.Shown {
		return connection.Shown{
			AWSShown: &connection.AWSShown{Identity: account.Identity{RoleARN: arn, Account: id},
				Fence: account.Fence{Regions: regions, NamePrefixes: prefixes}}}
	}
	role := connection.Connection{
		ID: "c-role", Name: "Payments production", Kind: connection.AWSRole,
		Shown: shown("arn:aws:iam::111122223333:role/PagewatchReadAlarms", "111122223333",
			[]string{"eu-central-1", "us-east-1"}, []string{"checkout-"}),
		Status: connection.Ready, Created: at(1), Updated: at(2), Version: "v-1",
		Test: &connection.Test{At: at(3), Outcome: proof.Passed,
			Results: []proof.Result{{Step: account.Assume, Outcome: proof.Passed, At: at(3)}}},
	}
	user := connection.Connection{
		ID: "c-user", Name: "Logistics", Kind: connection.AWSUser,
		Shown:  shown("", "", []string{"eu-central-1"}, []string{}),
		Status: connection.Ready, Created: at(1), Updated: at(1), Version: "v-2",
	}
	pending, tomorrow := user, user
	pending.ID, pending.Name, pending.Status = "c-pending", "Half linked", connection.Pending
	tomorrow.ID, tomorrow.Name, tomorrow.Kind = "c-tomorrow", "Dashboards", "a-kind-of-tomorrow"
	tomorrow.Shown = shown("", "", nil, nil)
	damaged := connection.Connection{ID: "c-damaged", Status: connection.Damaged,
		Shown: shown("", "", []string{}, []string{})}
	return []connection.Connection{role, user, pending, tomorrow, damaged}
}

// TestARotationOnTheWire: what the settings say of a rotation.
func TestARotationOnTheWire(t *testing.T) {
	partition, _ := region.Of("aws")
	s := &service{Config: Config{Setup: func(id, former secret.Value) (setup.Page, error) {
		rules := account.Rules{Partition: partition,
			Principal: "arn:aws:iam::000011112222:role/Pagewatch"}
		page, err := setup.NewPage(id, former, rules, "")
		page.Setup.Files = page.Setup.Files[3:] // the others are long
		return page, err
	}}}
	id := func(last string) secret.Value {
		return secret.New("pw-" + strings.Repeat("a", 26) + "-" + strings.Repeat(last, 26))
	}
	got, err := s.rotation(connection.Repaired{ExternalID: id("b"), Rotation: &connection.Rotation{
		Former: id("a"), Begun: at(1), Until: at(2), Connections: []connection.Move{
			{ID: "c-1", State: connection.Waiting}, {ID: "c-2", State: connection.Moved},
			{ID: "c-3", State: connection.FormerAccepted}, {ID: "c-4", State: connection.Settled},
		}}})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "rotation.json", got)
}

// TestConnectionsOnTheWire: what the two lists of connections say of each sort, kinds that are not
// known today included.
func TestConnectionsOnTheWire(t *testing.T) {
	partition, _ := region.Of("aws")
	golden(t, "pickable.json", pickFrom(append(saved(), savedStacks()...), partition.Name,
		connection.Connection.Ends))
	golden(t, "saved.json", saved())
	golden(t, "saved-grafana.json", savedStacks())
}

// savedStacks are stacks: one with everything that is known of it, one with as little as there can
// be, and one whose creation was interrupted.
func savedStacks() []connection.Connection {
	shown := func(host string, folders ...stack.Folder) connection.Shown {
		return connection.Shown{GrafanaShown: &connection.GrafanaShown{
			Identity: stack.Identity{Stack: host}, Fence: stack.Fence{Folders: folders}}}
	}
	fenced := connection.Connection{
		ID: "c-stack", Name: "Payments Grafana", Kind: connection.Grafana,
		Shown:  shown("example.grafana.net", stack.Folder{UID: "prod", Title: "Production"}),
		Status: connection.Ready, Created: at(1), Updated: at(2), Version: "v-1",
		Test: &connection.Test{At: at(3), Outcome: proof.Passed, Results: []proof.Result{
			{Step: stack.Health, Outcome: proof.Passed, At: at(3)},
			{Step: stack.Rights, Outcome: proof.Passed, At: at(3), Notes: []proof.Note{
				{Code: "grafana_token_broad", About: []string{"dashboards:write"}}}}}},
	}
	fenced.Expires = "2027-01-01"
	whole := connection.Connection{ID: "c-open", Name: "Everything", Kind: connection.Grafana,
		Shown: shown("other.grafana.net"), Status: connection.Ready, Created: at(1),
		Updated: at(1), Version: "v-2"}
	half := whole
	half.ID, half.Name, half.Status, half.Shown = "c-half", "Half linked", connection.Pending,
		shown("")
	return []connection.Connection{fenced, whole, half}
}
