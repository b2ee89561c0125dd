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
func alarms(size int) []alarm.Alarm { return []alarm.Alarm{{Description: strings.Repeat("d", size)}} }

// TestTheShelfIsFull: a call's first long answer waits then, its others do not, and short ones never wait for long ones.
func TestTheShelfIsFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		first, second := s.tray(), s.tray()
		for range 2 { // the second goes beyond the board
			if err := first.put(t.Context(), alarms(longBoard)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.tray().put(t.Context(), alarms(short/2)); err != nil {
			t.Errorf("a short one beside them: %v", err)
		}
		done := make(chan error, 3)
		for range 3 { // all with the same answer
			go func() { done <- second.put(t.Context(), same) }()
		}
		synctest.Wait()
		if len(done) != 0 || s.long.waiting != weight(same) {
			t.Errorf("%d did not wait, and %d bytes do", len(done), s.long.waiting)
		}
		first.clear()
		for range 3 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		second.clear()
		if s.long.taken != 0 || s.long.waiting != 0 || len(s.long.queue) != 0 {
			t.Errorf("%+v is left", s.long)
		}
	})
}

// same is an answer that several calls share.
var same = alarms(longBoard / 2)

// TestWhoFindsNoPlaceOnTheShelfIsTold: at the end of the time, or at once where too much waits.
func TestWhoFindsNoPlaceOnTheShelfIsTold(t *testing.T) {
	for name, row := range map[string]struct {
		waiting []alarm.Alarm
		after   time.Duration
	}{
		"little waits": {alarms(longBoard / 2), time.Minute},
		"much waits":   {alarms(longBoard), 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf()
			_ = s.tray().put(t.Context(), alarms(longBoard))
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			go func() { _ = s.tray().put(ctx, row.waiting) }()
			synctest.Wait()
			began := time.Now()
			if err := s.tray().put(ctx, alarms(longBoard)); !errors.Is(err, errCrowded) || time.Since(began) != row.after {
				t.Errorf("%s: %v after %v", name, err, time.Since(began))
			}
		})
	}
}

// TestACallOfSeveralSourcesGivesTheShelfBack, also when it panics, and one of a single source takes nothing of it.
func TestACallOfSeveralSourcesGivesTheShelfBack(t *testing.T) {
	for name, row := range map[string]struct {
		plans []plan
		want  int
	}{
		"two": {[]plan{userPlan(0), userPlan(1)}, 2 * weight(same)},
		"one": {[]plan{userPlan(0)}, 0},
	} {
		s := asking(io.Discard, func(context.Context) (alarm.Answer, error) { return alarm.Answer{Alarms: same}, nil })
		s.rooms, s.Now = newRooms(1), time.Now
		got := -1
		s.routes = []route{{method: http.MethodPost, path: "/v1/views", handle: func(c *call) {
			s.run(c.r.Context(), "r", "a", row.plans, &stream.Document{})
			got = s.rooms.shelf.long.taken
			panic("lost")
		}}}
		if w := post(t.Context(), s, strings.NewReader("{}")); w.Code != http.StatusInternalServerError {
			t.Errorf("%s: status %d", name, w.Code)
		}
		if got != row.want || s.rooms.shelf.long.taken != 0 {
			t.Errorf("%s: %d bytes on the shelf, want %d, and %d in the end", name, got, row.want, s.rooms.shelf.long.taken)
		}
	}
}

// TestWeight: an answer is taken for about what it becomes, and not for less than most of it.
func TestWeight(t *testing.T) {
	text := strings.Repeat("d", 1000)
	leaf := rule.Rule{Name: text, State: "ALARM"}
	for name, a := range map[string]alarm.Alarm{
		"plain":   {Name: "a", State: alarm.OK},
		"texts":   {Name: text, ARN: text, Description: text, Reason: text, Suppressor: text, Trips: []string{text, text}},
		"escapes": {Description: strings.Repeat("<", 1000)},
		"rule":    {Rule: &rule.Rule{Op: rule.Or, Of: []rule.Rule{leaf, leaf, {Op: rule.Not, Of: []rule.Rule{leaf}}}}},
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
