package connection_test

import (
	"errors"
	"regexp"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/proof"
)

// TestStaleTestsAreNotShown: a test of a former target is not shown, and neither is a damaged one.
func TestStaleTestsAreNotShown(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	c := create(t, s, admin, connectiontest.Role())
	link, test, err := s.LastTest(ctx, admin, c.ID)
	if err != nil || test == nil || test.Outcome != proof.Passed {
		t.Fatalf("after linking: %+v, %v", test, err)
	}
	regions := []string{"eu-central-1"}
	change := connection.Change{AWSChange: connection.AWSChange{Regions: &regions}}
	planned, err := s.Preview(ctx, admin, c.ID, change)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Update(ctx, admin, c.ID, change,
		connectiontest.Sealed(t, planned.Subject(admin))); err != nil {
		t.Fatal(err)
	}
	// A test that began before the change and ends after it.
	if err := s.PutTest(ctx, admin, link,
		connection.Test{Outcome: proof.Failed, At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	wantTest(t, s, c.ID, nil)
	rubbish(t, backend, connection.Metadata, "test-"+c.ID, `]`)
	wantTest(t, s, c.ID, nil)
	now, _, err := s.LastTest(ctx, admin, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PutTest(ctx, admin, now,
		connection.Test{Outcome: proof.Failed, At: time.Now()}); err != nil {
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

// TestATestDoesNotOutliveItsConnection: a test that ends after the removal leaves nothing.
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
	if err := s.PutTest(ctx, admin, link, connection.Test{}); !errors.Is(err,
		connection.ErrNotFound) {
		t.Errorf("keeping it: %v, want ErrNotFound", err)
	}
	wantNothingLeft(t, backend, c.ID, "after the test")
	if _, _, err := s.LastTest(ctx, admin, c.ID); !errors.Is(err, connection.ErrNotFound) {
		t.Errorf("reading it: %v, want ErrNotFound", err)
	}
}

// TestOlderTestsReplaceNothing: a test that began before the stored one, or that was inconclusive,
// replaces nothing.
func TestOlderTestsReplaceNothing(t *testing.T) {
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
		{begun(later, failed), failed}, {begun(later.Add(-time.Second), passed), failed},
		{begun(later.Add(time.Second), unclear), failed},
		{begun(later, passed), passed}, {begun(later.Add(time.Second), failed), failed},
	} {
		if err := s.PutTest(ctx, admin, link, step.test); err != nil {
			t.Fatal(err)
		}
		wantTest(t, s, c.ID, &step.want)
	}
}

// TestATestIsOfOnePrincipal: a test counts for its own principal alone.
func TestATestIsOfOnePrincipal(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	rules := connectiontest.Rules()
	rules.AWS.Principal = "arn:aws:iam::000011112222:role/Former"
	former := connection.NewStore(backend, rules, time.Now)
	c := create(t, former, admin, connectiontest.Role())
	s := newStore(t, backend)
	wantTest(t, s, c.ID, nil)
	draft := connectiontest.Role()
	draft.Name = "Second"
	if _, err := s.Create(ctx, admin, draft,
		connectiontest.Evidence(t, former, admin, draft)); !errors.Is(err, proof.ErrInvalid) {
		t.Errorf("a proof of another principal: %v, want ErrInvalid", err)
	}
}

// TestRecordsWithoutAccessCanBeTested: a record without an access value gets one when the
// settings are opened.
func TestRecordsWithoutAccessCanBeTested(t *testing.T) {
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
		if err := backend.Put(ctx, tenant, connection.Item{Key: key, Value: older}); err != nil ||
			len(older) == len(value) {
			t.Fatal(err)
		}
	}
	wantTest(t, s, c.ID, nil)
	if _, err := s.Repair(ctx, admin); err != nil {
		t.Fatal(err)
	}
	link, _, err := s.LastTest(ctx, admin, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	subject := link.Subject(admin)
	if err := s.PutTest(ctx, admin, link,
		connection.TestOf(connectiontest.Passed(subject, time.Now()), subject)); err != nil {
		t.Fatal(err)
	}
	passed := proof.Passed
	wantTest(t, s, c.ID, &passed)
}
