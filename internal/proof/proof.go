package proof

import (
	"errors"
	"slices"
	"time"
)

// Outcome is the outcome of a step.
type Outcome string

const (
	// Passed: the service answered as required.
	Passed Outcome = "passed"
	// Failed: the service answered otherwise.
	Failed Outcome = "failed"
	// Inconclusive: no conclusive answer. It proves nothing.
	Inconclusive Outcome = "inconclusive"
)

// Result is the result of one step. It contains no secret and no alarm.
type Result struct {
	Step    Step      `json:"step"`
	Place   string    `json:"region,omitempty"`
	Outcome Outcome   `json:"outcome"`
	Code    string    `json:"code,omitempty"` // of the error, where the step did not pass
	At      time.Time `json:"at"`
	// NamePrefix is the prefix of the step's request, "" for none.
	NamePrefix string `json:"namePrefix,omitempty"`
	// Composites notes whether an answer contained a composite alarm, in the provider's words.
	Composites string `json:"composites,omitempty"`
	// Notes are what a step that passed found remarkable.
	Notes []Note `json:"notes,omitempty"`
}

// Note is something to know of a connection that works.
type Note struct {
	// Code names it, with words of the provider's.
	Code string `json:"code"`
	// About lists what it is about, such as actions, in the service's own names.
	About []string `json:"about,omitempty"`
}

var (
	// ErrTooEarly is returned for a step whose predecessors have not all passed.
	ErrTooEarly = errors.New("this step of the test comes too early")
	// ErrNoStep is returned for a step that a test of this subject does not have.
	ErrNoStep = errors.New("a test of this connection has no such step")
	// ErrNoPlace is returned for a step of the test in a place that the step does not cover.
	ErrNoPlace = errors.New("a test of this connection does not ask that in this place")
	// ErrRequired is returned if the proof is missing or incomplete.
	ErrRequired = errors.New("the connection has not been tested")
	// ErrInvalid is returned for a proof of another subject, an altered one, and an expired one.
	ErrInvalid = errors.New("the test was of something else, or is too old")
)

// Proof is the results so far.
type Proof struct {
	// Started is when the first step was asked. Later steps do not extend a proof's life.
	Started time.Time `json:"started"`
	// Owner names the account of the tested credentials, if a step found it.
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

// With returns the proof with one more result. It replaces an earlier result of the same question,
// and drops the results of higher rank, because the state that they measured may have changed.
func (p Proof) With(steps Sequence, r Result) Proof {
	p.Results = slices.DeleteFunc(slices.Clone(p.Results), func(old Result) bool {
		return old.Step == r.Step && old.Place == r.Place ||
			steps.rank(old.Step) > steps.rank(r.Step)
	})
	p.Results = append(p.Results, r)
	return p
}

// Complete reports whether every question of the subject's test has passed, advisory ones aside.
func (p Proof) Complete(subject Subject) bool {
	return len(subject.Steps.Questions()) > 0 && p.passed(subject.Steps)
}

// LastAsked returns when a service was last called.
func (p Proof) LastAsked(steps Sequence) time.Time {
	var last time.Time
	for _, r := range p.Results {
		if !steps.derived(r.Step) && r.At.After(last) {
			last = r.At
		}
	}
	return last
}

// passed reports whether every question has passed, advisory ones aside.
func (p Proof) passed(asked Sequence) bool {
	for _, q := range asked.Questions() {
		if !q.Advisory && p.outcome(q) != Passed {
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
