package connection

import (
	"errors"
	"sync"
)

// atOnce is how many records are written side by side: the hosted store is a call away, and a
// platform's call does not last long.
const atOnce = 8

// each does something to every item, a few at a time, and returns every error. A panic goes on in
// the caller, who can recover from it: one in a goroutine of its own would end the process.
func each[T any](items []T, do func(T) error) error {
	errs, panics := make([]error, len(items)), make([]any, len(items))
	places := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	for i, item := range items {
		places <- struct{}{}
		wg.Go(func() {
			defer func() { <-places }()
			defer func() { panics[i] = recover() }()
			errs[i] = do(item)
		})
	}
	wg.Wait()
	for _, cause := range panics {
		if cause != nil {
			panic(cause)
		}
	}
	return errors.Join(errs...)
}
