package resolver

import (
	"context"
	"testing"

	"pagewatch/internal/invocation"
	"pagewatch/internal/secret"
)

// TestWhoHasLeftIsNotGoneOutFor, even in the moment before they part: their invocation opens nothing any more.
func TestWhoHasLeftIsNotGoneOutFor(t *testing.T) {
	var c company
	come := func(id string) (leave, part func()) {
		ctx, leave := context.WithCancel(invocation.WithArrival(t.Context(), invocation.Arrival{ID: secret.New(id)}))
		return leave, c.join(ctx, question{})
	}
	leaveA, partA := come("a")
	leaveB, partB := come("b")
	want := func(id string) {
		t.Helper()
		if got := c.first(question{}).ID.Reveal(); got != id {
			t.Errorf("gone out for %q, want %q", got, id)
		}
	}
	want("a")
	leaveA()
	want("b")
	partA()
	want("b")
	leaveB()
	want("")
	partB()
	if len(c.waiting) != 0 {
		t.Error("somebody who has left is still waited for")
	}
}
