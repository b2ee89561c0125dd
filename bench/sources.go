package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"pagewatch/bench/stage"
)

const (
	// slowSTS and slowAlarms approximate the latency of AWS from another continent.
	slowSTS    = 30 * time.Millisecond
	slowAlarms = 50 * time.Millisecond
)

// sources measures views of several sources in one call.
func sources(ctx context.Context, b *bench) error {
	all := []*contestant{
		{name: "container", target: stage.Container, variant: stage.Unclear},
		{name: "Lambda", target: stage.Lambda, variant: stage.Unclear},
	}
	leave, err := b.enter(ctx, all...)
	if err != nil {
		return err
	}
	defer leave()
	b.say(
		"Each source has 10 alarms. The last column is with an AWS that takes %v for AssumeRole and %v for DescribeAlarms: sources are asked side by side.\n\n", slowSTS, slowAlarms)
	t := newTable("sources", "program", "calls to others", "CPU", "latency p50",
		"p50 with a slow AWS")
	for _, count := range []int{1, 2, 5, 10} {
		slow := make([][]time.Duration, len(all))
		for i, c := range all {
			if err := c.SetAlarms(10, regions...); err != nil {
				return err
			}
			if slow[i], err = c.slowly(ctx, count); err != nil {
				return err
			}
		}
		turns, err := (&bench{rounds: max(b.rounds/2, 1), views: max(b.views/2, 1)}).contest(ctx,
			all, count, 10*count)
		if err != nil {
			return err
		}
		for i, c := range all {
			t.add(strconv.Itoa(count), c.name, fmt.Sprintf("%.0f", turns[i][0].calls),
				ms(median(cpus(turns[i]))),
				ms(median(latencies(turns[i]))), ms(median(slow[i])))
		}
	}
	b.say("%s", t)
	return nil
}

// slowly makes a few views with a slow AWS.
func (c *contestant) slowly(ctx context.Context, count int) ([]time.Duration, error) {
	slow := func(sts, alarms time.Duration) {
		c.SetSlowSTS(sts)
		for _, region := range regions {
			c.SetSlow(region, alarms)
		}
	}
	slow(slowSTS, slowAlarms)
	defer slow(0, 0)
	t, err := c.turn(ctx, 10, count, 10*count)
	return t.latencies, err
}
