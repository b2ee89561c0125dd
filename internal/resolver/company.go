package resolver

import (
	"context"
	"slices"
	"sync"

	"pagewatch/internal/platform/invocation"
)

// company knows who waits for the answer to each question. In a container, calls go out for an invocation that is under
// way: a flight goes out for whoever has waited longest, and when they leave, for the next. Everybody in it is of one
// installation and space, and may see the same.
type company struct {
	mu      sync.Mutex
	waiting map[question][]*companion
	// asking counts the flights of each question that are in a call to another service.
	asking map[question]int
}

// companion is somebody who waits, by the context of their call.
type companion struct {
	ctx context.Context
	// asked reports whether another service has been asked while they waited. The company's mutex guards it.
	asked bool
}

// join adds whose call it is. leave takes them out again.
func (c *company) join(ctx context.Context, q question) (own *companion, leave func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.waiting == nil {
		c.waiting = map[question][]*companion{}
	}
	own = &companion{ctx: ctx, asked: c.asking[q] > 0}
	c.waiting[q] = append(c.waiting[q], own)
	return own, func() { c.part(q, own) }
}

func (c *company) part(q question, own *companion) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting[q] = slices.DeleteFunc(c.waiting[q], func(other *companion) bool { return other == own })
	if len(c.waiting[q]) == 0 {
		delete(c.waiting, q)
	}
}

// first returns the arrival of whoever has waited longest, the zero Arrival where nobody waits. Whose call has ended does
// not count, even where they have not parted yet: their invocation opens nothing any more.
func (c *company) first(q question) invocation.Arrival {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, one := range c.waiting[q] {
		if one.ctx.Err() == nil {
			return invocation.ArrivalOf(one.ctx)
		}
	}
	return invocation.Arrival{}
}

// ask notes that a flight of the question is in a call to another service, until done is called.
func (c *company) ask(q question) (done func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.asking == nil {
		c.asking = map[question]int{}
	}
	c.asking[q]++
	for _, one := range c.waiting[q] {
		one.asked = true
	}
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.asking[q]--; c.asking[q] == 0 {
			delete(c.asking, q)
		}
	}
}

// asked reports whether another service has been asked while the companion waited.
func (c *company) asked(own *companion) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return own.asked
}
