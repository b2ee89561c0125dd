package budget_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/budget"
)

// TestShares: whoever holds their whole share leaves the rest to others, and memory that is
// released goes to who waits.
func TestShares(t *testing.T) {
	for _, row := range []struct {
		name  string
		held  []budget.Holder // 4 bytes each
		asks  budget.Holder
		waits bool
	}{
		{"nobody else", nil, budget.Holder{Site: "a", Connection: "1"}, false},
		{"the same connection", []budget.Holder{{"a", "1"}},
			budget.Holder{Site: "a", Connection: "1"}, true},
		{"another connection", []budget.Holder{{"a", "1"}},
			budget.Holder{Site: "a", Connection: "2"}, false},
		{"a site with two connections", []budget.Holder{{"a", "1"}, {"a", "2"}},
			budget.Holder{Site: "a", Connection: "3"}, true},
		{"another site", []budget.Holder{{"a", "1"}, {"a", "2"}},
			budget.Holder{Site: "b", Connection: "1"}, false},
		{"everything", []budget.Holder{{"a", "1"}, {"a", "2"}, {"b", "1"}},
			budget.Holder{Site: "c", Connection: "1"}, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := budget.New(budget.Sizes{Total: 12, Site: 8, Connection: 4})
				var releases []func()
				for _, h := range row.held {
					release, err := b.Acquire(t.Context(), h, 4)
					if err != nil {
						t.Fatal(err)
					}
					releases = append(releases, release)
				}
				got := make(chan error, 1)
				go func() {
					release, err := b.Acquire(t.Context(), row.asks, 1)
					if err == nil {
						release()
					}
					got <- err
				}()
				synctest.Wait()
				if waits := len(got) == 0; waits != row.waits {
					t.Errorf("waits: %v", waits)
				}
				for _, release := range releases {
					release()
				}
				if err := <-got; err != nil {
					t.Error(err)
				}
				if release, err := b.Acquire(t.Context(), row.asks, 4); err != nil {
					t.Error(err)
				} else {
					release()
				}
				if left := b.NamesForTest(); left != 0 {
					t.Errorf("%d shares are left that nobody uses", left)
				}
			})
		})
	}
}

// TestAWaitEndsWithItsCall: a call that waited in vain holds nothing, in whichever share it waited.
func TestAWaitEndsWithItsCall(t *testing.T) {
	for _, asks := range []budget.Holder{{"a", "1"}, {"a", "3"}, {"c", "1"}} {
		synctest.Test(t, func(t *testing.T) {
			b := budget.New(budget.Sizes{Total: 12, Site: 8, Connection: 4})
			for _, h := range []budget.Holder{{"a", "1"}, {"a", "2"}, {"b", "1"}} {
				release, err := b.Acquire(t.Context(), h, 4)
				if err != nil {
					t.Fatal(err)
				}
				time.AfterFunc(time.Minute, release)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if _, err := b.Acquire(ctx, asks, 4); err == nil {
				t.Fatal("was not held up")
			}
			time.Sleep(time.Hour)
			for _, h := range []budget.Holder{asks, {asks.Site, "x"}, {"x", "x"}} {
				if _, err := b.Acquire(t.Context(), h, 4); err != nil {
					t.Errorf("%+v got nothing: %v", h, err)
				}
			}
		})
	}
}
