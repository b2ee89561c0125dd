package hygiene

import (
	"net/http"
	"sync"
	"time"
)

const (
	// quiet is how long no call has been under way when memory is cleared: a burst is cleared at
	// its end.
	quiet = 100 * time.Millisecond
	// pause is the least time between two clearings, for what they cost.
	pause = time.Second
	// latest is how long after a call memory is cleared at the latest: nobody can put it off by
	// calling on and on.
	latest = 5 * time.Second
	// rounds is how often memory is cleared after a burst. On a busy machine a goroutine may give
	// back its buffers after its answer has been read by everybody, and after the first clearing.
	rounds = 2
)

// Sweeper clears memory once a server has become quiet.
type Sweeper struct {
	clear func()

	mu       sync.Mutex
	underWay int
	// toDo is how many clearings are ahead: none if no call has left anything.
	toDo int
	// idle is when the last call under way ended, since when the first ended that has not been
	// followed by a clearing.
	idle, since time.Time
	cleared     time.Time
	timer       *time.Timer
}

// NewSweeper returns a sweeper that clears by calling clear: Clear in production. It is called by a
// goroutine of its own and so keeps no answer waiting.
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

// end notes the end of a call, and whether it left something to clear.
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

// due returns when memory is to be cleared, as things stand.
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

// wake clears, if it is time: calls may have come since the timer was set.
func (s *Sweeper) wake() {
	if s.take() {
		s.clear()
	}
}

// take reports whether it is time to clear, and counts that as done. It sets the timer for what is
// still ahead.
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

// answer remembers the status.
type answer struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
