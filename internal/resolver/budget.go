package resolver

import (
	"context"
	"sync"

	"pagewatch/internal/source"
)

const (
	// short is the size of an answer in bytes up to which it never waits for a long one.
	short = 128 << 10
	// shortPool and longPool are bytes: how many may be reserved before another call reserves its
	// first answer, and how many may wait for that. Long answers take up to twice their size until
	// they are written, and the smallest container has to hold them.
	shortPool, longPool = 2 << 20, 2 << 20
)

// memoryBudget bounds the bytes that multi-source calls hold while they wait for their remaining
// sources. No slot can: a call with its first answer would hold it until its last. Long answers
// have a pool of their own and delay no short one.
type memoryBudget struct {
	mu          sync.Mutex
	short, long pool
	changed     chan struct{} // closed when bytes are released
}

// pool counts bytes.
type pool struct {
	size, taken, waiting int
	// queue counts the waiters of each answer that waits: they share its bytes.
	queue map[*source.Answer]int
}

func newMemoryBudget() *memoryBudget {
	return &memoryBudget{
		short:   pool{size: shortPool, queue: map[*source.Answer]int{}},
		long:    pool{size: longPool, queue: map[*source.Answer]int{}},
		changed: make(chan struct{}),
	}
}

// reservation is what one call has on the budget's boards. A nil reservation is of a call that is
// not counted.
type reservation struct {
	budget      *memoryBudget
	short, long int // guarded by the budget's mutex
}

// reservation returns an empty one; nil without a budget.
func (b *memoryBudget) reservation() *reservation {
	if b == nil {
		return nil
	}
	return &reservation{budget: b}
}

// take waits until the bytes of an answer may be reserved. Only a call's first answer waits: if
// later ones did, calls would wait for each other. Where too much waits already it returns
// errCrowded at once: waiting answers hold memory as well.
func (t *reservation) take(ctx context.Context, answer *source.Answer) error {
	if t == nil || len(answer.Records) == 0 {
		return nil
	}
	size := answer.Size()
	t.budget.mu.Lock()
	defer t.budget.mu.Unlock()
	b, mine := t.on(size)
	if t.fits(b, *mine) {
		b.taken, *mine = b.taken+size, *mine+size
		t.budget.wake() // the call's other sources go on
		return nil
	}
	if !b.join(answer, size) {
		return errCrowded
	}
	defer b.leave(answer, size)
	for !t.fits(b, *mine) {
		if !t.budget.wait(ctx) {
			return waitEnded(ctx)
		}
	}
	b.taken, *mine = b.taken+size, *mine+size
	t.budget.wake()
	return nil
}

// on returns the pool for an answer of that size, and the call's bytes in it.
func (t *reservation) on(size int) (*pool, *int) {
	if size <= short {
		return &t.budget.short, &t.short
	}
	return &t.budget.long, &t.long
}

// fits reports whether a call with mine bytes in the pool may reserve more.
func (t *reservation) fits(b *pool, mine int) bool {
	return mine > 0 || t.long > 0 || b.taken < b.size
}

// release gives all bytes back.
func (t *reservation) release() {
	if t == nil {
		return
	}
	t.budget.mu.Lock()
	defer t.budget.mu.Unlock()
	t.budget.short.taken -= t.short
	t.budget.long.taken -= t.long
	t.short, t.long = 0, 0
	t.budget.wake()
}

// wake wakes the waiters.
func (b *memoryBudget) wake() {
	close(b.changed)
	b.changed = make(chan struct{})
}

// wait unlocks the mutex until bytes are released. It returns false when the context ends first.
func (b *memoryBudget) wait(ctx context.Context) bool {
	changed := b.changed
	b.mu.Unlock()
	defer b.mu.Lock()
	select {
	case <-changed:
		return true
	case <-ctx.Done():
		return false
	}
}

// join adds a waiter of the answer. It returns false where too much waits.
func (b *pool) join(answer *source.Answer, size int) bool {
	if b.queue[answer] == 0 {
		if b.waiting >= b.size {
			return false
		}
		b.waiting += size
	}
	b.queue[answer]++
	return true
}

func (b *pool) leave(answer *source.Answer, size int) {
	if b.queue[answer]--; b.queue[answer] == 0 {
		b.waiting -= size
		delete(b.queue, answer)
	}
}
