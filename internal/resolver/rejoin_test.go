package resolver

import (
	"context"
	"io"
	"testing"
	"testing/synctest"

	"pagewatch/internal/resolver/limit"
	"pagewatch/internal/source"
)

// busyThen is the refusal of a person's flight. then runs when a reader finds out whose it is,
// before the reader asks again.
type busyThen struct {
	person string
	then   func()
}

func (b busyThen) Error() string { return "busy" }

// As implements the interface of errors.As.
func (b busyThen) As(target any) bool {
	busy, ok := target.(**limit.Busy)
	if ok {
		b.then()
		*busy = &limit.Busy{Person: b.person}
	}
	return ok
}

// TestAReaderMayJoinSeveralRefusedFlights: a reader has joined the flight of one flood, and after
// its refusal joins that of another. Neither refusal is the reader's.
func TestAReaderMayJoinSeveralRefusedFlights(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		s := asking(io.Discard, func(context.Context) (*source.Answer, error) {
			asked++
			return &source.Answer{}, nil
		})
		// board begins a flight that is refused with err once land is closed.
		board := func(land chan struct{}, err error) {
			flying := make(chan struct{})
			go func() {
				_, _, _ = s.flights.Do(t.Context(), userTask(0).key(),
					func(context.Context) (*source.Answer, error) {
						close(flying)
						<-land
						return nil, err
					})
			}()
			<-flying
		}
		first, second := make(chan struct{}), make(chan struct{})
		begun := false
		board(first, busyThen{"one flood", func() {
			if !begun {
				begun = true
				board(second, &limit.Busy{Person: "another"})
			}
		}})
		answer := make(chan error, 1)
		go func() {
			_, err := s.fetch(t.Context(), by("r"), userTask(0))
			answer <- err
		}()
		synctest.Wait()
		close(first)
		synctest.Wait()
		if !begun {
			t.Fatal("the reader has not joined the first flight")
		}
		close(second)
		if err := <-answer; err != nil || asked != 1 {
			t.Errorf("the reader gets %v after %d questions, want an own turn", err, asked)
		}
	})
}
