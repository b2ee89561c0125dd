package budget

import (
	"context"
	"errors"
	"fmt"
)

// usual is what an answer holds until it turns out to be a long one, in bytes.
const usual = 256 << 10

var (
	// ErrTooLarge is returned for an answer that is larger than the share of its connection.
	ErrTooLarge = errors.New("more than the memory of a connection")
	// ErrWait is returned where the memory was not free before the call ended.
	ErrWait = errors.New("waiting for memory")
)

// Lease is the memory of one call whose answers come without their length. It holds the usual size,
// and the whole share of its connection for a long answer. It belongs to one goroutine. A nil Lease
// is not counted.
type Lease struct {
	budget  *Budget
	holder  Holder
	held    int64
	release func()
	kept    int64
}

// Lease returns an empty lease. A nil Budget counts nothing.
func (b *Budget) Lease(h Holder) *Lease {
	if b == nil {
		return nil
	}
	return &Lease{budget: b, holder: h, release: func() {}}
}

// Keep says how much of the answers so far stays until the lease ends.
func (l *Lease) Keep(n int64) {
	if l != nil {
		l.kept = n
	}
}

// Kept returns how much of the answers so far stays.
func (l *Lease) Kept() int64 {
	if l == nil {
		return 0
	}
	return l.kept
}

// Hold waits until n bytes are free beside what is kept. It returns what it holds before it waits
// for more, so that no two leases wait for each other. The error is ErrTooLarge or ErrWait.
func (l *Lease) Hold(ctx context.Context, n int64) error {
	if l == nil || l.held >= l.kept+n {
		return nil
	}
	want := l.budget.connections.size
	switch need := l.kept + n; {
	case need > want:
		return ErrTooLarge
	case need <= usual:
		want = min(usual, want)
	}
	l.End()
	release, err := l.budget.Acquire(ctx, l.holder, want)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrWait, err)
	}
	l.held, l.release = want, release
	return nil
}

// End returns the memory.
func (l *Lease) End() {
	if l != nil {
		l.release()
		l.held, l.release = 0, func() {}
	}
}
