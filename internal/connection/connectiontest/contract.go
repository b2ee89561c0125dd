package connectiontest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/secret"
)

// Kit is a fresh backend under test with its faults. A nil fault cannot happen to it.
type Kit struct {
	connection.Backend
	// Outages make every call fail from now on, each in a different way.
	Outages map[string]func()
	// Throttle makes the backend refuse every call from now on because of too many requests.
	Throttle func()
	// Lag makes listings leave out this many of the latest changes.
	Lag func(changes int)
	// Corrupt damages the value of a key.
	Corrupt func(t *testing.T, tenant connection.Tenant, key connection.Key)
}

// TestBackend runs the contract against a backend. open returns a fresh one for each call. The
// backend must accept the rights of package accesstest.
func TestBackend(t *testing.T, open func(*testing.T) Kit) {
	for name, test := range map[string]func(*testing.T, Kit){
		"round trip":                    roundTrip,
		"not found":                     notFound,
		"isolation":                     isolation,
		"conditional create":            conditionalCreate,
		"one creator wins":              oneCreatorWins,
		"last writer wins":              lastWriterWins,
		"large values":                  largeValues,
		"values that are too large":     tooLargeValues,
		"half-finished creation":        halfFinishedCreation,
		"half-finished removal":         halfFinishedRemoval,
		"half-finished rotation":        halfFinishedRotation,
		"erasure during a rotation":     erasureDuringARotation,
		"erasure of a connection":       erasureOfAConnection,
		"erasure of a space":            erasureOfASpace,
		"erasure of an installation":    erasureOfAnInstallation,
		"erasure of a thousand records": erasureOfAThousand,
		"lagging listing":               laggingListing,
		"corrupted records":             corruptedRecords,
		"unavailability":                unavailability,
		"throttling":                    throttling,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var (
	ours = connection.Tenant{Installation: "aaaaaaaa-0000-4000-8000-000000000001",
		SystemToken: secret.New("system-a")}
	theirs = connection.Tenant{Installation: "aaaaaaaa-0000-4000-8000-000000000002",
		SystemToken: secret.New("system-b")}
	key = connection.Key{Class: connection.Metadata, Space: "42", ID: "c-1"}
)

func put(t *testing.T, b connection.Backend, tenant connection.Tenant, item connection.Item) {
	t.Helper()
	if err := b.Put(context.Background(), tenant, item); err != nil {
		t.Fatal(err)
	}
}

func wantValue(t *testing.T, b connection.Backend, tenant connection.Tenant, k connection.Key,
	want string) {
	t.Helper()
	got, err := b.Get(context.Background(), tenant, k)
	if err != nil || string(got) != want {
		t.Errorf("%v: got %s, %v, want %s", k, got, err, want)
	}
}

func wantAbsent(t *testing.T, b connection.Backend, tenant connection.Tenant, k connection.Key) {
	t.Helper()
	if got, err := b.Get(context.Background(), tenant, k); !errors.Is(err,
		connection.ErrNotFound) || got != nil {
		t.Errorf("%v: got %s, %v, want ErrNotFound", k, got, err)
	}
}

func roundTrip(t *testing.T, k Kit) {
	wantAbsent(t, k, ours, key)
	if err := k.Delete(context.Background(), ours, key); err != nil &&
		!errors.Is(err, connection.ErrNotFound) {
		t.Errorf("erasing what is not there: %v", err)
	}
	put(t, k, ours, connection.Item{Key: key, Value: []byte(`{"n":1}`)})
	wantValue(t, k, ours, key, `{"n":1}`)
	put(t, k, ours, connection.Item{Key: key, Value: []byte(`{"n":2}`)})
	wantValue(t, k, ours, key, `{"n":2}`)
	if err := k.Delete(context.Background(), ours, key); err != nil {
		t.Fatal(err)
	}
	wantAbsent(t, k, ours, key)
}

// isolation: a record is invisible under another class, space, id or installation.
func isolation(t *testing.T, k Kit) {
	elsewhere := []connection.Key{
		{Class: connection.Secret, Space: "42", ID: "c-1"},
		{Class: connection.Metadata, Space: "4", ID: "c-1"},
		{Class: connection.Metadata, Space: "421", ID: "c-1"},
		{Class: connection.Metadata, Space: "42", ID: "c-2"},
		{Class: connection.Metadata, ID: "c-1"},
	}
	put(t, k, ours, connection.Item{Key: key, Value: []byte(`"ours"`)})
	for _, at := range elsewhere {
		wantAbsent(t, k, ours, at)
	}
	wantAbsent(t, k, theirs, key)
	for i, at := range elsewhere {
		put(t, k, ours, connection.Item{Key: at, Value: fmt.Appendf(nil, `"%d"`, i)})
	}
	put(t, k, theirs, connection.Item{Key: key, Value: []byte(`"theirs"`)})
	wantValue(t, k, ours, key, `"ours"`)
	wantListed(t, k, "42", `42 c-1 "ours"`, `42 c-2 "3"`)
	wantListed(t, k, "", ` c-1 "4"`, `4 c-1 "1"`, `42 c-1 "ours"`, `42 c-2 "3"`, `421 c-1 "2"`)
	if err := k.Delete(context.Background(), theirs, key); err != nil {
		t.Fatal(err)
	}
	wantValue(t, k, ours, key, `"ours"`)
	if got, err := k.List(context.Background(), theirs, "42"); err != nil || len(got) != 0 {
		t.Errorf("listing an empty space: %d records, %v", len(got), err)
	}
}

// wantListed lists the tenant's records and compares them, written as space, id and value.
func wantListed(t *testing.T, b connection.Backend, space string, want ...string) {
	t.Helper()
	items, err := b.List(context.Background(), ours, space)
	var got []string
	for _, item := range items {
		got = append(got, fmt.Sprintf("%s %s %s", item.Key.Space, item.Key.ID, item.Value))
		if item.Key.Class != connection.Metadata {
			t.Errorf("%v was listed", item.Key)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("listing %q: %q, %v, want %q", space, got, err, want)
	}
}

func conditionalCreate(t *testing.T, k Kit) {
	put(t, k, ours, connection.Item{Key: key, Value: []byte(`1`), Create: true})
	err := k.Put(context.Background(), ours,
		connection.Item{Key: key, Value: []byte(`2`), Create: true})
	if !errors.Is(err, connection.ErrExists) {
		t.Errorf("creating what is there: %v, want ErrExists", err)
	}
	wantValue(t, k, ours, key, `1`)
}

func oneCreatorWins(t *testing.T, k Kit) {
	var wg sync.WaitGroup
	won := make(chan int, 8)
	for i := range cap(won) {
		wg.Go(func() {
			item := connection.Item{Key: key, Value: fmt.Appendf(nil, "%d", i), Create: true}
			if k.Put(context.Background(), ours, item) == nil {
				won <- i
			}
		})
	}
	wg.Wait()
	close(won)
	winner, ok := <-won
	if _, second := <-won; !ok || second {
		t.Fatal("not exactly one creator won")
	}
	wantValue(t, k, ours, key, fmt.Sprint(winner))
}

// notFound: only an absent record is not found.
func notFound(t *testing.T, k Kit) {
	put(t, k, ours, connection.Item{Key: key, Value: []byte(`{}`)})
	for _, absent := range []connection.Key{
		{Class: connection.Secret, ID: "none"},
		{Class: connection.Metadata, Space: "42", ID: "none"},
		{Class: connection.Secret, Space: "42", ID: "c-"}} {
		wantAbsent(t, k, ours, absent)
	}
	if items, err := k.List(context.Background(), theirs, ""); err != nil || len(items) != 0 {
		t.Errorf("listing an empty space: %d records, %v, want none and no error", len(items),
			err)
	}
}

// lastWriterWins: one of many concurrent values stays, whole; and a later value replaces it.
func lastWriterWins(t *testing.T, k Kit) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			item := connection.Item{
				Key: key, Value: fmt.Appendf(nil, `"%s"`, strings.Repeat(fmt.Sprint(i), 1000))}
			if err := k.Put(context.Background(), ours, item); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	got, err := k.Get(context.Background(), ours, key)
	if err != nil || len(got) != 1002 || strings.Trim(string(got[1:1001]), string(got[1])) != "" {
		t.Errorf("after many writes at once: %.20s of %d bytes, %v", got, len(got), err)
	}
	put(t, k, ours, connection.Item{Key: key, Value: []byte(`"last"`)})
	wantValue(t, k, ours, key, `"last"`)
}
