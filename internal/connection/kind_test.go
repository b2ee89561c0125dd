package connection_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/secret"
)

// TestAnUnknownKindIsNotUsed: a connection of an unknown kind is listed and can be removed. It is
// not used, changed or rewritten, and the others still work.
func TestAnUnknownKindIsNotUsed(t *testing.T) {
	for _, kind := range []string{"a-kind-of-tomorrow", ""} {
		backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
		s := newStore(t, backend)
		c, known := create(t, s, admin, connectiontest.Role()),
			create(t, s, admin, connectiontest.User())
		place := fmt.Sprintf(`{"installation":%q,"space":"1","id":%q,"kind":%q,"name":"Tomorrow"`,
			instA, c.ID, kind)
		kept := place + `,"version":"v","token":"kept"}`
		rubbish(t, backend, connection.Metadata, c.ID,
			place+`,"version":"another","status":"ready"}`)
		rubbish(t, backend, connection.Secret, c.ID, kept)
		rubbish(t, backend, connection.Metadata, "test-"+c.ID,
			place+`,"principal":"","test":{"outcome":"passed"}}`)
		name := "Renamed"
		change := connection.Change{Name: &name}
		_, link := s.Link(ctx, admin.Reader(), c.ID)
		_, preview := s.Preview(ctx, admin, c.ID, change)
		_, update := s.Update(ctx, admin, c.ID, change, none)
		_, _, lastTest := s.LastTest(ctx, admin, c.ID)
		for what, err := range map[string]error{
			"a receipt": lastTest, "a view": link, "a test": preview, "a change": update} {
			if !errors.Is(err, connection.ErrUnknownKind) {
				t.Errorf("%q, %s: %v, want ErrUnknownKind", kind, what, err)
			}
		}
		if repaired, err := s.Repair(ctx, admin); err != nil || repaired.Failed != nil {
			t.Errorf("%q: a repair: %+v, %v", kind, repaired, err)
		}
		key := connection.Key{Class: connection.Secret, Space: "1", ID: c.ID}
		if got, err := backend.Get(ctx, connection.Tenant{Installation: instA}, key); err != nil ||
			string(got) != kept {
			t.Errorf("%q: the record was written anew: %s, %v", kind, got, err)
		}
		if list, err := s.List(ctx, admin.Reader()); err != nil || len(list) != 2 ||
			list[1].Name != "Tomorrow" || string(list[1].Kind) != kind || list[1].Test != nil {
			t.Errorf("%q: listed %+v, %v", kind, list, err)
		}
		if _, err := s.Link(ctx, admin.Reader(), known.ID); err != nil {
			t.Errorf("%q: another connection: %v", kind, err)
		}
		if _, err := s.Remove(ctx, admin, c.ID); err != nil {
			t.Errorf("%q: removing it: %v", kind, err)
		}
	}
}

// TestAGrantHoldsARoleWithoutKeys: what Grantable writes, Granted reads, and no key is in it.
func TestAGrantHoldsARoleWithoutKeys(t *testing.T) {
	target := connection.Target{AWS: &account.Target{
		Identity:   account.Identity{RoleARN: "arn:aws:iam::111122223333:role/R"},
		ExternalID: secret.New("pw-a-b"),
		Keys: account.Keys{
			AccessKeyID: secret.New("AKIAPLANTED"), SecretAccessKey: secret.New("planted")},
		Fence: account.Fence{Regions: []string{"eu-central-1"}, NamePrefixes: []string{"a-"}},
	}}
	raw, ok := target.Grantable(connection.AWSRole)
	if !ok || strings.Contains(strings.ToLower(string(raw)), "planted") {
		t.Errorf("%s, %v", raw, ok)
	}
	got, ok := connection.Granted(connection.AWSRole, raw)
	if !ok || got.AWS.RoleARN != target.AWS.RoleARN || !got.AWS.Keys.AccessKeyID.Empty() ||
		got.AWS.ExternalID.Reveal() != "pw-a-b" || len(got.AWS.NamePrefixes) != 1 {
		t.Errorf("%+v, %v", got, ok)
	}
	for _, kind := range []connection.Kind{connection.AWSUser, "", "a-kind-of-tomorrow"} {
		if _, ok := target.Grantable(kind); ok {
			t.Errorf("a target of kind %q is grantable", kind)
		}
		if _, ok := connection.Granted(kind, raw); ok {
			t.Errorf("a grant opens for the kind %q", kind)
		}
	}
	for _, rubbish := range []string{
		``, `null`, `[]`, `{}`, `{"roleArn":"x"}`, `{"externalId":"x"}`} {
		if _, ok := connection.Granted(connection.AWSRole, []byte(rubbish)); ok {
			t.Errorf("%q is a target", rubbish)
		}
	}
}
