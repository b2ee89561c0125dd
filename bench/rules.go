package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"pagewatch/bench/stage"
)

var (
	// fewRules are those of a usual page, manyRules the most that an answer holds.
	fewRules  = stage.Rules{Count: 40, Instances: 5, Pages: 1}
	manyRules = stage.Rules{Count: 2000, Instances: 1, Pages: 20}
)

// rules measures views of a stack's alert rules.
func rules(ctx context.Context, b *bench) error {
	for _, part := range []func(context.Context, *bench) error{ruleViews, ruleMemory, silence} {
		if err := part(ctx, b); err != nil {
			return err
		}
	}
	return nil
}

// ruleViews compares both targets with the yardstick.
func ruleViews(ctx context.Context, b *bench) error {
	pairs := duels(stage.Unclear)
	var all []*contestant
	for _, d := range pairs {
		all = append(all, d.ours, d.yardstick, d.asMany)
	}
	for _, c := range all {
		c.rules = fewRules
	}
	leave, err := b.enter(ctx, all...)
	if err != nil {
		return err
	}
	defer leave()
	b.say("%d rules with %d instances in one page. Rounds and ratios as in `views`. The yardstick makes the same GETs and decodes the same fields.\n\n",
		fewRules.Count, fewRules.Count*fewRules.Instances)
	t := newTable("program", "calls to others", "CPU", "times the yardstick",
		"times the one with as many calls", "latency p50", "p95")
	turns, err := b.contest(ctx, all, 1, fewRules.Count)
	if err != nil {
		return err
	}
	for i, c := range all {
		whole, net := "", ""
		if i%3 == 0 {
			whole, net = times(ratio(turns[i], turns[i+1])), times(ratio(turns[i], turns[i+2]))
		}
		took := latencies(turns[i])
		t.add(c.name, fmt.Sprintf("%.0f", turns[i][0].calls), ms(median(cpus(turns[i]))), whole,
			net, ms(quantile(took, 0.5)), ms(quantile(took, 0.95)))
	}
	b.say("%s\n", t)
	return nil
}

// ruleMemory measures the memory of a container as released.
func ruleMemory(ctx context.Context, b *bench) error {
	b.say("A container that keeps to %s. The peak is that of the whole process (VmHWM): over five waves of %d views at once, and over five views one after the other.\n\n",
		smallest, concurrent)
	t := newTable("rules", "views at once", "bytes of the answer", "peak", "slowest, median")
	for _, row := range []struct {
		rules stage.Rules
		waves bool
	}{{fewRules, true}, {manyRules, false}} {
		if err := b.ruleMemoryOf(ctx, row.rules, row.waves, t); err != nil {
			return err
		}
	}
	b.say("%s\n", t)
	return nil
}

func (b *bench) ruleMemoryOf(ctx context.Context, rules stage.Rules, waves bool, t *table) error {
	c := &contestant{name: "container of 64 MiB", target: stage.Container, variant: stage.Released,
		env: map[string]string{"GOMEMLIMIT": smallest}, rules: rules}
	leave, err := b.enter(ctx, c)
	if err != nil {
		return err
	}
	defer leave()
	answer, err := c.view(ctx, 1, rules.Count)
	if err != nil {
		return err
	}
	time.Sleep(swept)
	atOnce, wave := 1, func(ctx context.Context) (time.Duration, error) {
		answer, err := c.view(ctx, 1, rules.Count)
		return answer.Last, err
	}
	if waves {
		atOnce, wave = concurrent, func(ctx context.Context) (time.Duration, error) {
			return c.wave(ctx, rules.Count)
		}
	}
	peak, slowest, err := c.waves(ctx, wave)
	if err != nil {
		return err
	}
	t.add(fmt.Sprintf("%d, %d pages", rules.Count, rules.Pages), strconv.Itoa(atOnce),
		strconv.Itoa(len(answer.Body)), peak, slowest)
	return nil
}

// silence compares the first row of a macro of AWS alarms with that of a macro that also asks a
// stack, which does not answer meanwhile. A page asks both at the same time.
func silence(ctx context.Context, b *bench) error {
	b.say("The first row of a source in AWS with 20 alarms, beside a stack that does not answer meanwhile. A page asks for both in two calls at the same time. Medians of %d.\n\n", silent)
	t := newTable("program", "AWS alone", "beside a silent Grafana", "times")
	for _, c := range []*contestant{
		{name: "Lambda, streamed", target: stage.Lambda, variant: stage.Released},
		{name: "container, inline", target: stage.Container, variant: stage.Released},
	} {
		if err := b.silenceOf(ctx, c, t); err != nil {
			return err
		}
	}
	b.say("%s", t)
	return nil
}

// silent is how often a macro is measured beside a silent stack.
const silent = 21

func (b *bench) silenceOf(ctx context.Context, c *contestant, t *table) error {
	const size = 20
	leave, err := b.enter(ctx, c)
	if err != nil {
		return err
	}
	defer leave()
	stacked, err := c.LinkStack(ctx)
	if err != nil {
		return err
	}
	if err := c.SetRules(fewRules); err != nil {
		return err
	}
	if err := c.SetAlarms(size, regions...); err != nil {
		return err
	}
	var alone, beside []time.Duration
	for round := range silent + 2 {
		first, err := c.firstRow(ctx, size)
		if err != nil {
			return err
		}
		held, release := c.HoldRules()
		late := make(chan error, 1)
		go func() {
			answer, err := c.Do(ctx, c.RulesView(stacked))
			if err == nil {
				err = right(answer, fewRules.Count)
			}
			late <- err
		}()
		select {
		case <-held:
		case err := <-late:
			return fmt.Errorf("the stack was not asked: %w", err)
		}
		second, err := c.firstRow(ctx, size)
		release()
		if err := <-late; err != nil {
			return err
		}
		if err != nil {
			return err
		}
		if round >= 2 { // each process has made a view
			alone, beside = append(alone, first), append(beside, second)
		}
	}
	t.add(c.name, ms(median(alone)), ms(median(beside)),
		times(float64(median(beside))/float64(median(alone))))
	return nil
}

// firstRow returns the time until the first record of one source in AWS.
func (c *contestant) firstRow(ctx context.Context, alarms int) (time.Duration, error) {
	if c.target == stage.Lambda {
		granted, answer, err := c.stream(ctx, 1, alarms)
		return granted + answer.First, err
	}
	answer, err := c.view(ctx, 1, alarms)
	return answer.First, err
}
