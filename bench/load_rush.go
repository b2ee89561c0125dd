package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"pagewatch/bench/stage"
)

// The outcomes that a reader may get. Every other one is wrong.
const (
	whole = "a whole answer"
	busy  = "aws_busy"
	left  = "left"
)

// services are prefixes of actions: each makes another question about the same alarms.
var services = []string{"sns", "lambda", "ssm", "ec2", "autoscaling", "swf", "events",
	"ssm-incidents", "states", "sqs"}

// tally counts the outcomes of a rush.
type tally struct {
	mu        sync.Mutex
	outcomes  map[string]int
	latencies []time.Duration // of answered readers
	// took is the time from the first request to the last answer.
	took  time.Duration
	calls stage.Counts
	peak  footprint
}

func (s *tally) note(outcome string, latency time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outcomes[outcome]++
	if outcome != left {
		s.latencies = append(s.latencies, latency)
	}
}

func (s *tally) count(outcome string) int { return s.outcomes[outcome] }

// others lists the outcomes other than whole and left.
func (s *tally) others() string {
	var out []string
	for outcome, n := range s.outcomes {
		if outcome != whole && outcome != left {
			out = append(out, fmt.Sprintf("%d %s", n, outcome))
		}
	}
	slices.Sort(out)
	return orNone(strings.Join(out, ", "))
}

func orNone(text string) string {
	if text == "" {
		return "0"
	}
	return text
}

// send sends the requests of a rush, evenly within a second, and waits for all answers.
func (c *contestant) send(ctx context.Context, r rush, links []string) (*tally, error) {
	s := &tally{outcomes: map[string]int{}}
	if err := c.ResetPeak(); err != nil {
		return nil, fmt.Errorf("the peak cannot be measured: %w", err)
	}
	stop := c.watch(ctx, &s.peak)
	before, began := c.Counts(), time.Now()
	var wg sync.WaitGroup
	for i := range readers {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * time.Second / readers)
			s.note(c.reader(ctx, r, links, i))
		})
	}
	wg.Wait()
	s.took, s.calls = time.Since(began), c.Counts().Since(before)
	return s, stop()
}

// reader asks the i-th question and returns its outcome.
func (c *contestant) reader(ctx context.Context, r rush, links []string, i int) (outcome string,
	latency time.Duration) {
	call := c.View("inline", links[i%len(links)]+"@"+regions[0])
	if r.questions > 1 {
		call.Body.(map[string]any)["query"] = map[string]any{
			"actionPrefix": "arn:aws:" + services[i/len(links)%r.questions] + ":"}
	}
	ctx, leave := context.WithTimeout(ctx, time.Minute)
	defer leave()
	leaves := i*r.leavers/readers != (i+1)*r.leavers/readers // spread evenly
	if leaves {
		time.AfterFunc(time.Duration(20+i%200)*time.Millisecond, leave)
	}
	answer, err := c.Do(ctx, call)
	switch {
	case errors.Is(err, context.Canceled) && leaves:
		return left, 0
	case err != nil:
		return "no answer: " + err.Error(), 0
	}
	return outcomeOf(answer), answer.Last
}

// outcomeOf returns the outcome of an answer with one source.
func outcomeOf(a stage.Answer) string {
	if right(a, 100) == nil {
		return whole
	}
	type coded struct{ Code string }
	var body struct {
		Error   coded
		Records []struct{ Error coded }
	}
	_ = json.Unmarshal(a.Body, &body)
	if a.Status == http.StatusOK && len(body.Records) > 0 && body.Records[0].Error.Code != "" {
		return body.Records[0].Error.Code
	}
	return fmt.Sprintf("status %d %s", a.Status, body.Error.Code)
}

// footprint holds the resources of a process.
type footprint struct {
	memory stage.Memory
	files  int
}

func (c *contestant) footprint() (footprint, error) {
	memory, err := c.Memory()
	files, unseen := c.Files()
	return footprint{memory, files}, errors.Join(err, unseen)
}

// backTo checks that no more files are open than before. Go keeps threads that it once needed.
func (f footprint) backTo(before footprint) error {
	if f.files > before.files {
		return fmt.Errorf("%d files are open, and %d were before", f.files, before.files)
	}
	return nil
}

// watch samples a process until stop is called, and keeps the maxima.
func (c *contestant) watch(ctx context.Context, most *footprint) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() {
		for {
			now, err := c.footprint()
			if err != nil {
				ended <- err
				return
			}
			most.memory.Peak = max(most.memory.Peak, now.memory.Peak)
			most.memory.Threads, most.files = max(most.memory.Threads, now.memory.Threads),
				max(most.files, now.files)
			select {
			case <-time.After(20 * time.Millisecond):
			case <-ctx.Done():
				ended <- nil
				return
			}
		}
	}()
	return func() error {
		cancel()
		return <-ended
	}
}
