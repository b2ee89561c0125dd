package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"pagewatch/bench/stage"
)

const (
	// perSecond is the default rate limit of one connection and Region, in calls a second, and burst
	// how many leave at once after a quiet time.
	perSecond, burst = 2, 4
	// readers is the number of readers within one second.
	readers = 1000
	// smallest is the memory limit that the container of 64 MiB sets itself.
	smallest = "36MiB"
)

// load sends one process many requests at once, and checks the answers and the calls to AWS.
func load(ctx context.Context, b *bench) error {
	b.say(
		"%d readers within one second, each by a request of their own over HTTP, to one container that keeps to %s. A connection and Region gets "+
			"%d calls at once and %d a second then. \"Allowed\" is that much for the time from the first reader to the last answer; more, "+
			"or a reader without an answer, fails the run.\n\n", readers, smallest, burst,
		perSecond)
	t := newTable("", "whole answers", "busy", "left", "calls to AWS (allowed)", "median",
		"slowest", "peak memory", "threads", "files", "afterwards")
	var errs []error // report every rush
	for _, r := range rushes {
		if err := b.rush(ctx, r, t); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", r.name, err))
		}
	}
	b.say("%s\n", t)
	return errors.Join(append(errs, b.leftBehind(ctx), b.halves(ctx))...)
}

// rush is a load of readers within one second.
type rush struct {
	name string
	// links is the number of connections, questions the number of different questions to each.
	links, questions int
	// slow is the time that AWS takes to answer.
	slow time.Duration
	// leavers is the number of readers that disconnect before their answer.
	leavers int
}

var rushes = []rush{
	{name: "one question", links: 1, questions: 1},
	{name: "one question, 300 leave", links: 1, questions: 1, slow: 400 * time.Millisecond,
		leavers: 300},
	{name: "ten questions of two connections", links: 2, questions: 10},
}

// contestantFor starts a container for a rush, with a connection for each of its links.
func (b *bench) contestantFor(ctx context.Context, r rush, variant stage.Variant,
	env map[string]string) (*contestant, []string, func(), error) {
	c := &contestant{name: r.name, target: stage.Container, variant: variant,
		env: map[string]string{
			"GOMEMLIMIT": smallest, "PAGEWATCH_ALARM_RATE": fmt.Sprint(perSecond),
		}}
	for name, value := range env {
		c.env[name] = value
	}
	leave, err := b.enterLinked(ctx, c, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	links := []string{c.link}
	for len(links) < r.links {
		link, err := c.LinkAs(ctx, fmt.Sprintf("Payments %d", len(links)), regions[0])
		if err != nil {
			leave()
			return nil, nil, nil, err
		}
		links = append(links, link)
	}
	if err := c.SetAlarms(100, regions...); err != nil {
		leave()
		return nil, nil, nil, err
	}
	c.SetSlow(regions[0], r.slow)
	return c, links, leave, nil
}

// enterLinked starts a program and links a role in one Region. At the default rate, testing ten
// Regions would take a while. out receives the program's output.
func (b *bench) enterLinked(ctx context.Context, c *contestant, out io.Writer) (leave func(),
	err error) {
	binary, err := b.binary(ctx, c.target, c.variant)
	if err != nil {
		return nil, err
	}
	if c.Stage, err = stage.Open(ctx,
		stage.Config{Target: c.target, Binary: binary, Env: c.env, Output: out}); err != nil {
		return nil, err
	}
	if c.link, err = c.Link(ctx, regions[0]); err != nil {
		c.Close()
		return nil, err
	}
	return c.Close, nil
}

func (b *bench) rush(ctx context.Context, r rush, t *table) error {
	c, links, leave, err := b.contestantFor(ctx, r, stage.Released, nil)
	if err != nil {
		return err
	}
	defer leave()
	if _, err := c.view(ctx, 1, 100); err != nil { // the first view of a process is not measured
		return err
	}
	time.Sleep(swept)
	before, err := c.footprint()
	if err != nil {
		return err
	}
	seen, err := c.send(ctx, r, links)
	if err != nil {
		return err
	}
	time.Sleep(2 * swept)
	after, err := c.footprint()
	if err != nil {
		return err
	}
	allowed := r.allowed(seen.took)
	t.add(r.name, fmt.Sprint(seen.count(whole)), seen.others(), fmt.Sprint(seen.count(left)),
		fmt.Sprintf("%d (%d)", seen.calls.Alarms, allowed),
		ms(median(seen.latencies)), ms(quantile(seen.latencies, 1)), mib(seen.peak.memory.Peak),
		fmt.Sprint(seen.peak.memory.Threads), fmt.Sprint(seen.peak.files),
		fmt.Sprintf("%s, %d threads, %d files", mib(after.memory.Resident), after.memory.Threads,
			after.files))
	return errors.Join(seen.check(r, allowed), after.backTo(before))
}

// allowed returns the number of calls that the limiter permits in that time, for all links.
func (r rush) allowed(took time.Duration) int64 {
	return int64(r.links) * (burst + int64(math.Ceil(took.Seconds()*perSecond)))
}

// check returns an error for each wrong outcome.
func (s *tally) check(r rush, allowed int64) error {
	var errs []error
	if s.calls.Alarms > allowed || s.calls.STS > allowed {
		errs = append(errs,
			fmt.Errorf("%d AssumeRole and %d DescribeAlarms, and %d are allowed", s.calls.STS,
				s.calls.Alarms, allowed))
	}
	for outcome, n := range s.outcomes {
		if outcome != whole && outcome != left && outcome != busy {
			errs = append(errs, fmt.Errorf("%d readers got %s", n, outcome))
		}
	}
	if got := s.count(whole) + s.count(busy); got < readers-r.leavers {
		errs = append(errs, fmt.Errorf("%d readers were answered, want %d", got, readers-r.leavers))
	}
	if r.questions == 1 && s.count(busy) > 0 {
		errs = append(errs,
			fmt.Errorf("%d readers got a busy answer, though all asked the same", s.count(busy)))
	}
	return errors.Join(errs...)
}

// leftBehind counts the goroutines of a probed program before and after a rush.
func (b *bench) leftBehind(ctx context.Context) error {
	folder := filepath.Join(b.folder, "load")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	r := rush{name: "one question, 300 leave", links: 1, questions: 1, slow: 400 * time.Millisecond,
		leavers: 300}
	c, links, leave, err := b.contestantFor(ctx, r, stage.Probed, stage.ProbeEnv(folder))
	if err != nil {
		return err
	}
	defer leave()
	var counts []string
	for round := range 3 {
		time.Sleep(2 * swept)
		now, err := c.Probe()
		if err != nil {
			return err
		}
		counts = append(counts, fmt.Sprint(now.Goroutines))
		if round == 2 {
			break
		}
		if _, err := c.send(ctx, r, links); err != nil {
			return err
		}
	}
	b.say(
		"Goroutines before such a load of which 300 readers leave, after it, and after a second one: %s.\n\n", strings.Join(counts, ", "))
	if counts[1] != counts[0] || counts[2] != counts[0] {
		return fmt.Errorf("goroutines are left behind: %s", strings.Join(counts, ", "))
	}
	return nil
}
