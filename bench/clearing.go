package main

import (
	"context"
	"time"

	"pagewatch/bench/stage"
)

// swept is longer than a container needs to clear its memory: it does so 100 ms after a burst and
// again a second later.
const swept = 1600 * time.Millisecond

// clearing measures the cost of clearing memory: in a function for each view, in a container after
// a burst.
func clearing(ctx context.Context, b *bench) error {
	lambda := []*contestant{
		{name: "Lambda, as released", target: stage.Lambda, variant: stage.Released},
		{name: "Lambda, without clearing", target: stage.Lambda, variant: stage.Unclear},
	}
	container := []*contestant{
		{name: "container, as released", target: stage.Container, variant: stage.Released},
		{name: "container, without clearing", target: stage.Container, variant: stage.Unclear},
	}
	leave, err := b.enter(ctx, append(lambda, container...)...)
	if err != nil {
		return err
	}
	defer leave()
	turns, err := b.contest(ctx, lambda, 1, 100)
	if err != nil {
		return err
	}
	b.say(
		"Views of 100 alarms. A function clears after each, when its answer has left; a container twice after a burst of %d.\n\n", b.views)
	t := newTable("program", "CPU for a view", "CPU while quiet after a burst")
	for i, c := range lambda {
		t.add(c.name, ms(median(cpus(turns[i]))), "frozen")
	}
	burst, quiet := make([][]time.Duration, len(container)), make([][]time.Duration, len(container))
	for range max(b.rounds/2, 1) {
		for i, c := range container {
			turn, err := c.turn(ctx, b.views, 1, 100)
			if err != nil {
				return err
			}
			before, err := c.CPU()
			if err != nil {
				return err
			}
			time.Sleep(swept)
			after, err := c.CPU()
			if err != nil {
				return err
			}
			burst[i], quiet[i] = append(burst[i], turn.cpu), append(quiet[i], after-before)
		}
	}
	for i, c := range container {
		t.add(c.name, ms(median(burst[i])), ms(median(quiet[i])))
	}
	b.say(
		"%s\nClearing costs a function %s for each view, and a container %s after a burst, while nobody waits.\n", t,
		ms(median(cpus(turns[0]))-median(cpus(turns[1]))), ms(median(quiet[0])-median(quiet[1])))
	return nil
}
