package resolver

import (
	"context"
	"sync"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/alarm/rule"
)

const (
	// short is the size of an answer in bytes up to which it never waits for a long one.
	short = 128 << 10
	// shortBoard and longBoard are how many bytes there may be before another call puts its first answer there, and how many may
	// wait for that.
	shortBoard, longBoard = 2 << 20, 4 << 20
)

// shelf counts what the calls of several sources have together until they are answered. No room does: who has the first answer
// would keep a place until the last is there. Long answers lie on a board of their own, and keep no short one waiting.
type shelf struct {
	mu          sync.Mutex
	short, long board
	changed     chan struct{} // closed when there is less
}

// board counts bytes.
type board struct {
	size, taken, waiting int
	// queue has each answer that waits once, however many wait with it: they share it.
	queue map[*alarm.Alarm]int
}

func newShelf() *shelf {
	return &shelf{
		short:   board{size: shortBoard, queue: map[*alarm.Alarm]int{}},
		long:    board{size: longBoard, queue: map[*alarm.Alarm]int{}},
		changed: make(chan struct{}),
	}
}

// tray is what one call has on the shelf's boards. A nil tray is of a call that is not counted.
type tray struct {
	shelf       *shelf
	short, long int // guarded by the shelf's mutex
}

type trayKey struct{}

// trayOf returns the tray of the call that the context belongs to, or nil.
func trayOf(ctx context.Context) *tray {
	t, _ := ctx.Value(trayKey{}).(*tray)
	return t
}

// withTray returns a context of the call with that tray, nil for one that is not counted.
func withTray(ctx context.Context, t *tray) context.Context {
	return context.WithValue(ctx, trayKey{}, t)
}

// tray returns a new one, nil without a shelf.
func (s *shelf) tray() *tray {
	if s == nil {
		return nil
	}
	return &tray{shelf: s}
}

// put waits until an answer may be written down. Only a call's first one waits: if its others did, all calls would wait for each
// other. Where too much waits already, it is given up at once: what waits takes memory as well.
func (t *tray) put(ctx context.Context, alarms []alarm.Alarm) error {
	if t == nil || len(alarms) == 0 {
		return nil
	}
	size := weight(alarms)
	t.shelf.mu.Lock()
	defer t.shelf.mu.Unlock()
	b, mine := t.on(size)
	if t.fits(b, *mine) {
		b.taken, *mine = b.taken+size, *mine+size
		t.shelf.tell() // the call's others go on
		return nil
	}
	if !b.join(alarms, size) {
		return errCrowded
	}
	defer b.leave(alarms, size)
	for !t.fits(b, *mine) {
		if !t.shelf.wait(ctx) {
			return waitEnded(ctx)
		}
	}
	b.taken, *mine = b.taken+size, *mine+size
	t.shelf.tell()
	return nil
}

// on returns the board for an answer of that size, and what the call has there.
func (t *tray) on(size int) (*board, *int) {
	if size <= short {
		return &t.shelf.short, &t.short
	}
	return &t.shelf.long, &t.long
}

// fits reports whether a call that has so much on the board may put more there.
func (t *tray) fits(b *board, mine int) bool { return mine > 0 || t.long > 0 || b.taken < b.size }

// clear gives everything back.
func (t *tray) clear() {
	if t == nil {
		return
	}
	t.shelf.mu.Lock()
	defer t.shelf.mu.Unlock()
	t.shelf.short.taken -= t.short
	t.shelf.long.taken -= t.long
	t.short, t.long = 0, 0
	t.shelf.tell()
}

// tell wakes those who wait.
func (s *shelf) tell() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait gives the mutex away until something has changed. It reports whether there was time for that.
func (s *shelf) wait(ctx context.Context) bool {
	changed := s.changed
	s.mu.Unlock()
	defer s.mu.Lock()
	select {
	case <-changed:
		return true
	case <-ctx.Done():
		return false
	}
}

// join reports whether the answer may wait.
func (b *board) join(alarms []alarm.Alarm, size int) bool {
	if b.queue[&alarms[0]] == 0 {
		if b.waiting >= b.size {
			return false
		}
		b.waiting += size
	}
	b.queue[&alarms[0]]++
	return true
}

func (b *board) leave(alarms []alarm.Alarm, size int) {
	if b.queue[&alarms[0]]--; b.queue[&alarms[0]] == 0 {
		b.waiting -= size
		delete(b.queue, &alarms[0])
	}
}

// weight returns about how many bytes of JSON alarms are.
func weight(alarms []alarm.Alarm) int {
	const rest = 512 // the names of fields, and what is short
	size := 0
	for i := range alarms {
		a := &alarms[i]
		size += rest + textWeight(a.Name) + textWeight(a.ARN) + textWeight(a.Description) + textWeight(a.Reason) + textWeight(a.Suppressor)
		for _, name := range a.Trips {
			size += textWeight(name)
		}
		if a.Rule != nil {
			size += ruleWeight(*a.Rule)
		}
	}
	return size
}

func ruleWeight(r rule.Rule) int {
	const rest = 32
	size := rest + textWeight(r.Name)
	for _, child := range r.Of {
		size += ruleWeight(child)
	}
	return size
}

// textWeight counts what JSON escapes as the longest escape.
func textWeight(text string) int {
	const escape = 6
	size := len(text)
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			size += escape - 1
		}
	}
	return size
}
