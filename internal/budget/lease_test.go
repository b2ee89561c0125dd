package budget_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/budget"
)

const kib = 1 << 10

// TestLeases: what a call holds is free for others when it ends, and before it waits for more.
func TestLeases(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := budget.New(budget.Sizes{Total: 2048 * kib, Site: 1024 * kib, Connection: 1024 * kib})
		mine := budget.Holder{Site: "a", Connection: "1"}
		hold := func(l *budget.Lease, n int64) <-chan error {
			got := make(chan error, 1)
			go func() { got <- l.Hold(t.Context(), n) }()
			synctest.Wait()
			return got
		}
		one, two, three := b.Lease(mine), b.Lease(mine), b.Lease(mine)
		for _, l := range []*budget.Lease{one, two, three} {
			if err := <-hold(l, 200*kib); err != nil {
				t.Fatal(err)
			}
		}
		long := hold(one, 300*kib) // all of the share, so it waits
		other := hold(two, 300*kib)
		if len(long) > 0 || len(other) > 0 {
			t.Error("more than the share is held")
		}
		short := b.Lease(mine)
		if err := <-hold(short, 1); err != nil { // past those who wait for much
			t.Error(err)
		}
		short.End()
		three.End()
		if err := <-long; err != nil { // and two holds nothing that one waits for
			t.Error(err)
		}
		one.Keep(1000 * kib)
		if err := <-hold(one, 24*kib); err != nil {
			t.Error(err)
		}
		if err := one.Hold(t.Context(), 25*kib); !errors.Is(err, budget.ErrTooLarge) {
			t.Errorf("more than the share: %v", err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := three.Hold(ctx, 1); !errors.Is(err, budget.ErrWait) {
			t.Errorf("a full share: %v", err)
		}
		one.End()
		if err := <-other; err != nil {
			t.Error(err)
		}
		two.End()
		if left := b.NamesForTest(); left != 0 {
			t.Errorf("%d shares are left that nobody uses", left)
		}
	})
	var none *budget.Budget
	l := none.Lease(budget.Holder{})
	l.Keep(1)
	if err := l.Hold(context.Background(), 1<<40); err != nil || l.Kept() != 0 {
		t.Error("a nil lease counts")
	}
	l.End()
}
