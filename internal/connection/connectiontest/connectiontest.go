// Package connectiontest is the contract of connection.Backend as a test suite, and what tests of stores share.
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
	"pagewatch/internal/region"
	"pagewatch/internal/secret"
)

// Rules are the rules of a deployment in the commercial partition.
func Rules() connection.Rules {
	commercial, _ := region.Of("aws")
	return connection.Rules{Partition: commercial, OwnAccounts: []string{"000011112222"}}
}

// Role is a valid draft of a role connection.
func Role() connection.Draft {
	return connection.Draft{
		Name: "Payments production", Kind: connection.AWSRole,
		RoleARN: "arn:aws:iam::111122223333:role/PagewatchReadAlarms", Regions: []string{"eu-central-1", "us-east-1"},
	}
}

// User is a valid draft of an IAM user connection.
func User() connection.Draft {
	return connection.Draft{
		Name: "Logistics", Kind: connection.AWSUser, Regions: []string{"eu-central-1"},
		AccessKeyID:     secret.New("AKIAIOSFODNN7EXAMPLE"),
		SecretAccessKey: secret.New("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}
}

// TestBackend runs the contract against a backend. open returns a fresh one for each call.
func TestBackend(t *testing.T, open func(*testing.T) connection.Backend) {
	for name, test := range map[string]func(*testing.T, connection.Backend){
		"round trip":         roundTrip,
		"isolation":          isolation,
		"conditional create": conditionalCreate,
		"one creator wins":   oneCreatorWins,
		"large values":       largeValues,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var (
	ours   = connection.Tenant{Installation: "aaaaaaaa-0000-4000-8000-000000000001", SystemToken: secret.New("system-a")}
	theirs = connection.Tenant{Installation: "aaaaaaaa-0000-4000-8000-000000000002", SystemToken: secret.New("system-b")}
	key    = connection.Key{Class: connection.Metadata, Space: "42", ID: "c-1"}
)

func put(t *testing.T, b connection.Backend, tenant connection.Tenant, item connection.Item) {
	t.Helper()
	if err := b.Put(context.Background(), tenant, item); err != nil {
		t.Fatal(err)
	}
}

func wantValue(t *testing.T, b connection.Backend, tenant connection.Tenant, k connection.Key, want string) {
	t.Helper()
	got, err := b.Get(context.Background(), tenant, k)
	if err != nil || string(got) != want {
		t.Errorf("%v: got %s, %v, want %s", k, got, err, want)
	}
}

func wantAbsent(t *testing.T, b connection.Backend, tenant connection.Tenant, k connection.Key) {
	t.Helper()
	if got, err := b.Get(context.Background(), tenant, k); !errors.Is(err, connection.ErrNotFound) || got != nil {
		t.Errorf("%v: got %s, %v, want ErrNotFound", k, got, err)
	}
}

func roundTrip(t *testing.T, b connection.Backend) {
	wantAbsent(t, b, ours, key)
	if err := b.Delete(context.Background(), ours, key); err != nil {
		t.Errorf("erasing what is not there: %v", err)
	}
	put(t, b, ours, connection.Item{Key: key, Value: []byte(`{"n":1}`)})
	wantValue(t, b, ours, key, `{"n":1}`)
	put(t, b, ours, connection.Item{Key: key, Value: []byte(`{"n":2}`)})
	wantValue(t, b, ours, key, `{"n":2}`)
	if err := b.Delete(context.Background(), ours, key); err != nil {
		t.Fatal(err)
	}
	wantAbsent(t, b, ours, key)
}

// isolation: no record is seen through another class, space, id or installation.
func isolation(t *testing.T, b connection.Backend) {
	elsewhere := []connection.Key{
		{Class: connection.Secret, Space: "42", ID: "c-1"},
		{Class: connection.Metadata, Space: "4", ID: "c-1"},
		{Class: connection.Metadata, Space: "421", ID: "c-1"},
		{Class: connection.Metadata, Space: "42", ID: "c-2"},
		{Class: connection.Metadata, ID: "c-1"},
	}
	put(t, b, ours, connection.Item{Key: key, Value: []byte(`"ours"`)})
	for _, k := range elsewhere {
		wantAbsent(t, b, ours, k)
	}
	wantAbsent(t, b, theirs, key)
	for i, k := range elsewhere {
		put(t, b, ours, connection.Item{Key: k, Value: fmt.Appendf(nil, `"%d"`, i)})
	}
	put(t, b, theirs, connection.Item{Key: key, Value: []byte(`"theirs"`)})
	wantValue(t, b, ours, key, `"ours"`)
	wantListed(t, b, "42", `42 c-1 "ours"`, `42 c-2 "3"`)
	wantListed(t, b, "", ` c-1 "4"`, `4 c-1 "1"`, `42 c-1 "ours"`, `42 c-2 "3"`, `421 c-1 "2"`)
	if err := b.Delete(context.Background(), theirs, key); err != nil {
		t.Fatal(err)
	}
	wantValue(t, b, ours, key, `"ours"`)
	if got, err := b.List(context.Background(), theirs, "42"); err != nil || len(got) != 0 {
		t.Errorf("listing an empty space: %d records, %v", len(got), err)
	}
}

// wantListed lists our records and compares them, written as space, id and value.
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

func conditionalCreate(t *testing.T, b connection.Backend) {
	put(t, b, ours, connection.Item{Key: key, Value: []byte(`1`), Create: true})
	err := b.Put(context.Background(), ours, connection.Item{Key: key, Value: []byte(`2`), Create: true})
	if !errors.Is(err, connection.ErrExists) {
		t.Errorf("creating what is there: %v, want ErrExists", err)
	}
	wantValue(t, b, ours, key, `1`)
}

func oneCreatorWins(t *testing.T, b connection.Backend) {
	var wg sync.WaitGroup
	won := make(chan int, 8)
	for i := range cap(won) {
		wg.Go(func() {
			item := connection.Item{Key: key, Value: fmt.Appendf(nil, "%d", i), Create: true}
			if b.Put(context.Background(), ours, item) == nil {
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
	wantValue(t, b, ours, key, fmt.Sprint(winner))
}

func largeValues(t *testing.T, b connection.Backend) {
	large := `"` + strings.Repeat("x", 100<<10) + `"`
	put(t, b, ours, connection.Item{Key: key, Value: []byte(large)})
	wantValue(t, b, ours, key, large)
}
