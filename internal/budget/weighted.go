package budget

import (
	"context"
	"slices"
	"sync"
)

// weighted is a semaphore whose waiters are served as they fit: one who waits for much holds up
// nobody who needs little. The memory is held for seconds, so that much is free again soon.
type weighted struct {
	mu         sync.Mutex
	size, used int64
	waiters    []*waiter
}

// waiter waits until granted is closed.
type waiter struct {
	n       int64
	granted chan struct{}
}

// acquire waits until n bytes are free. The error is that of ctx.
func (w *weighted) acquire(ctx context.Context, n int64) error {
	w.mu.Lock()
	if w.take(n) {
		w.mu.Unlock()
		return nil
	}
	mine := &waiter{n, make(chan struct{})}
	w.waiters = append(w.waiters, mine)
	w.mu.Unlock()
	select {
	case <-mine.granted:
		return nil
	case <-ctx.Done():
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if at := slices.Index(w.waiters, mine); at >= 0 {
		w.waiters = slices.Delete(w.waiters, at, at+1)
	} else { // granted at the same moment
		w.give(n)
	}
	return ctx.Err()
}

// release returns n bytes.
func (w *weighted) release(n int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.give(n)
}

// take takes n bytes if they are free. It holds the lock.
func (w *weighted) take(n int64) bool {
	if w.used+n > w.size {
		return false
	}
	w.used += n
	return true
}

// give returns n bytes, and grants what fits. It holds the lock.
func (w *weighted) give(n int64) {
	w.used -= n
	w.waiters = slices.DeleteFunc(w.waiters, func(next *waiter) bool {
		if !w.take(next.n) {
			return false
		}
		close(next.granted)
		return true
	})
}
