package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"pagewatch/bench/stage"
)

// allocations counts the allocations of views, in programs built with a probe.
func allocations(ctx context.Context, b *bench) error {
	all := []*contestant{
		{name: "container", target: stage.Container}, {name: "yardstick", target: stage.Yardstick},
		{name: "Lambda", target: stage.Lambda},
		{name: "yardstick on Lambda", target: stage.YardstickLambda},
	}
	for _, c := range all {
		folder := filepath.Join(b.folder, "probe "+c.name)
		if err := os.Mkdir(folder, 0o700); err != nil {
			return err
		}
		c.variant, c.env = stage.Probed, stage.ProbeEnv(folder)
	}
	leave, err := b.enter(ctx, all...)
	if err != nil {
		return err
	}
	defer leave()
	b.say(
		"Of one view, the mean of %d. The programs are built with one more file that counts; nothing else is different.\n\n", b.views)
	t := newTable("program", "1 alarm", "10 alarms", "100 alarms", "each further alarm",
		"10 alarms, were it linear")
	for _, c := range all {
		var objects, bytes []float64
		for _, size := range sizes {
			o, y, err := b.allocated(ctx, c, size)
			if err != nil {
				return err
			}
			objects, bytes = append(objects, o), append(bytes, y)
		}
		each := (objects[2] - objects[0]) / 99
		cell := func(i int) string {
			return fmt.Sprintf("%.0f, %.0f KiB", objects[i], bytes[i]/1024)
		}
		t.add(c.name, cell(0), cell(1), cell(2),
			fmt.Sprintf("%.0f, %.1f KiB", each, (bytes[2]-bytes[0])/99/1024),
			fmt.Sprintf("%.0f", objects[0]+9*each))
	}
	b.say("%s", t)
	return nil
}

// allocated returns objects and bytes of one view.
func (b *bench) allocated(ctx context.Context, c *contestant, size int) (objects, bytes float64,
	err error) {
	if err := c.SetAlarms(size, regions...); err != nil {
		return 0, 0, err
	}
	if _, err := c.turn(ctx, 3, 1, size); err != nil {
		return 0, 0, err
	}
	before, err := c.Probe()
	if err != nil {
		return 0, 0, err
	}
	if _, err := c.turn(ctx, b.views, 1, size); err != nil {
		return 0, 0, err
	}
	after, err := c.Probe()
	n := float64(b.views)
	return float64(after.Mallocs-before.Mallocs) / n, float64(after.Bytes-before.Bytes) / n, err
}

// profile writes a CPU profile of views.
func profile(ctx context.Context, b *bench, c *contestant, alarms int, file string) error {
	folder := filepath.Join(b.folder, "profile")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	c.env = stage.ProbeEnv(folder)
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	c.env["PROBE_PROFILE"] = path
	leave, err := b.enter(ctx, c)
	if err != nil {
		return err
	}
	defer leave()
	if err := c.SetAlarms(alarms, regions...); err != nil {
		return err
	}
	if _, err := c.turn(ctx, 10, 1, alarms); err != nil {
		return err
	}
	err = c.Profile(func() error {
		_, err := c.turn(ctx, b.rounds*b.views, 1, alarms)
		return err
	})
	b.say("%s views are in %s: go tool pprof -top %s\n", strconv.Itoa(b.rounds*b.views), file, file)
	return err
}
