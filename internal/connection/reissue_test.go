package connection_test

import (
	"errors"
	"testing"
	"time"

	"pagewatch/internal/access/accesstest"
	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// TestReissue replaces the External ID of a space: its roles are asked for with the new one, their tests are forgotten,
// and nothing else changes.
func TestReissue(t *testing.T) {
	s, admin, other := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1"), accesstest.Admin(t, instA, "2")
	role, user := create(t, s, admin, connectiontest.Role()), create(t, s, admin, connectiontest.User())
	neighbour := create(t, s, other, connectiontest.Role())
	before, err := s.Link(ctx, admin.Reader(), role.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"", "pw-a-b", before.ExternalID.Reveal() + "x"} {
		if _, err := s.Reissue(ctx, admin, secret.New(wrong)); !errors.Is(err, connection.ErrExists) {
			t.Errorf("replacing %q: %v, want ErrExists", wrong, err)
		}
	}
	fresh, err := s.Reissue(ctx, admin, before.ExternalID)
	if err != nil || fresh.Reveal() == before.ExternalID.Reveal() || fresh.Reveal()[:29] != before.ExternalID.Reveal()[:29] {
		t.Fatalf("the new one: %v, want the same site part and another space part", err)
	}
	if now, err := s.ExternalID(ctx, admin); err != nil || now.Reveal() != fresh.Reveal() {
		t.Errorf("the settings show another: %v", err)
	}
	after, err := s.Link(ctx, admin.Reader(), role.ID)
	if err != nil || after.ExternalID.Reveal() != fresh.Reveal() || after.Version == before.Version {
		t.Errorf("the role keeps the old one: %v", err)
	}
	for id, tested := range map[string]bool{role.ID: false, user.ID: true} {
		if _, test, err := s.LastTest(ctx, admin, id); err != nil || (test != nil) != tested {
			t.Errorf("%s: test %+v, %v", id, test, err)
		}
	}
	if link, test, err := s.LastTest(ctx, other, neighbour.ID); err != nil || test == nil || link.ExternalID.Reveal() == fresh.Reveal() {
		t.Errorf("the other space suffered: %+v, %v", test, err)
	}
	if _, err := s.Reissue(ctx, admin, before.ExternalID); !errors.Is(err, connection.ErrExists) {
		t.Errorf("the second of two who replace the same one: %v, want ErrExists", err)
	}
}

// TestInterruptedReissue crashes a re-issue after each of its writes: when the settings are opened next, every role has
// the External ID that they show.
func TestInterruptedReissue(t *testing.T) {
	for writes := range 7 {
		backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
		s := newStore(t, backend)
		first := create(t, s, admin, connectiontest.Role())
		draft := connectiontest.Role()
		draft.Name = "Second"
		second := create(t, s, admin, draft)
		old, err := s.ExternalID(ctx, admin)
		if err != nil {
			t.Fatal(err)
		}
		_, err = newStore(t, &breaking{backend, writes}).Reissue(ctx, admin, old)
		if (err == nil) != (writes >= 5) {
			t.Fatalf("after %d writes: %v", writes, err)
		}
		now, err := s.AdoptExternalID(ctx, admin)
		if err != nil || (now.Reveal() == old.Reveal()) != (writes == 0) {
			t.Fatalf("after %d writes the settings show the old one: %v, %v", writes, now.Reveal() == old.Reveal(), err)
		}
		for _, id := range []string{first.ID, second.ID} {
			link, test, err := s.LastTest(ctx, admin, id)
			if err != nil || link.ExternalID.Reveal() != now.Reveal() || (test != nil) != (writes == 0) {
				t.Errorf("after %d writes: another ID, or a test of it: %+v, %v", writes, test, err)
			}
		}
	}
}

// TestALostTestIsNone: a test of what the connection reached before is not shown, and neither is a damaged one.
func TestALostTestIsNone(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	c := create(t, s, admin, connectiontest.Role())
	link, test, err := s.LastTest(ctx, admin, c.ID)
	if err != nil || test == nil || test.Outcome != proof.Passed {
		t.Fatalf("after linking: %+v, %v", test, err)
	}
	regions := []string{"eu-central-1"}
	change := connection.Change{Regions: &regions}
	planned, err := s.Preview(ctx, admin, c.ID, change)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Update(ctx, admin, c.ID, change, connectiontest.Sealed(t, planned.Subject(admin))); err != nil {
		t.Fatal(err)
	}
	// A test that began before the change and ends after it.
	if err := s.PutTest(ctx, admin, link, connection.Test{Outcome: proof.Failed, At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	wantTest(t, s, c.ID, nil)
	rubbish(t, backend, connection.Metadata, "test-"+c.ID, `]`)
	wantTest(t, s, c.ID, nil)
	now, _, err := s.LastTest(ctx, admin, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PutTest(ctx, admin, now, connection.Test{Outcome: proof.Failed, At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	failed := proof.Failed
	wantTest(t, s, c.ID, &failed)
}

func wantTest(t *testing.T, s *connection.Store, id string, want *proof.Outcome) {
	t.Helper()
	admin := accesstest.Admin(t, instA, "1")
	_, one, err := s.LastTest(ctx, admin, id)
	list, errList := s.List(ctx, admin.Reader())
	for where, got := range map[string]*connection.Test{"one": one, "list": list[0].Test} {
		if (got == nil) != (want == nil) || got != nil && got.Outcome != *want {
			t.Errorf("%s: %+v, want %v (%v, %v)", where, got, want, err, errList)
		}
	}
}

// TestATestDoesNotOutliveItsConnection: one that ends after the removal leaves nothing.
func TestATestDoesNotOutliveItsConnection(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	c := create(t, s, admin, connectiontest.Role())
	link, _, err := s.LastTest(ctx, admin, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Remove(ctx, admin, c.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.PutTest(ctx, admin, link, connection.Test{}); !errors.Is(err, connection.ErrNotFound) {
		t.Errorf("keeping it: %v, want ErrNotFound", err)
	}
	wantNothingLeft(t, backend, c.ID, "after the test")
	if _, _, err := s.LastTest(ctx, admin, c.ID); !errors.Is(err, connection.ErrNotFound) {
		t.Errorf("reading it: %v, want ErrNotFound", err)
	}
}

func TestNamesAreUniqueInASpace(t *testing.T) {
	s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
	first := create(t, s, admin, connectiontest.Role())
	user := create(t, s, admin, connectiontest.User())
	same := connectiontest.Role()
	if _, err := s.Create(ctx, admin, same, connectiontest.Evidence(t, s, admin, same)); err == nil {
		t.Error("a second connection took the first one's name")
	}
	if _, err := s.Update(ctx, admin, user.ID, connection.Change{Name: &first.Name}, none); err == nil {
		t.Error("a connection was renamed to another's name")
	}
	if _, err := s.Update(ctx, admin, first.ID, connection.Change{Name: &first.Name}, none); err != nil {
		t.Errorf("keeping one's own name: %v", err)
	}
	create(t, s, accesstest.Admin(t, instA, "2"), same)
}

// TestStrangersAreNotOurs: the IDs that AWS must refuse look like what they play, and are never the link's own.
func TestStrangersAreNotOurs(t *testing.T) {
	s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
	link, err := s.DraftLink(ctx, admin, connectiontest.Role())
	if err != nil {
		t.Fatal(err)
	}
	own := link.ExternalID.Reveal()
	seen := map[string]bool{own: true}
	for range 3 {
		random, foreign, sibling := link.RandomID().Reveal(), link.ForeignID().Reveal(), link.SiblingID().Reveal()
		if len(random) != 36 || random[14] != '4' || len(foreign) != 56 || foreign[:29] == own[:29] || len(sibling) != 56 || sibling[:30] != own[:30] {
			t.Errorf("%s, %s and %s beside %s", random, foreign, sibling, own)
		}
		for _, id := range []string{random, foreign, sibling} {
			if seen[id] {
				t.Errorf("%s comes twice", id)
			}
			seen[id] = true
		}
	}
}
