package resolver

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"

	shared "pagewatch/internal/budget"
)

// questions is how many questions are asked at a time. Before its answer comes, each takes a
// connection to AWS and the stacks of its goroutines, some 50 KiB: 320 of them do not fit into the
// smallest container. Sites whose Regions are slow leave a part to others.
var questions = shared.Sizes{Total: 64, Site: 16, Connection: 10}

// errCrowded is for a call that gets no slot within its deadline.
var errCrowded = errors.New("too many calls at the same time")

// admission bounds how many calls a process works on at a time. Without it, a thousand readers of
// one page wait longer for the platform than a call may last, and then encode a thousand copies of
// the same answer. A call that waits for AWS holds no slot, and its questions no more than their
// site's share: one site's slow Region delays no call of another site.
type admission struct {
	// arrivals bounds the calls that are authenticated and authorised; answers those that are
	// encoded.
	arrivals, answers slots
	// budget bounds the bytes that multi-source calls hold; nil means no bound.
	budget *memoryBudget
	// questions bounds those that are asked of providers; nil means no bound.
	questions *shared.Budget
}

// slots is a counting semaphore; nil has no limit.
type slots chan struct{}

// newAdmission returns admission of atOnce arrivals and half as many answers; 0 means no limit. The
// two do not wait for each other, so calls under way end before more begin.
func newAdmission(atOnce int) admission {
	if atOnce <= 0 {
		return admission{}
	}
	return admission{make(slots, atOnce), make(slots, max(atOnce/2, 1)), newMemoryBudget(),
		shared.New(questions)}
}

// slot is what a call holds of the admission: a place in one semaphore at most.
type slot struct {
	mu   sync.Mutex
	held slots // nil: none
}

// holding is what one call holds of the admission while it is answered.
type holding struct {
	slot   *slot
	memory *reservation
}

// holding returns what a new call holds: nothing yet.
func (a admission) holding() *holding {
	return &holding{slot: &slot{}, memory: a.budget.reservation()}
}

// release gives everything back.
func (h *holding) release() {
	h.slot.release()
	h.memory.release()
}

// move releases what the slot holds and acquires a place of another semaphore, in the order of
// arrival.
func (p *slot) move(ctx context.Context, to slots) error {
	p.release()
	if to == nil {
		return nil
	}
	select {
	case to <- struct{}{}:
	case <-ctx.Done():
		return waitEnded(ctx)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = to
	return nil
}

// waitEnded returns what the end of a wait means: errGone for a caller who left, errCrowded for one
// whose time was up.
func waitEnded(ctx context.Context) error {
	if errors.Is(context.Cause(ctx), context.Canceled) {
		return errGone
	}
	return errCrowded
}

// release gives the place back, if there is one.
func (p *slot) release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held != nil {
		<-p.held
		p.held = nil
	}
}

// admit waits until the call may be worked on. It reads the body first: a half-sent request takes
// no slot. A health check takes none either.
func (s *service) admit(c *call) error {
	if s.admission.arrivals == nil || c.route.path == healthPath {
		return nil
	}
	c.r.Body = arrived(c.r)
	return c.slot.move(c.r.Context(), s.admission.arrivals)
}

// arrived reads the whole body of a request and returns it with the error that it ends in.
func arrived(r *http.Request) io.ReadCloser {
	body, err := io.ReadAll(r.Body)
	return io.NopCloser(io.MultiReader(bytes.NewReader(body), ending{err}))
}

// ending is where a body ends.
type ending struct{ err error }

// Read implements io.Reader.
func (e ending) Read([]byte) (int, error) {
	if e.err != nil {
		return 0, e.err
	}
	return 0, io.EOF
}

// question waits until one more question may be asked of a provider. The error is errGone or
// errTimeout.
func (a admission) question(ctx context.Context, t task) (release func(), err error) {
	if a.questions == nil {
		return func() {}, nil
	}
	release, err = a.questions.Acquire(ctx, shared.Holder{Site: t.Site, Connection: t.Link.ID}, 1)
	return release, interrupted(err)
}
