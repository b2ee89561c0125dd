// Package fault holds what the faults of all simulations share: which calls they hit, how long
// these wait, and how an answer breaks off.
package fault

import (
	"context"
	"slices"
	"sync"
	"time"
)

// List holds the injected faults that are not used up, in the order of injection. F is the fault of
// a simulation. A List is safe for concurrent use.
type List[F any] struct {
	times    func(*F) *int
	mu       sync.Mutex
	injected []F
}

// NewList makes an empty List. times returns the number of calls that a fault still hits, which
// Take counts down; zero is all calls.
func NewList[F any](times func(*F) *int) *List[F] { return &List[F]{times: times} }

// Inject adds a fault.
func (l *List[F]) Inject(f F) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.injected = append(l.injected, f)
}

// All returns the faults.
func (l *List[F]) All() []F {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.injected)
}

// Clear removes all faults. Calls that already wait keep theirs.
func (l *List[F]) Clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.injected = nil
}

// Take returns the first fault that hits a call, and counts the call. found is false without one.
func (l *List[F]) Take(hits func(F) bool) (f F, found bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.injected, hits)
	if i < 0 {
		return f, false
	}
	f = l.injected[i]
	switch left := l.times(&l.injected[i]); *left {
	case 0:
	case 1:
		l.injected = slices.Delete(l.injected, i, i+1)
	default:
		*left--
	}
	return f, true
}

// Wait waits for a delay. It reports false when the client gave up meanwhile.
func Wait(ctx context.Context, delay time.Duration) bool {
	if delay > 0 {
		select {
		case <-time.After(delay):
		case <-ctx.Done():
		}
	}
	return ctx.Err() == nil
}
