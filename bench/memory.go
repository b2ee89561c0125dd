package main

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"pagewatch/bench/stage"
)

// concurrent is the number of readers of one source at the same moment.
const concurrent = 100

// memory measures the memory of the programs as released.
func memory(ctx context.Context, b *bench) error {
	b.say(
		"One source with 100 alarms. The peak is that of the whole process (VmHWM) over five waves of %d views at the same moment, in one "+
			"process; a function serves one at a time. The first container keeps to the limit that it sets itself in the smallest "+
			"one of Forge, 9 in 16 parts of 64 MiB.\n\n", concurrent)
	t := newTable("program", "idle, after its start", "after 200 views",
		"peak with "+strconv.Itoa(concurrent)+" at once", "slowest of a wave, median")
	for _, c := range []*contestant{
		{name: "container of 64 MiB", target: stage.Container, variant: stage.Released,
			env: map[string]string{"GOMEMLIMIT": "36MiB"}},
		{name: "container, without a limit", target: stage.Container, variant: stage.Released},
		{name: "Lambda", target: stage.Lambda, variant: stage.Released},
		{name: "yardstick", target: stage.Yardstick, variant: stage.Released},
	} {
		if err := b.memoryOf(ctx, c, t); err != nil {
			return err
		}
	}
	b.say("%s", t)
	return nil
}

func (b *bench) memoryOf(ctx context.Context, c *contestant, t *table) error {
	leave, err := b.enter(ctx, c)
	if err != nil {
		return err
	}
	defer leave()
	idle := "none is running"
	if c.target != stage.Lambda {
		if _, err := c.Restart(ctx); err != nil {
			return err
		}
		time.Sleep(swept)
		m, err := c.Memory()
		if err != nil {
			return err
		}
		idle = mib(m.Resident)
	}
	if _, err := c.turn(ctx, 200, 1, 100); err != nil {
		return err
	}
	time.Sleep(swept)
	after, err := c.Memory()
	if err != nil {
		return err
	}
	peak, slowest := mib(after.Peak)+" with one", ""
	if c.target != stage.Lambda {
		wave := func(ctx context.Context) (time.Duration, error) { return c.wave(ctx, 100) }
		if peak, slowest, err = c.waves(ctx, wave); err != nil {
			return err
		}
	}
	t.add(c.name, idle, mib(after.Resident), peak, slowest)
	return nil
}

// waves sends five waves, and returns the peak of memory and the median of their times.
func (c *contestant) waves(ctx context.Context,
	wave func(context.Context) (time.Duration, error)) (peak, slowest string, err error) {
	if err := c.ResetPeak(); err != nil {
		return "", "", fmt.Errorf("the peak cannot be measured: %w", err)
	}
	var took []time.Duration
	for range 5 {
		d, err := wave(ctx)
		if err != nil {
			return "", "", err
		}
		took = append(took, d)
	}
	m, err := c.Memory()
	return mib(m.Peak), ms(median(took)), err
}

// wave sends concurrent views of one source and returns the time until the last answer.
func (c *contestant) wave(ctx context.Context, alarms int) (time.Duration, error) {
	var wg sync.WaitGroup
	errs := make(chan error, concurrent)
	began := time.Now()
	for range concurrent {
		wg.Go(func() {
			if _, err := c.view(ctx, 1, alarms); err != nil {
				errs <- err
			}
		})
	}
	wg.Wait()
	select {
	case err := <-errs:
		return 0, err
	default:
		return time.Since(began), nil
	}
}
