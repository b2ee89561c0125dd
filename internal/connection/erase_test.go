package connection_test

import (
	"context"
	"fmt"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/platform/access/accesstest"
)

// partly lists a few records at a time, as the hosted store does with very many.
type partly struct{ connection.Backend }

func (b partly) List(ctx context.Context, tenant connection.Tenant, space string) (
	[]connection.Item, error) {
	items, err := b.Backend.List(ctx, tenant, space)
	if len(items) > 3 {
		return items[:3], connection.ErrMore
	}
	return items, err
}

// TestErasureIsComplete: an erasure is complete however few records a listing
// contains.
func TestErasureIsComplete(t *testing.T) {
	backend := newBackend(t)
	s := newStore(t, backend)
	draft := connectiontest.Role()
	for space := range 3 {
		for i := range 4 {
			draft.Name = fmt.Sprint("Account ", i)
			create(t, s, accesstest.Admin(t, instA, fmt.Sprint(space+1)), draft)
		}
	}
	erased, err := newStore(t, partly{backend}).EraseInstallation(ctx,
		accesstest.Platform(t, instA))
	items, errList := backend.List(ctx, connection.Tenant{Installation: instA}, "")
	if err != nil || erased != 12 || len(items) != 0 || errList != nil {
		t.Errorf("%d connections erased, %v; %d records left, %v", erased, err, len(items), errList)
	}
}
