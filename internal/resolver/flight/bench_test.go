package flight_test

import (
	"context"
	"strconv"
	"sync"
	"testing"

	"pagewatch/internal/resolver/flight"
)

// BenchmarkDo has callers ask the same at the same time: the flight lands when all of them are
// aboard.
func BenchmarkDo(b *testing.B) {
	for _, callers := range []int{1, 100} {
		b.Run(strconv.Itoa(callers), func(b *testing.B) {
			g := flight.New[string, int](budget)
			b.ReportAllocs()
			for b.Loop() {
				join(b, g, callers)
			}
		})
	}
}

// join has the callers join one flight, each in a goroutine of its own but the last.
func join(b *testing.B, g *flight.Group[string, int], callers int) {
	var boarding, wg sync.WaitGroup
	boarding.Add(callers)
	fly := func(context.Context) (int, error) { boarding.Wait(); return 1, nil }
	ask := func() {
		boarding.Done()
		if got, _, err := g.Do(b.Context(), "a", fly); got != 1 || err != nil {
			b.Errorf("got %d, %v", got, err)
		}
	}
	for range callers - 1 {
		wg.Go(ask)
	}
	ask()
	wg.Wait()
}
