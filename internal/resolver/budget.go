package resolver

import (
	"context"
	"sync"

	"pagewatch/internal/source"
)

const (
	// short is the size of an answer in bytes up to which it never waits for a long one.
	short = 128 << 10
	// The pools are bytes: how many may be reserved before another call reserves its first answer,
	// and how many may wait for that. A share is how many of them a site has. Long answers take up
	// to twice their size until they are written, and the smallest container has to hold them.
	shortPool, shortShare = 3 << 20, 2 << 20
	longPool, longShare   = 2 << 20, longPool / 2
)

// memoryBudget bounds the bytes that multi-source calls hold while they wait for their remaining
// sources. No slot can: a call with its first answer would hold it until its last. Long answers
// have a pool of their own and delay no short one. Of each pool, a site leaves a part to others.
type memoryBudget struct {
	mu          sync.Mutex
	short, long pool
	changed     chan struct{} // closed when bytes are released
}

// pool counts bytes: those reserved, and those that wait.
type pool struct {
	taken, waiting shares
	// queue counts the waiters of each answer that waits: they share its bytes.
	queue map[*source.Answer]int
	// leaders are the calls that may exceed their site's share, one for each site. A leader waits
	// for nobody, so calls of which each holds an answer do not wait for each other.
	leaders map[string]*reservation
}

func newPool(size, share int) pool {
	return pool{
		taken:   shares{size, share, map[string]int{}},
		waiting: shares{size, share, map[string]int{}},
		queue:   map[*source.Answer]int{}, leaders: map[string]*reservation{},
	}
}

// shares counts bytes for each site.
type shares struct {
	size, share int
	sites       map[string]int
}

// free reports whether a site may add to its bytes. What it adds then may exceed its share, and
// takes nothing of another's.
func (s shares) free(site string) bool {
	total := 0
	for _, n := range s.sites {
		total += min(n, s.share)
	}
	return s.sites[site] < s.share && total < s.size
}

// add adds n bytes of a site, and removes them where n is negative.
func (s shares) add(site string, n int) {
	if s.sites[site] += n; s.sites[site] == 0 {
		delete(s.sites, site)
	}
}

func newMemoryBudget() *memoryBudget {
	return &memoryBudget{
		short: newPool(shortPool, shortShare), long: newPool(longPool, longShare),
		changed: make(chan struct{}),
	}
}

// reservation is what one call has on the budget's boards. A nil reservation is of a call that is
// not counted.
type reservation struct {
	budget *memoryBudget
	// All that follows is guarded by the budget's mutex.
	site        string
	short, long int
}

// reservation returns an empty one; nil without a budget.
func (b *memoryBudget) reservation() *reservation {
	if b == nil {
		return nil
	}
	return &reservation{budget: b}
}

// take waits until the bytes of an answer may be reserved for a call of a site. Short answers of a
// call that holds one do not wait: if they did, calls would wait for each other. Where too much of
// its site waits already it returns errCrowded at once: waiting answers hold memory as well.
func (t *reservation) take(ctx context.Context, site string, answer *source.Answer) error {
	if t == nil || len(answer.Records) == 0 {
		return nil
	}
	size := answer.Size()
	t.budget.mu.Lock()
	defer t.budget.mu.Unlock()
	t.site = site
	if t.fits(size) {
		t.add(size)
		return nil
	}
	b, _ := t.on(size)
	if !b.join(site, answer, size) {
		return errCrowded
	}
	defer b.leave(site, answer, size)
	for !t.fits(size) {
		if !t.budget.wait(ctx) {
			return waitEnded(ctx)
		}
	}
	t.add(size)
	return nil
}

// on returns the pool for an answer of that size, and the call's bytes in it.
func (t *reservation) on(size int) (*pool, *int) {
	if size <= short {
		return &t.budget.short, &t.short
	}
	return &t.budget.long, &t.long
}

// fits reports whether a call may reserve so many bytes more.
func (t *reservation) fits(size int) bool {
	b, mine := t.on(size)
	if size <= short && t.short+t.long > 0 || b.taken.free(t.site) {
		return true
	}
	leader := b.leaders[t.site]
	return *mine > 0 && (leader == nil || leader == t)
}

// add reserves bytes. The call leads its site from its second answer on, if none does.
func (t *reservation) add(size int) {
	b, mine := t.on(size)
	if *mine > 0 && b.leaders[t.site] == nil {
		b.leaders[t.site] = t
	}
	*mine += size
	b.taken.add(t.site, size)
	t.budget.wake() // the call's other sources go on
}

// release gives all bytes back.
func (t *reservation) release() {
	if t == nil {
		return
	}
	t.budget.mu.Lock()
	defer t.budget.mu.Unlock()
	for b, mine := range map[*pool]*int{&t.budget.short: &t.short, &t.budget.long: &t.long} {
		b.taken.add(t.site, -*mine)
		*mine = 0
		if b.leaders[t.site] == t {
			delete(b.leaders, t.site)
		}
	}
	t.budget.wake()
}

// wake wakes the waiters.
func (b *memoryBudget) wake() {
	close(b.changed)
	b.changed = make(chan struct{})
}

// wait unlocks the mutex until bytes are released. It returns false when the context ends first.
func (b *memoryBudget) wait(ctx context.Context) bool {
	changed := b.changed
	b.mu.Unlock()
	defer b.mu.Lock()
	select {
	case <-changed:
		return true
	case <-ctx.Done():
		return false
	}
}

// join adds a waiter of the answer. It returns false where too much waits.
func (b *pool) join(site string, answer *source.Answer, size int) bool {
	if b.queue[answer] == 0 {
		if !b.waiting.free(site) {
			return false
		}
		b.waiting.add(site, size)
	}
	b.queue[answer]++
	return true
}

func (b *pool) leave(site string, answer *source.Answer, size int) {
	if b.queue[answer]--; b.queue[answer] == 0 {
		b.waiting.add(site, -size)
		delete(b.queue, answer)
	}
}
