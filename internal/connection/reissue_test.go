package connection_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/access/accesstest"
	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/invalid"
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
	mended, err := s.Reissue(ctx, admin, before.ExternalID)
	fresh := mended.ExternalID
	if len(mended.Adopted) != 1 || mended.Adopted[0] != role.ID {
		t.Errorf("adopted: %v", mended.Adopted)
	}
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
		broken, err := newStore(t, &breaking{Backend: backend, left: writes}).Reissue(ctx, admin, old)
		if (err == nil) != (writes > 0) || (broken.Failed == nil) != (writes == 0 || writes >= 5) {
			t.Fatalf("after %d writes: %v, %v", writes, broken.Failed, err)
		}
		mended, err := s.Mend(ctx, admin)
		now := mended.ExternalID
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
	same.Name = strings.ToUpper(same.Name)
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

// TestAnOlderTestKnowsNoBetter: a test that was begun before the kept one, or that could not find out, replaces nothing.
func TestAnOlderTestKnowsNoBetter(t *testing.T) {
	s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
	c := create(t, s, admin, connectiontest.Role())
	link, _, err := s.LastTest(ctx, admin, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	subject := link.Subject(admin)
	begun := func(at time.Time, last proof.Outcome) connection.Test {
		p := connectiontest.Passed(subject, at)
		p.Results[2].Outcome = last
		return connection.TestOf(p, subject)
	}
	passed, failed, unclear := proof.Passed, proof.Failed, proof.Inconclusive
	later := time.Now().Add(time.Minute)
	for _, step := range []struct {
		test connection.Test
		want proof.Outcome
	}{
		{begun(later, failed), failed}, {begun(later.Add(-time.Second), passed), failed}, {begun(later.Add(time.Second), unclear), failed},
		{begun(later, passed), passed}, {begun(later.Add(time.Second), failed), failed},
	} {
		if err := s.PutTest(ctx, admin, link, step.test); err != nil {
			t.Fatal(err)
		}
		wantTest(t, s, c.ID, &step.want)
	}
}

// TestATestIsOfOnePrincipal: another one has not been tested.
func TestATestIsOfOnePrincipal(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	rules := connectiontest.Rules()
	rules.Principal = "arn:aws:iam::000011112222:role/Former"
	former := connection.NewStore(backend, rules, time.Now)
	c := create(t, former, admin, connectiontest.Role())
	s := newStore(t, backend)
	wantTest(t, s, c.ID, nil)
	draft := connectiontest.Role()
	draft.Name = "Second"
	if _, err := s.Create(ctx, admin, draft, connectiontest.Evidence(t, former, admin, draft)); !errors.Is(err, proof.ErrInvalid) {
		t.Errorf("a proof of another principal: %v, want ErrInvalid", err)
	}
}

// TestConnectionsFromBeforeTestsCanBeTested: a record without what tests are about gets it when the settings are opened.
func TestConnectionsFromBeforeTestsCanBeTested(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	c := create(t, s, admin, connectiontest.Role())
	tenant := connection.Tenant{Installation: instA}
	for _, class := range []connection.Class{connection.Secret, connection.Metadata} {
		key := connection.Key{Class: class, Space: "1", ID: c.ID}
		value, err := backend.Get(ctx, tenant, key)
		if err != nil {
			t.Fatal(err)
		}
		older := regexp.MustCompile(`"access":"[a-z2-7]*",`).ReplaceAll(value, nil)
		if err := backend.Put(ctx, tenant, connection.Item{Key: key, Value: older}); err != nil || len(older) == len(value) {
			t.Fatal(err)
		}
	}
	wantTest(t, s, c.ID, nil)
	if _, err := s.Mend(ctx, admin); err != nil {
		t.Fatal(err)
	}
	link, _, err := s.LastTest(ctx, admin, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	subject := link.Subject(admin)
	if err := s.PutTest(ctx, admin, link, connection.TestOf(connectiontest.Passed(subject, time.Now()), subject)); err != nil {
		t.Fatal(err)
	}
	passed := proof.Passed
	wantTest(t, s, c.ID, &passed)
}

// TestThoseTooManyGiveWay: many creations at once, with one name and with many, end within the limits.
func TestThoseTooManyGiveWay(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	draft := connectiontest.Role()
	for i := range 47 {
		draft.Name = fmt.Sprint("Account ", i)
		create(t, s, admin, draft)
	}
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			draft := connectiontest.Role()
			draft.Name = fmt.Sprint("At once ", i/2)
			later := connection.NewStore(backend, connectiontest.Rules(), func() time.Time { return time.Unix(1_800_000_001, 0) })
			_, err := later.Create(ctx, admin, draft, connectiontest.Evidence(t, s, admin, draft))
			var field *invalid.Error
			if err != nil && !errors.As(err, &field) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	list, err := s.List(ctx, admin.Reader())
	if err != nil || len(list) > 50 {
		t.Errorf("%d connections, %v", len(list), err)
	}
	names := map[string]bool{}
	for _, c := range list {
		if names[c.Name] {
			t.Errorf("%q is there twice", c.Name)
		}
		names[c.Name] = true
	}
}

// partly lists a few records at a time, as the hosted store does with very many.
type partly struct{ connection.Backend }

func (b partly) List(ctx context.Context, tenant connection.Tenant, space string) ([]connection.Item, error) {
	items, err := b.Backend.List(ctx, tenant, space)
	if len(items) > 3 {
		return items[:3], connection.ErrMore
	}
	return items, err
}

// TestAnErasureGoesOnUntilNothingIsLeft: however few records a listing holds.
func TestAnErasureGoesOnUntilNothingIsLeft(t *testing.T) {
	backend := newBackend(t)
	s := newStore(t, backend)
	draft := connectiontest.Role()
	for space := range 3 {
		for i := range 4 {
			draft.Name = fmt.Sprint("Account ", i)
			create(t, s, accesstest.Admin(t, instA, fmt.Sprint(space+1)), draft)
		}
	}
	erased, err := newStore(t, partly{backend}).EraseInstallation(ctx, accesstest.Platform(t, instA))
	items, errList := backend.List(ctx, connection.Tenant{Installation: instA}, "")
	if err != nil || erased != 12 || len(items) != 0 || errList != nil {
		t.Errorf("%d connections erased, %v; %d records left, %v", erased, err, len(items), errList)
	}
}
