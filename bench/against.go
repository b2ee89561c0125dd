package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"pagewatch/bench/stage"
)

// against compares the views of this tree with those of another in alternating turns, to measure
// changes that should make views cheaper.
func against(ctx context.Context, b *bench, tree string) error {
	root, err := filepath.Abs(tree)
	if err != nil {
		return err
	}
	folder := filepath.Join(b.folder, "other")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	var all []*contestant
	for _, target := range []stage.Target{stage.Container, stage.Lambda} {
		path, err := stage.BuildFrom(ctx, root, folder, target, stage.Unclear)
		if err != nil {
			return err
		}
		all = append(all,
			&contestant{name: string(target), target: target, variant: stage.Unclear},
			&contestant{name: string(target) + " of the other tree", target: target,
				variant: stage.Unclear, path: path})
	}
	leave, err := b.enter(ctx, all...)
	if err != nil {
		return err
	}
	defer leave()
	t := newTable("alarms", "program", "CPU", "times the other")
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
		for i := 0; i < len(all); i += 2 {
			t.add(strconv.Itoa(size), all[i].name,
				fmt.Sprintf("%s, other %s", ms(median(cpus(turns[i]))),
					ms(median(cpus(turns[i+1])))), times(ratio(turns[i], turns[i+1])))
		}
	}
	b.say("\n%s", t)
	return nil
}
