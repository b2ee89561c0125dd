package connection_test

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/connection/embedded"
	"pagewatch/internal/durable/durabletest"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

const (
	instA = "aaaaaaaa-0000-4000-8000-000000000001"
	instB = "aaaaaaaa-0000-4000-8000-000000000002"
)

var ctx = context.Background()

// none is missing evidence.
var none proof.Evidence

// breaking lets the first n writes and erasures through and fails the rest, like a crash at that
// step.
type breaking struct {
	connection.Backend
	left int
	mu   sync.Mutex
}

// fails counts one more change, and reports whether it must fail.
func (b *breaking) fails() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left--
	return b.left < 0
}

var errCrash = errors.New("crash")

func (b *breaking) Put(ctx context.Context, tenant connection.Tenant, item connection.Item) error {
	if b.fails() {
		return errCrash
	}
	return b.Backend.Put(ctx, tenant, item)
}

func (b *breaking) Delete(ctx context.Context, tenant connection.Tenant, key connection.Key) error {
	if b.fails() {
		return errCrash
	}
	return b.Backend.Delete(ctx, tenant, key)
}

func newBackend(t *testing.T) connection.Backend {
	t.Helper()
	keys, err := secret.ParseKeyring(secret.NewKey("a"))
	if err != nil {
		t.Fatal(err)
	}
	backend, err := embedded.Open(filepath.Join(durabletest.Folder(t), "store.db"), keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = backend.Close() })
	return backend
}

func newStore(t *testing.T, backend connection.Backend) *connection.Store {
	t.Helper()
	return connection.NewStore(backend, connectiontest.Rules(),
		func() time.Time { return time.Unix(1_800_000_000, 0) })
}

func create(t *testing.T, s *connection.Store, admin access.Admin,
	draft connection.Draft) connection.Connection {
	t.Helper()
	c, err := s.Create(ctx, admin, draft, connectiontest.Evidence(t, s, admin, draft))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestExternalIDIsIssuedOnceAndNarrowed(t *testing.T) {
	s := newStore(t, newBackend(t))
	get := func(installation, space string) string {
		id, err := s.ExternalID(ctx, accesstest.Admin(t, installation, space))
		if err != nil {
			t.Fatal(err)
		}
		return id.Reveal()
	}
	first, other, foreign := get(instA, "1"), get(instA, "2"), get(instB, "1")
	if !regexp.MustCompile(`^pw-[a-z2-7]{26}-[a-z2-7]{26}$`).MatchString(first) {
		t.Errorf("%q does not look like an External ID", first)
	}
	if get(instA, "1") != first {
		t.Error("the second reading differs")
	}
	if first[:29] != other[:29] || first[29:] == other[29:] {
		t.Errorf("two spaces of a site: %s and %s, want the same site part only", first, other)
	}
	if first[:29] == foreign[:29] || first[30:] == foreign[30:] {
		t.Errorf("two installations share a part: %s and %s", first, foreign)
	}
}

func TestLinkHoldsWhatAViewNeeds(t *testing.T) {
	s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
	external, err := s.ExternalID(ctx, admin)
	if err != nil {
		t.Fatal(err)
	}
	role := create(t, s, admin, connectiontest.Role())
	link, err := s.Link(ctx, admin.Reader(), role.ID)
	if err != nil || link.AWS.RoleARN != connectiontest.Role().RoleARN ||
		link.AWS.ExternalID.Reveal() != external.Reveal() ||
		link.AWS.Account != "111122223333" || !link.AWS.Keys.AccessKeyID.Empty() ||
		!slices.Equal(link.AWS.Fence.Regions, connectiontest.Role().Regions) {
		t.Errorf("role: %+v, %v", link, err)
	}
	user := create(t, s, admin, connectiontest.User())
	link, err = s.Link(ctx, admin.Reader(), user.ID)
	if err != nil ||
		link.AWS.Keys.SecretAccessKey.Reveal() != connectiontest.User().SecretAccessKey.Reveal() ||
		!link.AWS.ExternalID.Empty() {
		t.Errorf("user: %+v, %v", link, err)
	}
	list, err := s.List(ctx, admin.Reader())
	if err != nil || len(list) != 2 || list[0].Name != "Logistics" ||
		list[1].Status != connection.Ready {
		t.Errorf("list: %+v, %v", list, err)
	}
	shown, err := json.Marshal(list)
	for _, hidden := range []string{external.Reveal(), "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI"} {
		if err != nil || strings.Contains(string(shown), hidden) {
			t.Errorf("the list shows a secret (%v)", err)
		}
	}
}

func TestAnotherSpaceOrInstallationSeesNothing(t *testing.T) {
	s := newStore(t, newBackend(t))
	c := create(t, s, accesstest.Admin(t, instA, "1"), connectiontest.Role())
	name := "stolen"
	for where, admin := range map[string]access.Admin{
		"another space":        accesstest.Admin(t, instA, "2"),
		"another installation": accesstest.Admin(t, instB, "1"),
	} {
		_, errLink := s.Link(ctx, admin.Reader(), c.ID)
		_, errPreview := s.Preview(ctx, admin, c.ID, connection.Change{})
		_, errUpdate := s.Update(ctx, admin, c.ID, connection.Change{Name: &name}, none)
		_, errRemove := s.Remove(ctx, admin, c.ID)
		for what, err := range map[string]error{
			"link": errLink, "preview": errPreview, "update": errUpdate, "remove": errRemove} {
			if !errors.Is(err, connection.ErrNotFound) {
				t.Errorf("%s from %s: %v, want ErrNotFound", what, where, err)
			}
		}
		if list, err := s.List(ctx, admin.Reader()); err != nil || len(list) != 0 {
			t.Errorf("list from %s: %+v, %v", where, list, err)
		}
	}
	if _, err := s.Link(ctx, accesstest.Reader(t, instA, "1"), c.ID); err != nil {
		t.Errorf("the connection suffered: %v", err)
	}
}

func TestTheZeroRightOpensNothing(t *testing.T) {
	s := newStore(t, newBackend(t))
	_, errList := s.List(ctx, access.Reader{})
	_, errLink := s.Link(ctx, access.Reader{}, "c-1")
	_, errCreate := s.Create(ctx, access.Admin{}, connectiontest.Role(), none)
	_, errRemove := s.Remove(ctx, access.Admin{}, "c-1")
	_, errID := s.ExternalID(ctx, access.Admin{})
	_, errErase := s.EraseInstallation(ctx, access.Platform{})
	_, errSpaces := s.Spaces(ctx, access.Platform{})
	for what, err := range map[string]error{
		"list": errList, "link": errLink, "create": errCreate, "remove": errRemove,
		"external id": errID,
		"erase":       errErase, "spaces": errSpaces,
		"erase space": s.EraseSpace(ctx, access.Platform{}, "1")} {
		if err == nil {
			t.Errorf("%s worked without a right", what)
		}
	}
}

func TestWildIDsAreNotFound(t *testing.T) {
	s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
	if _, err := s.ExternalID(ctx, admin); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"", "external-id", "../1", "c-", "c-" + strings.Repeat("a", 27),
		"c-" + strings.Repeat("A", 26)} {
		if _, err := s.Link(ctx, admin.Reader(), id); !errors.Is(err, connection.ErrNotFound) {
			t.Errorf("link %q: %v, want ErrNotFound", id, err)
		}
		if _, err := s.Remove(ctx, admin, id); !errors.Is(err, connection.ErrNotFound) {
			t.Errorf("remove %q: %v, want ErrNotFound", id, err)
		}
	}
}

func TestUpdate(t *testing.T) {
	s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
	c := create(t, s, admin, connectiontest.User())
	before, _ := s.Link(ctx, admin.Reader(), c.ID)
	name, regions := "Renamed", []string{"us-east-1"}
	change := connection.Change{Name: &name,
		AWSChange: connection.AWSChange{Regions: &regions}}
	planned, err := s.Preview(ctx, admin, c.ID, change)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Update(ctx, admin, c.ID, change, connectiontest.Sealed(t, planned.Subject(admin)))
	if err != nil || got.Name != name || !slices.Equal(got.Regions, regions) {
		t.Fatalf("got %+v, %v", got, err)
	}
	after, err := s.Link(ctx, admin.Reader(), c.ID)
	if err != nil || after.Version == before.Version ||
		after.AWS.Keys.SecretAccessKey.Reveal() != before.AWS.Keys.SecretAccessKey.Reveal() {
		t.Errorf("the keys changed or the version did not: %+v, %v", after, err)
	}
	key := secret.New("AKIAIOSFODNN8EXAMPLE")
	if _, err := s.Update(ctx, admin, c.ID,
		connection.Change{AWSChange: connection.AWSChange{AccessKeyID: &key}},
		none); err == nil {
		t.Error("half a pair of keys was accepted")
	}
	empty := []string{}
	if _, err := s.Update(ctx, admin, c.ID,
		connection.Change{AWSChange: connection.AWSChange{Regions: &empty}}, none); err == nil {
		t.Error("a connection without Regions was accepted")
	}
	if unchanged, _ := s.Link(ctx, admin.Reader(), c.ID); unchanged.Version != after.Version {
		t.Error("a refused change was written")
	}
}

// TestChangesThatNeedATest: whatever a change alters of what a connection reaches, it needs
// evidence of a test. A name and name prefixes do not.
func TestChangesThatNeedATest(t *testing.T) {
	text := func(s string) *string { return &s }
	hidden := func(s string) *secret.Value { v := secret.New(s); return &v }
	role, user := connectiontest.Role(), connectiontest.User()
	sameID, sameKey := user.AccessKeyID, user.SecretAccessKey
	otherKey := strings.Repeat("k", 40)
	for name, row := range map[string]struct {
		draft  connection.Draft
		change connection.Change
		needed bool
	}{
		"name":     {role, connection.Change{Name: text("Renamed")}, false},
		"prefixes": {role, awsChange(connection.AWSChange{NamePrefixes: &[]string{"a-"}}), false},
		"order of Regions": {role, awsChange(connection.AWSChange{
			Regions: &[]string{"us-east-1", "eu-central-1"}}), false},
		"fewer Regions": {role, awsChange(connection.AWSChange{Regions: &[]string{"us-east-1"}}),
			true},
		"role": {role, awsChange(connection.AWSChange{RoleARN: text(role.RoleARN + "2")}), true},
		"secret of the same key id": {user, awsChange(connection.AWSChange{AccessKeyID: &sameID,
			SecretAccessKey: hidden(otherKey)}), true},
		"key id of the same secret": {user, awsChange(connection.AWSChange{
			AccessKeyID: hidden("AKIAIOSFODNN8EXAMPLE"), SecretAccessKey: &sameKey}), true},
	} {
		s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
		c := create(t, s, admin, row.draft)
		before, _ := s.Link(ctx, admin.Reader(), c.ID)
		_, err := s.Update(ctx, admin, c.ID, row.change, none)
		after, _ := s.Link(ctx, admin.Reader(), c.ID)
		if (err != nil) != row.needed || (after.Version == before.Version) != row.needed {
			t.Errorf("%s without a test: %v, want refused: %v", name, err, row.needed)
		}
	}
}

func awsChange(c connection.AWSChange) connection.Change { return connection.Change{AWSChange: c} }

// TestInterruptedCreate crashes the creation after each of its writes: an incomplete connection
// cannot be viewed, is listed, and can be removed.
func TestInterruptedCreate(t *testing.T) {
	for steps, want := range []connection.Status{
		"", connection.Pending, connection.Pending, connection.Pending, connection.Ready} {
		backend := newBackend(t)
		admin := accesstest.Admin(t, instA, "1")
		if _, err := newStore(t, backend).ExternalID(ctx, admin); err != nil {
			t.Fatal(err)
		}
		evidence := connectiontest.Evidence(t, newStore(t, backend), admin, connectiontest.Role())
		_, err := newStore(t, &breaking{Backend: backend, left: steps}).Create(ctx, admin,
			connectiontest.Role(), evidence)
		if (err == nil) != (want == connection.Ready) {
			t.Fatalf("after %d writes: %v", steps, err)
		}
		s := newStore(t, backend)
		list, err := s.List(ctx, admin.Reader())
		if want == "" {
			if err != nil || len(list) != 0 {
				t.Errorf("after no write: %+v, %v", list, err)
			}
			continue
		}
		if err != nil || len(list) != 1 || list[0].Status != want {
			t.Fatalf("after %d writes: %+v, %v, want one %s", steps, list, err, want)
		}
		if _, err := s.Remove(ctx, admin, list[0].ID); err != nil {
			t.Errorf("after %d writes: removing: %v", steps, err)
		}
		if list, err := s.List(ctx, admin.Reader()); err != nil || len(list) != 0 {
			t.Errorf("after %d writes and removal: %+v, %v", steps, list, err)
		}
	}
}

func TestRemoveErasesTheSecretFirst(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := newStore(t, backend)
	c := create(t, s, admin, connectiontest.Role())
	if _, err := newStore(t, &breaking{Backend: backend, left: 2}).Remove(ctx, admin,
		c.ID); !errors.Is(err, errCrash) {
		t.Fatalf("got %v, want the crash", err)
	}
	if _, err := s.Link(ctx, admin.Reader(), c.ID); !errors.Is(err, connection.ErrNotFound) {
		t.Errorf("the secret outlived an interrupted removal: %v", err)
	}
	erased, err := s.Remove(ctx, admin, c.ID)
	if err != nil || !slices.Equal(erased.Records, []string{"metadata", "test"}) ||
		erased.Name != c.Name {
		t.Errorf("finishing the removal: %+v, %v", erased, err)
	}
	if _, err := s.Remove(ctx, admin, c.ID); !errors.Is(err, connection.ErrNotFound) {
		t.Errorf("removing again: %v, want ErrNotFound", err)
	}
}
