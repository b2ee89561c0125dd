package connection_test

import (
	"errors"
	"fmt"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access/accesstest"
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
		secret := place + `,"version":"v","token":"kept"}`
		rubbish(t, backend, connection.Metadata, c.ID,
			place+`,"version":"another","status":"ready"}`)
		rubbish(t, backend, connection.Secret, c.ID, secret)
		name := "Renamed"
		change := connection.Change{Name: &name}
		_, link := s.Link(ctx, admin.Reader(), c.ID)
		_, preview := s.Preview(ctx, admin, c.ID, change)
		_, update := s.Update(ctx, admin, c.ID, change, none)
		for what, err := range map[string]error{
			"a view": link, "a test": preview, "a change": update} {
			if !errors.Is(err, connection.ErrUnknownKind) {
				t.Errorf("%q, %s: %v, want ErrUnknownKind", kind, what, err)
			}
		}
		if repaired, err := s.Repair(ctx, admin); err != nil || repaired.Failed != nil {
			t.Errorf("%q: a repair: %+v, %v", kind, repaired, err)
		}
		key := connection.Key{Class: connection.Secret, Space: "1", ID: c.ID}
		if kept, err := backend.Get(ctx, connection.Tenant{Installation: instA}, key); err != nil ||
			string(kept) != secret {
			t.Errorf("%q: the record was written anew: %s, %v", kind, kept, err)
		}
		if list, err := s.List(ctx, admin.Reader()); err != nil || len(list) != 2 ||
			list[1].Name != "Tomorrow" || string(list[1].Kind) != kind {
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
