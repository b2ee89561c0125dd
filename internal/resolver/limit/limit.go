// Package limit spaces out calls that draw on somebody else's quota. CloudWatch answers 9
// DescribeAlarms a second for each AWS account and Region (Amazon CloudWatch User Guide,
// "CloudWatch service quotas"), and shares them out among everything that asks there: a popular
// page must not leave the customer's own tools without.
//
// A limiter counts by key. The resolver's key is a connection in a Region, not an AWS account: two
// connections to one account draw on its quota together. Each process counts for itself.
//
// The waiting calls of a key are served in rotation: one call of each person, then the next of
// each. A person with many calls delays another's by one turn, and is the one who is refused.
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

// MaxWait is the longest wait for a turn. A call that would wait longer fails at once, so that its
// reader learns it early.
const MaxWait = 3 * time.Second

// Busy is the error of a call that would have had to wait for longer than MaxWait.
type Busy struct {
	// After is when the calls that wait will have had their turns.
	After time.Duration
	// Person made the call.
	Person string
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
	burst     int
	now       func() time.Time

	mu     sync.Mutex
	queues map[string]*queue
	swept  time.Time
}

// New returns a limiter of so many calls a second for each key, which must be more than 0. burst
// calls may leave at once after a quiet time. now is the clock.
func New(perSecond float64, burst int, now func() time.Time) *Limiter {
	return &Limiter{perSecond: rate.Limit(perSecond), burst: burst, now: now,
		queues: map[string]*queue{}}
}

// Wait returns when it is the call's turn. It returns a *Busy as soon as it is clear that this will
// take longer than MaxWait: at once, or when others have come first. A person's only call is never
// refused for those who come later. Wait returns the cause of the context's end where that comes
// first, and the call takes no turn.
func (l *Limiter) Wait(ctx context.Context, key, person string) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	q, own := l.join(key, person)
	if own == nil {
		return nil
	}
	select {
	case err := <-own.done:
		return err
	case <-ctx.Done():
		l.leave(q, own)
		return context.Cause(ctx)
	}
}

// Keys returns how many keys are in memory.
func (l *Limiter) Keys() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.queues)
}

// join takes a turn that is free, or puts the call into the queue and returns its place. The new
// call delays those behind it, so the ones that are now too late are refused.
func (l *Limiter) join(key, person string) (*queue, *waiter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.sweep(now)
	q := l.queues[key]
	if q == nil {
		q = &queue{bucket: rate.NewLimiter(l.perSecond, l.burst)}
		l.queues[key] = q
	}
	if len(q.waiting) == 0 && q.bucket.AllowN(now, 1) {
		return q, nil
	}
	own := &waiter{person: person, came: now, done: make(chan error, 1)}
	place := q.insert(own)
	l.arm(q, now)
	q.refuseLate(place, now, time.Duration(float64(time.Second)/float64(l.perSecond)))
	q.disarm(now)
	return q, own
}

// leave removes a call that does not wait any more.
func (l *Limiter) leave(q *queue, own *waiter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	q.remove(own)
	q.disarm(l.now())
}

// arm reserves the next turn for whoever is first when its time has come.
func (l *Limiter) arm(q *queue, now time.Time) {
	if len(q.waiting) == 0 || q.next != nil {
		return
	}
	next := q.bucket.ReserveN(now, 1)
	q.next = next
	q.timer = time.AfterFunc(next.DelayFrom(now), func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if q.next == next { // nobody has disarmed it meanwhile
			q.serve()
			l.arm(q, l.now())
		}
	})
}

// sweep forgets the queues that nobody waits in and whose bucket is full again: a new one is the
// same. It looks as often as an empty bucket takes to fill, so that what is kept is what was asked
// for since the time before last.
func (l *Limiter) sweep(now time.Time) {
	burst := float64(l.burst)
	fill := time.Duration(burst / float64(l.perSecond) * float64(time.Second))
	if since := now.Sub(l.swept); since >= 0 && since < fill {
		return
	}
	l.swept = now
	for key, q := range l.queues {
		if len(q.waiting) == 0 && q.bucket.TokensAt(now) >= burst {
			delete(l.queues, key)
		}
	}
}
