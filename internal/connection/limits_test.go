package connection_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access/accesstest"
)

func TestNamesAreUniqueInASpace(t *testing.T) {
	s, admin := newStore(t, newBackend(t)), accesstest.Admin(t, instA, "1")
	first := create(t, s, admin, connectiontest.Role())
	user := create(t, s, admin, connectiontest.User())
	same := connectiontest.Role()
	same.Name = strings.ToUpper(same.Name)
	if _, err := s.Create(ctx, admin, same,
		connectiontest.Evidence(t, s, admin, same)); err == nil {
		t.Error("a second connection took the first one's name")
	}
	if _, err := s.Update(ctx, admin, user.ID, connection.Change{Name: &first.Name},
		none); err == nil {
		t.Error("a connection was renamed to another's name")
	}
	if _, err := s.Update(ctx, admin, first.ID, connection.Change{Name: &first.Name},
		none); err != nil {
		t.Errorf("keeping one's own name: %v", err)
	}
	create(t, s, accesstest.Admin(t, instA, "2"), same)
}

// TestSurplusConnectionsAreWithdrawn: concurrent creations, with one name and with many, end within
// the limits.
func TestSurplusConnectionsAreWithdrawn(t *testing.T) {
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
			later := connection.NewStore(backend, connectiontest.Rules(),
				func() time.Time { return time.Unix(1_800_000_001, 0) })
			_, err := later.Create(ctx, admin, draft, connectiontest.Evidence(t, s, admin, draft))
			var field *input.Error
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
