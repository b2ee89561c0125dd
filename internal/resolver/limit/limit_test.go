package limit_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/resolver/limit"
)

// burst is how many calls leave at once.
const burst = 4

// ms is a duration in milliseconds.
func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// rush has n calls wait for their turns at once, each in a goroutine of its own that comes after
// the one before, and returns when each had its turn, -1 for those that were refused, with their
// error.
func rush(ctx context.Context, l *limit.Limiter, key string, n int) (turns []time.Duration,
	refusal error) {
	started := time.Now()
	out := make([]chan error, n)
	at := make([]time.Duration, n)
	for i := range n {
		out[i] = make(chan error, 1)
		go func() {
			err := l.Wait(ctx, key, "ada")
			at[i] = time.Since(started)
			out[i] <- err
		}()
		synctest.Wait()
	}
	for i := range n {
		if err := <-out[i]; err != nil {
			at[i], refusal = -1, err
		}
	}
	return at, refusal
}

func TestTurns(t *testing.T) {
	rows := []struct {
		name      string
		perSecond float64
		calls     int
		want      []time.Duration
		seconds   int // RetryAfter of a refused call
	}{
		{"a page's burst leaves at once", 2, 4, []time.Duration{0, 0, 0, 0}, 0},
		{"then two a second", 2, 6, []time.Duration{0, 0, 0, 0, ms(500), ms(1000)}, 0},
		{
			"nobody waits for more than three seconds", 2, 12,
			[]time.Duration{0, 0, 0, 0, ms(500), ms(1000), ms(1500), ms(2000), ms(2500), ms(3000),
				-1, -1}, 4,
		},
		{"nine a second", 9, 6, []time.Duration{0, 0, 0, 0, time.Second / 9, 2 * time.Second / 9},
			0},
		{"one in ten seconds", 0.1, 5, []time.Duration{0, 0, 0, 0, -1}, 10},
	}
	for _, row := range rows {
		synctest.Test(t, func(t *testing.T) {
			got, refusal := rush(t.Context(), limit.New(row.perSecond, burst, time.Now), "a", row.calls)
			near := func(a, b time.Duration) bool { return (a - b).Abs() < time.Microsecond }
			if !slices.EqualFunc(got, row.want, near) {
				t.Errorf("%s: %v, want %v", row.name, got, row.want)
			}
			busy := limit.AsBusy(refusal)
			if (busy != nil) != (row.seconds > 0) || busy != nil && busy.Seconds() != row.seconds {
				t.Errorf("%s: a refused call gets %v, want %d s", row.name, refusal, row.seconds)
			}
		})
	}
}

func TestKeysHaveTheirOwnTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit.New(2, burst, time.Now)
		for _, key := range []string{"c-1 eu-central-1", "c-1 us-east-1", "c-2 eu-central-1"} {
			if got, _ := rush(t.Context(), l, key, burst); !slices.Equal(got,
				make([]time.Duration, burst)) {
				t.Errorf("%s waited %v", key, got)
			}
		}
	})
}

func TestTurnsComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit.New(2, burst, time.Now)
		if _, refusal := rush(t.Context(), l, "a", 11); limit.AsBusy(refusal) == nil {
			t.Fatalf("got %v, want to be refused", refusal)
		}
		time.Sleep(2 * time.Second)
		if got, _ := rush(t.Context(), l, "a", 5); !slices.Equal(got,
			[]time.Duration{0, 0, 0, 0, ms(500)}) {
			t.Errorf("after a quiet time: %v", got)
		}
	})
}

// TestACallerWhoLeavesGivesTheTurnBack: a reader who is gone costs those who come later nothing.
func TestACallerWhoLeavesGivesTheTurnBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit.New(2, burst, time.Now)
		_, _ = rush(t.Context(), l, "a", burst)
		ctx, cancel := context.WithTimeout(t.Context(), ms(100))
		defer cancel()
		started := time.Now()
		if err := l.Wait(ctx, "a", "ada"); !errors.Is(err, context.DeadlineExceeded) ||
			time.Since(started) != ms(100) {
			t.Errorf("got %v after %v", err, time.Since(started))
		}
		if err := l.Wait(t.Context(), "a", "ada"); err != nil || time.Since(started) != ms(500) {
			t.Errorf("the next one: %v after %v, want the turn that was given back", err,
				time.Since(started))
		}
	})
}

func TestACallerWhoHasLeftTakesNoTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit.New(2, burst, time.Now)
		ctx, leave := context.WithCancel(t.Context())
		leave()
		for range 10 {
			if err := l.Wait(ctx, "a", "ada"); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		}
		if got, _ := rush(t.Context(), l, "a", burst); !slices.Equal(got,
			make([]time.Duration, burst)) {
			t.Errorf("the others waited %v", got)
		}
	})
}

// TestTheErrorIsTheCause: a wait that ends with its context returns why that has ended.
func TestTheErrorIsTheCause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, cause := limit.New(2, burst, time.Now), errors.New("a cause")
		_, _ = rush(t.Context(), l, "a", burst)
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(ms(100), func() { cancel(cause) })
		for name, err := range map[string]error{
			"in the queue": l.Wait(ctx, "a", "ada"), "before it": l.Wait(ctx, "a", "ada")} {
			if !errors.Is(err, cause) {
				t.Errorf("%s: %v, want %v", name, err, cause)
			}
		}
	})
}

// TestIdleKeysAreForgotten: memory holds what was asked for in the last seconds, and who waits is
// not forgotten.
func TestIdleKeysAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := limit.New(2, burst, time.Now)
		for i := range 1000 {
			if err := l.Wait(t.Context(), fmt.Sprint(i), "ada"); err != nil {
				t.Fatal(err)
			}
		}
		if l.Keys() != 1000 {
			t.Fatalf("%d keys are kept, want 1000", l.Keys())
		}
		time.Sleep(2 * time.Second)
		for range 10 { // the last one's turn is in three seconds
			go func() { _ = l.Wait(t.Context(), "busy", "ada") }()
		}
		synctest.Wait()
		if l.Keys() != 1 {
			t.Errorf("%d keys are kept, want the busy one", l.Keys())
		}
		time.Sleep(2 * time.Second)
		if err := l.Wait(t.Context(), "another", "ada"); err != nil || l.Keys() != 2 {
			t.Errorf("%d keys are kept, %v, want the busy one and another", l.Keys(), err)
		}
		if err := l.Wait(t.Context(), "busy", "ada"); err != nil {
			t.Error(err)
		}
		time.Sleep(10 * time.Second)
	})
}

func TestBusySaysWhen(t *testing.T) {
	for after, want := range map[time.Duration]int{
		0: 1, ms(1): 1, ms(1000): 1, ms(3001): 4, ms(3500): 4} {
		if got := (&limit.Busy{After: after}).Seconds(); got != want {
			t.Errorf("%v becomes %d s, want %d", after, got, want)
		}
	}
	if limit.AsBusy(fmt.Errorf("asking: %w", &limit.Busy{})) == nil ||
		limit.AsBusy(errors.New("another")) != nil {
		t.Error("AsBusy takes another error for a Busy")
	}
}
