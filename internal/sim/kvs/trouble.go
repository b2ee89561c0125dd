package kvs

import (
	"maps"
	"net/http"
	"slices"
	"sync"
)

// trouble is what a storage out of reach can have, brought about by hand.
type trouble struct {
	guard  sync.Mutex
	calls  map[string]int
	broken http.Handler
	lag    int
}

// Break has every call answered by h, until it is called with nil.
func (t *trouble) Break(h http.Handler) {
	t.guard.Lock()
	defer t.guard.Unlock()
	t.broken = h
}

// Lag has queries leave out the latest changes of plain keys, this many of them: as if the index
// had not come after yet. Only changes from now on lag.
func (t *trouble) Lag(changes int) {
	t.guard.Lock()
	defer t.guard.Unlock()
	t.lag = changes
}

// Calls returns how many calls there were of each operation, such as "get" or "secret/set", refused
// ones included.
func (t *trouble) Calls() map[string]int {
	t.guard.Lock()
	defer t.guard.Unlock()
	return maps.Clone(t.calls)
}

// count counts a call, and returns what answers it, nil for the storage itself.
func (t *trouble) count(operation string) http.Handler {
	t.guard.Lock()
	defer t.guard.Unlock()
	if t.calls == nil {
		t.calls = map[string]int{}
	}
	t.calls[operation]++
	return t.broken
}

func (t *trouble) lagging() int {
	t.guard.Lock()
	defer t.guard.Unlock()
	return t.lag
}

// change is what a plain key held before it was changed, nil for nothing, as it was sealed.
type change struct {
	installation, key string
	before            []byte
}

// remember keeps the changes that queries do not see yet.
func (s *Server) remember(changes []change) {
	s.recent = append(s.recent, changes...)
	if extra := len(s.recent) - s.lagging(); extra > 0 {
		s.recent = slices.Delete(s.recent, 0, extra)
	}
}

// unseen returns the changes that a query leaves out, latest first.
func (s *Server) unseen() []change {
	late := slices.Clone(s.recent[max(0, len(s.recent)-s.lagging()):])
	slices.Reverse(late)
	return late
}
