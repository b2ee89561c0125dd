package resolver

import (
	"context"
	"slices"
	"sync"

	"pagewatch/internal/invocation"
)

// company knows who waits for the answer to each question. In a container, calls go out for an invocation that is under
// way: a flight goes out for whoever has waited longest, and when they leave, for the next. Everybody in it is of one
// installation and space, and may see the same.
type company struct {
	mu      sync.Mutex
	waiting map[question][]*companion
}

// companion is somebody who waits, by the context of their call.
type companion struct{ ctx context.Context }

// join adds whose call it is. leave takes them out again.
func (c *company) join(ctx context.Context, q question) (leave func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.waiting == nil {
		c.waiting = map[question][]*companion{}
	}
	own := &companion{ctx}
	c.waiting[q] = append(c.waiting[q], own)
	return func() { c.part(q, own) }
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
