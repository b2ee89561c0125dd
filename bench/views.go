package main

import (
	"context"
	"fmt"
	"strconv"

	"pagewatch/bench/stage"
)

// sizes are how many alarms a source has.
var sizes = []int{1, 10, 100}

// duel is one of ours, the yardstick in the same home, and the yardstick with as many calls as
// ours.
type duel struct{ ours, yardstick, asMany *contestant }

// duels returns the two homes. A container asks who calls, what the user may do, and for the
// connection's record; a function asks the last two.
func duels(variant stage.Variant) []duel {
	as := func(name string, home stage.Home, extra int) *contestant {
		return &contestant{name: name, home: home, variant: stage.Released,
			env: map[string]string{"EXTRA": strconv.Itoa(extra)}}
	}
	return []duel{
		{
			&contestant{name: "container", home: stage.Container, variant: variant},
			as("yardstick", stage.Yardstick, 0),
			as("yardstick, with as many calls", stage.Yardstick, 3),
		},
		{
			&contestant{name: "Lambda", home: stage.Lambda, variant: variant},
			as("yardstick on Lambda", stage.YardstickLambda, 0),
			as("yardstick on Lambda, with as many calls", stage.YardstickLambda, 2),
		},
	}
}

// views compares both homes with the yardstick, without the clearing of memory.
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
