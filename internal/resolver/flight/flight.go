// Package flight lets callers who ask the same thing at the same time share one call. A flight
// lives while anybody waits for it, and its result no longer than it: nothing is kept after it has
// landed, and no caller joins a landed one.
//
// golang.org/x/sync/singleflight flies on when everybody has left. resenje.org/singleflight cancels
// then, but hands a landed result on while one waiter has not woken up yet, and does not say who
// joined.
package flight

import (
	"context"
	"errors"
	"sync"
	"time"
)

// ErrLost is what everybody gets who waits for a call that panicked, or ended its goroutine. The
// panic's value is not in it, because it may hold anything.
var ErrLost = errors.New("the flight did not come back")

// Group is the flights under way, one for each key. K must hold everything that makes two callers'
// results the same.
type Group[K comparable, V any] struct {
	budget  time.Duration
	mu      sync.Mutex
	flights map[K]*flight[V]
}

// flight is one call under way.
type flight[V any] struct {
	waiting int // guarded by the group's mutex
	cancel  context.CancelCauseFunc
	landed  chan struct{}
	// value and err are written before landed is closed and only read after it.
	value V
	err   error
}

// New returns a group whose flights take at most budget.
func New[K comparable, V any](budget time.Duration) *Group[K, V] {
	return &Group[K, V]{budget: budget, flights: map[K]*flight[V]{}}
}

// Do returns what fly returns, or what another caller's fly under the same key returns that is
// under way already; joined tells which. The result is shared: treat it as read-only.
//
// fly's context is the flight's own: it holds nothing of the first caller's, and ends with the
// group's budget, or when no caller waits any more: its cause is then why the last caller stopped
// waiting. A caller whose own context ends gets its error at once, and the others are not
// disturbed.
func (g *Group[K, V]) Do(ctx context.Context, key K, fly func(context.Context) (V, error)) (value V,
	joined bool, err error) {
	if err := ctx.Err(); err != nil {
		return value, false, err
	}
	f, joined := g.join(key, fly)
	select {
	case <-f.landed:
		return f.value, joined, f.err
	case <-ctx.Done():
		g.leave(key, f, ctx.Err())
		return value, joined, ctx.Err()
	}
}

// join returns the flight under way, or starts one.
func (g *Group[K, V]) join(key K, fly func(context.Context) (V, error)) (f *flight[V],
	joined bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f := g.flights[key]; f != nil {
		f.waiting++
		return f, true
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	ctx, stop := context.WithTimeout(ctx, g.budget)
	f = &flight[V]{waiting: 1, cancel: cancel, landed: make(chan struct{}), err: ErrLost}
	g.flights[key] = f
	go func() {
		defer stop()
		defer g.land(key, f)
		defer func() { _ = recover() }() // ErrLost stays: the waiters get it, the process lives
		f.value, f.err = fly(ctx)
	}()
	return f, false
}

// land hands the result to those who wait. From here on a caller starts anew.
func (g *Group[K, V]) land(key K, f *flight[V]) {
	g.mu.Lock()
	g.close(key, f)
	g.mu.Unlock()
	f.cancel(nil)
	close(f.landed)
}

// leave takes one waiter off, who stopped waiting because of cause. When it was the last, the call
// is cancelled, and a caller who comes now starts anew instead of joining what is being broken off.
func (g *Group[K, V]) leave(key K, f *flight[V], cause error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f.waiting--; f.waiting == 0 {
		g.close(key, f)
		f.cancel(cause)
	}
}

// close lets no caller join any more. The key may already be another flight's.
func (g *Group[K, V]) close(key K, f *flight[V]) {
	if g.flights[key] == f {
		delete(g.flights, key)
	}
}
