package connection_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/proof"
)

// rotating is a space with a clock, in which a rotation can be walked through.
type rotating struct {
	t *testing.T
	connection.Backend
	*connection.Store
	admin access.Admin
	now   time.Time
}

func newRotating(t *testing.T) *rotating {
	t.Helper()
	r := &rotating{t: t, Backend: newBackend(t), admin: accesstest.Admin(t, instA, "1"),
		now: time.Unix(1_800_000_000, 0).UTC()}
	r.Store = connection.NewStore(r.Backend, connectiontest.Rules(),
		func() time.Time { return r.now })
	return r
}

// role creates a role connection of that name.
func (r *rotating) role(name string) string {
	r.t.Helper()
	draft := connectiontest.Role()
	draft.Name = name
	return create(r.t, r.Store, r.admin, draft).ID
}

func (r *rotating) begin() connection.Repaired {
	r.t.Helper()
	return r.must(r.BeginRotation(ctx, r.admin))
}

func (r *rotating) end(begun time.Time) connection.Repaired {
	r.t.Helper()
	return r.must(r.EndRotation(ctx, r.admin, begun))
}

func (r *rotating) open() connection.Repaired {
	r.t.Helper()
	return r.must(r.Repair(ctx, r.admin))
}

func (r *rotating) must(repaired connection.Repaired, err error) connection.Repaired {
	r.t.Helper()
	if err != nil || repaired.Failed != nil {
		r.t.Fatal(err, repaired.Failed)
	}
	return repaired
}

// test stores a test of a saved connection as it is, in which every step has this outcome, and
// returns the error. former is the outcome of the step that asks with the former ID, "" for a test
// that stopped before it.
func (r *rotating) test(id string, outcome, former proof.Outcome) error {
	r.t.Helper()
	link, err := r.Preview(ctx, r.admin, id, connection.Change{})
	if err != nil {
		return err
	}
	subject := link.Subject(r.admin)
	p := proof.Proof{Started: r.now}
	for _, q := range subject.Steps.Questions() {
		result := proof.Result{Step: q.Step, Place: q.Place, Outcome: outcome, At: r.now}
		if q.Step == account.RefuseFormer {
			result.Outcome = former
		}
		if result.Outcome != "" {
			p = p.With(subject.Steps, result)
		}
	}
	return r.PutTest(ctx, r.admin, link, connection.TestOf(p, subject))
}

func (r *rotating) passes(id string, former proof.Outcome) {
	r.t.Helper()
	// The first write moves the connection, and the second is what the last step adds.
	for _, outcome := range []proof.Outcome{"", former} {
		if err := r.test(id, proof.Passed, outcome); err != nil {
			r.t.Fatal(err)
		}
	}
}

// uses returns the External ID with which views use a connection, and whether it is untried.
func (r *rotating) uses(id string) (externalID string, untried bool) {
	r.t.Helper()
	link, err := r.Link(ctx, r.admin.Reader(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	return link.AWS.ExternalID.Reveal(), link.AWS.Untried
}

func (r *rotating) wantUse(id, externalID string, untried bool) {
	r.t.Helper()
	if got, is := r.uses(id); got != externalID || is != untried {
		r.t.Errorf("views use %q (untried %v), want %q (%v)", got, is, externalID, untried)
	}
}

func (r *rotating) wantState(id string, want connection.MoveState) {
	r.t.Helper()
	rotation := r.open().Rotation
	if rotation == nil {
		r.t.Fatal("no rotation is in progress")
	}
	for _, move := range rotation.Connections {
		if move.ID == id && move.State != want {
			r.t.Errorf("the connection is %s, want %s", move.State, want)
		}
	}
}

// wantGoneFor checks that nothing stored contains an External ID's own part.
func (r *rotating) wantGoneFor(id string) {
	r.t.Helper()
	part := id[strings.LastIndexByte(id, '-')+1:]
	tenant := connection.Tenant{Installation: instA}
	items, err := r.Backend.List(ctx, tenant, "1")
	if err != nil {
		r.t.Fatal(err)
	}
	keys := []connection.Key{{Class: connection.Secret, Space: "1", ID: "external-id"},
		{Class: connection.Secret, Space: "1", ID: "external-id-next"}}
	for _, item := range items {
		keys = append(keys, item.Key, connection.Key{Class: connection.Secret,
			Space: item.Key.Space, ID: item.Key.ID})
	}
	for _, key := range keys {
		if value, err := r.Get(ctx, tenant, key); err == nil && strings.Contains(string(value), part) {
			r.t.Errorf("%v holds the former External ID", key)
		}
	}
}

// TestARotationMovesEachConnectionOnItsOwn walks through a rotation: a view of each connection uses
// one of both External IDs at every step.
func TestARotationMovesEachConnectionOnItsOwn(t *testing.T) {
	r := newRotating(t)
	first, second := r.role("First"), r.role("Second")
	user := create(t, r.Store, r.admin, connectiontest.User()).ID
	old, _ := r.uses(first)
	begun := r.begin()
	fresh := begun.ExternalID.Reveal()
	if fresh == old || fresh[:29] != old[:29] || begun.Rotation == nil ||
		begun.Rotation.Former.Reveal() != old || len(begun.Rotation.Connections) != 2 ||
		!begun.Rotation.Until.Equal(r.now.Add(30*24*time.Hour)) {
		t.Fatalf("a rotation from %q to %q: %+v", old, fresh, begun.Rotation)
	}
	r.open()
	r.wantUse(first, old, false)
	r.wantUse(second, old, false)
	for _, id := range []string{first, second, user} {
		if _, test, err := r.LastTest(ctx, r.admin, id); err != nil || test == nil {
			t.Errorf("the test of before is gone: %v", err)
		}
	}

	link, err := r.Preview(ctx, r.admin, first, connection.Change{})
	if err != nil {
		t.Fatal(err)
	}
	refused := connection.Test{Outcome: proof.Failed, Results: []proof.Result{{
		Step: account.Assume, Outcome: proof.Failed, Code: account.AcceptsFormer}}}
	if err := r.PutTest(ctx, r.admin, link, refused); err != nil {
		t.Fatal(err)
	}
	r.wantUse(first, old, false)
	r.wantState(first, connection.Waiting)
	if _, test, err := r.LastTest(ctx, r.admin, first); err != nil || test.Outcome != proof.Passed {
		t.Errorf("a refusal of the new ID counts as a test of the old one: %+v, %v", test, err)
	}

	r.passes(first, proof.Failed)
	r.wantUse(first, fresh, false)
	r.wantUse(second, old, false)
	r.wantState(first, connection.FormerAccepted)
	if _, test, err := r.LastTest(ctx, r.admin, first); err != nil || test.Outcome != proof.Passed ||
		test.Results[len(test.Results)-1].Step != account.RefuseFormer {
		t.Errorf("the test does not say that the former ID is accepted: %+v, %v", test, err)
	}
	if err := r.test(first, proof.Passed, proof.Passed); err != nil {
		t.Fatal(err)
	}
	r.wantState(first, connection.Settled)
	r.wantState(second, connection.Waiting)

	third := r.role("Third")
	r.wantUse(third, fresh, false)
	r.wantState(third, connection.Moved)
	if _, err := r.Remove(ctx, r.admin, third); err != nil {
		t.Fatal(err)
	}
	r.passes(second, proof.Passed)
	if ended := r.open(); ended.Rotation != nil || ended.ExternalID.Reveal() != fresh {
		t.Errorf("with every connection settled: %+v", ended.Rotation)
	}
	r.wantUse(first, fresh, false)
	r.wantUse(second, fresh, false)
	r.wantGoneFor(old)
}

// TestAChangeDuringARotationUsesTheNewID: a changed target needs a test, which is one with the new
// External ID; another change keeps the connection where it is.
func TestAChangeDuringARotationUsesTheNewID(t *testing.T) {
	r := newRotating(t)
	id := r.role("Role")
	old, _ := r.uses(id)
	fresh := r.begin().ExternalID.Reveal()
	name, regions := "Renamed", []string{"eu-central-1"}
	if _, err := r.Update(ctx, r.admin, id, connection.Change{Name: &name}, none); err != nil {
		t.Fatal(err)
	}
	r.wantUse(id, old, false)
	r.wantState(id, connection.Waiting)
	change := connection.Change{AWSChange: connection.AWSChange{Regions: &regions}}
	link, err := r.Preview(ctx, r.admin, id, change)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Update(ctx, r.admin, id, change,
		connectiontest.Sealed(t, link.Subject(r.admin))); err != nil {
		t.Fatal(err)
	}
	r.wantUse(id, fresh, false)
	r.wantState(id, connection.Moved)
}

// TestARotationEnds: an admin, thirty days, or a re-issue ends a rotation; a connection that has not
// moved then has the space's new External ID, untried, and no other.
func TestARotationEnds(t *testing.T) {
	for name, end := range map[string]func(*rotating, connection.Repaired){
		"an admin": func(r *rotating, b connection.Repaired) { r.end(b.Rotation.Begun) },
		"thirty days, before the settings are opened": func(r *rotating, b connection.Repaired) {
			r.now = b.Rotation.Until
		},
		"thirty days": func(r *rotating, b connection.Repaired) {
			r.now = b.Rotation.Until
			r.open()
		},
		"a re-issue": func(r *rotating, b connection.Repaired) {
			r.must(r.Reissue(ctx, r.admin, b.ExternalID))
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRotating(t)
			moved, waiting := r.role("Moved"), r.role("Waiting")
			old, _ := r.uses(waiting)
			begun := r.begin()
			r.passes(moved, proof.Failed)
			r.now = begun.Rotation.Until.Add(-time.Nanosecond)
			r.wantUse(waiting, old, false)
			end(r, begun)
			id, err := r.ExternalID(ctx, r.admin)
			if err != nil || (id.Reveal() == begun.ExternalID.Reveal()) != (name != "a re-issue") {
				t.Errorf("the space's ID is %q, %v", id.Reveal(), err)
			}
			r.wantUse(moved, id.Reveal(), name == "a re-issue")
			r.wantUse(waiting, id.Reveal(), true)
			if link, test, err := r.LastTest(ctx, r.admin, waiting); err != nil || test != nil ||
				link.AWS.ExternalID.Reveal() != id.Reveal() {
				t.Errorf("a test of the former ID counts: %+v, %v", test, err)
			}
			if rotation := r.open().Rotation; rotation != nil {
				t.Errorf("a rotation is in progress: %+v", rotation)
			}
			r.wantGoneFor(old)
			if _, err := r.EndRotation(ctx, r.admin, begun.Rotation.Begun); !errors.Is(err,
				connection.ErrExists) {
				t.Errorf("ending it once more: %v, want ErrExists", err)
			}
			r.passes(waiting, "")
			r.wantUse(waiting, id.Reveal(), false)
		})
	}
}

// TestOneRotationPerSpace: a second admin joins the rotation in progress, a rotation ends only by
// its own beginning, and other spaces have none.
func TestOneRotationPerSpace(t *testing.T) {
	r := newRotating(t)
	r.role("Role")
	neighbour := accesstest.Admin(t, instA, "2")
	there := create(t, r.Store, neighbour, connectiontest.Role()).ID
	before, err := r.Link(ctx, neighbour.Reader(), there)
	if err != nil {
		t.Fatal(err)
	}
	first, second := r.begin(), r.begin()
	if first.ExternalID.Reveal() != second.ExternalID.Reveal() ||
		!first.Rotation.Begun.Equal(second.Rotation.Begun) {
		t.Error("a second rotation replaced the first")
	}
	for _, admin := range []access.Admin{r.admin, neighbour} {
		begun := first.Rotation.Begun
		if admin == r.admin {
			begun = begun.Add(time.Millisecond)
		}
		if _, err := r.EndRotation(ctx, admin, begun); !errors.Is(err, connection.ErrExists) {
			t.Errorf("ending another rotation: %v, want ErrExists", err)
		}
	}
	other := r.must(r.Repair(ctx, neighbour))
	after, err := r.Link(ctx, neighbour.Reader(), there)
	if err != nil || other.Rotation != nil || after.Version != before.Version {
		t.Errorf("the rotation of a space reached another: %+v, %v", other, err)
	}
}

// TestARotationWithoutConnectionsEndsAtOnce: nothing is to move.
func TestARotationWithoutConnectionsEndsAtOnce(t *testing.T) {
	r := newRotating(t)
	old := r.open().ExternalID
	begun := r.begin()
	if begun.Rotation != nil || begun.ExternalID.Reveal() == old.Reveal() {
		t.Errorf("%+v", begun)
	}
	r.wantGoneFor(old.Reveal())
}

// TestAConnectionThatIsNotListedWellStillEnds: the copy for lists of a connection is pending, damaged
// or missing, and its secret works: it waits like the others, and ends with the rotation.
func TestAConnectionThatIsNotListedWellStillEnds(t *testing.T) {
	for _, copied := range []string{`{"status":"pending"}`, `]`} {
		r := newRotating(t)
		id := r.role("Role")
		rubbish(t, r.Backend, connection.Metadata, id, copied)
		old, _ := r.uses(id)
		begun := r.begin()
		r.wantUse(id, old, false)
		r.wantState(id, connection.Waiting)
		r.end(begun.Rotation.Begun)
		r.wantUse(id, begun.ExternalID.Reveal(), true)
	}
}

// TestADamagedSuccessorIsRefused: a record of a rotation is accepted only where it was made.
func TestADamagedSuccessorIsRefused(t *testing.T) {
	good := strings.Repeat("a", 26)
	for _, value := range []string{
		`]`,
		`{"installation":"` + instB + `","space":"1","part":"` + good + `","begun":"2027-01-01T00:00:00Z"}`,
		`{"installation":"` + instA + `","space":"2","part":"` + good + `","begun":"2027-01-01T00:00:00Z"}`,
		`{"installation":"` + instA + `","space":"1","part":"short","begun":"2027-01-01T00:00:00Z"}`,
		`{"installation":"` + instA + `","space":"1","part":"` + good + `"}`,
	} {
		r := newRotating(t)
		rubbish(t, r.Backend, connection.Secret, "external-id-next", value)
		if id, err := r.ExternalID(ctx, r.admin); !errors.Is(err, connection.ErrCorrupt) {
			t.Errorf("%s: %q, %v, want ErrCorrupt", value, id.Reveal(), err)
		}
	}
}

// TestTwoTestsMoveAConnectionOnce: the second test finds the connection moved, and a test of a role
// that was changed meanwhile moves nothing.
func TestTwoTestsMoveAConnectionOnce(t *testing.T) {
	r := newRotating(t)
	id := r.role("Role")
	fresh := r.begin().ExternalID.Reveal()
	var links []connection.Link
	for range 2 {
		link, err := r.Preview(ctx, r.admin, id, connection.Change{})
		if err != nil {
			t.Fatal(err)
		}
		links = append(links, link)
	}
	for _, link := range links {
		subject := link.Subject(r.admin)
		test := connection.TestOf(connectiontest.Passed(subject, r.now), subject)
		if err := r.PutTest(ctx, r.admin, link, test); err != nil {
			t.Error(err)
		}
	}
	r.wantUse(id, fresh, false)

	if _, err := r.Reissue(ctx, r.admin, links[0].AWS.ExternalID); err != nil {
		t.Fatal(err)
	}
	subject := links[0].Subject(r.admin)
	if err := r.PutTest(ctx, r.admin, links[0], connection.TestOf(connectiontest.Passed(subject,
		r.now), subject)); !errors.Is(err, connection.ErrExists) {
		t.Errorf("a test with a dropped External ID: %v, want ErrExists", err)
	}

	other := newRotating(t)
	id = other.role("Role")
	other.begin()
	link, err := other.Preview(ctx, other.admin, id, connection.Change{})
	if err != nil {
		t.Fatal(err)
	}
	arn := "arn:aws:iam::999988887777:role/Other"
	change := connection.Change{AWSChange: connection.AWSChange{RoleARN: &arn}}
	planned, err := other.Preview(ctx, other.admin, id, change)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Update(ctx, other.admin, id, change,
		connectiontest.Sealed(t, planned.Subject(other.admin))); err != nil {
		t.Fatal(err)
	}
	subject = link.Subject(other.admin)
	if err := other.PutTest(ctx, other.admin, link, connection.TestOf(
		connectiontest.Passed(subject, other.now), subject)); err != nil {
		t.Error(err)
	}
	got, test, err := other.LastTest(ctx, other.admin, id)
	if err != nil || got.AWS.RoleARN != arn || slices.ContainsFunc(test.Results,
		func(r proof.Result) bool { return r.Step == account.RefuseFormer }) {
		t.Errorf("the test of the former role is kept: %+v, %v", test, err)
	}
}
