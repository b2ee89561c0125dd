package resolver

import (
	"slices"
	"sync"

	"pagewatch/internal/invocation"
)

// company knows who waits for the answer to each question. In a container, calls go out for an invocation that is under
// way: a flight goes out for whoever has waited longest, and when they leave, for the next. Everybody in it is of one
// installation and space, and may see the same.
type company struct {
	mu      sync.Mutex
	waiting map[question][]*invocation.Arrival
}

// join adds somebody who waits. leave takes them out again.
func (c *company) join(q question, a invocation.Arrival) (leave func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.waiting == nil {
		c.waiting = map[question][]*invocation.Arrival{}
	}
	own := &a
	c.waiting[q] = append(c.waiting[q], own)
	return func() { c.part(q, own) }
}

func (c *company) part(q question, own *invocation.Arrival) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting[q] = slices.DeleteFunc(c.waiting[q], func(a *invocation.Arrival) bool { return a == own })
	if len(c.waiting[q]) == 0 {
		delete(c.waiting, q)
	}
}

// first returns the arrival of whoever has waited longest, the zero Arrival where nobody waits.
func (c *company) first(q question) invocation.Arrival {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.waiting[q]) == 0 {
		return invocation.Arrival{}
	}
	return *c.waiting[q][0]
}
