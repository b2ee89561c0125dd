package connection_test

import (
	"errors"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/secret"
)

// TestReissue replaces the External ID of a space: its roles are assumed with the new one, the
// results of their tests are discarded, and nothing else changes.
func TestReissue(t *testing.T) {
	s, admin, other := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1"),
		accesstest.Admin(t, instA, "2")
	role, user := create(t, s, admin, connectiontest.Role()),
		create(t, s, admin, connectiontest.User())
	neighbour := create(t, s, other, connectiontest.Role())
	before, err := s.Link(ctx, admin.Reader(), role.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"", "pw-a-b", before.AWS.ExternalID.Reveal() + "x"} {
		if _, err := s.Reissue(ctx, admin, secret.New(wrong)); !errors.Is(err,
			connection.ErrExists) {
			t.Errorf("replacing %q: %v, want ErrExists", wrong, err)
		}
	}
	repaired, err := s.Reissue(ctx, admin, before.AWS.ExternalID)
	fresh := repaired.ExternalID
	if len(repaired.Rebound) != 1 || repaired.Rebound[0] != role.ID {
		t.Errorf("rebound: %v", repaired.Rebound)
	}
	if err != nil || fresh.Reveal() == before.AWS.ExternalID.Reveal() ||
		fresh.Reveal()[:29] != before.AWS.ExternalID.Reveal()[:29] {
		t.Fatalf("the new one: %v, want the same site part and another space part", err)
	}
	if now, err := s.ExternalID(ctx, admin); err != nil || now.Reveal() != fresh.Reveal() {
		t.Errorf("the settings show another: %v", err)
	}
	after, err := s.Link(ctx, admin.Reader(), role.ID)
	if err != nil || after.AWS.ExternalID.Reveal() != fresh.Reveal() ||
		after.Version == before.Version {
		t.Errorf("the role keeps the old one: %v", err)
	}
	for id, tested := range map[string]bool{role.ID: false, user.ID: true} {
		if _, test, err := s.LastTest(ctx, admin, id); err != nil || (test != nil) != tested {
			t.Errorf("%s: test %+v, %v", id, test, err)
		}
	}
	if link, test, err := s.LastTest(ctx, other, neighbour.ID); err != nil || test == nil ||
		link.AWS.ExternalID.Reveal() == fresh.Reveal() {
		t.Errorf("the other space suffered: %+v, %v", test, err)
	}
	if _, err := s.Reissue(ctx, admin, before.AWS.ExternalID); !errors.Is(err,
		connection.ErrExists) {
		t.Errorf("the second of two who replace the same one: %v, want ErrExists", err)
	}
}

// TestInterruptedReissue crashes a re-issue after each of its writes: after the next opening of the
// settings, every role has the External ID that they show.
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
		broken, err := newStore(t, &breaking{Backend: backend, left: writes}).Reissue(ctx, admin,
			old)
		if (err == nil) != (writes > 0) || (broken.Failed == nil) != (writes == 0 || writes >= 5) {
			t.Fatalf("after %d writes: %v, %v", writes, broken.Failed, err)
		}
		repaired, err := s.Repair(ctx, admin)
		now := repaired.ExternalID
		if err != nil || (now.Reveal() == old.Reveal()) != (writes == 0) {
			t.Fatalf("after %d writes the settings show the old one: %v, %v", writes,
				now.Reveal() == old.Reveal(), err)
		}
		for _, id := range []string{first.ID, second.ID} {
			link, test, err := s.LastTest(ctx, admin, id)
			if err != nil || link.AWS.ExternalID.Reveal() != now.Reveal() ||
				(test != nil) != (writes == 0) {
				t.Errorf("after %d writes: another ID, or a test of it: %+v, %v", writes, test, err)
			}
		}
	}
}
