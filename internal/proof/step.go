// Package proof holds the results of a connection's test. A proof passes through the browser from
// step to step, sealed: the browser can neither read nor change it, and it opens for the tested
// values alone. The store asks for a complete one before it keeps a connection.
package proof

import "slices"

// Step names one question of a test.
type Step string

// Question is a step, in one place where the step asks each.
type Question struct {
	Step Step
	// Place is a Region, "" for a step that is not about one.
	Place string
	// Derived steps conclude from earlier answers and ask no service.
	Derived bool
}

// Sequence lists the questions of a test by rank: a question is asked when all of lower rank have
// passed. An empty Sequence is of no test, and never complete.
type Sequence [][]Question

// Questions returns every question in order.
func (s Sequence) Questions() []Question { return slices.Concat(s...) }

// rank returns the rank of a step, -1 for a step that the sequence does not have.
func (s Sequence) rank(step Step) int {
	return slices.IndexFunc(s, func(same []Question) bool {
		return slices.ContainsFunc(same, func(q Question) bool { return q.Step == step })
	})
}

// derived reports whether a step asks no service.
func (s Sequence) derived(step Step) bool {
	return slices.ContainsFunc(s.Questions(), func(q Question) bool {
		return q.Step == step && q.Derived
	})
}

// find returns the rank of a question, or ErrNoStep, or ErrNoPlace where the step is asked in other
// places.
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
