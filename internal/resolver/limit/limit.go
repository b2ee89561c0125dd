// Package limit spaces out calls that draw on somebody else's quota. CloudWatch answers 9
// DescribeAlarms a second for each AWS account and Region (Amazon CloudWatch User Guide,
// "CloudWatch service quotas"), and shares them out among everything that asks there: a popular
// page must not leave the customer's own tools without.
//
// A limiter counts by key. The resolver's key is a connection in a Region, not an AWS account: two
// connections to one account draw on its quota together. Each process counts for itself.
package limit

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// Burst is how many calls may leave at once after a quiet time: the different questions of one
	// page.
	Burst = 4
	// MaxWait is the longest wait for a turn. A call that would wait longer fails at once, so that
	// its reader learns it early.
	MaxWait = 3 * time.Second
)

// Busy is the error of a call that would have had to wait for longer than MaxWait.
type Busy struct {
	// After is when those who came earlier will have had their turns.
	After time.Duration
}

// Error implements error.
func (b *Busy) Error() string {
	return fmt.Sprintf("too many calls: the next turn is in %v", b.After)
}

// Seconds returns After in whole seconds, at least one.
func (b *Busy) Seconds() int { return max(1, int(math.Ceil(b.After.Seconds()))) }

// AsBusy returns the *Busy in err's chain, or nil.
func AsBusy(err error) *Busy {
	var b *Busy
	if errors.As(err, &b) {
		return b
	}
	return nil
}

// Limiter hands out turns, for each key its own.
type Limiter struct {
	perSecond rate.Limit
	now       func() time.Time

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	swept   time.Time
}

// New returns a limiter of so many calls a second for each key, which must be more than 0. now is
// the clock.
func New(perSecond float64, now func() time.Time) *Limiter {
	return &Limiter{perSecond: rate.Limit(perSecond), now: now, buckets: map[string]*rate.Limiter{}}
}

// Wait returns when it is the call's turn, in the order of coming. It returns a *Busy at once where
// that would take longer than MaxWait, and the cause of the context's end where that comes first;
// the turn then goes back, if nobody queues behind.
func (l *Limiter) Wait(ctx context.Context, key string) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	turn, delay := l.reserve(key)
	if turn == nil {
		return &Busy{delay}
	}
	if delay == 0 {
		return nil
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		turn.CancelAt(l.now())
		return context.Cause(ctx)
	}
}

// Keys returns how many keys are in memory.
func (l *Limiter) Keys() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.buckets)
}

// reserve returns the next turn and how far away it is; nil where that is too far.
func (l *Limiter) reserve(key string) (*rate.Reservation, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.sweep(now)
	bucket := l.buckets[key]
	if bucket == nil {
		bucket = rate.NewLimiter(l.perSecond, Burst)
		l.buckets[key] = bucket
	}
	turn := bucket.ReserveN(now, 1)
	delay := turn.DelayFrom(now)
	if delay > MaxWait {
		turn.CancelAt(now)
		return nil, delay
	}
	return turn, delay
}

// sweep forgets the buckets that are full again: a new one is the same. It looks as often as an
// empty one takes to fill, so that what is kept is what was asked for since the time before last.
func (l *Limiter) sweep(now time.Time) {
	fill := time.Duration(Burst / float64(l.perSecond) * float64(time.Second))
	if since := now.Sub(l.swept); since >= 0 && since < fill {
		return
	}
	l.swept = now
	for key, bucket := range l.buckets {
		if bucket.TokensAt(now) >= Burst {
			delete(l.buckets, key)
		}
	}
}
