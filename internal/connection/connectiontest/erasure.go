package connectiontest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/platform/access/accesstest"
)

func platform(t *testing.T) access.Platform {
	t.Helper()
	return accesstest.Platform(t, ours.Installation)
}

// externalID is the key of the installation's part of External IDs, spaceID of a space's.
var externalID = connection.Key{Class: connection.Secret, ID: "external-id"}

func spaceID(space string) connection.Key {
	return connection.Key{Class: connection.Secret, Space: space, ID: externalID.ID}
}

// wantNone checks that the listing of a space, or with "" of the installation, is empty.
func wantNone(t *testing.T, b connection.Backend, space string) {
	t.Helper()
	if items, err := b.List(context.Background(), ours, space); err != nil || len(items) != 0 {
		t.Errorf("%d records are left of %q (%v)", len(items), space, err)
	}
}

func erasureOfAConnection(t *testing.T, k Kit) {
	c, other := link(t, k, "1", "Removed"), link(t, k, "1", "Other")
	if _, err := storeOn(k).Remove(context.Background(), admin(t, "1"), c.ID); err != nil {
		t.Fatal(err)
	}
	wantGone(t, k, "1", c.ID)
	if _, err := storeOn(k).Remove(context.Background(), admin(t, "1"), c.ID); !errors.Is(err,
		connection.ErrNotFound) {
		t.Errorf("removing it again: %v, want ErrNotFound", err)
	}
	wantViewable(t, k, "1", other.ID)
}

func wantViewable(t *testing.T, b connection.Backend, space, id string) {
	t.Helper()
	if _, err := storeOn(b).Link(context.Background(), admin(t, space).Reader(), id); err != nil {
		t.Errorf("%s of space %s suffered: %v", id, space, err)
	}
}

func erasureOfASpace(t *testing.T, k Kit) {
	c, neighbour := link(t, k, "1", "Here"), link(t, k, "11", "Neighbour")
	if err := storeOn(k).EraseSpace(context.Background(), platform(t), "1"); err != nil {
		t.Fatal(err)
	}
	wantNone(t, k, "1")
	wantGone(t, k, "1", c.ID)
	wantAbsent(t, k, ours, spaceID("1"))
	wantViewable(t, k, "11", neighbour.ID)
}

func erasureOfAnInstallation(t *testing.T, k Kit) {
	foreign := connection.Item{
		Key:   connection.Key{Class: connection.Secret, Space: "1", ID: "c-theirs"},
		Value: []byte(`{}`)}
	put(t, k, theirs, foreign)
	var ids [][2]string
	for _, space := range []string{"1", "2"} {
		for _, name := range []string{"One", "Two"} {
			ids = append(ids, [2]string{space, link(t, k, space, name).ID})
		}
	}
	if erased, err := storeOn(k).EraseInstallation(context.Background(), platform(t)); err != nil ||
		erased != len(ids) {
		t.Errorf("%d connections erased, %v, want %d", erased, err, len(ids))
	}
	wantNone(t, k, "")
	for _, id := range ids {
		wantGone(t, k, id[0], id[1])
		wantAbsent(t, k, ours, spaceID(id[0]))
	}
	wantAbsent(t, k, ours, externalID)
	if erased, err := storeOn(k).EraseInstallation(context.Background(), platform(t)); err != nil ||
		erased != 0 {
		t.Errorf("erasing once more: %d, %v", erased, err)
	}
	wantValue(t, k, theirs, foreign.Key, `{}`)
}

// erasureOfAThousand: more records than any one answer contains, with the secrets that some stand
// for.
func erasureOfAThousand(t *testing.T, k Kit) {
	const records = 1001
	id := func(i int) string {
		return fmt.Sprintf("c-%s%c%c", "aaaaaaaaaaaaaaaaaaaaaaaa", 'a'+i/26%26, 'a'+i%26)
	}
	for i := range records {
		at := connection.Key{Class: connection.Metadata, Space: fmt.Sprint(1 + i/26/26), ID: id(i)}
		put(t, k, ours, connection.Item{Key: at, Value: []byte(`{}`)})
		if at.Class = connection.Secret; i%100 == 0 {
			put(t, k, ours, connection.Item{Key: at, Value: []byte(`{}`)})
		}
	}
	if erased, err := storeOn(k).EraseInstallation(context.Background(), platform(t)); err != nil ||
		erased != records {
		t.Errorf("%d records erased, %v, want %d", erased, err, records)
	}
	wantNone(t, k, "")
	for i := 0; i < records; i += 100 {
		wantAbsent(t, k, ours, connection.Key{
			Class: connection.Secret, Space: fmt.Sprint(1 + i/26/26), ID: id(i)})
	}
}
