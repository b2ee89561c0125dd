package connection_test

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/goldentest"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

const (
	storedFile = "testdata/stored.txt"
	// rotationFile has what a rotation writes over the records of storedFile.
	rotationFile = "testdata/rotation.txt"
)

// recording records every write, in order.
type recording struct {
	connection.Backend
	mu      sync.Mutex
	written []string
}

func (r *recording) Put(ctx context.Context, t connection.Tenant, item connection.Item) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.written = append(r.written, fmt.Sprintf("%s %q %s %s", item.Key.Class, item.Key.Space,
		item.Key.ID, item.Value))
	return r.Backend.Put(ctx, t, item)
}

// randomPart matches the random part of ids, versions and External IDs.
var randomPart = regexp.MustCompile(`\b[a-z2-7]{26}\b`)

// lines returns the records with each random part replaced by a valid one, numbered by appearance.
func (r *recording) lines() string {
	seen := map[string]string{}
	text := strings.Join(r.written, "\n") + "\n"
	return randomPart.ReplaceAllStringFunc(text, func(part string) string {
		if seen[part] == "" {
			seen[part] = strings.Repeat("a", 25) + string(rune('a'+len(seen)))
		}
		return seen[part]
	})
}

// fixed returns evidence with constant times.
func fixed(t *testing.T, s *connection.Store, admin access.Admin,
	draft connection.Draft) proof.Evidence {
	t.Helper()
	keys, err := secret.ParseKeyring(secret.NewKey("evidence"))
	if err != nil {
		t.Fatal(err)
	}
	link, err := s.DraftLink(ctx, admin, draft)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Unix(1_800_000_000, 0).UTC()
	book := proof.NewBook(keys.Sealer(secret.Proof), func() time.Time { return at })
	subject := link.Subject(admin)
	passed := connectiontest.Passed(subject, at)
	if draft.Kind == connection.AWSUser {
		passed.Owner = "444455556666"
	}
	return book.Evidence(book.Seal(passed, subject))
}

// TestRecordsKeepTheirBytes compares what the store writes with a file: a later version has to read
// the records of this one, and this one those of earlier versions.
func TestRecordsKeepTheirBytes(t *testing.T) {
	r := &recording{Backend: newBackend(t)}
	s, admin := newStore(t, r), accesstest.Admin(t, instA, "1")
	role, user := connectiontest.Role(), connectiontest.User()
	role.NamePrefixes = []string{"checkout-", "payments-"}
	for _, draft := range []connection.Draft{role, user} {
		if _, err := s.Create(ctx, admin, draft, fixed(t, s, admin, draft)); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.List(ctx, admin.Reader())
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	name := "Renamed"
	if _, err := s.Update(ctx, admin, list[1].ID, connection.Change{Name: &name},
		none); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Remove(ctx, admin, list[0].ID); err != nil {
		t.Fatal(err)
	}
	goldentest.File(t, storedFile, r.lines())
}

// storedBackend returns a store with the records of the file.
func storedBackend(t *testing.T) connection.Backend {
	t.Helper()
	kept, err := os.ReadFile(storedFile)
	if err != nil {
		t.Fatal(err)
	}
	backend := newBackend(t)
	for line := range strings.Lines(string(kept)) {
		parts := strings.SplitN(strings.TrimSpace(line), " ", 4)
		key := connection.Key{Class: connection.Class(parts[0]), Space: strings.Trim(parts[1], `"`),
			ID: parts[2]}
		err := backend.Put(ctx, connection.Tenant{Installation: instA},
			connection.Item{Key: key, Value: []byte(parts[3])})
		if err != nil {
			t.Fatal(err)
		}
	}
	return backend
}

// TestARotationOfStoredRecords begins a rotation on the records of the file, moves the role, and
// ends the rotation. The records keep their bytes too.
func TestARotationOfStoredRecords(t *testing.T) {
	r := &recording{Backend: storedBackend(t)}
	space := &rotating{t: t, Backend: r, admin: accesstest.Admin(t, instA, "1"),
		now: time.Unix(1_800_000_000, 0).UTC()}
	space.Store = connection.NewStore(r, connectiontest.Rules(),
		func() time.Time { return space.now })
	begun := space.begin()
	if begun.Rotation == nil || len(begun.Rotation.Connections) != 1 {
		t.Fatalf("%+v", begun.Rotation)
	}
	id := begun.Rotation.Connections[0].ID
	space.passes(id, proof.Passed)
	if space.open().Rotation != nil {
		t.Error("the rotation has not ended")
	}
	space.wantUse(id, begun.ExternalID.Reveal(), false)
	goldentest.File(t, rotationFile, r.lines())
}

// TestStoredRecordsAreRead reads the records of the file.
func TestStoredRecordsAreRead(t *testing.T) {
	backend := storedBackend(t)
	s, admin := newStore(t, backend), accesstest.Admin(t, instA, "1")
	list, err := s.List(ctx, admin.Reader())
	if err != nil || len(list) != 2 || list[1].Name != "Renamed" || list[1].Test == nil {
		t.Fatalf("%+v, %v", list, err)
	}
	role, err := s.Link(ctx, admin.Reader(), list[1].ID)
	if err != nil || role.Kind != connection.AWSRole || role.AWS.Account != "111122223333" ||
		!slices.Equal(role.AWS.Fence.NamePrefixes, []string{"checkout-", "payments-"}) {
		t.Errorf("%+v, %v", role, err)
	}
	id, err := s.ExternalID(ctx, admin)
	if err != nil || id.Reveal() != role.AWS.ExternalID.Reveal() {
		t.Error("the role has another External ID than the space", err)
	}
	user, err := s.Link(ctx, admin.Reader(), list[0].ID)
	if err != nil || user.AWS.Account != "444455556666" ||
		user.AWS.Keys.AccessKeyID.Reveal() != connectiontest.User().AccessKeyID.Reveal() {
		t.Errorf("%+v, %v", user, err)
	}
}
