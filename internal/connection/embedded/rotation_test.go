package embedded_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/durable/durabletest"
	"pagewatch/internal/platform/access/accesstest"
)

// TestARotationIsResealed begins a rotation, and starts with a new key and then without the old one:
// the rotation goes on, and the connection keeps its External ID.
func TestARotationIsResealed(t *testing.T) {
	path := filepath.Join(durabletest.Folder(t), "store.db")
	admin := accesstest.Admin(t, tenant.Installation, "42")
	var begun connection.Repaired
	var id string
	for i, keys := range [][]string{{writerKey}, {nextKey, writerKey}, {nextKey}} {
		file := open(t, path, ring(t, keys...))
		s := connection.NewStore(file, connectiontest.Rules(), time.Now)
		if i == 0 {
			c, err := s.Create(context.Background(), admin, connectiontest.Role(),
				connectiontest.Evidence(t, s, admin, connectiontest.Role()))
			if err != nil {
				t.Fatal(err)
			}
			id = c.ID
			if begun, err = s.BeginRotation(context.Background(), admin); err != nil {
				t.Fatal(err)
			}
		}
		now, err := s.Repair(context.Background(), admin)
		if err != nil || now.Rotation == nil || len(now.Rebound) != 0 ||
			now.ExternalID.Reveal() != begun.ExternalID.Reveal() ||
			!now.Rotation.Begun.Equal(begun.Rotation.Begun) {
			t.Errorf("start %d: %+v, %v", i, now.Rotation, err)
		}
		link, err := s.Link(context.Background(), admin.Reader(), id)
		if err != nil || link.AWS.ExternalID.Reveal() != begun.Rotation.Former.Reveal() {
			t.Errorf("start %d: the connection uses another External ID (%v)", i, err)
		}
		_ = file.Close()
	}
}
