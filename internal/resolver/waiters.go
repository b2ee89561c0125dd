package resolver

import (
	"context"
	"slices"
	"sync"

	"pagewatch/internal/platform/invocation"
)

// waiters holds the calls that wait for the answer to each question. In a container a request to
// another service belongs to an open invocation: a flight uses that of its longest waiter, and the
// next one's when that caller leaves. All waiters of a question are of one installation and space,
// and may see the same.
type waiters struct {
	mu      sync.Mutex
	waiting map[flightKey][]*waiter
	// asking counts the flights of each question that are in a call to another service.
	asking map[flightKey]int
}

// waiter is one call that waits.
type waiter struct {
	ctx context.Context
	// asked reports whether another service was asked while the call waited. The mutex of waiters
	// guards it.
	asked bool
}

// join adds a call to those that wait for the answer. leave removes it.
func (w *waiters) join(ctx context.Context, key flightKey) (own *waiter, leave func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.waiting == nil {
		w.waiting = map[flightKey][]*waiter{}
	}
	own = &waiter{ctx: ctx, asked: w.asking[key] > 0}
	w.waiting[key] = append(w.waiting[key], own)
	return own, func() { w.part(key, own) }
}

func (w *waiters) part(key flightKey, own *waiter) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting[key] = slices.DeleteFunc(w.waiting[key],
		func(other *waiter) bool { return other == own })
	if len(w.waiting[key]) == 0 {
		delete(w.waiting, key)
	}
}

// first returns the arrival of the call that has waited longest, the zero Arrival where none waits.
// A call that has ended does not count: its invocation opens nothing any more.
func (w *waiters) first(key flightKey) invocation.Arrival {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, one := range w.waiting[key] {
		if one.ctx.Err() == nil {
			return invocation.ArrivalOf(one.ctx)
		}
	}
	return invocation.Arrival{}
}

// ask notes that a flight of the question is in a call to another service, until done is called.
func (w *waiters) ask(key flightKey) (done func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.asking == nil {
		w.asking = map[flightKey]int{}
	}
	w.asking[key]++
	for _, one := range w.waiting[key] {
		one.asked = true
	}
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.asking[key]--; w.asking[key] == 0 {
			delete(w.asking, key)
		}
	}
}

// asked reports whether another service was asked while the call waited.
func (w *waiters) asked(own *waiter) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return own.asked
}
