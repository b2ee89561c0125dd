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

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/alarm/rule"
	"pagewatch/internal/resolver/stream"
)

// alarms is an answer of so many bytes, and a little more.
func alarms(size int) []alarm.Alarm {
	return []alarm.Alarm{{Description: strings.Repeat("d", size)}}
}

// TestAFullMemoryBudget: a call's first long answer waits, its later ones do not, and short ones
// never wait for long ones.
func TestAFullMemoryBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newMemoryBudget()
		first, second := s.reservation(), s.reservation()
		for range 2 { // the second goes beyond the pool
			if err := first.take(t.Context(), alarms(longPool)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.reservation().take(t.Context(), alarms(short/2)); err != nil {
			t.Errorf("a short one beside them: %v", err)
		}
		done := make(chan error, 3)
		for range 3 { // all with the same answer
			go func() { done <- second.take(t.Context(), same) }()
		}
		synctest.Wait()
		if len(done) != 0 || s.long.waiting != weight(same) {
			t.Errorf("%d did not wait, and %d bytes do", len(done), s.long.waiting)
		}
		first.release()
		for range 3 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		second.release()
		if s.long.taken != 0 || s.long.waiting != 0 || len(s.long.queue) != 0 {
			t.Errorf("%+v is left", s.long)
		}
	})
}

// same is an answer that several calls share.
var same = alarms(longPool / 2)

// TestAReservationThatFailsIsCrowded: at the deadline, or at once where too much waits.
func TestAReservationThatFailsIsCrowded(t *testing.T) {
	for name, row := range map[string]struct {
		waiting []alarm.Alarm
		after   time.Duration
	}{
		"little waits": {alarms(longPool / 2), time.Minute},
		"much waits":   {alarms(longPool), 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newMemoryBudget()
			_ = s.reservation().take(t.Context(), alarms(longPool))
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			go func() { _ = s.reservation().take(ctx, row.waiting) }()
			synctest.Wait()
			began := time.Now()
			if err := s.reservation().take(ctx, alarms(longPool)); !errors.Is(err, errCrowded) ||
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
		plans []plan
		want  int
	}{
		"two": {[]plan{userPlan(0), userPlan(1)}, 2 * weight(same)},
		"one": {[]plan{userPlan(0)}, 0},
	} {
		s := asking(io.Discard, func(context.Context) (alarm.Answer, error) {
			return alarm.Answer{Alarms: same}, nil
		})
		s.admission, s.Now = newAdmission(1), time.Now
		got := -1
		s.routes = []route{{method: http.MethodPost, path: "/v1/views", handle: func(c *call) {
			s.run(c.r.Context(), "r", "a", row.plans, &stream.Document{})
			got = s.admission.budget.long.taken
			panic("lost")
		}}}
		if w := post(t.Context(), s,
			strings.NewReader("{}")); w.Code != http.StatusInternalServerError {
			t.Errorf("%s: status %d", name, w.Code)
		}
		if got != row.want || s.admission.budget.long.taken != 0 {
			t.Errorf("%s: %d bytes reserved, want %d, and %d in the end", name, got, row.want,
				s.admission.budget.long.taken)
		}
	}
}

// TestWeight: an answer is taken for about what it becomes, and not for less than most of it.
func TestWeight(t *testing.T) {
	text := strings.Repeat("d", 1000)
	leaf := rule.Rule{Name: text, State: "ALARM"}
	for name, a := range map[string]alarm.Alarm{
		"plain": {Name: "a", State: alarm.OK},
		"texts": {Name: text, ARN: text, Description: text, Reason: text, Suppressor: text,
			Trips: []string{text, text}},
		"escapes": {Description: strings.Repeat("<", 1000)},
		"rule": {
			Rule: &rule.Rule{
				Op: rule.Or, Of: []rule.Rule{leaf, leaf, {Op: rule.Not, Of: []rule.Rule{leaf}}}}},
	} {
		line, err := stream.Encode(stream.Alarm{Alarm: a})
		if err != nil {
			t.Fatal(err)
		}
		if got := weight([]alarm.Alarm{a}); got < len(line)*9/10 || got > len(line)+600 {
			t.Errorf("%s: %d for %d bytes", name, got, len(line))
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
