package limit_test

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"pagewatch/internal/resolver/limit"
)

// BenchmarkWait is a turn that is free, among so many other connections and Regions.
func BenchmarkWait(b *testing.B) {
	for _, keys := range []int{1, 100, 10_000} {
		b.Run(strconv.Itoa(keys), func(b *testing.B) {
			clock := time.Unix(0, 0)
			l := limit.New(2, burst, func() time.Time { return clock })
			names := make([]string, keys)
			for i := range names {
				names[i] = "installation space connection " + strconv.Itoa(i)
			}
			n := 0
			b.ReportAllocs()
			for b.Loop() {
				if err := l.Wait(b.Context(), names[n%keys], "ada"); err != nil {
					b.Fatal(err)
				}
				if n++; n%keys == 0 {
					clock = clock.Add(time.Second) // the buckets fill again
				}
			}
		})
	}
}

// BenchmarkBusy is a call that is refused, as most are where too many come.
func BenchmarkBusy(b *testing.B) {
	l := limit.New(0.0001, burst, time.Now)
	for range burst {
		if err := l.Wait(b.Context(), "a", "ada"); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		var busy *limit.Busy
		if err := l.Wait(b.Context(), "a", "ada"); !errors.As(err, &busy) {
			b.Fatal(err)
		}
	}
}
