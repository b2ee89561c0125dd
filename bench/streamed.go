package main

import (
	"context"
	"errors"
	"time"

	"pagewatch/bench/stage"
)

// step is the difference in latency between one source and the next.
const step = 100 * time.Millisecond

// streamed compares the times of the first and the last record of a page, with five sources of
// different latency.
func streamed(ctx context.Context, b *bench) error {
	c := &contestant{name: "Lambda", target: stage.Lambda, variant: stage.Released}
	leave, err := b.enter(ctx, c)
	if err != nil {
		return err
	}
	defer leave()
	const count, size = 5, 20
	if err := c.SetAlarms(size, regions...); err != nil {
		return err
	}
	for i, region := range regions[:count] {
		c.SetSlow(region, time.Duration(i)*step)
	}
	var first, last, grant, inline []time.Duration
	for range 7 {
		whole, err := c.view(ctx, count, count*size)
		if err != nil {
			return err
		}
		granted, answer, err := c.stream(ctx, count, count*size)
		if err != nil {
			return err
		}
		inline, grant = append(inline, whole.Last), append(grant, granted)
		first, last = append(first, granted+answer.First), append(last, granted+answer.Last)
	}
	b.say(
		"Lambda as released, one view of %d sources with %d alarms each; AWS answers for the first at once, for each other %v later. Medians of 7.\n\n", count, size, step)
	t := newTable("answer", "first record", "last record")
	t.add("inline", ms(median(inline)), ms(median(inline)))
	t.add("streamed", ms(median(first)), ms(median(last)))
	b.say("%s\nThe grant takes %s of that.\n", t, ms(median(grant)))
	return nil
}

// stream requests a grant and opens it.
func (c *contestant) stream(ctx context.Context, count, alarms int) (time.Duration, stage.Answer,
	error) {
	asked, err := c.Do(ctx, c.View("stream", c.sources(count)...))
	if err != nil {
		return 0, asked, err
	}
	var granted struct{ Grant string }
	if err := asked.Into(&granted); err != nil || granted.Grant == "" {
		return 0, asked, errors.Join(errors.New("no grant came"), err)
	}
	answer, err := c.Do(ctx, stage.Opening(granted.Grant))
	if err != nil {
		return 0, answer, err
	}
	return asked.Last, answer, right(answer, alarms)
}
