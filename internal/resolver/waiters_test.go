package resolver

import (
	"context"
	"testing"

	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
)

// TestACallThatEndedLendsNoInvocation, even in the moment before they part: their invocation opens
// nothing any more.
func TestACallThatEndedLendsNoInvocation(t *testing.T) {
	var c waiters
	come := func(id string) (leave, part func()) {
		ctx, leave := context.WithCancel(
			invocation.WithArrival(t.Context(), invocation.Arrival{ID: secret.New(id)}))
		_, part = c.join(ctx, flightKey{})
		return leave, part
	}
	leaveA, partA := come("a")
	leaveB, partB := come("b")
	want := func(id string) {
		t.Helper()
		if got := c.first(flightKey{}).ID.Reveal(); got != id {
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

// TestCallsWhileAServiceWasAsked: a waiter knows of the calls that were under way while they
// waited, of their question alone.
func TestCallsWhileAServiceWasAsked(t *testing.T) {
	var c waiters
	before, _ := c.join(t.Context(), flightKey{})
	other, _ := c.join(t.Context(), flightKey{version: "another"})
	if c.asked(before) {
		t.Error("nobody has been asked yet")
	}
	done := c.ask(flightKey{})
	during, _ := c.join(t.Context(), flightKey{})
	done()
	after, _ := c.join(t.Context(), flightKey{})
	for name, row := range map[string]struct {
		who  *waiter
		want bool
	}{"before": {before, true}, "during": {during, true}, "after": {after, false},
		"another flightKey": {other, false}} {
		if got := c.asked(row.who); got != row.want {
			t.Errorf("%s: %v, want %v", name, got, row.want)
		}
	}
	if len(c.asking) != 0 {
		t.Error("a call that is over is still counted")
	}
}
