package connection_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// rubbish overwrites the metadata or the secret of a connection with a value that is no record.
func rubbish(t *testing.T, backend connection.Backend, class connection.Class, id, value string) {
	t.Helper()
	tenant := connection.Tenant{Installation: instA}
	item := connection.Item{Key: connection.Key{Class: class, Space: "1", ID: id},
		Value: []byte(value)}
	if err := backend.Put(context.Background(), tenant, item); err != nil {
		t.Fatal(err)
	}
}

// TestADamagedRecordHidesNoOther: a damaged record is listed as damaged and can be removed; the
// others still work.
func TestADamagedRecordHidesNoOther(t *testing.T) {
	foreign := `{"installation":"` + instB + `","space":"1","id":"%s"}`
	for name, value := range map[string]string{
		"rubbish": `]`, "a list": `[]`, "another installation's": foreign,
		"another id's": `{"installation":"` + instA + `","space":"1","id":"c-x"}`,
		"no target": `{"installation":"` + instA + `","space":"1","id":"%s","name":"bad",` +
			`"kind":"aws-role","status":"ready"}`} {
		backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
		s := newStore(t, backend)
		broken := create(t, s, admin, connectiontest.Role())
		whole := create(t, s, admin, connectiontest.User())
		rubbish(t, backend, connection.Metadata, broken.ID,
			strings.ReplaceAll(value, "%s", broken.ID))
		list, err := s.List(ctx, admin.Reader())
		if err != nil || len(list) != 2 || list[0].ID != broken.ID ||
			list[0].Status != connection.Damaged || list[1].ID != whole.ID {
			t.Fatalf("%s: listed %+v, %v", name, list, err)
		}
		newName := "x"
		if _, err := s.Update(ctx, admin, broken.ID, connection.Change{Name: &newName},
			none); !errors.Is(err, connection.ErrCorrupt) {
			t.Errorf("%s: changing it: %v, want ErrCorrupt", name, err)
		}
		erased, err := s.Remove(ctx, admin, broken.ID)
		if err != nil || !slices.Equal(erased.Records, []string{"secret", "metadata", "test"}) {
			t.Errorf("%s: removing it: %+v, %v", name, erased, err)
		}
		if list, err := s.List(ctx, admin.Reader()); err != nil || len(list) != 1 {
			t.Errorf("%s: after that: %+v, %v", name, list, err)
		}
	}
}

// TestASecretWithoutItsTargetIsRefused: a record that lacks what its kind needs is never used, also
// not as the target of a view grant that could not open.
func TestASecretWithoutItsTargetIsRefused(t *testing.T) {
	for name, fields := range map[string]string{
		"nothing":        ``,
		"no External ID": `,"roleArn":"arn:aws:iam::111122223333:role/R","regions":["eu-central-1"]`,
		"no role":        `,"externalId":"pw-a-b","regions":["eu-central-1"]`,
	} {
		backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
		s := newStore(t, backend)
		c := create(t, s, admin, connectiontest.Role())
		rubbish(t, backend, connection.Secret, c.ID, `{"installation":"`+instA+
			`","space":"1","id":"`+c.ID+`","version":"v","access":"a","name":"n","kind":"aws-role"`+
			fields+`}`)
		if link, err := s.Link(ctx, admin.Reader(), c.ID); !errors.Is(err, connection.ErrCorrupt) {
			t.Errorf("%s: %+v, %v, want ErrCorrupt", name, link, err)
		}
	}
}

// TestAMovedSecretIsRefused: a record is accepted only at the key that it names, whatever the
// backend promises.
func TestAMovedSecretIsRefused(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	c := create(t, s, admin, connectiontest.Role())
	for _, value := range []string{
		`]`,
		`{"installation":"` + instB + `","space":"1","id":"` + c.ID + `"}`,
		`{"installation":"` + instA + `","space":"2","id":"` + c.ID + `"}`,
		`{"installation":"` + instA + `","space":"1","id":"c-other"}`,
	} {
		rubbish(t, backend, connection.Secret, c.ID, value)
		if _, err := s.Link(ctx, admin.Reader(), c.ID); !errors.Is(err, connection.ErrCorrupt) {
			t.Errorf("%s: %v, want ErrCorrupt", value, err)
		}
	}
	if erased, err := s.Remove(ctx, admin, c.ID); err != nil || len(erased.Records) != 3 {
		t.Errorf("removing it: %+v, %v", erased, err)
	}
}

func TestAMovedExternalIDIsRefused(t *testing.T) {
	good := `abcdefghijklmnopqrstuvwxyz`
	for _, value := range []string{
		`]`,
		`{"installation":"` + instB + `","space":"1","part":"` + good + `"}`,
		`{"installation":"` + instA + `","space":"2","part":"` + good + `"}`,
		`{"installation":"` + instA + `","space":"1","part":"short"}`,
		`{"installation":"` + instA + `","space":"1","part":"*bcdefghijklmnopqrstuvwxyz"}`,
	} {
		backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
		rubbish(t, backend, connection.Secret, "external-id", value)
		if id, err := newStore(t, backend).ExternalID(ctx, admin); !errors.Is(err,
			connection.ErrCorrupt) {
			t.Errorf("%s: %q, %v, want ErrCorrupt", value, id.Reveal(), err)
		}
	}
}

// TestRulesApplyToExistingConnections: stricter rules apply to existing connections too.
func TestRulesApplyToExistingConnections(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	role := create(t, newStore(t, backend), admin, connectiontest.Role())
	user := create(t, newStore(t, backend), admin, connectiontest.User())
	owned := createOwned(t, newStore(t, backend), admin, "444455556666")
	china, _ := region.Of("aws-cn")
	strict := func(change func(*connection.Rules)) *connection.Store {
		rules := connectiontest.Rules()
		change(&rules)
		return connection.NewStore(backend, rules, time.Now)
	}
	if _, err := strict(func(r *connection.Rules) { r.AWS.ForbidUserKeys = true }).Link(ctx,
		admin.Reader(), user.ID); !errors.Is(err, connection.ErrUserKeysForbidden) {
		t.Errorf("a user, forbidden since: %v", err)
	}
	if _, err := strict(func(r *connection.Rules) {
		r.AWS.OwnAccounts = []string{"111122223333"}
	}).Link(ctx, admin.Reader(), role.ID); !errors.Is(err, connection.ErrNoLongerAllowed) {
		t.Errorf("a role of what is our own account now: %v", err)
	}
	if _, err := strict(func(r *connection.Rules) {
		r.AWS.OwnAccounts = []string{"444455556666"}
	}).Link(ctx, admin.Reader(), owned.ID); !errors.Is(err, connection.ErrNoLongerAllowed) {
		t.Errorf("a user of what is our own account now: %v", err)
	}
	if _, err := strict(func(r *connection.Rules) { r.AWS.Partition = china }).Link(ctx,
		admin.Reader(),
		role.ID); !errors.Is(err, connection.ErrNoLongerAllowed) {
		t.Errorf("a role of another partition: %v", err)
	}
}

// createOwned links an IAM user whose test found that its keys belong to the account.
func createOwned(t *testing.T, s *connection.Store, admin access.Admin,
	owner string) connection.Connection {
	t.Helper()
	draft := connectiontest.User()
	draft.Name = "Owned"
	link, err := s.DraftLink(ctx, admin, draft)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := secret.ParseKeyring(secret.NewKey("evidence"))
	if err != nil {
		t.Fatal(err)
	}
	subject := link.Subject(admin)
	passed := connectiontest.Passed(subject, time.Now())
	passed.Owner = owner
	book := proof.NewBook(keys.Sealer(secret.Proof), time.Now)
	c, err := s.Create(ctx, admin, draft, book.Evidence(book.Seal(passed, subject)))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestASpaceIsErasedByItsNameAlone(t *testing.T) {
	s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
	c := create(t, s, admin, connectiontest.Role())
	platform := accesstest.Platform(t, instA)
	if err := s.EraseSpace(ctx, platform, ""); err == nil {
		t.Error("a space without a name was erased")
	}
	if err := s.EraseSpace(ctx, platform, "2"); err != nil {
		t.Error(err)
	}
	if _, err := s.Link(ctx, admin.Reader(), c.ID); err != nil {
		t.Errorf("another space suffered: %v", err)
	}
	if err := s.EraseSpace(ctx, platform, "1"); err != nil {
		t.Error(err)
	}
	if _, err := s.Link(ctx, admin.Reader(), c.ID); !errors.Is(err, connection.ErrNotFound) {
		t.Errorf("the space was not erased: %v", err)
	}
}
