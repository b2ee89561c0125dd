package connectiontest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pagewatch/internal/connection"
)

var classes = []connection.Class{connection.Secret, connection.Metadata}

// text returns a JSON text of so many bytes.
func text(bytes int) string { return `"` + strings.Repeat("x", bytes-2) + `"` }

// largeValues: the largest values are stored, and a listing returns many of them.
func largeValues(t *testing.T, k Kit) {
	large := text(connection.MaxValue)
	for _, class := range classes {
		at := connection.Key{Class: class, Space: "42", ID: "c-large"}
		put(t, k, ours, connection.Item{Key: at, Value: []byte(large)})
		wantValue(t, k, ours, at, large)
	}
	for i := range 29 {
		put(t, k, ours, connection.Item{
			Key:   connection.Key{Class: connection.Metadata, Space: "42", ID: fmt.Sprint("c-", i)},
			Value: []byte(large)})
	}
	items, err := k.List(context.Background(), ours, "42")
	if err != nil || len(items) != 30 {
		t.Fatalf("a listing holds %d records, %v, want 30", len(items), err)
	}
	for _, item := range items {
		if string(item.Value) != large {
			t.Errorf("%s was listed with %d bytes", item.Key.ID, len(item.Value))
		}
	}
}

// tooLargeValues: one byte more is refused, and the previous value stays.
func tooLargeValues(t *testing.T, k Kit) {
	for _, class := range classes {
		at := connection.Key{Class: class, Space: "42", ID: "c-1"}
		item := connection.Item{Key: at, Value: []byte(text(connection.MaxValue + 1)), Create: true}
		if err := k.Put(context.Background(), ours, item); !errors.Is(err, connection.ErrTooLarge) {
			t.Errorf("creating one: %v, want ErrTooLarge", err)
		}
		wantAbsent(t, k, ours, at)
		put(t, k, ours, connection.Item{Key: at, Value: []byte(`"before"`)})
		item.Create = false
		if err := k.Put(context.Background(), ours, item); !errors.Is(err, connection.ErrTooLarge) {
			t.Errorf("replacing with one: %v, want ErrTooLarge", err)
		}
		wantValue(t, k, ours, at, `"before"`)
	}
}
