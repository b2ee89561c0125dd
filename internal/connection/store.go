package connection

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// Store stores the connections of spaces. Every method requires a right that Confluence granted:
// without one no record is reachable, and a right for one space opens nothing of another.
type Store struct {
	backend Backend
	rules   Rules
	now     func() time.Time
}

// NewStore returns a store on the backend, under the operator's rules.
func NewStore(backend Backend, rules Rules, now func() time.Time) *Store {
	return &Store{backend: backend, rules: rules, now: now}
}

// connectionID matches the ids of connections. Any other id is answered like an absent one.
var connectionID = regexp.MustCompile(`^c-[a-z2-7]{26}$`)

// maxConnections bounds the connections of a space, which keeps lists short.
const maxConnections = 50

// tenant returns the tenant and the space of the right. The zero right has none.
func (s *Store) tenant(r access.Reader) (Tenant, string, error) {
	if r.Installation() == "" || r.Space() == "" {
		return Tenant{}, "", errors.New("reaching the store without a right")
	}
	return Tenant{r.Installation(), r.SystemToken()}, r.Space(), nil
}

// List returns the space's connections, sorted by name.
func (s *Store) List(ctx context.Context, reader access.Reader) ([]Connection, error) {
	tenant, space, err := s.tenant(reader)
	if err != nil {
		return nil, err
	}
	items, err := s.backend.List(ctx, tenant, space)
	if err != nil {
		return nil, err
	}
	kept := tests(tenant, space, items)
	out := make([]Connection, 0, len(items))
	for _, item := range items {
		if !connectionID.MatchString(item.Key.ID) {
			continue
		}
		m, err := decode[metadata](item.Value)
		if err != nil || !m.belongs(tenant, Key{Metadata, space, item.Key.ID}) {
			// One damaged record must not hide the others. The settings show it, so that it can be
			// removed.
			m.Connection = Connection{ID: item.Key.ID, Status: Damaged, Shown: unreadable()}
		}
		test, found := kept[s.about(m.ID, m.Access, m.Kind)]
		if found && m.Kind.Known() { // what a test of an unknown kind covers is unknown too
			m.Test = &test
		}
		out = append(out, m.listed())
	}
	slices.SortFunc(out, func(a, b Connection) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// metadata is the copy for lists.
type metadata struct {
	Installation string `json:"installation"`
	Space        string `json:"space"`
	// Access is the secret record's.
	Access string `json:"access,omitempty"`
	Connection
}

func (m metadata) belongs(tenant Tenant, key Key) bool {
	return m.Installation == tenant.Installation && m.Space == key.Space && m.ID == key.ID &&
		m.whole()
}

// Link returns a connection with its secrets in one read, ErrNotFound, or ErrUnknownKind. It checks
// the record against the operator's rules, which may have changed since it was linked, and returns
// ErrNoLongerAllowed, ErrNotOffered or ErrUserKeysForbidden.
func (s *Store) Link(ctx context.Context, reader access.Reader, id string) (Link, error) {
	r, err := s.readKnown(ctx, reader, id)
	if err != nil {
		return Link{}, err
	}
	if r = r.at(s.now()); !r.usable() {
		return Link{}, ErrCorrupt
	}
	if err := r.draft().validateTarget(s.rules); errors.Is(err, ErrUserKeysForbidden) ||
		errors.Is(err, ErrNotOffered) {
		return Link{}, err
	} else if err != nil || s.rules.own(r) {
		return Link{}, ErrNoLongerAllowed
	}
	return s.link(r), nil
}

// Preview returns the connection with a change applied, for a test, without writing anything. Its
// External ID is the space's newest, whether the connection uses it yet or not. If the change
// leaves the target as it is and a rotation is in progress, the test asks for the former one too.
func (s *Store) Preview(ctx context.Context, admin access.Admin, id string, change Change) (Link,
	error) {
	r, err := s.readKnown(ctx, admin.Reader(), id)
	if err != nil {
		return Link{}, err
	}
	draft, err := s.changed(r, change)
	if err != nil {
		return Link{}, err
	}
	if !r.Kind.asksExternalID() {
		return s.link(r.with(draft)), nil
	}
	ids, err := s.externalIDs(ctx, admin)
	if err != nil {
		return Link{}, err
	}
	link := s.link(r.with(draft).using(ids.newest))
	if link.uses = r.usageOf(ids.newest); !r.reaches(draft) {
		link.Target = link.withFormer(ids.former)
	}
	return link, nil
}

// DraftLink returns a draft as a link with the space's External ID. It writes nothing but the
// External ID.
func (s *Store) DraftLink(ctx context.Context, admin access.Admin, draft Draft) (Link, error) {
	if err := draft.validateTarget(s.rules); err != nil {
		return Link{}, err
	}
	if err := draft.checkEnd(Draft{}, s.now()); err != nil {
		return Link{}, err
	}
	r, err := s.fresh(ctx, admin, draft)
	if err != nil {
		return Link{}, err
	}
	return s.link(r), nil
}

func (s *Store) read(ctx context.Context, reader access.Reader, id string) (record, error) {
	tenant, space, err := s.tenant(reader)
	if err != nil {
		return record{}, err
	}
	return load[record](ctx, s, tenant, Key{Secret, space, possible(id)})
}

// readKnown returns a record of a kind that this version knows, or ErrUnknownKind.
func (s *Store) readKnown(ctx context.Context, reader access.Reader, id string) (record, error) {
	r, err := s.read(ctx, reader, id)
	if err == nil && !r.Kind.Known() {
		return record{}, ErrUnknownKind
	}
	return r, err
}

// fresh returns the record of a draft, with a new id.
func (s *Store) fresh(ctx context.Context, admin access.Admin, draft Draft) (record, error) {
	tenant, space, err := s.tenant(admin.Reader())
	if err != nil {
		return record{}, err
	}
	r := record{Installation: tenant.Installation, Space: space, ID: "c-" + secret.RandomID()}.with(
		draft)
	if !draft.Kind.asksExternalID() {
		return r, nil
	}
	externalID, err := s.ExternalID(ctx, admin)
	if err != nil {
		return record{}, err
	}
	return r.using(externalID), nil
}

// Create validates a draft and stores it, given evidence that exactly this connection passed its
// test: metadata as pending, the secret, the test, metadata as ready. After a crash at any step,
// the settings show the connection and it can be removed.
func (s *Store) Create(ctx context.Context, admin access.Admin, draft Draft,
	evidence proof.Evidence) (Connection, error) {
	if err := draft.Validate(s.rules); err != nil {
		return Connection{}, err
	}
	if err := draft.checkEnd(Draft{}, s.now()); err != nil {
		return Connection{}, err
	}
	existing, err := s.List(ctx, admin.Reader())
	if err != nil {
		return Connection{}, err
	}
	if err := limits(existing, draft.Name, ""); err != nil {
		return Connection{}, err
	}
	r, err := s.fresh(ctx, admin, draft)
	if err != nil {
		return Connection{}, err
	}
	subject := s.link(r).Subject(admin)
	passed, err := evidence.Check(subject)
	if err != nil {
		return Connection{}, err
	}
	r = r.withOwner(passed.Owner)
	c, err := s.write(ctx, admin, r, TestOf(passed, subject))
	if err != nil {
		return Connection{}, s.abandoned(ctx, admin, r.ID, err)
	}
	if c, err = s.converge(ctx, admin, c); err != nil {
		return Connection{}, err
	}
	return c, s.withdrawSurplus(ctx, admin, c)
}

// write writes a new connection.
func (s *Store) write(ctx context.Context, admin access.Admin, r record, test Test) (Connection,
	error) {
	now := s.now().UTC().Truncate(time.Millisecond)
	c := Connection{ID: r.ID, Created: now, Updated: now, Status: Pending}
	if err := s.putMetadata(ctx, admin, r, &c, true); err != nil {
		return Connection{}, fmt.Errorf("announcing a connection: %w", err)
	}
	if err := s.withdrawSurplus(ctx, admin, c); err != nil {
		return Connection{}, err
	}
	if err := s.putSecret(ctx, admin, r, true); err != nil {
		return Connection{}, fmt.Errorf("keeping a connection's secret: %w", err)
	}
	if err := s.putTest(ctx, admin, s.link(r), test); err != nil {
		return Connection{}, err
	}
	c.Status = Ready
	if err := s.putMetadata(ctx, admin, r, &c, false); err != nil {
		return Connection{}, fmt.Errorf("finishing a connection: %w", err)
	}
	return c, nil
}

// withdrawSurplus removes a new connection if those that are ready or began before it fill the
// space or have its name. A creation calls it twice. At the end, the last creation to check sees
// all others as ready, so the limit holds. After the announcement, an early check makes it rare
// that two concurrent creations withdraw each other.
func (s *Store) withdrawSurplus(ctx context.Context, admin access.Admin, c Connection) error {
	before := func(other Connection) bool {
		return cmp.Or(other.Created.Compare(c.Created), cmp.Compare(other.ID, c.ID)) < 0
	}
	list, err := s.List(ctx, admin.Reader())
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(list, func(other Connection) bool {
		return other.ID == c.ID || other.Status != Ready && !before(other)
	})
	refusal := limits(others, c.Name, c.ID)
	if refusal == nil {
		return nil
	}
	_, err = s.Remove(ctx, admin, c.ID)
	return errors.Join(refusal, err)
}

// limits refuses a connection beyond the maximum, and a name that is taken.
func limits(existing []Connection, name, but string) error {
	if len(existing) >= maxConnections {
		return input.Field("name", "A space has at most %d connections. Remove one first.",
			maxConnections)
	}
	return unique(existing, name, but)
}

// unique refuses a name that another connection of the space has: authors could not distinguish
// them.
func unique(existing []Connection, name, but string) error {
	for _, c := range existing {
		if strings.EqualFold(c.Name, name) && c.ID != but && c.Status != Ready {
			return input.Field("name",
				"A connection of this name was left unfinished. Remove it first, or choose another name.")
		}
		if strings.EqualFold(c.Name, name) && c.ID != but {
			return input.Field("name",
				"Another connection of this space has this name. Choose one that tells them apart.")
		}
	}
	return nil
}
