package main

import (
	"context"
	"fmt"
	"strconv"

	"pagewatch/bench/stage"
)

// sizes are the numbers of alarms of a source.
var sizes = []int{1, 10, 100}

// duel compares Pagewatch, the yardstick as the same target, and the yardstick with as many calls
// as Pagewatch.
type duel struct{ ours, yardstick, asMany *contestant }

// duels returns the duels of the two targets. A container calls its upstreams for the caller, the
// user's permissions, and the connection's record; a function for the last two.
func duels(variant stage.Variant) []duel {
	as := func(name string, target stage.Target, extra int) *contestant {
		return &contestant{name: name, target: target, variant: stage.Released,
			env: map[string]string{"EXTRA": strconv.Itoa(extra)}}
	}
	return []duel{
		{
			&contestant{name: "container", target: stage.Container, variant: variant},
			as("yardstick", stage.Yardstick, 0),
			as("yardstick, with as many calls", stage.Yardstick, 3),
		},
		{
			&contestant{name: "Lambda", target: stage.Lambda, variant: variant},
			as("yardstick on Lambda", stage.YardstickLambda, 0),
			as("yardstick on Lambda, with as many calls", stage.YardstickLambda, 2),
		},
	}
}

// views compares both targets with the yardstick, without the clearing of memory.
func views(ctx context.Context, b *bench) error {
	pairs := duels(stage.Unclear)
	var all []*contestant
	for _, d := range pairs {
		all = append(all, d.ours, d.yardstick, d.asMany)
	}
	leave, err := b.enter(ctx, all...)
	if err != nil {
		return err
	}
	defer leave()
	b.say(
		"%d views in each of %d rounds, turn about; without the clearing of memory. CPU is that of the program's process, "+
			"the median of the rounds; a ratio is the median of the rounds' ratios.\n\n", b.views,
		b.rounds)
	t := newTable("alarms", "program", "calls to others", "CPU", "times the yardstick",
		"times the one with as many calls", "latency p50", "p95")
	for _, size := range sizes {
		for _, c := range all {
			if err := c.SetAlarms(size, regions...); err != nil {
				return err
			}
		}
		turns, err := b.contest(ctx, all, 1, size)
		if err != nil {
			return err
		}
		for i, c := range all {
			first := i / 3 * 3 // of the duel
			whole, net := "", ""
			if i == first {
				whole, net = times(ratio(turns[i], turns[i+1])), times(ratio(turns[i], turns[i+2]))
			}
			all := latencies(turns[i])
			t.add(strconv.Itoa(size), c.name, fmt.Sprintf("%.0f", turns[i][0].calls),
				ms(median(cpus(turns[i]))), whole, net,
				ms(quantile(all, 0.5)), ms(quantile(all, 0.95)))
		}
	}
	b.say("%s", t)
	return nil
}
