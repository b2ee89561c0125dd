// Package proof represents the results of a connection's test. A sealed proof passes through the
// browser from step to step: the browser can neither read nor change it, and it opens only for the
// tested values. The store requires a complete proof before it stores a connection.
package proof

import "slices"

// Step names one question of a test.
type Step string

// Question is a step, in one place if the step runs once per place.
type Question struct {
	Step Step
	// Place is a Region, "" for a step without one.
	Place string
	// Derived steps conclude from earlier answers and call no service.
	Derived bool
	// Advisory steps inform: a test is complete without them.
	Advisory bool
}

// Sequence lists the questions of a test by rank: a question is asked when all of lower rank have
// passed. An empty Sequence is never complete.
type Sequence [][]Question

// Questions returns every question in order.
func (s Sequence) Questions() []Question { return slices.Concat(s...) }

// rank returns the rank of a step, -1 if the sequence does not contain it.
func (s Sequence) rank(step Step) int {
	return slices.IndexFunc(s, func(same []Question) bool {
		return slices.ContainsFunc(same, func(q Question) bool { return q.Step == step })
	})
}

// derived reports whether a step calls no service.
func (s Sequence) derived(step Step) bool {
	return slices.ContainsFunc(s.Questions(), func(q Question) bool {
		return q.Step == step && q.Derived
	})
}

// Advisory reports whether a test is complete without a step.
func (s Sequence) Advisory(step Step) bool {
	return slices.ContainsFunc(s.Questions(), func(q Question) bool {
		return q.Step == step && q.Advisory
	})
}

// find returns the rank of a question. It returns ErrNoStep, or ErrNoPlace if the step is only
// asked in other places.
func (s Sequence) find(step Step, place string) (int, error) {
	err := ErrNoStep
	for rank, same := range s {
		for _, q := range same {
			switch {
			case q.Step != step:
			case q.Place == place:
				return rank, nil
			case q.Place != "":
				err = ErrNoPlace
			}
		}
	}
	return 0, err
}
