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

// contestant is a program that makes views.
type contestant struct {
	name    string
	home    stage.Home
	variant stage.Variant
	// path is its program; "": it is built.
	path string
	// env are further settings.
	env map[string]string
	// output takes what it writes; nil: nobody does.
	output io.Writer

	*stage.Stage
	// link is the connection.
	link string
}

// regions are those that are linked, each a source.
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
		path, err := b.binary(ctx, c.home, c.variant)
		if err != nil {
			return err
		}
		c.path = path
	}
	var err error
	if c.Stage, err = stage.Open(ctx,
		stage.Config{Home: c.home, Binary: c.path, Env: c.env, Output: c.output}); err != nil {
		return err
	}
	if c.link, err = c.Link(ctx, regions...); err != nil {
		return err
	}
	return c.SetAlarms(100, regions...)
}

// view makes one view of the first sources and checks that its answer holds so many alarms in all.
func (c *contestant) view(ctx context.Context, count, alarms int) (stage.Answer, error) {
	answer, err := c.Do(ctx, c.View("inline", c.sources(count)...))
	if err != nil {
		return answer, err
	}
	return answer, right(answer, alarms)
}

// sources are the first ones.
func (c *contestant) sources(count int) []string {
	var out []string
	for _, region := range regions[:count] {
		out = append(out, c.link+"@"+region)
	}
	return out
}

// right checks an answer: a wrong one must not be measured.
func right(a stage.Answer, alarms int) error {
	text := string(a.Body)
	got := strings.Count(text, `"type":"alarm"`) + strings.Count(text, `"AlarmArn":`)
	if a.Status != http.StatusOK || got != alarms || strings.Contains(text, `"type":"error"`) {
		return fmt.Errorf("a wrong answer: status %d, %d alarms, want %d: %.300s", a.Status, got,
			alarms, text)
	}
	return nil
}

// turn is what one contestant's turn has shown.
type turn struct {
	// cpu is of one view, on average; calls how many calls to upstreams it took.
	cpu   time.Duration
	calls float64
	// latencies are those of all views, until the last byte.
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

// contest lets the contestants take turns, the first one last in the next round, so that what else
// the machine does meets all of them alike. The first turn of each is a warm-up and does not count.
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

// cpus returns the CPU of each round.
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

// ratio is the median of the rounds' ratios: a round's turns are next to each other.
func ratio(ours, theirs []turn) float64 {
	var out []float64
	for i := range ours {
		out = append(out, float64(ours[i].cpu)/float64(theirs[i].cpu))
	}
	return median(out)
}
