package flight_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/resolver/flight"
)

// The tests run in bubbles of testing/synctest: time stands still until everybody waits, and a
// goroutine that is left behind fails the test.

const budget = 20 * time.Second

// result is what a waiter got.
type result struct {
	value  int
	joined bool
	err    error
}

// calls is what flights do in these tests: each takes its number and waits until it is released or
// cancelled.
type calls struct {
	mu      sync.Mutex
	n       int
	release chan error
}

func (c *calls) fly(ctx context.Context) (int, error) {
	c.mu.Lock()
	c.n++
	n := c.n
	c.mu.Unlock()
	select {
	case err := <-c.release:
		return n, err
	case <-ctx.Done():
		return n, ctx.Err()
	}
}

// wait boards in a goroutine of its own and sends what it got.
func wait(ctx context.Context, g *flight.Group[string, int], key string,
	fly func(context.Context) (int, error)) <-chan result {
	out := make(chan result, 1)
	go func() {
		value, joined, err := g.Do(ctx, key, fly)
		out <- result{value, joined, err}
	}()
	synctest.Wait()
	return out
}

func TestWaitersShareOneCall(t *testing.T) {
	failure := errors.New("refused")
	for name, outcome := range map[string]error{"a result": nil, "a failure": failure} {
		synctest.Test(t, func(t *testing.T) {
			g, c := flight.New[string, int](budget), &calls{release: make(chan error)}
			first := wait(t.Context(), g, "a", c.fly)
			var others []<-chan result
			for range 99 {
				others = append(others, wait(t.Context(), g, "a", c.fly))
			}
			c.release <- outcome
			if got := <-first; got != (result{1, false, outcome}) {
				t.Errorf("%s: the first got %+v", name, got)
			}
			for _, other := range others {
				if got := <-other; got != (result{1, true, outcome}) {
					t.Errorf("%s: another got %+v", name, got)
				}
			}
		})
	}
}

func TestKeysDoNotShareCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, c := flight.New[string, int](budget), &calls{release: make(chan error)}
		a, b := wait(t.Context(), g, "a", c.fly), wait(t.Context(), g, "b", c.fly)
		close(c.release)
		if got := <-a; got != (result{1, false, nil}) {
			t.Errorf("a got %+v", got)
		}
		if got := <-b; got != (result{2, false, nil}) {
			t.Errorf("b got %+v", got)
		}
	})
}

func TestNothingIsServedAfterLanding(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, c := flight.New[string, int](budget), &calls{release: make(chan error)}
		close(c.release)
		for want := 1; want <= 3; want++ {
			if got := <-wait(t.Context(), g, "a", c.fly); got != (result{want, false, nil}) {
				t.Errorf("call %d got %+v", want, got)
			}
		}
	})
}

// TestAWaiterWhoLeaves disturbs nobody, the first one included.
func TestAWaiterWhoLeaves(t *testing.T) {
	for _, leaver := range []int{0, 1} {
		synctest.Test(t, func(t *testing.T) {
			g, c := flight.New[string, int](budget), &calls{release: make(chan error)}
			ctx, leave := context.WithCancel(t.Context())
			contexts := []context.Context{t.Context(), t.Context()}
			contexts[leaver] = ctx
			waiters := []<-chan result{
				wait(contexts[0], g, "a", c.fly), wait(contexts[1], g, "a", c.fly)}
			leave()
			if got := <-waiters[leaver]; got != (result{0, leaver == 1, context.Canceled}) {
				t.Errorf("waiter %d left with %+v", leaver, got)
			}
			late := wait(t.Context(), g, "a", c.fly)
			c.release <- nil
			for who, waiter := range map[string]<-chan result{
				"who stayed": waiters[1-leaver], "who came later": late} {
				if got := <-waiter; got.value != 1 || got.err != nil {
					t.Errorf("waiter %d left, and the one %s got %+v", leaver, who, got)
				}
			}
		})
	}
}

// TestTheLastWaiterWhoLeaves cancels the call, and who comes next starts anew, even while the old
// call is still ending.
func TestTheLastWaiterWhoLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, ending := flight.New[string, int](budget), make(chan struct{})
		stubborn := func(ctx context.Context) (int, error) {
			<-ctx.Done()
			<-ending
			return 1, nil
		}
		ctx, leave := context.WithCancel(t.Context())
		first, second := wait(ctx, g, "a", stubborn), wait(ctx, g, "a", stubborn)
		leave()
		if a, b := <-first, <-second; a.err != context.Canceled || b.err != context.Canceled {
			t.Errorf("they left with %+v and %+v", a, b)
		}
		next := &calls{release: make(chan error)}
		fresh := wait(t.Context(), g, "a", next.fly)
		close(ending) // the old call ends, and must not take the new one's place with it
		synctest.Wait()
		joining := wait(t.Context(), g, "a", next.fly)
		next.release <- nil
		if got := <-fresh; got != (result{1, false, nil}) {
			t.Errorf("who came next got %+v", got)
		}
		if got := <-joining; got != (result{1, true, nil}) {
			t.Errorf("who joined them got %+v", got)
		}
	})
}

// TestACancelledCallKnowsWhy: the cause of a flight's end is why the last waiter stopped waiting.
func TestACancelledCallKnowsWhy(t *testing.T) {
	for _, want := range []error{context.Canceled, context.DeadlineExceeded} {
		synctest.Test(t, func(t *testing.T) {
			g := flight.New[string, int](budget)
			causes := make(chan error, 1)
			fly := func(ctx context.Context) (int, error) {
				<-ctx.Done()
				causes <- context.Cause(ctx)
				return 0, ctx.Err()
			}
			early, leave := context.WithCancel(t.Context())
			last, end := context.WithTimeout(t.Context(), time.Second)
			defer end()
			first, second := wait(early, g, "a", fly), wait(last, g, "a", fly)
			if want == context.Canceled {
				<-second // its time is up
			}
			leave()
			<-first
			if got := <-causes; got != want {
				t.Errorf("the flight ended because of %v, want %v", got, want)
			}
		})
	}
}

func TestACallerWhoHasLeftStartsNothing(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	leave()
	g, c := flight.New[string, int](budget), &calls{}
	if _, _, err := g.Do(ctx, "a", c.fly); !errors.Is(err, context.Canceled) || c.n != 0 {
		t.Errorf("%d calls, %v", c.n, err)
	}
}

// TestTheBudgetIsTheFlights: neither the first caller's deadline nor their values are the flight's.
func TestTheBudgetIsTheFlights(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		type key struct{}
		g, started := flight.New[string, int](budget), time.Now()
		var carried any
		fly := func(ctx context.Context) (int, error) {
			carried = ctx.Value(key{})
			<-ctx.Done()
			return 0, ctx.Err()
		}
		short, cancel := context.WithTimeout(
			context.WithValue(t.Context(), key{}, "the first caller's"), time.Second)
		defer cancel()
		first, second := wait(short, g, "a", fly), wait(t.Context(), g, "a", fly)
		if got := <-first; got.err != context.DeadlineExceeded ||
			time.Since(started) != time.Second {
			t.Errorf("the first got %+v after %v", got, time.Since(started))
		}
		if got := <-second; got.err != context.DeadlineExceeded || time.Since(started) != budget {
			t.Errorf("the second got %+v after %v", got, time.Since(started))
		}
		if carried != nil {
			t.Errorf("the flight carries %v", carried)
		}
	})
}

func TestAPanicReachesEveryWaiter(t *testing.T) {
	for name, crash := range map[string]func(){
		"a panic": func() { panic("planted") }, "an ended goroutine": runtime.Goexit} {
		synctest.Test(t, func(t *testing.T) {
			g, release := flight.New[string, int](budget), make(chan struct{})
			fly := func(context.Context) (int, error) {
				<-release
				crash()
				return 1, nil
			}
			first, second := wait(t.Context(), g, "a", fly), wait(t.Context(), g, "a", fly)
			close(release)
			for _, waiter := range []<-chan result{first, second} {
				if got := <-waiter; got.err != flight.ErrLost || got.value != 0 {
					t.Errorf("%s: got %+v", name, got)
				}
			}
			next := &calls{release: make(chan error, 1)}
			next.release <- nil
			if got := <-wait(t.Context(), g, "a", next.fly); got != (result{1, false, nil}) {
				t.Errorf("%s: after it, %+v", name, got)
			}
		})
	}
}

// TestFlightsEndTheirContexts: a context that is never cancelled would keep its timer until the
// budget is over.
func TestFlightsEndTheirContexts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, started := flight.New[string, int](budget), time.Now()
		var flown context.Context
		_, _, err := g.Do(t.Context(), "a", func(ctx context.Context) (int, error) {
			flown = ctx
			return 1, nil
		})
		if err != nil || flown.Err() != context.Canceled || time.Since(started) != 0 {
			t.Errorf("%v, and the flight's context says %v", err, flown.Err())
		}
	})
}

// TestManyCallersJoinAndLeave races boarding, landing and leaving. Who stays gets their key's
// result.
func TestManyCallersJoinAndLeave(t *testing.T) {
	g := flight.New[int, int](budget)
	var wg sync.WaitGroup
	for i := range 2000 {
		wg.Go(func() {
			ctx, leave := context.WithCancel(t.Context())
			defer leave()
			if i%3 == 0 {
				go leave()
			}
			key := i % 5
			value, _, err := g.Do(ctx, key, func(ctx context.Context) (int, error) {
				runtime.Gosched()
				return key, ctx.Err()
			})
			left := errors.Is(err, context.Canceled) && i%3 == 0
			if !left && (err != nil || value != key) {
				t.Errorf("caller %d got %d, %v", i, value, err)
			}
		})
	}
	wg.Wait()
}
