package connection

import (
	"errors"
	"sync"
)

// atOnce is how many records are written concurrently: each write is a call to the hosted store,
// and an invocation is short.
const atOnce = 8

// each calls do for every item, a few at a time, and returns every error. A panic is raised again
// in the caller, which can recover from it: in another goroutine it would end the process.
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
