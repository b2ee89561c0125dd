package hygiene

import (
	"net/http"
	"sync"
	"time"
)

const (
	// quiet is how long no call must be under way before memory is cleared: a burst is cleared at
	// its end.
	quiet = 100 * time.Millisecond
	// pause is the least time between two clearings, to bound their cost.
	pause = time.Second
	// latest is the longest time from a call to its clearing: continuous calls cannot postpone it
	// further.
	latest = 5 * time.Second
	// rounds is the number of clearings after a burst. On a busy machine a goroutine may release
	// its buffers after its answer has been read, and after the first clearing.
	rounds = 2
)

// Sweeper clears memory once a server has become quiet.
type Sweeper struct {
	clear func()

	mu       sync.Mutex
	underWay int
	// toDo is the number of clearings ahead, zero if no call has left anything.
	toDo int
	// idle is the end of the last call under way. since is the end of the first call that left
	// something to clear after the last clearing.
	idle, since time.Time
	cleared     time.Time
	timer       *time.Timer
}

// NewSweeper returns a sweeper that clears by calling clear: Clear in production. The call runs in
// its own goroutine and so delays no answer.
func NewSweeper(clear func()) *Sweeper { return &Sweeper{clear: clear} }

// Around watches the calls of a handler.
func (s *Sweeper) Around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := &answer{w, http.StatusOK}
		s.begin()
		defer func() { s.end(Needed(r.URL.Path, answer.status)) }()
		next.ServeHTTP(answer, r)
	})
}

func (s *Sweeper) begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.underWay++
}

// end records the end of a call, and whether it left something to clear.
func (s *Sweeper) end(needed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if s.underWay--; s.underWay == 0 {
		s.idle = now
	}
	if needed {
		if s.toDo == 0 {
			s.since = now
		}
		s.toDo = rounds
	}
	if s.toDo > 0 {
		s.wakeAt(s.due())
	}
}

// due returns the time of the next clearing.
func (s *Sweeper) due() time.Time {
	due := s.since.Add(latest)
	if calm := s.idle.Add(quiet); s.underWay == 0 && calm.Before(due) {
		due = calm
	}
	if rested := s.cleared.Add(pause); due.Before(rested) {
		due = rested
	}
	return due
}

func (s *Sweeper) wakeAt(due time.Time) {
	if s.timer == nil {
		s.timer = time.AfterFunc(time.Until(due), s.wake)
		return
	}
	s.timer.Reset(time.Until(due))
}

// wake clears if a clearing is due: calls may have ended since the timer was set.
func (s *Sweeper) wake() {
	if s.take() {
		s.clear()
	}
}

// take reports whether a clearing is due, and counts it as done. It sets the timer for the
// remaining clearings.
func (s *Sweeper) take() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	due := !now.Before(s.due())
	if due && s.toDo > 0 {
		s.toDo--
		s.since, s.cleared = now, now
	}
	if s.toDo > 0 {
		s.wakeAt(s.due())
	}
	return due
}

// answer records the status.
type answer struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

// Unwrap implements the interface of http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
