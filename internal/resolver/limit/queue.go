package limit

import (
	"slices"
	"time"

	"golang.org/x/time/rate"
)

// queue is the calls that wait for turns of one key. The limiter's mutex guards it.
type queue struct {
	bucket *rate.Limiter
	// waiting is in the order of the turns.
	waiting []*waiter
	// round is the latest that a turn was given to.
	round int
	// next is the next turn, nil while nobody waits. Whoever is first when the timer fires gets it.
	next  *rate.Reservation
	timer *time.Timer
}

// waiter is one call that waits.
type waiter struct {
	person string
	// round orders the queue, and within a round the order of coming does. Each round has one call
	// of a person at most.
	round int
	came  time.Time
	// done receives nil for a turn, a *Busy for a refusal.
	done chan error
}

// insert gives a call its place in the rotation, and returns it. The first call of a person is in
// the next round, so nobody who comes later goes before it.
func (q *queue) insert(own *waiter) (place int) {
	last := q.round
	for _, w := range q.waiting {
		if w.person == own.person {
			last = w.round
		}
	}
	own.round = last + 1
	place = len(q.waiting)
	for place > 0 && q.waiting[place-1].round > own.round {
		place--
	}
	q.waiting = slices.Insert(q.waiting, place, own)
	return place
}

// refuseLate refuses the calls, from a place on, that would wait for longer than MaxWait with so
// much time between turns.
func (q *queue) refuseLate(place int, now time.Time, turn time.Duration) {
	first := q.next.DelayFrom(now)
	delay := func(place int) time.Duration { return first + time.Duration(place)*turn }
	for place < len(q.waiting) {
		w := q.waiting[place]
		if now.Add(delay(place)).Sub(w.came) <= MaxWait {
			place++
			continue
		}
		q.remove(w)
		w.done <- &Busy{After: delay(len(q.waiting)), Person: w.person}
	}
}

// disarm gives the next turn back where nobody waits for it.
func (q *queue) disarm(now time.Time) {
	if len(q.waiting) > 0 || q.next == nil {
		return
	}
	q.timer.Stop()
	q.next.CancelAt(now)
	q.next, q.timer = nil, nil
}

// serve gives the next turn to the first.
func (q *queue) serve() {
	q.next, q.timer = nil, nil
	first := q.waiting[0]
	q.remove(first)
	q.round = first.round
	first.done <- nil
}

// remove takes a call out, if it is still there.
func (q *queue) remove(own *waiter) {
	if place := slices.Index(q.waiting, own); place >= 0 {
		q.waiting = slices.Delete(q.waiting, place, place+1)
	}
}
