package proof

import (
	"errors"
	"slices"
	"time"
)

// Outcome is what came of a step.
type Outcome string

const (
	// Passed: AWS answered, as it should.
	Passed Outcome = "passed"
	// Failed: AWS answered, otherwise than it should.
	Failed Outcome = "failed"
	// Inconclusive: there was no answer to judge by. It proves nothing.
	Inconclusive Outcome = "inconclusive"
)

// What a step says of composite alarms.
const (
	Seen     = "seen"
	NoneSeen = "none-seen"
)

// Result is what one step found. It holds no secret and no alarm.
type Result struct {
	Step    Step      `json:"step"`
	Region  string    `json:"region,omitempty"`
	Outcome Outcome   `json:"outcome"`
	Code    string    `json:"code,omitempty"` // of the error, where the step did not pass
	At      time.Time `json:"at"`
	// NamePrefix is the one that the step Alarms asked with, "" for none.
	NamePrefix string `json:"namePrefix,omitempty"`
	// Composites is Seen or NoneSeen, for the steps Alarms and Composites.
	Composites string `json:"composites,omitempty"`
}

var (
	// ErrTooEarly is returned for a step whose predecessors have not all passed.
	ErrTooEarly = errors.New("this step of the test comes too early")
	// ErrNoStep is returned for a step that a test of this subject does not have.
	ErrNoStep = errors.New("a test of this connection has no such step")
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
	// AWSAccount is the 12 digits of the account that an IAM user's keys belong to, once they are
	// known.
	AWSAccount string   `json:"awsAccount,omitempty"`
	Results    []Result `json:"results"`
}

// Ask reports whether a step may be asked now: nil, ErrNoStep or ErrTooEarly.
func (p Proof) Ask(subject Subject, step Step, region string) error {
	asked := questions(subject.Kind, subject.Regions)
	if !slices.Contains(asked, question{step, region}) {
		return ErrNoStep
	}
	for _, before := range asked {
		if rank(subject.Kind, before.step) < rank(subject.Kind, step) &&
			p.outcome(before) != Passed {
			return ErrTooEarly
		}
	}
	return nil
}

// With returns the proof with one more result. It replaces an earlier one of the same step, and
// what came after that step is forgotten: it was asked of a world that may have changed.
func (p Proof) With(kind Kind, r Result) Proof {
	asked := question{r.Step, r.Region}
	p.Results = slices.DeleteFunc(slices.Clone(p.Results), func(old Result) bool {
		return question{old.Step, old.Region} == asked || rank(kind, old.Step) > rank(kind, r.Step)
	})
	p.Results = append(p.Results, r)
	return p
}

// Complete reports whether every step of the subject's test has passed.
func (p Proof) Complete(subject Subject) bool {
	asked := questions(subject.Kind, subject.Regions)
	for _, q := range asked {
		if p.outcome(q) != Passed {
			return false
		}
	}
	return len(asked) > 0
}

// Composites returns Seen if any Region's answer held a composite alarm, NoneSeen otherwise.
func (p Proof) Composites() string {
	for _, r := range p.Results {
		if r.Composites == Seen {
			return Seen
		}
	}
	return NoneSeen
}

// outcome returns what came of a question, "" where it was not asked.
func (p Proof) outcome(q question) Outcome {
	for _, r := range p.Results {
		if r.Step == q.step && r.Region == q.region {
			return r.Outcome
		}
	}
	return ""
}
