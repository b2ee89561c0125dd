package confluence

import (
	"io"
	"net/http"
	"sync"
	"time"
)

// Fault is how one answer of the API goes wrong.
type Fault struct {
	// Delay comes before anything is sent.
	Delay time.Duration
	// Hang sends nothing until the client gives up.
	Hang bool
	// Status and Body replace the answer, where Status is not zero.
	Status int
	Body   string
}

// Faults holds the faults of the answers to come, one each, for tests.
type Faults struct {
	mu    sync.Mutex
	queue []Fault
}

// Next has the coming answers go wrong, in this order.
func (f *Faults) Next(faults ...Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.queue = append(f.queue, faults...)
}

func (f *Faults) take() Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.queue) == 0 {
		return Fault{}
	}
	first := f.queue[0]
	f.queue = f.queue[1:]
	return first
}

// around plays the next fault, or lets the request through.
func (f *Faults) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fault := f.take()
		if fault.Hang {
			<-r.Context().Done()
			return
		}
		select {
		case <-time.After(fault.Delay):
		case <-r.Context().Done():
			return
		}
		if fault.Status == 0 {
			next.ServeHTTP(w, r)
			return
		}
		w.WriteHeader(fault.Status)
		_, _ = io.WriteString(w, fault.Body)
	})
}
