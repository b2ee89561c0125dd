package limit_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/resolver/limit"
)

// TestPersonsAreServedInRotation: each row is calls that come one after the other, named by their
// persons, at two turns a second. A call that is refused has the turn -1.
func TestPersonsAreServedInRotation(t *testing.T) {
	rows := []struct {
		name, persons string
		want          []time.Duration
	}{
		{"alone, all places are free", "aaaaaaa",
			[]time.Duration{ms(500), ms(1000), ms(1500), ms(2000), ms(2500), ms(3000), -1}},
		{"another's only call is second, and the last of many is refused", "aaaaaab",
			[]time.Duration{ms(500), ms(1500), ms(2000), ms(2500), ms(3000), -1, ms(1000)}},
		{"two share", "aaaaaabbbbbb",
			[]time.Duration{ms(500), ms(1500), ms(2500), -1, -1, -1,
				ms(1000), ms(2000), ms(3000), -1, -1, -1}},
		{"an only call keeps its place", "abcdefgaaa",
			[]time.Duration{ms(500), ms(1000), ms(1500), ms(2000), ms(2500), ms(3000), -1, -1, -1,
				-1}},
		{"everybody's first call is before anybody's second", "aaaabcdef",
			[]time.Duration{ms(500), -1, -1, -1, ms(1000), ms(1500), ms(2000), ms(2500), ms(3000)}},
		{"nobody has a name", "------b",
			[]time.Duration{ms(500), ms(1500), ms(2000), ms(2500), ms(3000), -1, ms(1000)}},
	}
	for _, row := range rows {
		synctest.Test(t, func(t *testing.T) {
			l := limit.New(2, burst, time.Now)
			_, _ = rush(t.Context(), l, "key", burst)
			if got := turns(t, l, row.persons); !slices.Equal(got, row.want) {
				t.Errorf("%s: %v, want %v", row.name, got, row.want)
			}
		})
	}
}

// turns returns when each of the persons' calls had its turn, -1 for a refusal.
func turns(t *testing.T, l *limit.Limiter, persons string) []time.Duration {
	started, at := time.Now(), make([]time.Duration, len(persons))
	var wg sync.WaitGroup
	for i, person := range persons {
		wg.Go(func() {
			err := l.Wait(t.Context(), "key", string(person))
			at[i] = time.Since(started)
			if busy := limit.AsBusy(err); busy != nil {
				at[i] = -1
				if busy.Person != string(person) || busy.After <= 0 {
					t.Errorf("%c is refused with %+v", person, busy)
				}
			}
		})
		synctest.Wait()
	}
	wg.Wait()
	return at
}

// TestAFloodTakesNobodysTurns: one person asks from twelve loops. Another, with one call at a time,
// waits for no more than two turns.
func TestAFloodTakesNobodysTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit.New(2, burst, time.Now)
		ctx, stop := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for range 12 {
			wg.Go(func() {
				for ctx.Err() == nil {
					_ = l.Wait(ctx, "key", "ada")
					time.Sleep(ms(10))
				}
			})
		}
		for range 100 {
			time.Sleep(ms(730))
			started := time.Now()
			if err := l.Wait(ctx, "key", "bob"); err != nil || time.Since(started) > time.Second {
				t.Errorf("%v after %v", err, time.Since(started))
			}
		}
		stop()
		wg.Wait()
	})
}

// TestARotationGoesOn: those who come back at once do not go before the second call of another.
func TestARotationGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit.New(2, burst, time.Now)
		_, _ = rush(t.Context(), l, "key", burst)
		ctx, stop := context.WithCancel(t.Context())
		for _, person := range []string{"bob", "eve"} {
			go func() {
				for l.Wait(ctx, "key", person) == nil {
				}
			}()
		}
		if got := turns(t, l, "aa"); got[1] != ms(2000) { // the first of the second round
			t.Errorf("got %v", got)
		}
		stop()
	})
}

// TestThoseBehindMoveUp when a call in front of them leaves, and none of the turns is lost.
func TestThoseBehindMoveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit.New(2, burst, time.Now)
		_, _ = rush(t.Context(), l, "key", burst)
		ctx, leave := context.WithTimeout(t.Context(), ms(100))
		defer leave()
		go func() { _ = l.Wait(ctx, "key", "ada") }()
		synctest.Wait()
		if got := turns(t, l, "bc"); !slices.Equal(got, []time.Duration{ms(500), ms(1000)}) {
			t.Errorf("got %v", got)
		}
	})
}
