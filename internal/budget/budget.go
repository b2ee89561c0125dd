// Package budget bounds what the answers of other services take, above all memory. Everybody shares
// it in total, and each customer and each of their connections has a share of it: whoever sends
// slowly or without end holds their own share, and leaves the rest to others.
package budget

import (
	"context"
	"sync"
)

// Sizes are in bytes, or in whatever else is counted. A request for more than the smallest of them is
// never granted.
type Sizes struct{ Total, Site, Connection int64 }

// Holder is for whom it is held.
type Holder struct{ Site, Connection string }

// Budget is what calls acquire.
type Budget struct {
	total              weighted
	sites, connections shares
}

// New returns a budget of those sizes.
func New(s Sizes) *Budget {
	return &Budget{
		total:       weighted{size: s.Total},
		sites:       shares{size: s.Site, held: map[string]*share{}},
		connections: shares{size: s.Connection, held: map[string]*share{}},
	}
}

// Acquire waits until n bytes are free: in the shares of the connection and of the site, and in
// total. A call that waits for its own share holds nothing of a larger one. The error is that of
// ctx; release returns the bytes.
func (b *Budget) Acquire(ctx context.Context, h Holder, n int64) (release func(), err error) {
	freeConnection, err := b.connections.acquire(ctx, h.Site+" "+h.Connection, n)
	if err != nil {
		return nil, err
	}
	freeSite, err := b.sites.acquire(ctx, h.Site, n)
	if err != nil {
		freeConnection()
		return nil, err
	}
	if err := b.total.acquire(ctx, n); err != nil {
		freeSite()
		freeConnection()
		return nil, err
	}
	return func() {
		b.total.release(n)
		freeSite()
		freeConnection()
	}, nil
}

// shares are semaphores by name, each of which exists while a call uses it.
type shares struct {
	size int64
	mu   sync.Mutex
	held map[string]*share
}

type share struct {
	weighted
	users int
}

func (s *shares) acquire(ctx context.Context, name string, n int64) (release func(), err error) {
	mine := s.join(name)
	if err := mine.weighted.acquire(ctx, n); err != nil {
		s.leave(name)
		return nil, err
	}
	return func() {
		mine.weighted.release(n)
		s.leave(name)
	}, nil
}

func (s *shares) join(name string) *share {
	s.mu.Lock()
	defer s.mu.Unlock()
	mine := s.held[name]
	if mine == nil {
		mine = &share{weighted: weighted{size: s.size}}
		s.held[name] = mine
	}
	mine.users++
	return mine
}

func (s *shares) leave(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held[name].users--; s.held[name].users == 0 {
		delete(s.held, name)
	}
}
