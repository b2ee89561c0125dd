package resolver

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/cloudwatch"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/source"
)

// sized is an answer of so many bytes, and a little more.
func sized(size int) *source.Answer {
	return &source.Answer{Records: cloudwatch.Records([]alarm.Alarm{
		{Description: strings.Repeat("d", size)}})}
}

// TestAFullMemoryBudget: a call's first long answer waits, its later ones do not, and short ones
// never wait for long ones.
func TestAFullMemoryBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newMemoryBudget()
		first, second := s.reservation(), s.reservation()
		for range 2 { // the second goes beyond the pool
			if err := first.take(t.Context(), "a", sized(longPool)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.reservation().take(t.Context(), "a", sized(short/2)); err != nil {
			t.Errorf("a short one beside them: %v", err)
		}
		done := make(chan error, 3)
		for range 3 { // all with the same answer
			go func() { done <- second.take(t.Context(), "a", same) }()
		}
		synctest.Wait()
		if len(done) != 0 || s.long.waiting.sites["a"] != same.Size() {
			t.Errorf("%d did not wait, and %d bytes do", len(done), s.long.waiting.sites["a"])
		}
		first.release()
		for range 3 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		second.release()
		if len(s.long.taken.sites)+len(s.long.waiting.sites)+len(s.long.queue)+
			len(s.long.leaders) != 0 {
			t.Errorf("%+v is left", s.long)
		}
	})
}

// same is an answer that several calls share.
var same = sized(longPool / 2)

// TestAReservationThatFailsIsCrowded: at the deadline, or at once where too much waits.
func TestAReservationThatFailsIsCrowded(t *testing.T) {
	for name, row := range map[string]struct {
		waiting *source.Answer
		after   time.Duration
	}{
		"little waits": {sized(longShare / 2), time.Minute},
		"much waits":   {sized(longPool), 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newMemoryBudget()
			_ = s.reservation().take(t.Context(), "a", sized(longPool))
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			go func() { _ = s.reservation().take(ctx, "a", row.waiting) }()
			synctest.Wait()
			began := time.Now()
			if err := s.reservation().take(ctx, "a", sized(longPool)); !errors.Is(err, errCrowded) ||
				time.Since(began) != row.after {
				t.Errorf("%s: %v after %v", name, err, time.Since(began))
			}
		})
	}
}

// TestAMultiSourceCallReleasesItsMemory, also when it panics, and one of a single source takes
// nothing of it.
func TestAMultiSourceCallReleasesItsMemory(t *testing.T) {
	for name, row := range map[string]struct {
		tasks []task
		want  int
	}{
		"two": {[]task{userTask(0), userTask(1)}, 2 * same.Size()},
		"one": {[]task{userTask(0)}, 0},
	} {
		s := asking(io.Discard, func(context.Context) (*source.Answer, error) {
			return same, nil
		})
		s.admission, s.Now = newAdmission(1), time.Now
		got := -1
		s.routes = []route{{method: http.MethodPost, path: "/v1/views", handle: func(c *call) {
			s.run(c.r.Context(), asker{requestID: "r", account: "a", holding: c.holding}, row.tasks, &stream.Document{})
			got = s.admission.budget.long.taken.sites[""]
			panic("lost")
		}}}
		if w := post(t.Context(), s,
			strings.NewReader("{}")); w.Code != http.StatusInternalServerError {
			t.Errorf("%s: status %d", name, w.Code)
		}
		if got != row.want || s.admission.budget.long.taken.sites[""] != 0 {
			t.Errorf("%s: %d bytes reserved, want %d, and %d in the end", name, got, row.want,
				s.admission.budget.long.taken.sites[""])
		}
	}
}

// held is a reader who takes answers when they are released.
type held struct {
	stream.Document
	release chan struct{}
	n       atomic.Int32
}

func (h *held) Write(stream.Answer) error {
	h.n.Add(1)
	<-h.release
	return nil
}

func (h *held) count() int32 { return h.n.Load() }
