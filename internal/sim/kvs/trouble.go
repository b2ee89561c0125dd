package kvs

import (
	"maps"
	"net/http"
	"slices"
	"sync"
)

// trouble holds the faults that tests inject into a storage.
type trouble struct {
	guard  sync.Mutex
	calls  map[string]int
	broken http.Handler
	lag    int
}

// Break answers every call by h, until it is called with nil.
func (t *trouble) Break(h http.Handler) {
	t.guard.Lock()
	defer t.guard.Unlock()
	t.broken = h
}

// Lag makes queries leave out this many of the latest changes of plain keys, like an index that
// lags. Only changes from now on lag.
func (t *trouble) Lag(changes int) {
	t.guard.Lock()
	defer t.guard.Unlock()
	t.lag = changes
}

// Calls returns the number of calls of each operation, such as "get" or "secret/set", refused calls
// included.
func (t *trouble) Calls() map[string]int {
	t.guard.Lock()
	defer t.guard.Unlock()
	return maps.Clone(t.calls)
}

// count counts a call and returns the handler that Break set, nil for the storage itself.
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

// change holds the sealed value of a plain key before a change, nil for none.
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
	unseen := slices.Clone(s.recent[max(0, len(s.recent)-s.lagging()):])
	slices.Reverse(unseen)
	return unseen
}
