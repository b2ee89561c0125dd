package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"pagewatch/bench/stage"
)

// contestant is a measured program.
type contestant struct {
	name    string
	target  stage.Target
	variant stage.Variant
	// path is the path of the program, "" for one to build.
	path string
	// env are further environment variables.
	env map[string]string
	// output receives the program's output; nil discards it.
	output io.Writer

	// rules are those of a linked stack; zero: a role is linked.
	rules stage.Rules

	*stage.Stage
	// link is the id of the connection.
	link string
}

// regions are the linked Regions, each a source.
var regions = []string{
	"us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-west-2", "eu-west-3",
	"eu-central-1", "eu-north-1", "ap-southeast-1",
}

// enter starts the contestants and links a role in each.
func (b *bench) enter(ctx context.Context, all ...*contestant) (leave func(), err error) {
	leave = func() {
		for _, c := range all {
			if c.Stage != nil {
				c.Close()
			}
		}
	}
	for _, c := range all {
		if err := b.start(ctx, c); err != nil {
			leave()
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
	}
	return leave, nil
}

func (b *bench) start(ctx context.Context, c *contestant) error {
	if c.path == "" {
		path, err := b.binary(ctx, c.target, c.variant)
		if err != nil {
			return err
		}
		c.path = path
	}
	var err error
	if c.Stage, err = stage.Open(ctx,
		stage.Config{Target: c.target, Binary: c.path, Env: c.env, Output: c.output}); err != nil {
		return err
	}
	if c.rules != (stage.Rules{}) {
		if c.link, err = c.LinkStack(ctx); err != nil {
			return err
		}
		return c.SetRules(c.rules)
	}
	if c.link, err = c.Link(ctx, regions...); err != nil {
		return err
	}
	return c.SetAlarms(100, regions...)
}

// view makes one view of the first count sources, or of the stack, and checks that its answer has
// that many alarms or rules.
func (c *contestant) view(ctx context.Context, count, alarms int) (stage.Answer, error) {
	call := c.RulesView(c.link)
	if c.rules == (stage.Rules{}) {
		call = c.View("inline", c.sources(count)...)
	}
	answer, err := c.Do(ctx, call)
	if err != nil {
		return answer, err
	}
	return answer, right(answer, alarms)
}

// sources returns the first count sources.
func (c *contestant) sources(count int) []string {
	var out []string
	for _, region := range regions[:count] {
		out = append(out, c.link+"@"+region)
	}
	return out
}

// right checks an answer, so that no wrong one is measured.
func right(a stage.Answer, alarms int) error {
	text := string(a.Body)
	got := strings.Count(text, `"type":"alarm"`) + strings.Count(text, `"AlarmArn":`) +
		strings.Count(text, `"type":"rule"`) + strings.Count(text, `"lastEvaluation":`)
	if a.Status != http.StatusOK || got != alarms || strings.Contains(text, `"type":"error"`) {
		return fmt.Errorf("a wrong answer: status %d, %d alarms, want %d: %.300s", a.Status, got,
			alarms, text)
	}
	return nil
}

// turn holds the measurements of one turn of a contestant.
type turn struct {
	// cpu is the average of one view; calls is the number of calls to upstreams.
	cpu   time.Duration
	calls float64
	// latencies are the times of all views, until the last byte.
	latencies []time.Duration
}

// turn makes views one after the other.
func (c *contestant) turn(ctx context.Context, views, count, alarms int) (turn, error) {
	before, calls, err := c.cpuAndCalls()
	if err != nil {
		return turn{}, err
	}
	var out turn
	for range views {
		answer, err := c.view(ctx, count, alarms)
		if err != nil {
			return turn{}, fmt.Errorf("%s: %w", c.name, err)
		}
		out.latencies = append(out.latencies, answer.Last)
	}
	after, callsAfter, err := c.cpuAndCalls()
	out.cpu = (after - before) / time.Duration(views)
	out.calls = float64(callsAfter-calls) / float64(views)
	return out, err
}

func (c *contestant) cpuAndCalls() (time.Duration, int64, error) {
	used, err := c.CPU()
	return used, c.Counts().Total(), err
}

// contest lets the contestants take turns. The first one is last in the next round, so that other
// load on the machine affects all alike. The first turn of each is a warm-up and is not counted.
func (b *bench) contest(ctx context.Context, all []*contestant, count, alarms int) ([][]turn,
	error) {
	out := make([][]turn, len(all))
	for round := range b.rounds + 1 {
		for i := range all {
			i = (i + round) % len(all)
			t, err := all[i].turn(ctx, b.views, count, alarms)
			if err != nil {
				return nil, err
			}
			if round > 0 {
				out[i] = append(out[i], t)
			}
		}
	}
	return out, nil
}

// cpus returns the CPU time of each round.
func cpus(turns []turn) (out []time.Duration) {
	for _, t := range turns {
		out = append(out, t.cpu)
	}
	return out
}

func latencies(turns []turn) (out []time.Duration) {
	for _, t := range turns {
		out = append(out, t.latencies...)
	}
	return out
}

// ratio is the median of the rounds' ratios. The turns of one round are close together in time.
func ratio(ours, theirs []turn) float64 {
	var out []float64
	for i := range ours {
		out = append(out, float64(ours[i].cpu)/float64(theirs[i].cpu))
	}
	return median(out)
}
