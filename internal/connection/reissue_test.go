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

// TestInterruptedReissue crashes a re-issue after each of its writes: the next opening of the
// settings shows a space in which every role has its old External ID and its test, or every role
// the new one. Between the two first writes a rotation is in progress.
func TestInterruptedReissue(t *testing.T) {
	done := false
	for writes := 0; !done; writes++ {
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
		done = err == nil && broken.Failed == nil
		repaired, err := s.Repair(ctx, admin)
		now := repaired.ExternalID
		if err != nil || (now.Reveal() == old.Reveal()) != (writes == 0) ||
			(repaired.Rotation != nil) != (writes == 1) {
			t.Fatalf("after %d writes: %+v, %v", writes, repaired, err)
		}
		want := now
		if writes == 1 {
			want = old
		}
		for _, id := range []string{first.ID, second.ID} {
			link, test, err := s.LastTest(ctx, admin, id)
			if err != nil || link.AWS.ExternalID.Reveal() != want.Reveal() ||
				(test != nil) != (writes <= 1) {
				t.Errorf("after %d writes: another ID, or a test of it: %+v, %v", writes, test, err)
			}
		}
		if done && writes < 7 {
			t.Errorf("a re-issue has %d writes: nothing was tried", writes)
		}
	}
}
