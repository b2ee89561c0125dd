package proof

import (
	"errors"
	"slices"
	"time"
)

// Outcome is what came of a step.
type Outcome string

const (
	// Passed: the service answered as it should.
	Passed Outcome = "passed"
	// Failed: the service answered otherwise than it should.
	Failed Outcome = "failed"
	// Inconclusive: no answer to judge by. It proves nothing.
	Inconclusive Outcome = "inconclusive"
)

// Result is what one step found. It holds no secret and no alarm.
type Result struct {
	Step    Step      `json:"step"`
	Place   string    `json:"region,omitempty"`
	Outcome Outcome   `json:"outcome"`
	Code    string    `json:"code,omitempty"` // of the error, where the step did not pass
	At      time.Time `json:"at"`
	// NamePrefix is the one that the step asked with, "" for none.
	NamePrefix string `json:"namePrefix,omitempty"`
	// Composites notes whether an answer held a composite alarm, in the provider's words.
	Composites string `json:"composites,omitempty"`
}

var (
	// ErrTooEarly is returned for a step whose predecessors have not all passed.
	ErrTooEarly = errors.New("this step of the test comes too early")
	// ErrNoStep is returned for a step that a test of this subject does not have.
	ErrNoStep = errors.New("a test of this connection has no such step")
	// ErrNoPlace is returned for a step that the test has, but not in this place.
	ErrNoPlace = errors.New("a test of this connection does not ask that in this place")
	// ErrRequired is returned where there is no proof, or not a complete one.
	ErrRequired = errors.New("the connection has not been tested")
	// ErrInvalid is returned for a proof of something else, an altered one, and one that is too
	// old.
	ErrInvalid = errors.New("the test was of something else, or is too old")
)

// Proof is the results so far.
type Proof struct {
	// Started is when the first step was asked. Going on does not make a proof younger.
	Started time.Time `json:"started"`
	// Owner names the account behind the tested credentials, where a step found it out.
	Owner   string   `json:"awsAccount,omitempty"`
	Results []Result `json:"results"`
}

// Ask reports whether a step may be asked now: nil, ErrNoStep, ErrNoPlace or ErrTooEarly.
func (p Proof) Ask(steps Sequence, step Step, place string) error {
	rank, err := steps.find(step, place)
	if err != nil {
		return err
	}
	if !p.passed(steps[:rank]) {
		return ErrTooEarly
	}
	return nil
}

// With returns the proof with one more result. It replaces an earlier one of the same question, and
// forgets the results of higher rank: they are of a state that may have changed.
func (p Proof) With(steps Sequence, r Result) Proof {
	p.Results = slices.DeleteFunc(slices.Clone(p.Results), func(old Result) bool {
		return old.Step == r.Step && old.Place == r.Place ||
			steps.rank(old.Step) > steps.rank(r.Step)
	})
	p.Results = append(p.Results, r)
	return p
}

// Complete reports whether every question of the subject's test has passed.
func (p Proof) Complete(subject Subject) bool {
	return len(subject.Steps.Questions()) > 0 && p.passed(subject.Steps)
}

// LastAsked returns when a service was asked last.
func (p Proof) LastAsked(steps Sequence) time.Time {
	var last time.Time
	for _, r := range p.Results {
		if !steps.derived(r.Step) && r.At.After(last) {
			last = r.At
		}
	}
	return last
}

// passed reports whether every question has passed.
func (p Proof) passed(asked Sequence) bool {
	for _, q := range asked.Questions() {
		if p.outcome(q) != Passed {
			return false
		}
	}
	return true
}

// outcome returns the outcome of a question, "" for one that was not asked.
func (p Proof) outcome(q Question) Outcome {
	for _, r := range p.Results {
		if r.Step == q.Step && r.Place == q.Place {
			return r.Outcome
		}
	}
	return ""
}
