package resolver

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
)

// errCrowded is for a call that was not let in within its time.
var errCrowded = errors.New("too many calls at the same time")

// rooms bound how many calls are worked on at the same time, where a process serves many: side by side, a thousand readers
// of one page would each wait longer for the platform than anybody may, and then write a thousand copies of the same answer.
// Most of a call is waiting for AWS, and who does that is in no room: a slow Region holds nobody else up.
type rooms struct {
	// arrivals are asked who they are and what they may see; answers are written down.
	arrivals, answers room
	// shelf is where answers lie whose calls wait for others, nil for one of any size.
	shelf *shelf
}

// room has as many elements as calls are in it; nil has room for all.
type room chan struct{}

// newRooms makes rooms for so many arrivals and half as many answers, 0 for all there are. What is under way is ended before
// more is begun, for the two do not wait for each other.
func newRooms(atOnce int) rooms {
	if atOnce <= 0 {
		return rooms{}
	}
	return rooms{make(room, atOnce), make(room, max(atOnce/2, 1)), newShelf()}
}

// seat is where a call is. A call is in one room at a time.
type seat struct {
	mu   sync.Mutex
	room room // nil: in none
}

type seatKey struct{}

// seatOf returns the seat of the call that the context belongs to, or nil.
func seatOf(ctx context.Context) *seat {
	p, _ := ctx.Value(seatKey{}).(*seat)
	return p
}

// withSeat returns a context of the call with that seat, nil for one that goes into no room.
func withSeat(ctx context.Context, p *seat) context.Context {
	return context.WithValue(ctx, seatKey{}, p)
}

// into leaves the room that the call is in, and waits for a place in another, in the order of coming.
func (p *seat) into(ctx context.Context, r room) error {
	p.leave()
	if p == nil || r == nil {
		return nil
	}
	select {
	case r <- struct{}{}:
	case <-ctx.Done():
		return waitEnded(ctx)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.room = r
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

// leave gives the place back. Who is in no room leaves none.
func (p *seat) leave() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.room != nil {
		<-p.room
		p.room = nil
	}
}

// letIn waits until the call may be worked on. Its body is read before: who sends half a request keeps nobody waiting. How
// the process is, is told at once.
func (s *service) letIn(c *call, p *seat) error {
	if s.rooms.arrivals == nil || c.route.path == healthPath {
		return nil
	}
	c.r.Body = arrived(c.r)
	return p.into(c.r.Context(), s.rooms.arrivals)
}

// arrived returns the request's body when all of it is there, with the error that it ends in.
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
